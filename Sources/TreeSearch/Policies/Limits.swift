public import Groundwork
public import SearchTrees

/// Stops at a number of iterations.
public struct IterationLimit: StoppingRule {
  /// The number.
  public var limit: Int
  /// Makes the rule.
  public init(_ limit: Int) { self.limit = limit }
  /// Returns the reason once the limit is reached.
  public func reason(_ progress: SearchProgress, tree: borrowing SearchTree) -> StopReason? {
    progress.iterations >= limit ? .iterations(limit) : nil
  }
  /// Exactly what is left.
  public func checkInterval(_ progress: SearchProgress) -> Int {
    max(1, limit - progress.iterations)
  }
}

/// Stops once the tree has a number of nodes (the last expansion may go beyond it).
public struct NodeLimit: StoppingRule {
  /// The number.
  public var limit: Int
  /// Makes the rule.
  public init(_ limit: Int) { self.limit = limit }
  /// Returns the reason once the limit is reached.
  public func reason(_ progress: SearchProgress, tree: borrowing SearchTree) -> StopReason? {
    progress.nodes >= limit ? .nodes(limit) : nil
  }
  /// Asked often, so that the limit is overshot by one expansion at most.
  public func checkInterval(_ progress: SearchProgress) -> Int {
    max(1, (limit - progress.nodes) / Int(UInt16.max))
  }
}

/// Stops once a simulation ends at a node that is worth enough.
///
/// `v_n >= l` of SC-MCTS* (Gao et al. 2024, algorithm 2).
public struct ValueLimit: StoppingRule {
  /// The value Q that is enough.
  public var value: Double
  /// Makes the rule.
  public init(_ value: Double) { self.value = value }
  /// Returns the reason once the value is reached.
  public func reason(_ progress: SearchProgress, tree: borrowing SearchTree) -> StopReason? {
    progress.leafValue.map { $0 >= value } == true ? .value(value) : nil
  }
  /// Asked after every simulation.
  public func checkInterval(_ progress: SearchProgress) -> Int { 1 }
}

/// Stops after a time.
public struct TimeLimit: StoppingRule {
  /// The seconds.
  public var seconds: Double
  /// Makes the rule.
  public init(seconds: Double) { self.seconds = seconds }
  /// Returns the reason once the time is up.
  public func reason(_ progress: SearchProgress, tree: borrowing SearchTree) -> StopReason? {
    progress.seconds >= seconds ? .seconds(seconds) : nil
  }
  /// Few enough simulations that a clock reading between them costs nothing.
  public func checkInterval(_ progress: SearchProgress) -> Int { 64 }
}

/// Stops once the search has taken as much memory as it may.
public struct MemoryLimit: StoppingRule {
  /// What it may take.
  public var allowance: MemoryAllowance
  /// Makes the rule.
  public init(_ allowance: MemoryAllowance) { self.allowance = allowance }
  /// Returns the reason once everything is taken.
  public mutating func reason(
    _ progress: SearchProgress, tree: borrowing SearchTree
  ) -> StopReason? {
    allowance.isUsedUp(counted: progress.bytes) ? .memory(bytes: allowance.bytes) : nil
  }
  /// Few simulations: each adds few nodes.
  public func checkInterval(_ progress: SearchProgress) -> Int { 256 }
}
