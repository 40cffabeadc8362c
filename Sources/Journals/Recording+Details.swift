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
  private func iteration(of event: Int) -> Int? {
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

  private func otherStatistics(of node: NodeID) -> [NamedNumber] {
    let event = Int(fold.statisticsAt[node.index])
    guard event > 0, !layout.others.isEmpty else { return [] }
    load(event, into: &other)
    otherEvent = event
    let id = fold.names.id(of: node)
    var row = other.statIDs.count - 1
    while row >= 0, other.statIDs[row] != id { row -= 1 }
    guard row >= 0 else { return [] }
    return layout.others.map {
      NamedNumber(layout.names[$0], other.statNumbers[row * layout.names.count + $0])
    }
  }

  private func history(of node: NodeID) -> [NodeBackup] {
    let events = statisticsEvents(of: node, atMost: 257)
    let id = fold.names.id(of: node)
    let numbers = events.map { statistics(of: id, in: $0) }
    return events.indices.prefix(256).map { place in
      let now = numbers[place]
      let before = place + 1 < numbers.count ? numbers[place + 1] : .none
      return NodeBackup(
        iteration: iteration(of: events[place]) ?? 0, value: now.sum - before.sum,
        mean: now.visits == 0 ? 0 : now.sum / Double(now.visits))
    }
  }

  // MARK: - Decisions

  /// Returns the newest decision that the journal holds among the children of a node.
  func decision(at node: NodeID) -> SelectionTable? {
    guard fold.decisionAt.count > 0, fold.decisionAt[node.index] > 0 else { return nil }
    return table(of: value(of: Int(fold.decisionAt[node.index])), at: node)
  }

  /// Returns the decision that a `select` event holds; nil where it names no candidates.
  func table(of value: JournalValue, at node: NodeID) -> SelectionTable? {
    guard let candidates = value["candidates"]?.elements, !candidates.isEmpty else { return nil }
    let labels = explanation.labels(of: node, fold)
    // Ids beyond 2^53 were rounded when they became values: so are those they are compared with.
    var children: [Double: NodeID] = [:]
    var ambiguous: Set<Double> = []
    for child in labels.keys {
      let id = Double(fold.names.id(of: child))
      if children.updateValue(child, forKey: id) != nil { ambiguous.insert(id) }
    }
    for id in ambiguous { children[id] = nil }
    let chosen = value["chosen"]?.number.flatMap { children[$0] }
    let scores = candidates.compactMap { candidate -> SelectionTable.Candidate? in
      guard let child = candidate["node"]?.number.flatMap({ children[$0] }) else { return nil }
      let numbers = fold.tree.nodes[child.index]
      let terms = (candidate["terms"]?.members ?? []).compactMap { term in
        term.value.number.map { NamedNumber(term.key, $0) }
      }
      return SelectionTable.Candidate(
        node: child, label: labels[child] ?? "", visits: Int(numbers.visits),
        value: fold.tree.value(of: child),
        prior: fold.tree.hasPriors ? Double(fold.tree.priors[child.index]) : nil, terms: terms,
        score: candidate["score"]?.number ?? .nan, working: candidate["why"]?.string ?? "",
        flags: numbers.flags, probability: candidate["probability"]?.number)
    }
    let constant = header?.selectionParameters.first ?? NamedNumber("c", .nan)
    var table = SelectionTable(
      node: node, rule: header?.rule ?? "", formula: header?.formula ?? "",
      parentVisits: Int(fold.tree.nodes[node.index].visits), exploration: constant,
      candidates: scores)
    // The program's choice counts, whatever its scores say: it may have drawn.
    table.winner = scores.firstIndex { $0.node == chosen }
    return table
  }
}
