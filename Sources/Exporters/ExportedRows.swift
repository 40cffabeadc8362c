import Groundwork
public import SearchTrees

/// What the columns of exported rows are called.
struct RowNames {
  /// The number on an edge.
  var edge: String
  /// The declared statistics.
  var statistics: [String]
  /// The flags that any node has: of others there is no column.
  var flags: [(flag: NodeFlags, name: String)]

  /// The names that a tree has.
  init(of tree: ExportedTree) {
    edge = tree.edgeName
    statistics = tree.statisticNames
    flags = Self.flags(in: tree.nodes.reduce(into: NodeFlags()) { $0.formUnion($1.flags) })
  }

  /// The names of a whole tree.
  init(edge: String, statistics: [String], flags: NodeFlags) {
    self.edge = edge
    self.statistics = statistics
    self.flags = Self.flags(in: flags)
  }

  private static func flags(in all: NodeFlags) -> [(flag: NodeFlags, name: String)] {
    ExportedTree.Node.named.filter { all.contains($0.flag) }
  }
}

/// All nodes of a tree, read one by one while they are written: a million of them take no more memory than
/// what is written.
public struct ExportedRows {
  /// What the columns are called.
  let names: RowNames
  /// How many nodes there are.
  public let count: Int
  private let facts: any TreeFacts

  /// Reads the names and the flags of a tree.
  ///
  /// O(nodes).
  public init(of facts: any TreeFacts, edgeName: String) {
    self.facts = facts
    count = facts.nodeCount
    var flags: NodeFlags = []
    facts.read { tree in
      for index in 0..<tree.count { flags.formUnion(tree.nodes[index].flags) }
    }
    names = RowNames(
      edge: edgeName, statistics: facts.expressionNames.statistics, flags: flags)
  }

  /// Hands over each node, and the number of its parent.
  func visit(_ body: (ExportedTree.Node, _ parent: Int?) -> Void) {
    TreeWalk(facts, ExportedTree.Selection()).visit(body)
  }
}
