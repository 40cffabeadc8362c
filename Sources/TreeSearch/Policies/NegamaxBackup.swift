import Groundwork
public import SearchTrees

/// Every node gets the value from the view of the player who moved to it: for two players in turn.
public struct NegamaxBackup: Provable, Hashable {
  /// Makes the rule.
  public init() {}

  /// Q is the mean return for the player who moved to the node.
  public var meaning: ValueMeaning {
    ValueMeaning(perspective: .mover, words: "mean return for the player who moved here")
  }

  /// Adds the value with a change of sign at every step up.
  @inline(__always)
  public func backUp(_ path: borrowing SimulationPath, into tree: inout SearchTree) {
    var value = path.leafValue
    var index = path.nodes.count - 1
    while index >= 0 {
      value += path.rewards[index]
      tree.add(Double(value), to: path.nodes[index])
      value = -value
      index -= 1
    }
  }

  /// What is left after the node's own reward, seen by the other player.
  @inline(__always)
  public var childLevel: ChildLevel { .otherPlayer }
  /// The node's own reward less what the other player gets.
  public func exactValue(best: Float, reward: Float) -> Float { reward - best }
  /// What is left after the last node's own reward.
  public func leafValue(toMake value: Float, on path: borrowing SimulationPath) -> Float {
    value - path.rewards[path.rewards.count - 1]
  }
  /// The highest return for the player who chooses at the node, less what was had on the way.
  public func upperBound(
    below index: Int, on path: borrowing SimulationPath, range: ClosedRange<Float>
  ) -> Float {
    (index.isMultiple(of: 2) ? range.upperBound : -range.lowerBound)
      - Self.had(at: index, on: path)
  }
  /// The lowest return for the player who chooses at the node, less what was had on the way.
  public func lowerBound(
    below index: Int, on path: borrowing SimulationPath, range: ClosedRange<Float>
  ) -> Float {
    (index.isMultiple(of: 2) ? range.lowerBound : -range.upperBound)
      - Self.had(at: index, on: path)
  }
  /// The lowest and highest return for either player.
  public func valueRange(of range: ClosedRange<Float>) -> ClosedRange<Float>? {
    min(range.lowerBound, -range.upperBound)...max(range.upperBound, -range.lowerBound)
  }

  /// What the player who chooses at the path's node at `index` has had on the way.
  private static func had(at index: Int, on path: borrowing SimulationPath) -> Float {
    // Rewards alternate between the two players; the one who chooses below `index` made the moves
    // into index + 1, index - 1, index - 3 ...
    var had: Float = 0
    var sign: Float = -1
    var position = index
    while position > 0 {
      had += sign * path.rewards[position]
      sign = -sign
      position -= 1
    }
    return had
  }
}
