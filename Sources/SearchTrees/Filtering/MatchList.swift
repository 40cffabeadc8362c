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
    /// What the columns that were asked for come to.
    public var cells: [ColumnCell] = []

    init(_ node: NodeID, path: [String], in facts: any TreeFacts) {
      self.node = node
      self.path = path
      var visits: Double?
      var value: Double?
      var prior: Double?
      var childCount = 0
      var statistics: [NamedStatistic] = []
      var flags: NodeFlags = []
      facts.read { tree in
        visits = tree.visits(of: node)
        value = tree.value(of: node)
        prior = tree.prior(of: node)
        childCount = tree.childCount(of: node)
        statistics = zip(tree.statistics.layout.cellNames, tree.statistics.row(of: node))
          .map { NamedStatistic($0, $1) }
        flags = tree.nodes[node.index].flags
      }
      (self.visits, self.value, self.prior) = (visits, value, prior)
      (self.childCount, self.statistics, self.flags) = (childCount, statistics, flags)
    }
  }

  /// How many there are in all.
  public private(set) var count = 0
  /// How many nodes were asked.
  public private(set) var nodeCount = 0
  /// The first of them, in the order of their numbers.
  public private(set) var matches: [Match] = []
  /// The expressions whose values each of them has; nil where none were asked for.
  ///
  /// Untrusted text.
  public private(set) var columns: [String]?

  /// Describes the first `limit` of some nodes, or all of them where that is nil.
  ///
  /// O(nodes / 64), and what is asked of each that is described.
  /// - Throws: an error where a column names a node that does not exist.
  public init(
    _ found: NodeSet, in facts: any TreeFacts, columns: [TreeExpression]? = nil, limit: Int?
  ) throws(ExpressionError) {
    count = found.count
    nodeCount = facts.nodeCount
    self.columns = columns?.map(\.text)
    var evaluators: [ExpressionEvaluator] = []
    for column in columns ?? [] { evaluators.append(try ExpressionEvaluator(column, facts)) }
    var paths = NodePaths()
    var node = found.first(after: nil)
    while let current = node, matches.count < limit ?? .max {
      var match = Match(current, path: paths.path(to: current, in: facts), in: facts)
      match.cells = evaluators.map { $0.cell(at: current, facts) }
      matches.append(match)
      node = found.first(after: current)
    }
  }
}

extension FoundNodes {
  /// Finds the nodes for which a condition holds.
  ///
  /// O(nodes), and what is asked of each beside its numbers.
  /// - Throws: an error where the condition names a node that does not exist.
  public init(
    _ condition: TreeExpression, in facts: any TreeFacts
  ) throws(ExpressionError) {
    var pass = try FilterPass(condition, facts)
    while pass.advance(over: facts, isDue: { false }) {}
    self = pass.found
  }
}

/// The ways from the root to nodes, by actions that are read once.
struct NodePaths {
  private var labels: [NodeID: String] = [:]

  /// Returns the actions that lead to a node; untrusted text.
  ///
  /// O(depth).
  mutating func path(to node: NodeID, in facts: any TreeFacts) -> [String] {
    var path: [String] = []
    var above = node
    while let parent = facts.parent(of: above) {
      let label = labels[above] ?? facts.text(.action, of: above) ?? ""
      labels[above] = label
      path.append(label)
      above = parent
    }
    return path.reversed()
  }
}
