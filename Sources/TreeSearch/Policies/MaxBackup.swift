import Groundwork
public import SearchTrees

/// Every node is worth what its best visited child is, beside its own reward: for one agent.
///
/// `Q = mean reward of the step + highest Q of the visited children`; the mean of what its visits gave as
/// long as no child is visited, after which its own evaluation counts no more. The greedy end of the
/// backups that Coulom compares, *Efficient selectivity and backup operators in Monte-Carlo tree search*
/// (2006): unbiased only where values are exact, as noise that is high is kept.
public struct MaxBackup: Provable {
  /// The sum of the rewards of entering a node, which may be noisy.
  static let rewards = Statistic(
    "rewards", head: "R", "sum of the rewards of the step into the node", kind: .sum,
    isShown: false)
  private var place = 0
  private var backedUpPlace = 0
  private let bounds = SuffixSumBackup()

  /// Makes the rule.
  public init() {}

  /// Q is the highest value from the step into the node on.
  public var meaning: ValueMeaning {
    ValueMeaning(
      perspective: .root, words: "reward of the step and the highest Q of the visited children")
  }
  /// The rewards, and what was backed up last.
  public var statistics: [Statistic] { [Self.rewards, .backedUp] }
  /// Learns where both are.
  public mutating func locate(in layout: StatisticLayout) {
    place = layout.place(of: Self.rewards.name)
    backedUpPlace = layout.place(of: Statistic.backedUp.name)
  }

  /// Makes each node on the path, the leaf first, worth what its best child is now.
  ///
  /// O(depth times branching).
  public func backUp(_ path: borrowing SimulationPath, into tree: inout SearchTree) {
    var below = Double(path.leafValue)
    var index = path.nodes.count - 1
    while index >= 0 {
      let node = path.nodes[index]
      let reward = Double(path.rewards[index])
      let sum = (tree.statistics[place, node] ?? 0) + reward
      tree.statistics[place, node] = sum
      tree.statistics[backedUpPlace, node] = reward + below
      tree.add(reward + below, to: node)
      if let best = Self.best(of: node, tree.nodes, tree.links, tree.exactValues) {
        let visits = Double(tree.nodes[node.index].visits)
        tree.nodes[node.index].valueSum = sum + best * visits
      }
      below = tree.nodes[node.index].mean
      index -= 1
    }
  }

  /// Returns the highest Q of the visited children that are not banned; nil without any.
  private static func best(
    of node: NodeID, _ nodes: borrowing Column<Node>, _ links: borrowing Column<NodeLinks>,
    _ exactValues: borrowing Column<Float>
  ) -> Double? {
    var best: Double?
    var child = nodes[node.index].firstChild
    for _ in 0..<nodes[node.index].childCount {
      let numbers = nodes[child.index]
      if numbers.visits > 0, !numbers.flags.contains(.banned) {
        let isExact = !numbers.flags.isDisjoint(with: [.proven, .pinned])
        let value = isExact ? Double(exactValues[child.index]) : numbers.mean
        best = max(best ?? value, value)
      }
      child = links[child.index].nextSibling
    }
    return best
  }

  /// What is left after the node's own reward.
  public var childLevel: ChildLevel { .afterReward }
  /// The node's own reward and the best of the rest.
  public func exactValue(best: Float, reward: Float) -> Float { reward + best }
  /// What is left after the last node's own reward.
  public func leafValue(toMake value: Float, on path: borrowing SimulationPath) -> Float {
    bounds.leafValue(toMake: value, on: path)
  }
  /// The highest return less what was had on the way.
  public func upperBound(
    below index: Int, on path: borrowing SimulationPath, range: ClosedRange<Float>
  ) -> Float { bounds.upperBound(below: index, on: path, range: range) }
  /// The lowest return less what was had on the way.
  public func lowerBound(
    below index: Int, on path: borrowing SimulationPath, range: ClosedRange<Float>
  ) -> Float { bounds.lowerBound(below: index, on: path, range: range) }
}
