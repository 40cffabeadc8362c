import Groundwork
public import SearchTrees

/// What in a recording contradicts itself.
extension Recording {
  /// What was found so far in the decisions up to an event, and in the tree where it was last looked at.
  public func findings(upTo event: Int = .max) -> [TreeFinding] {
    let found =
      (treeChecked <= event ? treeFindings : []) + decisionChecks.findings(upTo: event)
    return CheckRule.all.flatMap { rule in found.filter { $0.rule == rule } }
  }

  /// Looks at every node of the tree that is shown; O(nodes).
  public func checkTree() {
    scan = nil
    while checkTree(until: .infinity, isDue: true) {}
  }

  /// Returns what is recorded of a node and contradicts itself at the moment that is shown, in numbers.
  ///
  /// O(children), and the reading of the newest choice among them.
  public func contradiction(of node: NodeID) -> String? {
    if let words = TreeScan.contradiction(of: node, in: fold.tree, declarations) {
      return words
    }
    guard fold.decisionAt.count > 0, fold.decisionAt[node.index] > 0 else { return nil }
    let event = Int(fold.decisionAt[node.index])
    guard var table = decision(value(of: event), at: node) else { return nil }
    // The terms are about the means of their moment: what has changed since tells nothing.
    for place in table.candidates.indices
    where Int(fold.statisticsAt[table.candidates[place].node.index]) > event {
      table.candidates[place].value = nil
    }
    return DecisionChecks.contradiction(in: table, event: event) { label(of: $0) }
  }

  // MARK: - Decisions

  /// Looks at a decision that was just applied, if it is one of those that are looked at.
  func checkDecision(_ event: Int) {
    guard event > decisionsChecked else { return }
    decisionsChecked = event
    guard decisionChecks.next() else { return }
    let value = value(of: event)
    guard let node = line.node.flatMap({ fold.names.node($0) }),
      let table = decision(value, at: node)
    else { return }
    decisionChecks.look(at: table, event: event) { label(of: $0) }
  }

  /// Returns a decision with the numbers of this moment and without labels, which cost more than all
  /// else; nil without candidates.
  private func decision(_ value: JSONValue, at node: NodeID) -> SelectionTable? {
    func child(_ id: JSONValue?) -> NodeID? {
      guard let child = id?.id.flatMap({ fold.names.node($0) }), child.index < fold.tree.count,
        fold.tree.parent(of: child) == node
      else { return nil }
      return child
    }
    let candidates = (value["candidates"]?.elements ?? []).compactMap {
      candidate -> SelectionTable.Candidate? in
      guard let child = child(candidate["node"]) else { return nil }
      let numbers = fold.tree.nodes[child.index]
      return SelectionTable.Candidate(
        node: child, visits: fold.tree.visits(of: child), value: fold.tree.value(of: child),
        probability: Self.probability(candidate["probability"]),
        terms: (candidate["terms"]?.members ?? []).compactMap { term in
          term.value.number.map { NamedNumber(term.key, $0) }
        }, score: candidate["score"]?.number ?? .nan, flags: numbers.flags)
    }
    guard !candidates.isEmpty else { return nil }
    var table = SelectionTable(
      node: node, rule: "", formula: "",
      parentVisits: fold.tree.visits(of: node), exploration: NamedNumber("", .nan),
      candidates: candidates)
    let chosen = child(value["chosen"])
    table.winner = candidates.firstIndex { $0.node == chosen }
    return table
  }

  // MARK: - The tree

  /// The nodes that are looked at between two looks at the clock.
  private static let nodesAtOnce = 4_096

  /// Whether the tree has grown enough since it was last looked at, and stands at its newest event.
  ///
  /// By an eighth at least: so all looks together cost a few times what one costs, however long a search
  /// is followed.
  private var isTreeDue: Bool {
    position == eventCount && position > treeChecked
      && position - treeChecked >= max(1, treeChecked / 8)
  }

  /// Looks at some more nodes until a time of the monotonic clock; returns whether there are more.
  ///
  /// `isDue` says that the tree is to be looked at whatever it was before.
  func checkTree(until deadline: Double, isDue: Bool = false) -> Bool {
    if let scan, scan.event != position || scan.generation != fold.tree.generation {
      self.scan = nil
    }
    if scan == nil {
      guard isDue || isTreeDue else { return false }
      scan = (TreeScan(declarations), position, fold.tree.generation)
    }
    guard var current = scan else { return false }
    var hasMore = true
    while hasMore {
      hasMore = current.scan.advance(over: fold.tree, limit: Self.nodesAtOnce)
      if hasMore, time.now > deadline {
        scan = current
        return true
      }
    }
    treeFindings = current.scan.findings(in: fold.tree) { label(of: $0) }
    treeChecked = current.event
    scan = nil
    return false
  }

  /// Where the header declares that values lie; a bound that it leaves out is none.
  var declaredRange: ClosedRange<Double>? {
    let (low, high) = (header?.low ?? -.infinity, header?.high ?? .infinity)
    return low <= high && (low.isFinite || high.isFinite) ? low...high : nil
  }
}
