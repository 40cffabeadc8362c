import Drawing
import Groundwork
import SearchTrees

extension Explorer {
  /// Carries out a command that goes through time; nil if it is none.
  static func travel(
    _ name: CommandName, _ state: inout ExplorerState, _ time: Double
  )
    -> [Effect]?
  {
    let node = state.slice.cursor
    switch name {
    case .firstEvent: return goTo(event: 1, &state)
    case .lastEvent: return goToEnd(&state)
    case .lastChange:
      guard let origin = state.slice.detail.lastChange else { return [] }
      remark("\(origin.words) changed \(node) here", &state)
      return goTo(event: origin.event, &state)
    case .nextChange: return [.send(.goToChange(of: node, isForward: true))]
    case .previousChange: return [.send(.goToChange(of: node, isForward: false))]
    case .nextMark, .previousMark: return goToNextMark(name == .nextMark, &state, time)
    case .marks:
      let here = state.markHere.flatMap { state.slice.summary.marks.firstIndex(of: $0) }
      state.overlay = .marks(selected: here ?? state.visitedMark ?? 0)
      return []
    default: return nil
    }
  }

  /// Shows the recording after an event.
  static func goTo(event: Int, _ state: inout ExplorerState) -> [Effect] {
    if let reason = state.slice.summary.disabledReasons[.goTo] {
      complain("goto: \(reason)", &state)
      return []
    }
    // At once, so that another key that comes before the answer starts from there.
    state.slice.summary.expect(event: event)
    return [.send(.goTo(event: event))]
  }

  /// Shows the newest event.
  private static func goToEnd(_ state: inout ExplorerState) -> [Effect] {
    let summary = state.slice.summary
    // Where events come as we speak, the last one known here is not the last one.
    if summary.abilities.mayGrow { return [.send(.goTo(event: .max))] }
    return goTo(event: max(1, summary.eventCount), &state)
  }

  /// Shows the moment that was typed: an event's number, `i` and an iteration's, `start` or `end`; or goes
  /// to a node: `#` and its number, or the actions that lead to it with slashes between them.
  static func goTo(moment text: String, _ state: inout ExplorerState) -> [Effect] {
    let word = text.filter { $0 != " " && $0 != "," }.lowercased()
    let summary = state.slice.summary
    switch word {
    case "":
      remark("not done", &state)
      return []
    case "start": return goTo(event: 1, &state)
    case "end": return goToEnd(&state)
    default: break
    }
    let place = place(word)
    if let place, place.sign == "#" {
      look(for: .number(place.number), &state)
      return []
    }
    let isIteration = word.hasPrefix("i")
    guard let number = place?.number ?? Int(isIteration ? word.dropFirst() : word[...]) else {
      look(for: .path(path(trimmed(text))), &state)
      return []
    }
    if let reason = summary.disabledReasons[.goTo] {
      complain("goto: \(reason)", &state)
      return []
    }
    let (least, most) =
      isIteration ? (0, summary.iterationCount) : (1, summary.eventCount)
    guard number >= least, number <= most else {
      let what = isIteration ? "iterations" : "events"
      complain(
        "goto: the \(what) are \(least) to \(NumberText.grouped(most)), not "
          + NumberText.grouped(number), &state)
      return []
    }
    return isIteration ? [.send(.goToIteration(number))] : goTo(event: number, &state)
  }

  /// A path without the quotes around it, or the slash that completion leaves behind it.
  private static func path(_ text: String) -> String {
    if text.count > 1, text.hasPrefix("\""), text.hasSuffix("\"") {
      return String(text.dropFirst().dropLast())
    }
    return text.hasSuffix("/") && !text.hasSuffix("\\/") ? String(text.dropLast()) : text
  }

  // MARK: - Marks

  /// Goes to a mark: to its event where moments are events, else to its node.
  static func goTo(
    mark index: Int, _ state: inout ExplorerState, _ time: Double
  )
    -> [Effect]
  {
    let summary = state.slice.summary
    guard summary.marks.indices.contains(index) else { return [] }
    let mark = summary.marks[index]
    state.visitedMark = index
    state.beforeMark = markedPlace(state)
    state.view = .tree
    if summary.abilities.clock == .events {
      let effects = goTo(event: mark.event, &state)
      if !effects.isEmpty { visit(mark.node, &state, time) }
      return effects
    }
    guard mark.branch == summary.branch else {
      // The same number means another node there; the branch comes first.
      remark("this is the branch of the mark; M and Enter again go to its node", &state)
      return [.send(.switchBranch(mark.branch))]
    }
    visit(mark.node, &state, time)
    if !mark.note.isEmpty || !mark.name.isEmpty {
      remark(mark.note.isEmpty ? mark.name : "\(mark.name): \(mark.note)", &state)
    }
    return []
  }

  static func visit(_ node: NodeID, _ state: inout ExplorerState, _ time: Double) {
    remember(&state)
    state.request.followsBestLine = false
    state.lastMove = time
    goTo(node: node, &state)
  }

  private static func goToNextMark(
    _ isForward: Bool, _ state: inout ExplorerState, _ time: Double
  )
    -> [Effect]
  {
    let marks = state.slice.summary.marks
    let next: Int?
    if let event = state.slice.summary.event {
      next =
        isForward
        ? marks.firstIndex { $0.event > event }
        : marks.lastIndex { $0.event < event }
    } else {
      // Where there are no events the marks are a ring of places, the newest one first.
      let last = state.visitedMark.map { min($0, marks.count - 1) }
      let step = isForward ? 1 : marks.count - 1
      next = last.map { ($0 + step) % marks.count } ?? (isForward ? 0 : marks.count - 1)
    }
    guard let next else {
      remark(isForward ? "no mark further on" : "no mark before this", &state)
      return []
    }
    return goTo(mark: next, &state, time)
  }
}
