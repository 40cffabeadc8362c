import Groundwork
public import SearchTrees

/// Stops once the root is proven, or nothing can be selected any more.
public struct Settled: StoppingRule {
  /// Makes the rule.
  public init() {}
  /// Returns the reason once the root is settled.
  public func reason(_ progress: SearchProgress, tree: borrowing SearchTree) -> StopReason? {
    if tree.nodes[0].flags.contains(.proven) { return .solved }
    return progress.isExhausted ? .exhausted : nil
  }
  /// A run of simulations ends by itself when the root is settled.
  public func patience(_ progress: SearchProgress) -> Int { 256 }
}

/// Stops once a node has a number of visits.
public struct VisitTarget: StoppingRule {
  /// The node.
  public var node: NodeID
  /// The visits.
  public var visits: Int
  /// Makes the rule.
  public init(_ node: NodeID, visits: Int) {
    self.node = node
    self.visits = visits
  }
  /// Returns the reason once the visits are reached.
  public func reason(_ progress: SearchProgress, tree: borrowing SearchTree) -> StopReason? {
    guard node.index < tree.count, Int(tree.nodes[node.index].visits) >= visits else {
      return nil
    }
    return .visits(node, visits)
  }
  /// Asked after every simulation.
  public func patience(_ progress: SearchProgress) -> Int { 1 }
}

/// Stops once another root action is the best than when the rule was first asked.
public struct BestActionChange: StoppingRule {
  private var known: NodeID?
  /// Makes the rule.
  public init() {}
  /// Returns the reason once the best action has changed.
  public mutating func reason(
    _ progress: SearchProgress, tree: borrowing SearchTree
  )
    -> StopReason?
  {
    guard let best = tree.mostVisitedChild(of: .root) else { return nil }
    defer { known = best }
    return known == nil || known == best ? nil : .bestActionChanged
  }
  /// Asked after every simulation.
  public func patience(_ progress: SearchProgress) -> Int { 1 }
}
