import Groundwork
public import SearchTrees

/// Every node gets the reward of its own step and the discounted rest: `Q = r + d*V`.
///
/// The backup of MuZero (Schrittwieser et al. 2020, appendix B): V is the mean of what came from the node
/// on, its own evaluation included, and d the discount of the step into it. With two players V counts for
/// the other one: `Q = r - d*V`. A step's discount is that of the problem where it has one of its own
/// (``DiscountingEnvironment``), else the rule's. Nothing can be proven under it.
public struct DiscountedBackup: Backup {
  /// V: the mean value from a node on, for who chooses there.
  ///
  /// It is kept, because where the discount is 0 it does not follow from Q.
  public static let level = Statistic(
    "v", head: "V",
    "mean value from the node on, for who chooses there, without reward and discount of the step to it",
    kind: .mean)
  /// d: by what V counts for the parent.
  public static let edge = Statistic(
    "discount", head: "D", "by what the value from the node on counts for its parent",
    kind: .neither, range: 0...1, isShown: false)

  /// The discount of steps that have none of their own, in 0...1.
  public let discount: Float
  private let players: Int
  /// Returns the problem's own discount of the last of some actions from the root on.
  private let ownDiscount: (@Sendable ([ActionCode]) -> Float?)?
  private var levelPlace = 0
  private var edgePlace = 0

  /// Makes the rule for a problem.
  ///
  /// - Precondition: `discount` lies in 0...1.
  public init(_ discount: Double, in world: some Environment) {
    precondition(0...1 ~= discount, "a discount lies in 0...1")
    self.discount = Float(discount)
    players = world.players
    ownDiscount = (world as? any DiscountingEnvironment).map { Self.ownDiscounts(of: $0) }
  }

  private static func ownDiscounts(
    of world: some DiscountingEnvironment
  ) -> @Sendable ([ActionCode]) -> Float? {
    { actions in
      var state = world.initialState
      // Rewards that are drawn on the way are nobody's.
      var scratch = RandomSource(seed: 0)
      for action in actions { _ = world.apply(action, to: &state, using: &scratch) }
      return world.discount(at: state)
    }
  }

  /// Q is the mean discounted return from the step into the node on.
  public var meaning: ValueMeaning {
    ValueMeaning(
      perspective: players == 2 ? .mover : .root,
      words: players == 2
        ? "mean discounted return from the node on for the player who moved here"
        : "mean discounted return from the node on")
  }
  /// V and the discount.
  public var statistics: [Statistic] { [Self.level, Self.edge] }

  /// Learns where V and the discount are.
  public mutating func locate(in layout: StatisticLayout) {
    levelPlace = layout.place(of: Self.level.name)
    edgePlace = layout.place(of: Self.edge.name)
  }

  /// Takes what comes from each node on into its V, and that discounted, with its reward, into its sum.
  ///
  /// O(depth), and O(depth) more for each node that is met for the first time, where the problem has
  /// discounts of its own.
  public func backUp(_ path: borrowing SimulationPath, into tree: inout SearchTree) {
    let turn: Double = players == 2 ? -1 : 1
    var rest = Double(path.leafValue)
    var index = path.nodes.count - 1
    while index >= 0 {
      let node = path.nodes[index]
      let numbers = tree.nodes[node.index]
      let before = Double(numbers.visits)
      let known = tree.statistics[levelPlace, node] ?? 0
      tree.statistics[levelPlace, node] = (known * before + turn * rest) / (before + 1)
      let discount = index == 0 ? 1 : edgeDiscount(at: index, on: path, in: &tree)
      var value = Double(path.rewards[index]) + discount * rest
      if index == path.nodes.count - 1, numbers.flags.contains(.pinned) {
        // Where the discount is 0 no value of the leaf makes this one.
        value = Double(tree.exactValues[node.index])
      }
      tree.add(value, to: node)
      rest = turn * value
      index -= 1
    }
  }

  private func edgeDiscount(
    at index: Int, on path: borrowing SimulationPath, in tree: inout SearchTree
  ) -> Double {
    let node = path.nodes[index]
    if let known = tree.statistics[edgePlace, node] { return known }
    var found = discount
    if let ownDiscount {
      var actions: [ActionCode] = []
      for step in 1...index { actions.append(tree.nodes[path.nodes[step].index].action) }
      found = ownDiscount(actions) ?? discount
    }
    tree.statistics[edgePlace, node] = Double(found)
    return Double(found)
  }

  /// What is left after the reward, by the usual discount; rules that know of V take that.
  public var childLevel: ChildLevel {
    let scale = discount > 0 ? 1 / discount : 0
    let turn: Float = players == 2 ? -1 : 1
    return ChildLevel(value: turn * scale, reward: -turn * scale)
  }
  /// What is left after the last node's own reward, by the usual discount.
  public func leafValue(toMake value: Float, on path: borrowing SimulationPath) -> Float {
    discount > 0 ? (value - path.rewards[path.rewards.count - 1]) / discount : 0
  }
}
