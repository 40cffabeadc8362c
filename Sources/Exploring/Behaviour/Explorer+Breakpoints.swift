import Drawing
import SearchTrees

/// The list of breakpoints, the letters of rows, and the name of a place.
extension Explorer {
  /// Handles a key in the list of breakpoints.
  static func pressInBreakpoints(
    _ key: Key, _ name: CommandName?, _ selected: Int, _ state: inout ExplorerState,
    _ time: Double
  ) -> [Effect] {
    let list = state.slice.summary.breakpoints
    // One that was taken away leaves the choice to the last.
    let selected = max(0, min(selected, list.count - 1))
    let chosen = list.indices.contains(selected) ? list[selected] : nil
    switch (key.code, name) {
    case (.character("a"), _), (.character("w"), _):
      state.overlay = nil
      return perform(key.code == .character("a") ? .breakAt : .watch, &state, time)
    case (.character("D"), _):
      return chosen.map { [.send(.breakpoints(.remove($0.number)))] } ?? []
    case (_, .run), (_, .inspect):
      return chosen.map { [.send(.breakpoints(.toggle($0.number)))] } ?? []
    case (_, .cancel), (_, .quit), (_, .breakpoints): state.overlay = nil
    default:
      let step = scroll(for: name, page: 10, end: list.count) ?? 0
      state.overlay = .breakpoints(selected: max(0, min(selected + step, list.count - 1)))
    }
    return []
  }

  // MARK: - Letters on rows

  /// Takes one of the two letters that lead to a row.
  static func jump(
    _ key: Key, after typed: String, _ state: inout ExplorerState, _ time: Double
  ) {
    state.overlay = nil
    guard case .character(let letter) = key.code, key.modifiers.isEmpty else { return }
    let letters = typed + String(letter)
    let labels = JumpLabels(state)
    guard labels.begin(with: letters) else {
      return complain("no row has the letters \(letters)", &state)
    }
    guard let row = labels.row(of: letters) else {
      state.overlay = .jump(typed: letters)
      return
    }
    if state.view == .compare {
      return moveInComparison(to: row, &state)
    }
    state.view = .tree
    state.pane = .tree
    remember(&state)
    leaveLines(&state)
    state.lastMove = time
    goTo(row: row, &state)
  }

  // MARK: - The name of a place

  /// Shows the command that opens this place again, once it is known, and goes to the node that the program
  /// was opened at, once it is read.
  static func takePlace(_ slice: TreeSlice, _ state: inout ExplorerState) {
    if state.request.wantsPlace, let place = slice.place {
      state.request.wantsPlace = false
      if let problem = place.problem {
        complain("place: \(problem)", &state)
      } else {
        let command = place.command(page: state.tab)
        state.placeCommand = command
        state.overlay = .place(command: command)
      }
    }
    let timeline = slice.summary.isMomentSettled
    if let node = state.pendingNode, timeline {
      state.pendingNode = nil
      if node.hasPrefix("#"), let number = Int(node.dropFirst()) {
        look(for: .number(number), &state)
      } else {
        look(for: .path(node), &state)
      }
    }
  }
}

extension SearchPlace {
  /// The command that opens the place.
  ///
  /// Untrusted text.
  func command(page: ExplorerState.Tab) -> String {
    var words = ["treetop", "open", Self.quoted(file)]
    if let moment { words += ["--at", moment] }
    if let node { words += ["--node", Self.quoted(node)] }
    if page != .stats { words += ["--page", page.rawValue.lowercased()] }
    return words.joined(separator: " ")
  }

  /// A word as a shell reads it.
  private static func quoted(_ word: String) -> String {
    let isPlain =
      !word.isEmpty
      && word.unicodeScalars.allSatisfy { scalar in
        switch scalar {
        case "a"..."z", "A"..."Z", "0"..."9", ".", "_", "-", "/", "+", ",", ":", "@", "=": true
        default: false
        }
      }
    return isPlain ? word : "'" + word.replacing("'", with: "'\\''") + "'"
  }
}
