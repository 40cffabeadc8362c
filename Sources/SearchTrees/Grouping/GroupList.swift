/// The groups of the nodes of a tree, as they are printed where there is no terminal.
public struct GroupList: Hashable, Sendable {
  /// The groups; those that were asked for, in their order.
  public private(set) var groups: NodeGroups
  /// How many there are in all.
  public private(set) var count: Int
  /// What is known of the best node of each group that has one.
  public private(set) var best: [NodeID: MatchList.Match] = [:]

  /// Puts nodes in groups by an expression: those of `members`, or all where that is nil; the first
  /// `limit` groups are described, or all of them where that is nil.
  ///
  /// O(nodes), and what is asked of each beside its numbers.
  /// - Throws: an error where the expression names a node that does not exist, or comes to a node.
  public init(
    _ expression: TreeExpression, in facts: any TreeFacts, among members: NodeSet? = nil,
    limit: Int?
  ) throws(ExpressionError) {
    var pass = try GroupPass(expression, facts, among: members)
    while pass.advance(over: facts, isDue: { false }) {}
    self.init(pass.groups, in: facts, limit: limit)
  }

  /// Describes the first `limit` of some groups, or all of them where that is nil.
  ///
  /// O(groups * depth).
  init(_ groups: NodeGroups, in facts: any TreeFacts, limit: Int?) {
    self.groups = groups
    count = groups.groups.count
    if let limit { self.groups.groups = Array(groups.groups.prefix(limit)) }
    var paths = NodePaths()
    for node in self.groups.groups.compactMap(\.best) {
      best[node] = MatchList.Match(node, path: paths.path(to: node, in: facts), in: facts)
    }
  }

  /// Finds out whether nodes can be put in groups by an expression.
  ///
  /// - Throws: an error where it comes to a node.
  public static func check(_ expression: TreeExpression) throws(ExpressionError) {
    try GroupPass.check(expression)
  }
}
