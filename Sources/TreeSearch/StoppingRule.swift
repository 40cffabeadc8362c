import Groundwork
public import SearchTrees

/// The counters that stopping rules look at.
public struct SearchProgress: Hashable, Sendable {
  /// Simulations completed.
  public var iterations: Int
  /// Nodes in the tree.
  public var nodes: Int
  /// Bytes of the tree's hot storage.
  public var bytes: Int
  /// Seconds that the search has run, pauses left out.
  public var seconds: Double
  /// Whether selection found nothing to choose at the root.
  public var isExhausted: Bool

  /// Makes counters.
  public init(iterations: Int, nodes: Int, bytes: Int, seconds: Double, isExhausted: Bool) {
    self.iterations = iterations
    self.nodes = nodes
    self.bytes = bytes
    self.seconds = seconds
    self.isExhausted = isExhausted
  }
}

/// Plug-in point 8: whether the search is over; rules are joined by "or".
public protocol StoppingRule: Sendable {
  /// Returns why the search is over, or nil.
  mutating func reason(_ progress: SearchProgress, tree: borrowing SearchTree) -> StopReason?
  /// Returns how many simulations may run before the rule must be asked again; at least 1.
  func patience(_ progress: SearchProgress) -> Int
}

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
  public func patience(_ progress: SearchProgress) -> Int { max(1, limit - progress.iterations) }
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
  public func patience(_ progress: SearchProgress) -> Int {
    max(1, (limit - progress.nodes) / Int(UInt16.max))
  }
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
  public func patience(_ progress: SearchProgress) -> Int { 64 }
}

/// Stops once the tree's storage has a size.
public struct MemoryLimit: StoppingRule {
  /// The size in bytes.
  public var bytes: Int
  /// Makes the rule.
  public init(bytes: Int) { self.bytes = bytes }
  /// Returns the reason once the size is reached.
  public func reason(_ progress: SearchProgress, tree: borrowing SearchTree) -> StopReason? {
    progress.bytes >= bytes ? .memory(bytes: bytes) : nil
  }
  /// Few simulations: each adds few nodes.
  public func patience(_ progress: SearchProgress) -> Int { 256 }
}

/// Stops once the root is proven, or nothing can be selected any more.
public struct Settled: StoppingRule {
  /// Makes the rule.
  public init() {}
  /// Returns the reason once the root is settled.
  public func reason(_ progress: SearchProgress, tree: borrowing SearchTree) -> StopReason? {
    if tree.nodes[0].flags.contains(.proven) { return .solved }
    return progress.isExhausted ? .exhausted : nil
  }
  /// Asked after every simulation.
  public func patience(_ progress: SearchProgress) -> Int { 1 }
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
