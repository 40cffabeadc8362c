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
  /// Whether it leads to a node that was judged beside the leaf of its simulation, and is backed up before
  /// that one.
  public internal(set) var isBesideLeaf = false
  /// The value of the leaf beyond the rewards on the path.
  public var leafValue: Float = 0
  /// What was said of the leaf, in double precision, by an evaluator whose answers are kept.
  public internal(set) var judgement: Double?
  /// All that was said of the leaf, by an evaluator whose answers are kept.
  public internal(set) var verdict: Verdict?

  /// Makes an empty path.
  public init() {}

  /// The sum of the rewards on the path.
  public var totalReward: Float {
    var total: Float = 0
    for index in 0..<rewards.count { total += rewards[index] }
    return total
  }

  /// The return of the simulation: the rewards on the path and the leaf's value.
  public var totalReturn: Double {
    judgement.map { Double(totalReward) + $0 } ?? Double(totalReward + leafValue)
  }

  /// Takes what was said of the leaf for its value.
  mutating func take(_ verdict: Verdict) {
    leafValue = Float(verdict.value)
    judgement = verdict.value
    self.verdict = verdict
  }

  /// Forgets what was said of another leaf.
  mutating func forgetVerdict() {
    judgement = nil
    verdict = nil
  }
}
