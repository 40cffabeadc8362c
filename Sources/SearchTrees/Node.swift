/// What a walk down the tree reads of a node: 24 bytes, siblings next to each other.
///
/// The first child and the action stand here and not with the links, so that going down one level
/// waits for memory once.
public struct Node: Sendable, Hashable, BitwiseCopyable {
  /// The sum of the values backed up through the node, in the view that the backup rule names.
  public var valueSum: Double
  /// The number of simulations that went through the node (N).
  public var visits: UInt32
  /// The oldest child, or none.
  public var firstChild: NodeID
  /// The action that leads from the parent here, as the environment numbers it.
  public var action: UInt32
  /// How many children the node has; 65,535 stands for so many or more, which
  /// ``SearchTree/childCount(of:)`` tells.
  public var childCount: UInt16
  /// What else is known.
  public var flags: NodeFlags

  /// Makes a node that no simulation has reached.
  @inline(__always)
  public init(flags: NodeFlags = []) {
    valueSum = 0
    visits = 0
    firstChild = .none
    action = 0
    childCount = 0
    self.flags = flags
  }

  /// The mean of the values backed up (Q); 0 where there are none.
  ///
  /// Of a tree that a file was read into ``SearchTree/mean(of:)`` knows what the file does not say.
  @inline(__always)
  public var mean: Double { visits == 0 ? 0 : valueSum / Double(visits) }
}

/// Where a node hangs in the tree, for walks up and across: 8 bytes.
public struct NodeLinks: Sendable, Hashable, BitwiseCopyable {
  /// The parent, or none at the root.
  public var parent: NodeID
  /// The next younger sibling, or none.
  public var nextSibling: NodeID

  /// Makes the links of a node.
  @inline(__always)
  public init(parent: NodeID, nextSibling: NodeID = .none) {
    self.parent = parent
    self.nextSibling = nextSibling
  }
}
