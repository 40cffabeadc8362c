import Groundwork
import SearchTrees

/// What the columns of exported rows are called.
struct RowNames {
  /// The number on an edge.
  var edge: String
  /// The declared statistics.
  var statistics: [String]
  /// The flags that any node has: of others there is no column.
  var flags: [(flag: NodeFlags, name: String)]
  /// What is said of the values as a whole; it stands with the root.
  var constants: [(name: String, value: String)] = []

  /// The names that a tree has.
  init(of tree: ExportedTree) {
    edge = tree.edgeName
    statistics = tree.statisticNames
    flags = Self.flags(in: tree.nodes.reduce(into: NodeFlags()) { $0.formUnion($1.flags) })
    constants = tree.search?.constants ?? []
  }

  /// The names of a whole tree.
  init(
    edge: String, statistics: [String], flags: NodeFlags,
    constants: [(name: String, value: String)]
  ) {
    self.constants = constants
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
struct ExportedRows {
  /// What the columns are called.
  let names: RowNames
  /// How many nodes there are.
  let count: Int
  private let facts: any TreeFacts

  /// Reads the names and the flags of a tree.
  ///
  /// O(nodes).
  init(of facts: any TreeFacts, edgeName: String, _ search: ExportedSearch) {
    self.facts = facts
    count = facts.nodeCount
    var flags: NodeFlags = []
    facts.read { tree in
      for index in 0..<tree.count { flags.formUnion(tree.nodes[index].flags) }
    }
    names = RowNames(
      edge: edgeName, statistics: facts.expressionNames.statistics, flags: flags,
      constants: search.constants)
  }

  /// Hands over each node, and the number of its parent.
  func visit(_ body: (ExportedTree.Node, _ parent: Int?) -> Void) {
    TreeWalk(facts, ExportedTree.Selection()).visit(body)
  }
}
