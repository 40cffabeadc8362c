import Groundwork
public import SearchTrees

/// Every node on the path gets the whole return of the simulation: for one agent.
public struct MeanBackup: Provable, Hashable {
  /// Makes the rule.
  public init() {}

  /// Q is the mean return of the simulations through the node.
  public var meaning: ValueMeaning {
    ValueMeaning(perspective: .root, words: "mean return of the simulations through the node")
  }

  /// Adds the return to every node.
  @inline(__always)
  public func backUp(_ path: borrowing SimulationPath, into tree: inout SearchTree) {
    let value = path.totalReturn
    for index in 0..<path.nodes.count { tree.add(value, to: path.nodes[index]) }
  }

  /// A return is the same at every depth.
  @inline(__always)
  public var childLevel: ChildLevel { .same }
  /// A return is the same at every depth.
  public func exactValue(best: Float, reward: Float) -> Float { best }
  /// The part of the return that the path's rewards do not give.
  public func leafValue(toMake value: Float, on path: borrowing SimulationPath) -> Float {
    value - path.totalReward
  }
  /// The highest return.
  public func upperBound(
    below index: Int, on path: borrowing SimulationPath, range: ClosedRange<Float>
  ) -> Float { range.upperBound }
  /// The lowest return.
  public func lowerBound(
    below index: Int, on path: borrowing SimulationPath, range: ClosedRange<Float>
  ) -> Float { range.lowerBound }
  /// That of returns.
  public func valueRange(of range: ClosedRange<Float>) -> ClosedRange<Float>? { range }
}
