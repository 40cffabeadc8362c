import Groundwork
public import SearchTrees
public import TreeSearch

/// Backup by progress along the way: equation (3) of SC-MCTS*, and a correction of it.
///
/// Gao et al. 2024 (arXiv 2410.01707), section 4.3.
///
/// With p_i the reward of the i-th step (0 at the root) and D_i = p_i - p_(i-1), a node gets the value of
/// the way from its parent to the leaf, so that it answers for its own step:
///
/// - literally, `sum of D_i if D_i >= 0, else 0.5*max(D_i, -0.1)`, less `0.1*n` for n nodes. A drop costs
///   at most 0.05 and the recovery counts in full: ups and downs are rewarded, (0, 1, 0, 1) with 1.55.
/// - corrected, `p_n - p_1 - sum of drops - 0.1*n`: ups and downs cost what they drop.
///
/// The paper leaves open what p_i is, which nodes get which part of the sum, and how visits are put
/// together; here these are the step's reward, the node's own part, and the mean.
public struct ProgressBackup: Backup, Hashable {
  /// Whether drops are punished in full.
  public var isCorrected: Bool

  /// What each node of the way costs.
  public static let lengthCost: Float = 0.1
  /// The lowest drop that is counted, and by which factor, in the paper's formula.
  public static let lowestDrop: Float = -0.1
  /// The factor of a drop in the paper's formula.
  public static let dropFactor: Float = 0.5

  /// Makes the rule.
  public init(isCorrected: Bool) { self.isCorrected = isCorrected }

  /// Q is the mean of the progress from the node's parent on.
  public var meaning: ValueMeaning {
    ValueMeaning(
      perspective: .root,
      words: isCorrected
        ? "mean progress less drops from the step into the node to the end"
        : "mean of equation (3) from the step into the node to the end")
  }

  /// Returns what one change of the reward counts.
  @inline(__always)
  public func counted(_ change: Float) -> Float {
    if change >= 0 { return change }
    return isCorrected ? 2 * change : Self.dropFactor * max(change, Self.lowestDrop)
  }

  /// Returns the value of a way whose steps have these rewards, the first one where the way begins.
  public func value(of rewards: [Float]) -> Float {
    var value = -Self.lengthCost * Float(rewards.count)
    for (before, after) in zip(rewards, rewards.dropFirst()) { value += counted(after - before) }
    return value
  }

  /// Adds to each node the value of the way from its parent to the leaf; to the root that of the whole.
  @inline(__always)
  public func backUp(_ path: borrowing SimulationPath, into tree: inout SearchTree) {
    let last = path.nodes.count - 1
    var sum: Float = 0
    var index = last
    while index >= 1 {
      var reward = path.rewards[index]
      if index == last { reward += path.leafValue }
      sum += counted(reward - path.rewards[index - 1])
      let length = last - index + 2
      tree.add(Double(sum - Self.lengthCost * Float(length)), to: path.nodes[index])
      index -= 1
    }
    tree.add(Double(sum - Self.lengthCost * Float(last + 1)), to: path.nodes[0])
  }

  /// Returns p, its change from the node before and what that counts (but at the root, which no step
  /// leads to), and what the length of the node's way costs.
  public func terms(at index: Int, on path: borrowing SimulationPath) -> [NamedNumber] {
    let last = path.nodes.count - 1
    let length = index == 0 ? last + 1 : last - index + 2
    let cost = NamedNumber("length", Double(-Self.lengthCost * Float(length)))
    if index == 0 { return [cost] }
    let reward = path.rewards[index] + (index == last ? path.leafValue : 0)
    let change = reward - path.rewards[index - 1]
    return [
      NamedNumber("p", Double(reward)), NamedNumber("change", Double(change)),
      NamedNumber("counted", Double(counted(change))), cost,
    ]
  }

  /// The level of progress is the same at every depth.
  @inline(__always)
  public var childLevel: ChildLevel { .same }
  /// What has to be added to the last reward so that the last node gets `value`; the nearest to it where
  /// the formula's floor cannot give as little.
  public func leafValue(toMake value: Float, on path: borrowing SimulationPath) -> Float {
    let last = path.rewards.count - 1
    let before = last > 0 ? path.rewards[last - 1] : 0
    let wanted = value + Self.lengthCost * Float(min(last + 1, 2))
    let change: Float =
      if wanted >= 0 { wanted } else if isCorrected { wanted / 2 } else {
        max(wanted / Self.dropFactor, Self.lowestDrop)
      }
    return change - (path.rewards[last] - before)
  }
}
