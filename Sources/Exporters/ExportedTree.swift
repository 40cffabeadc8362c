import Groundwork
public import SearchTrees

/// A tree as it is exported: some of its nodes with all that is known of them, parents before children, the
/// children of a node oldest first.
public struct ExportedTree: Sendable {
  /// A node.
  public struct Node: Sendable {
    /// Its number in the tree.
    public var id: Int
    /// The place of its parent among the exported nodes; nil for the root.
    public var parent: Int?
    /// The edges between the root and the node.
    public var depth: Int
    /// The action that leads to it; empty for the root.
    ///
    /// Untrusted text, as the other texts.
    public var action: String
    /// Its state.
    public var text: String?
    /// N; nil where it is not known, as the other numbers.
    public var visits: Double?
    /// The mean of what was backed up.
    public var mean: Double?
    /// The value that is proven or pinned; nil where none is.
    public var exact: Double?
    /// The sum of what was backed up.
    public var sum: Double?
    /// The number on the edge into it.
    public var prior: Double?
    /// The declared statistics, in their order.
    public var statistics: [Double?]
    /// What else is known.
    public var flags: NodeFlags
    /// What kind of node it is.
    public var kind: String?
    /// Why it was rewarded as it was.
    public var rationale: String?
    /// What a person wrote on it.
    public var note: String?
    /// How many of its children are not among the exported nodes.
    public var hiddenChildren: Int
  }

  /// Which nodes are exported.
  public struct Selection: Hashable, Sendable {
    /// At most as many edges below the root; nil for all.
    public var depth: Int?
    /// Of each node at most as many children, the most visited ones; nil for all.
    public var top: Int?
    /// Nodes with fewer visits are left out; nil for none.
    public var leastVisits: Double?
    /// At most as many nodes in all, the most visited ones; nil for what the form takes.
    public var nodes: Int?

    /// Selects all nodes.
    public init() {}
  }

  /// What the tree is of, in a line.
  ///
  /// Untrusted text.
  public var title: String
  /// What the number on an edge is called.
  public var edgeName: String
  /// The names of the declared statistics.
  public var statisticNames: [String]
  /// Their declarations.
  public internal(set) var statistics = StatisticLayout.none
  /// The nodes, the root first.
  public internal(set) var nodes: [Node] = []
  /// How many nodes of the tree are not among them.
  public internal(set) var leftOut = 0
  /// The places of the nodes on the best line.
  public internal(set) var bestLine: Set<Int> = []
  /// What is said of the search; nil where nobody said it.
  public var search: ExportedSearch?
  /// What else is known of each node, by its place; empty where the form has no use for it.
  public internal(set) var details: [Details] = []

  /// Reads the nodes of a tree.
  ///
  /// `matches` are the nodes that are wanted, with those on the way to them; nil for all. O(nodes).
  public init(
    of facts: any TreeFacts, title: String, edgeName: String, selection: Selection = Selection(),
    matches: NodeSet? = nil
  ) {
    self.title = title
    self.edgeName = edgeName
    statisticNames = facts.expressionNames.statistics
    var layout = StatisticLayout.none
    facts.read { layout = $0.statistics.layout }
    statistics = layout
    let wanted = matches.map { Self.withAncestors($0, facts) }
    let best = Set(facts.searchFacts.bestLine)
    TreeWalk(facts, selection, wanted: wanted).visit { node, _ in
      if best.contains(NodeID(node.id)) { bestLine.insert(nodes.count) }
      nodes.append(node)
    }
    leftOut = facts.nodeCount - nodes.count
  }

  /// The nodes with those on the way to them.
  private static func withAncestors(_ matches: NodeSet, _ facts: any TreeFacts) -> Set<NodeID> {
    var all: Set<NodeID> = [.root]
    var match = matches.first(after: nil)
    while let current = match {
      var above: NodeID? = current
      while let node = above, all.insert(node).inserted { above = facts.parent(of: node) }
      match = matches.first(after: current)
    }
    return all
  }

  /// Returns the actions from the root to a node, by its place.
  ///
  /// Untrusted text. O(depth).
  public func path(to place: Int) -> [String] {
    var path: [String] = []
    var current = place
    while let parent = nodes[current].parent {
      path.append(nodes[current].action)
      current = parent
    }
    return path.reversed()
  }

  /// The places of the children of each node.
  ///
  /// O(nodes).
  func children() -> [[Int]] {
    var children = [[Int]](repeating: [], count: nodes.count)
    for (place, node) in nodes.enumerated() {
      if let parent = node.parent { children[parent].append(place) }
    }
    return children
  }
}

extension ExportedTree.Node {
  /// Q as a reader takes it: exact where it is known.
  var value: Double? { exact ?? mean }

  static let named: [(flag: NodeFlags, name: String)] = [
    (.terminal, "terminal"), (.proven, "proven"), (.pinned, "pinned"), (.banned, "banned"),
    (.closed, "closed"), (.retired, "retired"), (.growthBanned, "growth_banned"),
    (.unentered, "unentered"), (.priorEdited, "prior_edited"),
  ]

  /// The names of the flags that are exported.
  static var flagNames: [String] { named.map(\.name) }

  /// The flags by their names, for files.
  var flagNames: [String] {
    flags.isEmpty ? [] : Self.named.filter { flags.contains($0.flag) }.map(\.name)
  }
}
