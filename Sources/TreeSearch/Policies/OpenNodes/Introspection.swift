import Glibc
public import Groundwork
public import SearchTrees

/// The rule of introspective Monte Carlo tree search: a virtual value, given before a node is run, weighs less
/// with every run.
///
/// Liang et al., *I-MCTS: enhancing agentic AutoML via introspective Monte Carlo tree search* (2025).
/// `h + c*sqrt(ln(N + 1e-6)/n)` over all nodes below the first one, with `h = w*virtual + (1 - w)*mean` and
/// `w = .2/(n + .2)`; n is taken for .2 where a node was never run.
public struct Introspection: OpenNodeRule {
  /// Up to which depth nodes get children, counted from the node that the search begins at; nil without end.
  public let mostDepth: Int?
  /// The depth of the node that the search begins at: 1 where the root holds nothing, else 0.
  public let firstDepth: Int
  /// The exploration constant, and the weight of a virtual value in runs.
  public var parameters: [Parameter]
  private var virtualPlace = 0

  /// What a node was judged to be worth before it was run.
  public static let virtual = Statistic(
    "virtual", head: "virt", "what it was judged to be worth before it was run", kind: .neither)

  /// Makes the rule, by default with the constants of its source.
  public init(
    c: Double = 2, virtualRuns: Double = 0.2, mostDepth: Int? = nil, firstDepth: Int = 1
  ) {
    parameters = [
      Parameter("c", c, in: 0...1e6, "exploration constant"),
      Parameter("runs", virtualRuns, in: 1e-6...1e6, "for how many runs a virtual value counts"),
    ]
    self.mostDepth = mostDepth
    self.firstDepth = firstDepth
  }

  /// The rule's name.
  public var name: String { "I-MCTS" }
  /// The score.
  public var formula: String { "w*virt + (1-w)*Q + c*sqrt(ln(N + 1e-6)/n), w = .2/(n + .2)" }
  /// What it is made of.
  public var termNames: [String] { ["h", "U"] }
  /// Virtual values.
  public var statistics: [Statistic] { [Self.virtual] }
  /// Learns where virtual values stand.
  public mutating func locate(in layout: StatisticLayout) {
    virtualPlace = layout.place(of: Self.virtual.name)
  }

  /// Returns the virtual value of a node; nil where it has none.
  public func virtualValue(of node: NodeID, in tree: borrowing Family) -> Double? {
    tree.statistic(virtualPlace, of: node)
  }

  /// How much the virtual value of a node weighs.
  public func weight(visits: UInt32) -> Double { parameter(1) / (Double(visits) + parameter(1)) }

  /// All nodes below the first one are open, leaves or not.
  public func reasonClosed(_ node: NodeID, in tree: borrowing Family) -> String? {
    isBelowFirst(node, in: tree) || tree.childCount(of: node) == 0
      ? nil : "the search begins there: it is never chosen again"
  }

  private func isBelowFirst(_ node: NodeID, in tree: borrowing Family) -> Bool {
    node != .root && (firstDepth == 0 || tree.parent(of: node) != .root)
  }

  /// Returns the score; infinite as long as the search has not begun, nil of the first node from then on, and
  /// where the parent was never run.
  public func score(of node: NodeID, in tree: borrowing Family) -> OpenScore? {
    guard isBelowFirst(node, in: tree) else {
      return tree.childCount(of: node) == 0 ? OpenScore(value: .infinity, exploration: 0) : nil
    }
    let numbers = tree.candidate(at: node)
    let parentVisits = tree.candidate(at: tree.parent(of: node)).visits
    guard parentVisits > 0 else { return nil }
    let mean = numbers.visits > 0 ? numbers.valueSum / Double(numbers.visits) : 0
    let weight = weight(visits: numbers.visits)
    let visits = numbers.visits > 0 ? Double(numbers.visits) : parameter(1)
    return OpenScore(
      value: weight * (virtualValue(of: node, in: tree) ?? 0) + (1 - weight) * mean,
      exploration: parameter(0) * (log(Double(parentVisits) + 1e-6) / visits).squareRoot())
  }

  /// Returns the formula with numbers.
  public func working(of node: NodeID, in tree: borrowing Family) -> String {
    let numbers = tree.candidate(at: node)
    guard isBelowFirst(node, in: tree), score(of: node, in: tree) != nil else { return "" }
    let weight = weight(visits: numbers.visits)
    let mean =
      numbers.visits > 0 ? NumberText.fixed(numbers.valueSum / Double(numbers.visits)) : "0"
    let virtual = virtualValue(of: node, in: tree).map { NumberText.fixed($0) } ?? "-"
    return "\(NumberText.fixed(weight))*\(virtual) + \(NumberText.fixed(1 - weight))*\(mean) + "
      + "\(NumberText.short(parameter(0)))*sqrt(ln("
      + "\(tree.candidate(at: tree.parent(of: node)).visits) + 1e-6)/"
      + (numbers.visits > 0 ? "\(numbers.visits))" : "\(NumberText.short(parameter(1))))")
  }
}

/// The walk of ``Introspection``: a node that was run before gets its children, all with a virtual value, and
/// the one that promises most is run.
public struct IntrospectionWalk: FrontierWalk {
  private var rule: Introspection

  /// Makes the walk of a rule.
  ///
  /// - Precondition: the widening makes children at once, and the proposer writes virtual values.
  public init(_ rule: Introspection) { self.rule = rule }

  /// A run of the parent changes the scores of its children.
  public func influence(of node: NodeID, in tree: borrowing SearchTree) -> Double? {
    Double(tree.nodes[node.index].visits)
  }
  /// Takes the constants.
  public mutating func set(_ parameters: [Parameter]) { rule.parameters = parameters }
  /// Learns where virtual values stand.
  public mutating func locate(in layout: StatisticLayout) { rule.locate(in: layout) }

  /// What becomes of a chosen node.
  public var continuationWords: String? {
    "its children get virtual values; the highest is run"
  }
  /// Which nodes are open, and what becomes of them.
  public var selectionRules: [String] {
    [
      "A node is chosen among all nodes below the first one, inner ones too.",
      "One that was never run is run; else its children are made, each with a virtual value, and the one "
        + "with the highest is run, the youngest among equals.",
      "n is .2 for a node that was never run.",
      "No node is an end: whatever has a score can be run again.",
      "Of equal scores the oldest node is taken.",
    ]
  }

  /// Returns the score of a node.
  public func priority(of node: NodeID, in tree: borrowing SearchTree) -> Double? {
    rule.priority(of: node, in: tree)
  }

  /// Runs the chosen node, or the best of its children.
  public func expand(_ walker: inout Walker) {
    let place = walker.place
    let holdsNothing = place.node == .root && rule.firstDepth > 0
    guard !place.isTerminal, !place.numbers.flags.contains(.pinned),
      place.numbers.visits > 0 || holdsNothing
    else { return }
    if place.length - 1 < (rule.mostDepth ?? .max - 1) + rule.firstDepth { walker.grow() }
    var best: (child: NodeID, value: Double)?
    walker.read { tree in
      Family.look(at: tree) { look in
        for child in tree.children(of: place.node)
        where tree.nodes[child.index].flags.isDisjoint(with: [.banned, .closed]) {
          let value = rule.virtualValue(of: child, in: look) ?? 0
          if best.map({ value >= $0.value }) ?? true { best = (child, value) }
        }
      }
    }
    if let best { walker.enter(best.child) }
  }
}

/// The children of another proposer; from where nothing is yet, one alone.
public struct FirstAlone<Base: Proposer>: Proposer where Base.World: KeyedEnvironment {
  /// The environment whose actions are proposed.
  public typealias World = Base.World

  private let base: Base

  /// Limits what `base` proposes.
  public init(_ base: Base) { self.base = base }

  /// That of the other proposer.
  public var edge: Statistic { base.edge }
  /// That of the other proposer.
  public var orderWords: String { base.orderWords }
  /// Those of the other proposer.
  public var statistics: [Statistic] { base.statistics }
  /// As the other proposer.
  public var writesStatistics: Bool { base.writesStatistics }

  /// Proposes what the other proposer does, or a single first thing.
  public func propose(
    _ wanted: Int, beyond tried: [ActionCode], in state: World.State,
    along path: borrowing SimulationPath, of tree: borrowing SearchTree, in world: World,
    into proposals: inout Proposals, using random: inout RandomSource
  ) {
    base.propose(
      world.key(of: state).isEmpty ? min(1, wanted) : wanted, beyond: tried, in: state,
      along: path, of: tree, in: world, into: &proposals, using: &random)
  }
}

/// The children of another proposer, each with a virtual value; from where nothing is yet, one alone.
public struct ForeseenProposer<Base: Proposer>: Proposer where Base.World: KeyedEnvironment {
  /// The environment whose actions are proposed.
  public typealias World = Base.World
  /// Returns what the state that an action leads to will be worth.
  public typealias Foresight = @Sendable (World.State, World) -> Double

  private let base: FirstAlone<Base>
  private let foresight: Foresight

  /// Adds virtual values to what `base` proposes.
  public init(_ base: Base, _ foresight: @escaping Foresight) {
    self.base = FirstAlone(base)
    self.foresight = foresight
  }

  /// That of the other proposer.
  public var edge: Statistic { base.edge }
  /// That of the other proposer.
  public var orderWords: String { base.orderWords }
  /// Virtual values.
  public var statistics: [Statistic] { [Introspection.virtual] }
  /// Virtual values.
  public var writesStatistics: Bool { true }

  /// Proposes what the other proposer does, and judges each before it is run.
  public func propose(
    _ wanted: Int, beyond tried: [ActionCode], in state: World.State,
    along path: borrowing SimulationPath, of tree: borrowing SearchTree, in world: World,
    into proposals: inout Proposals, using random: inout RandomSource
  ) {
    base.propose(
      wanted, beyond: tried, in: state, along: path, of: tree, in: world, into: &proposals,
      using: &random)
    var scratch = random
    for action in proposals.actions {
      var next = state
      _ = world.apply(action, to: &next, using: &scratch)
      proposals.cells.append(foresight(next, world))
    }
  }
}
