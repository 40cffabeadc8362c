public import Groundwork

/// The nodes of a subtree as they are copied or written: level by level, so that what is left out of a large
/// one is the deepest.
public struct Subtree: Hashable, Sendable {
  /// The most nodes that are listed of a subtree.
  public static let most = 20_000

  /// A node of it.
  public struct Entry: Hashable, Sendable {
    /// Its number in the tree.
    public var node: NodeID
    /// Its parent; nil at the root of the tree.
    public var parent: NodeID?
    /// Its action; empty at the root of the tree.
    ///
    /// Untrusted text.
    public var label: String
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

  /// The nodes, the root of the subtree first, parents before their children.
  public private(set) var entries: [Entry] = []
  /// Whether every node below the first is listed.
  public private(set) var isComplete = true

  /// Lists the nodes below `root`, at most `limit` of them; `label` returns the action of a node.
  ///
  /// O(nodes listed).
  init(
    of root: NodeID, limit: Int, in tree: borrowing SearchTree, label: (NodeID) -> String
  ) {
    var next = 0
    entries.append(Self.entry(of: root, tree, label))
    while next < entries.count, isComplete {
      for child in tree.children(of: entries[next].node) {
        guard entries.count < limit else {
          isComplete = false
          break
        }
        entries.append(Self.entry(of: child, tree, label))
      }
      next += 1
    }
  }

  private static func entry(
    of node: NodeID, _ tree: borrowing SearchTree, _ label: (NodeID) -> String
  ) -> Entry {
    Entry(
      node: node, parent: tree.parent(of: node), label: label(node), visits: tree.visits(of: node),
      value: tree.value(of: node), prior: tree.prior(of: node),
      childCount: tree.childCount(of: node),
      statistics: zip(tree.statistics.layout.cellNames, tree.statistics.row(of: node))
        .map { NamedStatistic($0, $1) },
      flags: tree.nodes[node.index].flags)
  }

  /// The subtree as JSON: the way to it, its nodes in a list, and whether that is all of them.
  ///
  /// `path` are the actions that lead to its root. O(nodes listed).
  public func json(path: [String]) -> JSONValue {
    JSONValue([
      ("path", .array(path.map { .string($0) })),
      ("complete", .bool(isComplete)),
      (
        "nodes",
        .array(
          entries.map { entry in
            JSONValue(
              [
                ("id", .integer(entry.node.index)),
                ("parent", .optional(entry.parent?.index)),
                ("action", .string(entry.label)),
              ] + entry.members)
          })
      ),
    ])
  }

  /// The first node alone as JSON, with the keys that nodes found by a filter have.
  public func rootJSON(path: [String]) -> JSONValue {
    guard let root = entries.first else { return .null }
    return JSONValue(
      [
        ("id", .integer(root.node.index)),
        ("path", .array(path.map { .string($0) })),
      ] + root.members)
  }
}

extension Subtree.Entry {
  /// What is known of the node, beside where it stands.
  fileprivate var members: [(String, JSONValue)] {
    [
      ("visits", .optional(visits)),
      ("value", .optional(value)),
      ("prior", .optional(prior)),
      ("children", .integer(childCount)),
      ("statistics", JSONValue(statistics.map { ($0.name, .optional($0.value)) })),
      ("flags", .array(flags.names.map { .string($0) })),
    ]
  }
}
