import Groundwork
public import SearchTrees

/// Plug-in point 6: how the value of a leaf changes the statistics on its path.
public protocol Backup: Sendable {
  /// What Q means under this rule.
  var meaning: ValueMeaning { get }
  /// The statistics that the rule writes, beside visits and the sum of values.
  var statistics: [Statistic] { get }

  /// The rule as one by which values can be proven; nil where they cannot.
  var provable: (any Provable)? { get }

  /// Learns where the tree keeps the statistics that were declared.
  mutating func locate(in layout: StatisticLayout)
  /// Adds one visit and the rule's value to every node of the path, and changes their statistics.
  func backUp(_ path: borrowing SimulationPath, into tree: inout SearchTree)
  /// How the level of the children's Q follows from the node's own.
  var childLevel: ChildLevel { get }
  /// Returns the leaf value that makes the last node of the path worth exactly `value`.
  func leafValue(toMake value: Float, on path: borrowing SimulationPath) -> Float
  /// Returns the lowest and highest value that any node can have, where the returns of whole episodes
  /// lie in `range`; nil where that depends on the way to the node.
  func valueRange(of range: ClosedRange<Float>) -> ClosedRange<Float>?
  /// Returns the numbers that the value of the path's node at `index` is made of, in the rule's order;
  /// empty where the rewards say it all.
  func terms(at index: Int, on path: borrowing SimulationPath) -> [NamedNumber]
}

extension Backup {
  /// By default visits and the sum are enough.
  public var statistics: [Statistic] { [] }
  /// By default the rule proves values if it is ``Provable``.
  public var provable: (any Provable)? { self as? any Provable }
  /// By default nothing is declared.
  public mutating func locate(in layout: StatisticLayout) {}
  /// By default the rewards say it all.
  public func terms(at index: Int, on path: borrowing SimulationPath) -> [NamedNumber] { [] }
  /// By default the range of values depends on the way.
  public func valueRange(of range: ClosedRange<Float>) -> ClosedRange<Float>? { nil }
}

/// How what a node is worth to the player who chooses among its children, which is the level of their Q,
/// follows from the node's own value and from the reward of the step that entered it.
///
/// Data and not a function, because it is needed at every node of every walk.
public struct ChildLevel: Hashable, Sendable {
  /// By what the node's value is multiplied.
  public var value: Float
  /// By what the reward is multiplied.
  public var reward: Float

  /// States the two factors.
  @inline(__always)
  public init(value: Float, reward: Float) {
    self.value = value
    self.reward = reward
  }

  /// Returns the level below a node.
  @inline(__always)
  public func below(_ value: Float, reward: Float) -> Float {
    self.value * value + self.reward * reward
  }

  /// The node's own: values are returns of whole episodes.
  @inline(__always)
  public static var same: Self { ChildLevel(value: 1, reward: 0) }
  /// What is left after the reward: values are returns from the step to the node on.
  @inline(__always)
  public static var afterReward: Self { ChildLevel(value: 1, reward: -1) }
  /// What is left after the reward, seen by the other player.
  @inline(__always)
  public static var otherPlayer: Self { ChildLevel(value: -1, reward: 1) }
}

/// A backup rule by which the exact value of a node follows from that of its best child, so that values
/// can be proven.
public protocol Provable: Backup {
  /// Returns the exact value of a node that gave `reward` on entering and whose best child is worth
  /// `best`, seen by who chooses there.
  func exactValue(best: Float, reward: Float) -> Float
  /// Returns the highest value that a child of the path's node at `index` can have, where the
  /// returns of whole episodes lie in `range`.
  func upperBound(
    below index: Int, on path: borrowing SimulationPath, range: ClosedRange<Float>
  ) -> Float
  /// Returns the lowest value that a child of the path's node at `index` can have, where the returns of
  /// whole episodes lie in `range`.
  func lowerBound(
    below index: Int, on path: borrowing SimulationPath, range: ClosedRange<Float>
  ) -> Float
}

/// What a backed-up value means.
public struct ValueMeaning: Hashable, Sendable {
  /// Whose view Q is.
  public enum Perspective: String, Hashable, Sendable {
    /// The searching agent's; the same at every depth.
    case root
    /// The player's who moved to the node.
    case mover
  }

  /// Whose view Q is.
  public var perspective: Perspective
  /// What Q is, in a few words.
  public var words: String
  /// What a visit is.
  public var visits: VisitCount

  /// Says what a value means.
  public init(
    perspective: Perspective, words: String, visits: VisitCount = .simulations
  ) {
    self.perspective = perspective
    self.words = words
    self.visits = visits
  }
}

extension SearchTree {
  /// Counts one simulation through a node that gave it `value`.
  @inline(__always)
  public mutating func add(_ value: Double, to node: NodeID) {
    nodes[node.index].visits &+= 1
    nodes[node.index].valueSum += value
  }
}
