/// What selection reads of a candidate: 16 bytes, so that four siblings share a cache line.
public struct NodeStatistics: Sendable, Hashable, BitwiseCopyable {
  /// The sum of the values backed up through the node, in the view that the backup rule names.
  public var valueSum: Double
  /// The number of simulations that went through the node (N).
  public var visits: UInt32
  /// What else is known.
  public var flags: NodeFlags
  /// How many children the node has.
  public var childCount: UInt16

  /// Makes the statistics of a node that no simulation has reached.
  @inline(__always)
  public init(flags: NodeFlags = []) {
    valueSum = 0
    visits = 0
    self.flags = flags
    childCount = 0
  }

  /// The mean of the values backed up (Q); 0 where there are none.
  @inline(__always)
  public var mean: Double { visits == 0 ? 0 : valueSum / Double(visits) }
}

/// Where a node hangs in the tree: 16 bytes.
public struct NodeLinks: Sendable, Hashable, BitwiseCopyable {
  /// The parent, or none at the root.
  public var parent: NodeID
  /// The oldest child, or none.
  public var firstChild: NodeID
  /// The next younger sibling, or none.
  public var nextSibling: NodeID
  /// The action that leads from the parent here, as the environment numbers it.
  public var action: UInt32

  /// Makes the links of a node without children.
  @inline(__always)
  public init(parent: NodeID, nextSibling: NodeID = .none, action: UInt32) {
    self.parent = parent
    firstChild = .none
    self.nextSibling = nextSibling
    self.action = action
  }
}
