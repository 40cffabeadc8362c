import Groundwork
import SearchTrees

/// Filters over stored columns, on a random tree, each asked of all its nodes.
struct FilterBenchmark {
  private let nodes: Int
  private let rounds: Int
  private let seed: UInt64

  init(_ arguments: inout Arguments) throws {
    nodes = try arguments.number("nodes", default: 1_000_000)
    rounds = try arguments.number("rounds", default: 9)
    seed = try arguments.number("seed", default: 1)
    try arguments.finish()
  }

  private static let filters = [
    "N > 1000 and Q < 0.4", "Q - P > .5 & depth > 9 | children = 0 & Q < .1", "N > 1990",
    "sqrt(N) * Q > 30", "squares > 5 and not banned",
  ]

  func run() throws {
    let facts = RandomFacts(nodes: nodes, seed: seed)
    for filter in Self.filters {
      let condition = try TreeExpression(condition: filter, facts.expressionNames)
      var found = 0
      let times = try (0..<rounds).map { _ in
        try Measurement.of {
          var pass = try FilterPass(condition, facts)
          while pass.advance(over: facts, isDue: { false }) {}
          found = pass.found.matches.count
        }.1.work
      }
      var line = Line()
      line.add("filter", filter)
      line.add("nodes", facts.nodeCount)
      line.add("matches", found)
      line.add("ms", Measurement.median(times) * 1000, places: 1)
      line.print()
    }
  }
}

/// A random tree of which nothing but its numbers is known.
private final class RandomFacts: TreeFacts {
  private var tree = SearchTree(
    hasPriors: true,
    statistics: StatisticLayout([Statistic("squares", "squares of the values", kind: .sum)]))

  init(nodes: Int, seed: UInt64) {
    var random = RandomSource(seed: seed)
    while tree.count < nodes {
      let parent = NodeID(Int(random.below(UInt32(tree.count))))
      _ = tree.appendChildren(of: parent, count: 1 + Int(random.below(7)))
    }
    for index in 0..<tree.count {
      tree.nodes[index].visits = random.below(2000)
      tree.nodes[index].valueSum = Double(random.below(1000))
      tree.priors[index] = Float(random.below(100)) / 100
      tree.statistics[0, NodeID(index)] = Double(random.below(10))
    }
  }

  var expressionNames: ExpressionNames { ExpressionNames(statistics: ["squares"]) }
  var searchFacts: SearchFacts { SearchFacts() }
  var lastSimulation: LastSimulation? { nil }
  var isPlanValid: Bool? { nil }
  var nodeCount: Int { tree.count }
  func read(_ body: (borrowing SearchTree) -> Void) { body(tree) }
  func parent(of node: NodeID) -> NodeID? { tree.parent(of: node) }
  func children(of node: NodeID) -> [NodeID] { tree.children(of: node) }
  func childLabels(of node: NodeID) -> [String] { [] }
  func number(_ number: NodeNumber, of node: NodeID) -> Double? { tree.number(number, of: node) }
  func condition(_ condition: NodeCondition, of node: NodeID) -> Bool? {
    tree.condition(condition, of: node)
  }
  func text(_ text: NodeText, of node: NodeID) -> String? { nil }
  func decision(at node: NodeID, isRecorded: Bool) -> SelectionTable? { nil }
  func verdict(on node: NodeID) -> Verdict? { nil }
}
