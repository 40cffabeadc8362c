import Glibc

/// A rule by which a whole layer of nodes is looked at at once: how many children each of them is to get.
public protocol LayerRule: Sendable {
  /// The rule's name.
  var name: String { get }
  /// What is chosen, in plain text.
  var formula: String { get }
  /// What is to be said of it, in sentences.
  var rules: [String] { get }
  /// How many children the root gets; nil for as many as there are.
  var rootShare: Int? { get }
  /// Whether the rule tells groups apart.
  var hasGroups: Bool { get }

  /// Plans a layer, all of whose nodes were judged.
  func plan(_ layer: [LayerNode], finishedBefore: Int) -> [LayerShare]
}

/// A node of a layer that is to be planned.
public struct LayerNode: Hashable, Sendable {
  /// What it was judged to be worth.
  public var score: Double
  /// The action that led to it.
  public var action: ActionCode
  /// The group of its parent, from 0; nil where that is in none.
  public var group: Int?
  /// Whether the episode ends there.
  public var isFinished: Bool

  /// Describes a node.
  public init(
    score: Double, action: ActionCode = 0, group: Int? = nil, isFinished: Bool = false
  ) {
    self.score = score
    self.action = action
    self.group = group
    self.isFinished = isFinished
  }
}

/// What becomes of a node of a layer.
public struct LayerShare: Hashable, Sendable {
  /// How many children it is to get.
  public var children: Int
  /// The group that took it, from 0; nil for none.
  public var group: Int?

  /// States what becomes of a node.
  public init(_ children: Int, group: Int? = nil) {
    self.children = children
    self.group = group
  }
}

/// The shares of a layer by REBASE: a budget of nodes shared out by a softmax of the scores.
///
/// Wu et al., *Inference scaling laws* (2024).
/// The nodes of a layer by falling score, each gets `ceil(left*e^(s/T)/sum)` children, where `left` and the sum
/// of those that are left shrink. A node that is finished gets none and lowers the budget by one for good.
public struct RewardBalance: LayerRule, Hashable {
  /// How many children a layer has as long as nothing is finished.
  public let width: Int
  /// The temperature T.
  public let temperature: Double

  /// Makes the rule.
  public init(width: Int = 16, temperature: Double = 0.2) {
    precondition(width >= 1 && temperature > 0, "a budget and a temperature are positive")
    self.width = width
    self.temperature = temperature
  }

  /// The rule's name.
  public var name: String { "REBASE" }
  /// How children are shared out.
  public var formula: String { "own judgement s; width = ceil(left*e^(s/T)/sum of those left)" }
  /// A budget, and what lowers it.
  public var rules: [String] {
    [
      "A layer is judged whole before any of its nodes gets children.",
      "Shares are rounded up from the best node down, until nothing is left.",
      "An end of an episode lowers the number of children of all later layers by one, whatever its "
        + "score.",
      "Of equal scores the youngest node is served first.",
    ]
  }
  /// The whole budget.
  public var rootShare: Int? { width }
  /// There are none.
  public var hasGroups: Bool { false }

  /// Shares the budget that is left out among the nodes that are not finished.
  public func plan(_ layer: [LayerNode], finishedBefore: Int) -> [LayerShare] {
    let open = layer.indices.filter { !layer[$0].isFinished }
    let budget = width - finishedBefore - (layer.count - open.count)
    let (order, widths) = shares(of: open.map { layer[$0].score }, budget: budget)
    var shares = layer.map { _ in LayerShare(0) }
    var left = max(0, budget)
    for (place, width) in zip(order, widths) {
      // Rounding errors of the sum may give the last one more than is left.
      shares[open[place]].children = min(max(0, width), left)
      left -= shares[open[place]].children
    }
    return shares
  }

  /// Returns the places of scores in the order in which they are served, the highest first and of equals the
  /// last, and what each gets.
  public func shares(of scores: [Double], budget: Int) -> (order: [Int], widths: [Int]) {
    let order = Array(
      scores.indices.sorted { (scores[$0], $0) < (scores[$1], $1) }.reversed())
    // As the source has it, with the rounding of each step: shares are rounded up, so that it decides.
    let weights = order.map { exp(scores[$0] / temperature) }
    var (left, sum) = (budget, weights.reversed().reduce(0, +))
    var widths: [Int] = []
    for weight in weights {
      let share = left <= 0 ? 0 : (Double(left) * weight / sum).rounded(.up)
      // Weights beyond all numbers: the first ones take what is left.
      let width = share.isFinite ? Int(share) : left
      widths.append(width)
      left -= width
      sum -= weight
    }
    return (order, widths)
  }
}

/// The shares of a layer by a beam, or by groups of it that keep apart.
///
/// Vijayakumar et al., *Diverse beam search* (2016).
/// The best nodes of a layer, as many as the beam is wide, get children. With groups each one has a part of the
/// width, chooses in turn among the children of its own nodes, and scores `s - strength*k`, where k counts
/// how often earlier groups chose the same action in this layer.
public struct Beam: LayerRule, Hashable {
  /// How many nodes of a layer get children.
  public let width: Int
  /// How many children each gets; nil for as many as there are.
  public let children: Int?
  /// How many groups there are.
  public let groups: Int
  /// By how much a score sinks with each earlier group that chose the same action.
  public let strength: Double

  /// Makes the rule.
  ///
  /// - Precondition: there are no more groups than the beam is wide.
  public init(width: Int = 4, children: Int? = nil, groups: Int = 1, strength: Double = 0.5) {
    precondition(1...width ~= groups, "each group has a part of the width")
    self.width = width
    self.children = children
    self.groups = groups
    self.strength = strength
  }

  /// The rule's name.
  public var name: String { "beam" }
  /// What is chosen.
  public var formula: String {
    groups == 1
      ? "own judgement; the \(width) highest of a layer get children"
      : "own judgement s; chosen by s - strength*(same action in earlier groups)"
  }
  /// A width, and groups.
  public var rules: [String] {
    [
      "A layer is judged whole before any of its nodes gets children.",
      "The best \(width) nodes of the layer get children, and no others ever.",
      "An end of an episode is kept and gets none, whatever its score.",
      "Of equal scores the oldest node is taken.",
    ]
      + (groups == 1
        ? []
        : [
          "Each of \(groups) groups chooses among the children of its own nodes, the first group first."
        ])
  }
  /// As many as each node gets.
  public var rootShare: Int? { children }
  /// Whether there is more than one.
  public var hasGroups: Bool { groups > 1 }

  /// Chooses the nodes that get children.
  public func plan(_ layer: [LayerNode], finishedBefore: Int) -> [LayerShare] {
    var shares = layer.map { _ in LayerShare(0) }
    var chosenActions: [ActionCode: Int] = [:]
    for group in 0..<groups {
      var actions: [ActionCode] = []
      let size = width / groups + (group < width % groups ? 1 : 0)
      for _ in 0..<size {
        var best: (place: Int, score: Double)?
        for (place, node) in layer.enumerated()
        where !node.isFinished && shares[place].children == 0
          && (node.group == nil || node.group == group || groups == 1)
        {
          let score = node.score - strength * Double(chosenActions[node.action] ?? 0)
          if best.map({ score > $0.score }) ?? true { best = (place, score) }
        }
        guard let best else { break }
        shares[best.place] = LayerShare(children ?? .max, group: groups > 1 ? group : nil)
        actions.append(layer[best.place].action)
      }
      for action in actions { chosenActions[action, default: 0] += 1 }
    }
    return shares
  }
}
