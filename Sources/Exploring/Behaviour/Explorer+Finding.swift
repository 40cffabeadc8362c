import Drawing
import Groundwork
import SearchTrees

/// Looking for nodes: words, actions, numbers, paths, and those that stand out.
extension Explorer {
  /// Carries out a command that goes to a node somewhere in the tree; false if it is none.
  static func look(_ name: CommandName, _ state: inout ExplorerState) -> Bool {
    switch name {
    case .nextHit, .previousHit:
      let subject = state.sought ?? .match
      look(for: subject, isForward: name == .nextHit, &state)
    case .sameAction:
      let label = state.cursorRow?.label ?? state.slice.cursorPath.last ?? ""
      state.sought = .action(label)
      look(for: .action(label), &state)
    case .nextOpen:
      let open = state.slice.summary.bestOpenNodes
      let place = open.firstIndex(of: state.slice.cursor).map { ($0 + 1) % open.count } ?? 0
      guard place < open.count else { return true }
      look(for: .number(open[place].index), &state)
    default:
      guard let landmark = landmarks[name] else { return false }
      look(for: .landmark(landmark), &state)
    }
    return true
  }

  private static let landmarks: [CommandName: NodeLookup.Landmark] = [
    .mostVisitedLeaf: .mostVisitedLeaf, .widestGap: .widestGap, .deepest: .deepest,
    .newest: .newest, .nextUnvisited: .unvisited, .nextLowerPick: .pickNotHighest,
    .nextContradiction: .contradiction, .nextNote: .note,
  ]

  /// Asks the tree's owner for a node.
  static func look(
    for subject: NodeLookup.Subject, isForward: Bool = true, from node: NodeID? = nil,
    includesStart: Bool = false, _ state: inout ExplorerState
  ) {
    state.lookupSerial += 1
    var lookup = NodeLookup(
      subject, from: node ?? state.slice.cursor, serial: state.lookupSerial)
    lookup.isForward = isForward
    lookup.includesStart = includesStart
    state.request.lookup = lookup
  }

  /// Goes to the words that are being typed, from where the typing began.
  static func lookWhileTyping(_ prompt: ExplorerState.Prompt, _ state: inout ExplorerState) {
    guard prompt.purpose == .argument(.find), state.view != .text else { return }
    if state.beforeFinding == nil { state.beforeFinding = here(state) }
    let words = trimmed(prompt.text)
    guard !words.isEmpty, place(words) == nil else {
      state.request.lookup = nil
      return reopen(state.beforeFinding, returnsCursor: true, &state)
    }
    let origin = state.beforeFinding?.folds.place.cursor
    look(for: .words(words), from: origin, includesStart: true, &state)
  }

  /// Leaves the prompt of words with the tree as it was.
  static func leaveFinding(_ state: inout ExplorerState) {
    reopen(state.beforeFinding, returnsCursor: true, &state)
    state.beforeFinding = nil
    state.request.lookup = nil
  }

  /// Stays at the hit of the words that were typed, or goes to the place that they name.
  static func find(words: String, _ state: inout ExplorerState) -> [Effect] {
    let before = state.beforeFinding
    state.beforeFinding = nil
    guard !words.isEmpty else {
      remark("not done", &state)
      return []
    }
    if place(words) != nil { return goTo(moment: words, &state) }
    state.sought = .words(words)
    remember(&state)
    // While it was typed it was looked for already; a paste, or the palette, comes at once.
    if state.request.lookup?.subject != .words(words) {
      look(for: .words(words), from: before?.folds.place.cursor, includesStart: true, &state)
    }
    tellLookup(&state)
    return []
  }

  /// The number of a node behind `#`, or of an event behind `@`; nil for words.
  static func place(_ words: String) -> (sign: Character, number: Int)? {
    guard let sign = words.first, "#@".contains(sign), let number = Int(words.dropFirst()),
      number >= 0
    else { return nil }
    return (sign, number)
  }

  /// Takes in what came of looking.
  static func takeLookup(_ slice: TreeSlice, _ state: inout ExplorerState) {
    guard let lookup = state.request.lookup, let report = slice.lookup,
      report.serial == lookup.serial
    else { return }
    if let node = report.node, state.arrivedLookup != report.serial {
      state.arrivedLookup = report.serial
      if state.prompt == nil { remember(&state) }
      leaveLines(&state)
      // What lies elsewhere is seen from the root of the search.
      if state.request.root != .root, node < state.request.root { state.request.root = .root }
      state.view = state.view == .text ? .text : .tree
      goTo(node: node, &state)
    }
    tellLookup(&state)
  }

  /// Says how far the looking is, where no line is being typed.
  private static func tellLookup(_ state: inout ExplorerState) {
    guard state.prompt == nil, let lookup = state.request.lookup, let report = state.slice.lookup,
      report.serial == lookup.serial, state.toldLookup != report.serial
    else { return }
    if report.isDone { state.toldLookup = report.serial }
    if let problem = report.problem {
      complain(problem, &state)
    } else if let words = FindWords.line(lookup, report) {
      remark(words, &state)
    } else if state.message?.text.hasPrefix(FindWords.looking) == true {
      state.message = nil
    }
  }

  /// Stops looking for a node that was not found yet: another key was pressed meanwhile.
  static func stopLooking(_ state: inout ExplorerState) {
    guard let lookup = state.request.lookup, state.slice.lookup?.serial == lookup.serial,
      state.slice.lookup?.isDone == false
    else { return }
    state.request.lookup = nil
  }
}

/// What is said of a lookup.
enum FindWords {
  /// How the line of a lookup that goes on begins.
  static let looking = "looking, "

  /// Where a hit stands among the others; nil where there is only one thing to find.
  static func line(_ lookup: NodeLookup, _ report: NodeLookupReport) -> String? {
    switch lookup.subject {
    case .number, .path, .landmark:
      guard !report.isDone else {
        return report.remark.flatMap { words in report.node.map { "\($0) " + words } }
      }
      let share = report.nodeCount > 0 ? 100 * report.checked / report.nodeCount : 0
      return looking + "\(share) %"
    case .words(let words): return "/\(words)   " + hits(report)
    case .action(let action): return "*\(action)   " + hits(report)
    case .match: return "match " + place(report)
    }
  }

  /// How many hits there are, and which one it is.
  static func hits(_ report: NodeLookupReport) -> String {
    if report.isDone, report.count == 0 { return "none of \(NumberText.grouped(report.nodeCount))" }
    return "hit " + place(report)
  }

  private static func place(_ report: NodeLookupReport) -> String {
    let count = NumberText.grouped(report.count)
    if report.isDone { return "\(NumberText.grouped(report.rank ?? 0)) of \(count)" }
    let share = report.nodeCount > 0 ? 100 * report.checked / report.nodeCount : 0
    return "\(count) so far, \(share) %"
  }
}
