/// The plug-ins that make one kind of search; fixed at compile time so that the loop is specialised.
public protocol SearchRecipe: Sendable {
  /// Point 1.
  associatedtype World: Environment
  /// Point 2.
  associatedtype Proposing: Proposer<World>
  /// Point 3.
  associatedtype Growth: Widening
  /// Point 4.
  associatedtype Selection: SelectionPolicy
  /// Point 5.
  associatedtype Evaluation: Evaluator<World>
  /// Point 6.
  associatedtype Backing: Backup

  /// The problem.
  var world: World { get }
  /// Which children a node may get.
  var proposer: Proposing { get }
  /// When a node gets children.
  var widening: Growth { get }
  /// Which child the walk goes to.
  var selection: Selection { get set }
  /// What a leaf is worth.
  var evaluator: Evaluation { get }
  /// How a value changes the path.
  var backup: Backing { get set }
  /// What else follows, in this order (point 7).
  var interventions: [any Intervention] { get }
  /// How a simulation finds its leaf; nil for the usual walk down from the root.
  var walk: (any Walk)? { get }
  /// Whether the last node of every simulation is kept: for readers that choose among simulations.
  ///
  /// 8 bytes a simulation.
  var logsSimulations: Bool { get }
}

/// A recipe put together from its parts.
public struct Composition<
  World, Proposing: Proposer<World>, Growth: Widening, Selection: SelectionPolicy,
  Evaluation: Evaluator<World>, Backing: Backup
>: SearchRecipe {
  /// The problem.
  public var world: World
  /// Which children a node may get.
  public var proposer: Proposing
  /// When a node gets children.
  public var widening: Growth
  /// Which child the walk goes to.
  public var selection: Selection
  /// What a leaf is worth.
  public var evaluator: Evaluation
  /// How a value changes the path.
  public var backup: Backing
  /// What else follows, in this order.
  public var interventions: [any Intervention]
  /// How a simulation finds its leaf.
  public var walk: (any Walk)?
  /// Whether the last node of every simulation is kept.
  public var logsSimulations: Bool

  /// Puts a recipe together.
  public init(
    world: World, proposer: Proposing, widening: Growth, selection: Selection,
    evaluator: Evaluation, backup: Backing, interventions: [any Intervention] = [],
    walk: (any Walk)? = nil, logsSimulations: Bool = false
  ) {
    self.world = world
    self.proposer = proposer
    self.widening = widening
    self.selection = selection
    self.evaluator = evaluator
    self.backup = backup
    self.interventions = interventions
    self.walk = walk
    self.logsSimulations = logsSimulations
  }
}
