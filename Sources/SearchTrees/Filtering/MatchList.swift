import Groundwork

/// The nodes that a condition finds, as they are printed where there is no terminal.
public struct MatchList: Hashable, Sendable {
  /// One of them.
  public struct Match: Hashable, Sendable {
    /// Its number in the tree.
    public var node: NodeID
    /// The actions that lead to it from the root.
    ///
    /// Untrusted text.
    public var path: [String]
    /// N; nil where it is not known.
    public var visits: Double?
    /// Q, exact if it is known; nil without visits, and where it is not known.
    public var value: Double?
    /// P; nil where it is not known.
    public var prior: Double?
    /// How many children it has.
    public var childCount: Int
    /// The declared statistics.
    public var statistics: [NamedStatistic]
    /// What else is known.
    public var flags: NodeFlags
  }

  /// How many there are in all.
  public private(set) var count = 0
  /// How many nodes were asked.
  public private(set) var nodeCount = 0
  /// The first of them, in the order of their numbers.
  public private(set) var matches: [Match] = []

  /// Finds the nodes for which a condition holds and describes the first `limit` of them, or all of them
  /// where that is nil.
  ///
  /// O(nodes), and what is asked of each beside its numbers.
  /// - Throws: an error where the condition names a node that does not exist.
  public init(
    _ condition: TreeExpression, in facts: any TreeFacts, limit: Int?
  ) throws(ExpressionError) {
    var pass = try FilterPass(condition, facts)
    while pass.advance(over: facts, isDue: { false }) {}
    count = pass.found.matches.count
    nodeCount = facts.nodeCount
    var labels: [NodeID: String] = [:]
    var node = pass.found.matches.first(after: nil)
    while let current = node, matches.count < limit ?? .max {
      var path: [String] = []
      var above = current
      while let parent = facts.parent(of: above) {
        let label = labels[above] ?? facts.text(.action, of: above) ?? ""
        labels[above] = label
        path.append(label)
        above = parent
      }
      facts.read { matches.append(Self.match(current, path.reversed(), in: $0)) }
      node = pass.found.matches.first(after: current)
    }
  }

  private static func match(
    _ node: NodeID, _ path: [String], in tree: borrowing SearchTree
  ) -> Match {
    Match(
      node: node, path: path, visits: tree.visits(of: node), value: tree.value(of: node),
      prior: tree.prior(of: node), childCount: tree.childCount(of: node),
      statistics: zip(tree.statistics.layout.cellNames, tree.statistics.row(of: node))
        .map { NamedStatistic($0, $1) },
      flags: tree.nodes[node.index].flags)
  }
}
