import Groundwork
public import SearchTrees

/// Every node gets the rewards from its own on to the end: for one agent with rewards on the way
/// (llm-reasoners' cumulative reward with `sum`).
public struct SuffixSumBackup: Provable, Hashable {
  /// Makes the rule.
  public init() {}

  /// Q is the mean of what came from the node on.
  public var meaning: ValueMeaning {
    ValueMeaning(perspective: .root, words: "mean sum of rewards from the node to the end")
  }

  /// Adds to each node the rewards from it to the leaf and the leaf's value.
  @inline(__always)
  public func backUp(_ path: borrowing SimulationPath, into tree: inout SearchTree) {
    var value = path.leafValue
    var index = path.nodes.count - 1
    while index >= 0 {
      value += path.rewards[index]
      tree.add(Double(value), to: path.nodes[index])
      index -= 1
    }
  }

  /// What is left after the node's own reward.
  @inline(__always)
  public var childLevel: ChildLevel { .afterReward }
  /// The node's own reward and the best of the rest.
  public func exactValue(best: Float, reward: Float) -> Float { reward + best }
  /// What is left after the last node's own reward.
  public func leafValue(toMake value: Float, on path: borrowing SimulationPath) -> Float {
    value - path.rewards[path.rewards.count - 1]
  }
  /// The highest return less what was had on the way.
  public func upperBound(
    below index: Int, on path: borrowing SimulationPath, range: ClosedRange<Float>
  ) -> Float { range.upperBound - Self.had(at: index, on: path) }
  /// The lowest return less what was had on the way.
  public func lowerBound(
    below index: Int, on path: borrowing SimulationPath, range: ClosedRange<Float>
  ) -> Float { range.lowerBound - Self.had(at: index, on: path) }

  private static func had(at index: Int, on path: borrowing SimulationPath) -> Float {
    var had: Float = 0
    for position in 0...index { had += path.rewards[position] }
    return had
  }
}
