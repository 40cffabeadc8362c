import Groundwork
import SearchTrees

/// A tree with numbers that are written down, some of them not known, for expressions to be asked of.
final class KnownFacts: TreeFacts {
  var tree: SearchTree
  var labels: [NodeID: String] = [:]
  var texts: [NodeText: [NodeID: String]] = [:]
  var decisions: [NodeID: SelectionTable] = [:]
  var verdicts: [NodeID: Verdict] = [:]
  var ages: [NodeID: Double] = [:]
  var searchFacts = SearchFacts()
  var lastSimulation: LastSimulation?
  var isPlanValid: Bool?

  init(statistics: StatisticLayout = .none) {
    tree = SearchTree(hasPriors: true, statistics: statistics)
  }

  /// Adds children with labels below a node and returns them.
  @discardableResult
  func add(_ labels: [String], below parent: NodeID = .root) -> [NodeID] {
    let first = tree.appendChildren(of: parent, count: labels.count)
    return labels.indices.map { place in
      let node = NodeID(first.index + place)
      self.labels[node] = labels[place]
      return node
    }
  }

  func set(_ node: NodeID, visits: UInt32, sum: Double) {
    tree.nodes[node.index].visits = visits
    tree.nodes[node.index].valueSum = sum
  }

  var expressionNames: ExpressionNames {
    ExpressionNames(
      statistics: tree.statistics.layout.cellNames, terms: ["Q", "U"], parts: ["R_LL"])
  }

  var nodeCount: Int { tree.count }
  func read(_ body: (borrowing SearchTree) -> Void) { body(tree) }
  func parent(of node: NodeID) -> NodeID? { tree.parent(of: node) }
  func children(of node: NodeID) -> [NodeID] { tree.children(of: node) }
  func childLabels(of node: NodeID) -> [String] { tree.children(of: node).map { labels[$0] ?? "" } }
  func number(_ number: NodeNumber, of node: NodeID) -> Double? {
    number == .age ? ages[node] : tree.number(number, of: node)
  }
  func condition(_ condition: NodeCondition, of node: NodeID) -> Bool? {
    tree.condition(condition, of: node)
  }
  func text(_ text: NodeText, of node: NodeID) -> String? {
    text == .action ? labels[node] ?? "" : texts[text]?[node] ?? (text == .note ? "" : nil)
  }
  func decision(at node: NodeID, isRecorded: Bool) -> SelectionTable? { decisions[node] }
  func verdict(on node: NodeID) -> Verdict? { verdicts[node] }
}

extension KnownFacts {
  /// A question about the tree, its own statistics and terms known by their names.
  func expression(_ text: String) throws -> TreeExpression {
    try TreeExpression(text, expressionNames)
  }

  /// What a condition comes to at a node.
  func holds(_ text: String, at node: NodeID = .root) throws -> Bool? {
    try ExpressionEvaluator(try expression(text), self).condition(at: node)
  }

  /// What a number comes to at a node.
  func number(_ text: String, at node: NodeID = .root) throws -> Double? {
    try ExpressionEvaluator(try expression(text), self).number(at: node)
  }

  /// The nodes that a filter finds.
  func matches(_ text: String, after node: NodeID? = nil) throws -> [Int] {
    var pass = try FilterPass(
      try TreeExpression(condition: text, expressionNames), self, after: node)
    while pass.advance(over: self, isDue: { true }) {}
    var found: [Int] = []
    var last: NodeID?
    while let next = pass.found.matches.first(after: last) {
      found.append(next.index)
      last = next
    }
    return found
  }
}
