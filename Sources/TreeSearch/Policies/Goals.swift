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
  public func checkInterval(_ progress: SearchProgress) -> Int { 256 }
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
  public func checkInterval(_ progress: SearchProgress) -> Int { 1 }
}

/// Stops once the search answers another action than when the rule was first asked, or after a number of
/// simulations without such a change.
///
/// Where the answer goes by visits, as many of them are no change yet, whatever the values say
/// (``SearchTrees/AnswerWatch``).
public struct BestActionChange: StoppingRule {
  private let limit: Int
  private var watch = AnswerWatch()
  private var start: Int?
  /// Makes the rule.
  ///
  /// `limit` is how many simulations it waits at most.
  public init(within limit: Int = .max) { self.limit = limit }
  /// Returns the reason once the answer has changed, or it was waited for long enough.
  public mutating func reason(
    _ progress: SearchProgress, tree: borrowing SearchTree
  )
    -> StopReason?
  {
    let start = start ?? progress.iterations
    self.start = start
    let hasChanged =
      progress.answer.map { watch.hasChanged(to: $0, isByVisits: false, in: tree) }
      ?? watch.hasChanged(in: tree)
    if hasChanged { return .bestActionChanged }
    return progress.iterations - start >= limit ? .bestActionStayed(limit) : nil
  }
  /// Asked after every simulation.
  public func checkInterval(_ progress: SearchProgress) -> Int { 1 }
  /// It looks at what is answered.
  public var asksForAnswer: Bool { true }
}
