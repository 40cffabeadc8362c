import Groundwork
public import SearchTrees

/// What an expression may ask of a search that runs.
extension Session: TreeFacts {
  /// The nodes.
  public var nodeCount: Int { search.tree.count }

  /// The names that an expression may use.
  public var expressionNames: ExpressionNames {
    ExpressionNames(
      statistics: search.tree.statistics.layout.cellNames,
      terms: search.recipe.selection.termNames, parts: partNames,
      unknown: [
        "age": "a running search does not keep when a node was visited; a recording does",
        "scored": "only a recording holds earlier scores; score is that of the next choice",
      ])
  }

  /// The parts of rewards, as the oldest nodes have them.
  private var partNames: [String] {
    guard keepsAnswers else { return [] }
    var names: [String] = []
    for index in 1..<max(1, min(search.tree.count, Self.nodesWithParts)) {
      for part in verdict(on: NodeID(index))?.parts ?? [] where !names.contains(part.name) {
        names.append(part.name)
      }
      if !names.isEmpty { return names }
    }
    return names
  }

  /// As many nodes are looked at for the names of parts.
  private static var nodesWithParts: Int { 64 }

  /// The search as a whole.
  public var searchFacts: SearchFacts {
    var facts = SearchFacts()
    facts.iterations = search.iterations
    facts.depth = search.deepest
    facts.constant = search.recipe.selection.exploration?.value
    facts.bestLine = search.principalVariation
    facts.best = facts.bestLine.dropFirst().first
    return facts
  }

  /// The simulation that was completed last; nil where it cannot be taken back and run again.
  public var lastSimulation: LastSimulation? {
    if trace == nil, lastTrace == nil, search.phase == .select { lastTrace = search.retrace() }
    guard let trace = trace ?? lastTrace, !trace.path.isEmpty,
      trace.phases.count == SearchPhase.allCases.count
    else { return nil }
    var value: Double?
    for change in trace.phases.flatMap(\.changes) {
      if case .evaluated(_, let verdict) = change { value = verdict.value }
    }
    return LastSimulation(path: trace.path.map(\.node), value: value)
  }

  /// Whether the answer that is shown is a plan that holds.
  public var isPlanValid: Bool? {
    answer(shownAnswer, beside: search.principalVariation).check?.isValid
  }

  /// Returns the parent of a node.
  public func parent(of node: NodeID) -> NodeID? { search.tree.parent(of: node) }

  /// Returns the children of a node, oldest first.
  public func children(of node: NodeID) -> [NodeID] { search.tree.children(of: node) }

  /// Returns the actions of the children of a node, oldest first.
  public func childLabels(of node: NodeID) -> [String] {
    slicer.childLabels(of: node, in: search.tree, search)
  }

  /// Returns a number of a node.
  public func number(_ number: NodeNumber, of node: NodeID) -> Double? {
    search.tree.number(number, of: node)
  }

  /// Returns whether something is so of a node.
  public func condition(_ condition: NodeCondition, of node: NodeID) -> Bool? {
    search.tree.condition(condition, of: node)
  }

  /// Returns what can be read of a node; notes are kept elsewhere.
  public func text(_ text: NodeText, of node: NodeID) -> String? {
    switch text {
    case .action: slicer.label(of: node, in: search.tree, search)
    case .text:
      search.unenteredWords(node) ?? search.recipe.world.line(for: search.state(at: node).state)
    case .rationale: verdict(on: node)?.rationale
    case .note: ""
    case .kind: nil
    }
  }

  /// Returns how many more children a node could have, where it has any.
  public func extras(of node: NodeID) -> NodeExtras {
    var extras = NodeExtras()
    let numbers = search.tree.nodes[node.index]
    if numbers.flags.contains(.complete) {
      extras.unexpanded = 0
    } else if numbers.childCount > 0 {
      extras.unexpanded = max(
        0,
        search.recipe.world.actionCount(in: search.state(at: node).state)
          - search.tree.childCount(of: node))
    }
    return extras
  }

  /// Returns the next choice among the children of a node; earlier ones are not kept.
  public func decision(at node: NodeID, isRecorded: Bool) -> SelectionTable? {
    isRecorded ? nil : search.selectionTable(at: node)
  }

  /// Returns what an evaluator said of a node, where that is kept.
  public func verdict(on node: NodeID) -> Verdict? {
    if search.recipe.evaluator.isAsked { return search.keptVerdict(on: node) }
    guard search.recipe.evaluator.rewardsSteps else { return nil }
    return search.verdicts(beside: node).first { $0.node == node }?.verdict
  }
}
