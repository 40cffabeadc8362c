import Drawing
import SearchTrees

/// Marks by a letter: set and gone to by two keys.
extension Explorer {
  /// Handles the key after `m` or `'`.
  static func take(
    letter key: Key, for command: CommandName, _ state: inout ExplorerState, _ time: Double
  ) -> [Effect] {
    state.overlay = nil
    if state.keys.bindings[[key]]?.name == .interrupt { return interrupt(&state, time) }
    if key.code == .escape { return [] }
    if command == .mark, key.code == .enter { return ask(for: .mark, &state) }
    if command == .goToMark, key == Key("'") { return goBackFromMark(&state, time) }
    guard case .character(let scalar) = key.code, key.modifiers.isEmpty,
      MarkLetters.isLetter(scalar)
    else {
      complain("\(key.notation) is no letter or digit; nothing was done", &state)
      return []
    }
    let name = String(Character(scalar))
    return command == .mark
      ? mark(name, at: state.slice.cursor, &state) : goTo(markNamed: name, &state, time)
  }

  /// Marks a node of this moment.
  static func mark(_ name: String, at node: NodeID, _ state: inout ExplorerState) -> [Effect] {
    state.words += 1
    return [.send(.mark(name: name, node: node))]
  }

  /// Goes to the mark of a name, the last one where there are several.
  static func goTo(
    markNamed name: String, _ state: inout ExplorerState, _ time: Double
  ) -> [Effect] {
    guard let index = state.slice.summary.marks.lastIndex(where: { $0.name == name }) else {
      complain("no mark is called \(name); M lists the marks", &state)
      return []
    }
    return goTo(mark: index, &state, time)
  }

  /// Where the person is, to come back to from a mark.
  static func markedPlace(_ state: ExplorerState) -> ExplorerState.MarkedPlace {
    let summary = state.slice.summary
    return ExplorerState.MarkedPlace(
      event: summary.abilities.clock == .events ? summary.event : nil, branch: summary.branch,
      node: state.slice.cursor)
  }

  /// Goes back to where the last mark was gone to from; a second time to the mark again.
  private static func goBackFromMark(_ state: inout ExplorerState, _ time: Double) -> [Effect] {
    guard let place = state.beforeMark else {
      complain("no mark was gone to yet", &state)
      return []
    }
    let here = markedPlace(state)
    state.beforeMark = here
    state.view = .tree
    if let event = place.event {
      let effects = event == here.event ? [] : goTo(event: event, &state)
      visit(place.node, &state, time)
      return effects
    }
    guard place.branch == here.branch else { return [.send(.switchBranch(place.branch))] }
    visit(place.node, &state, time)
    return []
  }
}
