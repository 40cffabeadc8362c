import Groundwork
public import SearchTrees

/// Every node gets the mean reward of the steps from its own to the end (llm-reasoners' cumulative reward
/// with `mean`): long ways are not better for being long.
///
/// Nothing can be proven under it: a mean depends on the length of the way.
public struct SuffixMeanBackup: Backup, Hashable {
  /// Makes the rule.
  public init() {}

  /// Q is the mean, over simulations, of the mean reward of the steps from the node on.
  public var meaning: ValueMeaning {
    ValueMeaning(perspective: .root, words: "mean reward of the steps from the node to the end")
  }

  /// Adds to each node the mean of the rewards from it to the leaf; the root, which no step leads to,
  /// gets the mean of all.
  @inline(__always)
  public func backUp(_ path: borrowing SimulationPath, into tree: inout SearchTree) {
    let last = path.nodes.count - 1
    var sum = Double(path.leafValue)
    var index = last
    while index >= 0 {
      sum += Double(path.rewards[index])
      let steps = max(1, last - max(index, 1) + 1)
      tree.add(sum / Double(steps), to: path.nodes[index])
      index -= 1
    }
  }

  /// A mean has the same scale at every depth.
  @inline(__always)
  public var childLevel: ChildLevel { .same }
  /// What is left after the last node's own reward.
  public func leafValue(toMake value: Float, on path: borrowing SimulationPath) -> Float {
    value - path.rewards[path.rewards.count - 1]
  }
}
