import Groundwork
public import SearchTrees

/// The counters that stopping rules look at.
public struct SearchProgress: Hashable, Sendable {
  /// Simulations completed.
  public var iterations: Int
  /// Nodes in the tree.
  public var nodes: Int
  /// Bytes of the tree's hot storage and of the undo record, those of other branches included.
  public var bytes: Int
  /// Seconds that the search has run, pauses left out.
  public var seconds: Double
  /// Whether selection found nothing to choose at the root.
  public var isExhausted: Bool
  /// The value Q of the node that the last simulation ended at; nil before the first one.
  public var leafValue: Double?

  /// The nodes of the answer, the root first, where a rule asks for it and it does not go by visits.
  public var answer: [NodeID]?

  /// Makes counters.
  public init(
    iterations: Int, nodes: Int, bytes: Int, seconds: Double, isExhausted: Bool,
    leafValue: Double? = nil
  ) {
    self.leafValue = leafValue
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
  func checkInterval(_ progress: SearchProgress) -> Int
  /// Whether it must know the answer (``SearchProgress/answer``).
  var asksForAnswer: Bool { get }
}

extension StoppingRule {
  /// It need not.
  public var asksForAnswer: Bool { false }
}
