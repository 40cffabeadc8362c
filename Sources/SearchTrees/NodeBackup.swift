/// One value that was backed up through a node.
public struct NodeBackup: Hashable, Sendable {
  /// The simulation, from 1.
  public var iteration: Int
  /// The value that was added; NaN where it is not known.
  public var value: Double
  /// The node's mean afterwards; NaN where it is not known.
  public var mean: Double

  /// Makes a record.
  public init(iteration: Int, value: Double, mean: Double) {
    self.iteration = iteration
    self.value = value
    self.mean = mean
  }
}
