import Groundwork
import SearchTrees

/// What the journal says of one node.
extension Recording {
  /// Fills in what only the journal knows of the node under the cursor.
  func fill(_ detail: inout NodeDetail, for request: SliceRequest) {
    let node = detail.node
    guard node.index < fold.tree.count else { return }
    detail.verdict = verdict(of: node)
    detail.note = fold.notes.last { $0.node == node }.map(\.text).flatMap { $0.isEmpty ? nil : $0 }
    detail.lastChange = lastChange(of: node)
    detail.otherStatistics = otherStatistics(of: node)
    fillTexts(&detail, for: request)
    detail.kind = explanation.kind(of: node)
    detail.source = source(of: node)
    // Rules that are at hand know all that there is to expand.
    if interpreter == nil { detail.unexpanded = explanation.unexpanded(below: node) }
    detail.isOutside = fold.root != .root && !fold.tree.isOnPath(fold.root, to: node)
    if request.wantsHistory { detail.backups = history(of: node) }
    if request.wantsVerdicts { fillSteps(&detail) }
  }

  private func lastChange(of node: NodeID) -> ChangeOrigin? {
    let edit = edit(of: node, before: .max)
    let verdict = fold.verdictAt.count > 0 ? Int(fold.verdictAt[node.index]) : 0
    let event = max(
      edit, verdict, Int(fold.statisticsAt[node.index]), Int(fold.births[node.index]))
    guard event > 0, let kind = index.kind(of: event) else { return nil }
    let words =
      switch kind {
      case .backup: "backup"
      case .stats: "statistics"
      case .expand: "expansion"
      case .evaluate: "evaluation"
      case .edit: "edit by " + (value(of: event)["by"]?.string ?? "user")
      default: "\(kind)"
      }
    return ChangeOrigin(event: event, iteration: iteration(of: event), words: words)
  }

  /// The iteration that an event belongs to: the one whose backup comes next.
  func iteration(of event: Int) -> Int? {
    guard hasIterations else { return nil }
    var low = 0
    var high = fold.iterations.count
    while low < high {
      let middle = (low + high) / 2
      if Int(fold.iterations[middle].event) < event { low = middle + 1 } else { high = middle }
    }
    return low < fold.iterations.count
      ? Int(fold.iterations[low].number) : fold.iterationNumber + 1
  }

  /// Returns another program's own statistics of a node, all that the header names; the numbers are nil
  /// where no row gave them.
  func otherStatistics(of node: NodeID) -> [NamedStatistic] {
    let event = Int(fold.statisticsAt[node.index])
    let others = layout.others
    // What the tree keeps need not be read again.
    if let first = others.first, first == layout.firstKept {
      return others.map {
        NamedStatistic(layout.names[$0], fold.tree.statistics[$0 - first, node])
      }
    }
    guard event > 0, !others.isEmpty else {
      return others.map { NamedStatistic(layout.names[$0], nil) }
    }
    load(event, into: &other)
    otherEvent = event
    let id = fold.names.id(of: node)
    var row = other.statIDs.count - 1
    while row >= 0, other.statIDs[row] != id { row -= 1 }
    guard row >= 0 else { return others.map { NamedStatistic(layout.names[$0], nil) } }
    return others.map {
      let number = other.statNumbers[row * layout.names.count + $0]
      return NamedStatistic(layout.names[$0], number.isNaN ? nil : number)
    }
  }

  private func history(of node: NodeID) -> [NodeBackup] {
    let events = statisticsEvents(of: node, atMost: 257)
    let id = fold.names.id(of: node)
    let numbers = events.map { statistics(of: id, in: $0) }
    return events.indices.prefix(256).map { place in
      let now = numbers[place]
      let before = place + 1 < numbers.count ? numbers[place + 1] : .none(layout)
      return NodeBackup(
        iteration: iteration(of: events[place]) ?? 0,
        value: backedUp(to: id, in: events[place]) ?? now.added(since: before),
        mean: now.mean ?? .nan)
    }
  }

  /// Returns what an event says that it backed up to a node; nil where the sum of values tells.
  private func backedUp(to id: UInt64, in event: Int) -> Double? {
    guard layout.backedUp != nil else { return nil }
    load(event, into: &other)
    otherEvent = event
    let row = (0..<other.statIDs.count).last { other.statIDs[$0] == id }
    return row.map { backedUp(in: other, row: $0) ?? .nan }
  }

  /// Returns what a row of an event says that was backed up; nil where there is no column for it.
  func backedUp(in line: borrowing JournalLine, row: Int) -> Double? {
    layout.backedUp.map { line.statNumbers[row * layout.names.count + $0] }
  }

  // MARK: - Decisions

  /// Returns the newest decision that the journal holds among the children of a node.
  func decision(at node: NodeID) -> SelectionTable? {
    guard fold.decisionAt.count > 0, fold.decisionAt[node.index] > 0 else { return nil }
    return table(of: value(of: Int(fold.decisionAt[node.index])), at: node)
  }

  /// Returns the decision that a `select` event holds; nil where it names no candidates.
  func table(of value: JSONValue, at node: NodeID) -> SelectionTable? {
    guard let candidates = value["candidates"]?.elements, !candidates.isEmpty else { return nil }
    func child(_ value: JSONValue?) -> NodeID? {
      guard let child = value?.id.flatMap({ fold.names.node($0) }), child.index < fold.tree.count,
        fold.tree.parent(of: child) == node
      else { return nil }
      return child
    }
    let isWide = fold.tree.childCount(of: node) > WideFamily.least
    let labels = isWide ? [:] : explanation.labels(of: node, fold)
    let chosen = child(value["chosen"])
    let scores = candidates.compactMap { candidate -> SelectionTable.Candidate? in
      guard let child = child(candidate["node"]) else { return nil }
      let numbers = fold.tree.nodes[child.index]
      let terms = (candidate["terms"]?.members ?? []).compactMap { term in
        term.value.number.map { NamedNumber(term.key, $0) }
      }
      return SelectionTable.Candidate(
        node: child, label: isWide ? explanation.label(of: child) : labels[child] ?? "",
        visits: fold.tree.visits(of: child), value: fold.tree.value(of: child),
        prior: fold.tree.prior(of: child), probability: Self.probability(candidate["probability"]),
        terms: terms,
        score: candidate["score"]?.number ?? .nan, working: candidate["why"]?.string ?? "",
        flags: numbers.flags)
    }
    let constant = header?.selectionParameters.first ?? NamedNumber("c", .nan)
    var table = SelectionTable(
      node: node, rule: header?.rule ?? "", formula: header?.formula ?? "",
      parentVisits: fold.tree.visits(of: node), exploration: constant,
      candidates: scores)
    // The program's choice counts, whatever its scores say: it may have drawn.
    table.winner = scores.firstIndex { $0.node == chosen }
    return table
  }
}
