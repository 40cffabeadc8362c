import Groundwork
import SearchTrees

/// Which event comes next or before, in the units that a person steps by.
extension Recording {
  /// The kinds of event that are a phase of a search, or change its tree otherwise.
  private static let steps: Set<JournalLine.Kind> = [
    .select, .expand, .evaluate, .backup, .stats, .edit, .reroot, .answer,
  ]

  private func isStep(_ event: Int) -> Bool {
    guard let kind = index.kind(of: event) else { return false }
    return Self.steps.contains(kind) && includes(event)
  }

  private func isBackup(_ event: Int) -> Bool {
    index.kind(of: event) == .backup && includes(event)
  }

  /// Whether an iteration of the branch that is shown ends with an event; where there are no single ones,
  /// whether anything changes with it.
  func completesIteration(_ event: Int) -> Bool { hasIterations ? isBackup(event) : isStep(event) }

  /// Whether the journal holds single iterations.
  var hasIterations: Bool { kindsSeen.contains(.backup) }

  /// The first event: the search as it was before it began.
  var firstEvent: Int { min(1, eventCount) }

  /// Returns the event `count` phases on, on the branch that is shown; nil if it has no more.
  func phaseForward(_ count: Int) -> Int? { forward(count, isStep) }

  /// Returns the event `count` phases back; nil at the start.
  func phaseBack(_ count: Int) -> Int? {
    var left = count
    var event = position
    while event > firstEvent {
      let was = isStep(event)
      event -= 1
      if was { left -= 1 }
      if left == 0 { break }
    }
    // Between two phases nothing changes, so the one before is the place to stand.
    while event > firstEvent, !isStep(event) { event -= 1 }
    return event < position ? event : nil
  }

  /// Returns the event that completes the `count`th iteration from here.
  func iterationForward(_ count: Int) -> Int? {
    hasIterations ? forward(count, isBackup) : phaseForward(count)
  }

  /// Returns the event that the `count`th iteration before this place begins after.
  func iterationBack(_ count: Int) -> Int? {
    guard hasIterations else { return phaseBack(count) }
    guard position > firstEvent else { return nil }
    var last = fold.iterations.count
    // In the middle of an iteration its start is one step back.
    let isInside = last == 0 || hasPhase(after: Int(fold.iterations[last - 1].event))
    last -= isInside ? count - 1 : count
    return last <= 0 ? firstEvent : Int(fold.iterations[last - 1].event)
  }

  /// Whether an iteration began after an event, up to the one that is shown.
  func hasPhase(after event: Int) -> Bool {
    guard event < position else { return false }
    return (event + 1...position).contains { candidate in
      let kind = index.kind(of: candidate)
      return (kind == .select || kind == .expand || kind == .evaluate) && includes(candidate)
    }
  }

  /// Whether the search went on after an event, up to the one that is shown.
  func hasStep(after event: Int) -> Bool {
    guard event < position else { return false }
    return (event + 1...position).contains { index.kind(of: $0) != .answer && isStep($0) }
  }

  private func forward(_ count: Int, _ fits: (Int) -> Bool) -> Int? {
    var left = count
    var event = position
    var found: Int?
    while event < eventCount, left > 0 {
      event += 1
      if fits(event) {
        left -= 1
        found = event
      }
    }
    return found
  }

  /// Returns the event after which an iteration of the branch that is shown was complete; the nearest
  /// one before it that the journal names, or the first event.
  public func event(ofIteration number: Int) -> Int {
    var best = firstEvent
    for index in 0..<backups.count where isShown(backups[index]) {
      if Int(backups[index].number) > number { break }
      best = Int(backups[index].event)
    }
    return best
  }

  /// Returns the next or previous event that changed a node: its children, evaluation, statistics,
  /// or what somebody edited.
  func change(of node: NodeID, isForward: Bool) -> Int? {
    isForward ? changeForward(fold.names.id(of: node)) : changeBack(node)
  }

  private func changeForward(_ id: UInt64) -> Int? {
    var event = position + 1
    while event <= eventCount {
      if index.kind(of: event) != nil, includes(event), touches(event, id) { return event }
      event += 1
    }
    return nil
  }

  private func touches(_ event: Int, _ id: UInt64) -> Bool {
    load(event, into: &other)
    otherEvent = event
    switch other.kind {
    case .expand, .evaluate, .edit: return other.node == id
    case .backup, .stats:
      for row in 0..<other.statIDs.count where other.statIDs[row] == id { return true }
      return false
    default: return false
    }
  }

  private func changeBack(_ node: NodeID) -> Int? {
    var events = statisticsEvents(of: node, atMost: 2)
    if fold.verdictAt.count > 0 {
      let verdict = Int(fold.verdictAt[node.index])
      events.append(
        verdict == position ? Int(fold.former[Int(fold.changesBefore[verdict - 1])]) : verdict)
    }
    events.append(edit(of: node, before: position))
    events.append(Int(fold.births[node.index]))
    // The youngest child that is older than the event.
    events += fold.tree.children(of: node).map { Int(fold.births[$0.index]) }
    return events.filter { $0 > 0 && $0 < position }.max()
  }

  /// Returns the newest event before another one that edited a node; 0 if there is none.
  func edit(of node: NodeID, before event: Int) -> Int {
    let change = fold.formers.last { $0.node == node && $0.event < event }?.event ?? 0
    let note = fold.notes.last { $0.node == node && $0.event < event }?.event ?? 0
    let happening = fold.happenings.last { happening in
      guard happening.event < event, case .edited(let edit, _) = happening.change.change else {
        return false
      }
      return edit.node == node
    }
    return max(change, note, happening?.event ?? 0)
  }

  /// Returns the events that gave a node its statistics, newest first.
  func statisticsEvents(of node: NodeID, atMost limit: Int) -> [Int] {
    var events: [Int] = []
    let id = fold.names.id(of: node)
    var event = Int(fold.statisticsAt[node.index])
    while event > 0, events.count < limit {
      events.append(event)
      if otherEvent != event {
        load(event, into: &other)
        otherEvent = event
      }
      // The change before is kept in the order of the rows; of several of one node the first counts.
      var row = 0
      while row < other.statIDs.count, other.statIDs[row] != id { row += 1 }
      let place = Int(fold.changesBefore[event - 1]) + row
      guard row < other.statIDs.count, place < fold.former.count else { break }
      event = Int(fold.former[place])
    }
    return events
  }
}
