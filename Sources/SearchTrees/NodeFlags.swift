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
  /// Nothing is left to be found below this node: selection passes it by.
  public static var closed: NodeFlags { NodeFlags(rawValue: 1 << 7) }
  /// The node was counted without being entered: nobody knows its state or whether the episode ends there
  /// (the last layer of llm-reasoners).
  public static var unentered: NodeFlags { NodeFlags(rawValue: 1 << 8) }
  /// Nobody said how often the node was visited; its sum of values is its mean then.
  ///
  /// Only a reader of files sets this, as the two below.
  public static var unknownVisits: NodeFlags { NodeFlags(rawValue: 1 << 9) }
  /// Nobody said what the node is worth.
  public static var unknownValue: NodeFlags { NodeFlags(rawValue: 1 << 10) }
  /// The search gave the node up: it stays in the tree and is not searched any more.
  public static var retired: NodeFlags { NodeFlags(rawValue: 1 << 11) }

  /// Somebody forbade that the node gets more children.
  public static var growthBanned: NodeFlags { NodeFlags(rawValue: 1 << 12) }

  /// The flags that say what is not known of a node's statistics.
  public static var unknown: NodeFlags { [.unknownVisits, .unknownValue] }

  /// The flags that selection must look at before it scores a candidate.
  public static var special: NodeFlags { NodeFlags(rawValue: 0b1000_1111) }
  /// The flags of a node that selection never takes.
  public static var barred: NodeFlags { NodeFlags(rawValue: 0b1000_1000) }
}
