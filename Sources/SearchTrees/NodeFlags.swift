/// What is known of a node beside its numbers.
public struct NodeFlags: OptionSet, Hashable, Sendable, BitwiseCopyable {
  /// The bits.
  public var rawValue: UInt16

  /// Makes a set from its bits.
  @inline(__always)
  public init(rawValue: UInt16) { self.rawValue = rawValue }

  // Computed, so that another module folds them into constants instead of loading globals.

  /// The episode ends here.
  public static var terminal: NodeFlags { NodeFlags(rawValue: 1 << 0) }
  /// The value is known for certain and stands in the tree's exact values (MCTS-Solver).
  public static var proven: NodeFlags { NodeFlags(rawValue: 1 << 1) }
  /// A person or rule has fixed the value; it stands in the tree's exact values.
  public static var pinned: NodeFlags { NodeFlags(rawValue: 1 << 2) }
  /// Selection must not take the edge into this node.
  public static var banned: NodeFlags { NodeFlags(rawValue: 1 << 3) }
  /// Every legal action has its child: growing adds no more.
  public static var complete: NodeFlags { NodeFlags(rawValue: 1 << 4) }
  /// The children's ids are not consecutive; walk them by their sibling links.
  public static var scattered: NodeFlags { NodeFlags(rawValue: 1 << 5) }
  /// The prior was set by a person, not by the proposer.
  public static var priorEdited: NodeFlags { NodeFlags(rawValue: 1 << 6) }

  /// The flags that selection must look at before it scores a candidate.
  public static var special: NodeFlags { NodeFlags(rawValue: 0b1111) }
}
