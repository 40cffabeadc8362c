public import Groundwork
public import SearchTrees

/// The way of one simulation through the tree.
public struct SimulationPath: ~Copyable {
  /// The nodes, from the root to the leaf.
  public var nodes = Column<NodeID>(capacity: 256)
  /// The reward of entering each node, from the view of the player who moved there.
  public var rewards = Column<Float>(capacity: 256)
  /// Whether the episode ended at the leaf.
  public var isTerminal = false
  /// The value of the leaf beyond the rewards on the path.
  public var leafValue: Float = 0

  /// Makes an empty path.
  public init() {}

  /// The sum of the rewards on the path.
  public var totalReward: Float {
    var total: Float = 0
    for index in 0..<rewards.count { total += rewards[index] }
    return total
  }
}
