import Groundwork
public import SearchTrees

/// One tree search: its tree, its generator, its place within the simulation under way.
///
/// `select -> grow -> evaluate -> back up -> interventions` is one loop for every recipe; ``run(_:)``
/// is the loop, ``stepPhase()`` the same phases one at a time. One seed gives one tree. The value has a
/// single owner; nothing of it is shared.
public struct Search<Recipe: SearchRecipe>: ~Copyable {
  /// The plug-ins.
  public internal(set) var recipe: Recipe
  /// The tree.
  public internal(set) var tree: SearchTree
  /// The seed that the search began with.
  public let seed: UInt64
  /// The phase that comes next.
  public internal(set) var phase = SearchPhase.select
  /// Simulations completed.
  public internal(set) var iterations = 0
  /// The depth of the deepest node reached by a simulation.
  public internal(set) var deepest = 0
  /// The node that every simulation is led through: the root, or where this branch begins.
  public let focus: NodeID
  /// Whether the last simulation found no child of the focus to choose.
  public internal(set) var isExhausted = false

  /// The last node of each simulation's path, in their order; kept where steps are judged.
  var leaves = Column<NodeID>()
  /// The number of the simulation in which the tree last grew; 0 where it never did.
  var lastGrowth = 0
  /// The node that turned out to have no way on in the simulation under way, or the last one.
  var deadEnd = NodeID.none
  var random: RandomSource
  var path = SimulationPath()
  var state: Recipe.World.State
  var lead = Lead.none
  var leadPath: [NodeID] = [] { didSet { findDetours() } }
  /// Which of several children with the highest score is taken.
  let ties: TieRule
  /// Whether walks are led, or draw among equals.
  var hasDetours: Bool
  var proposals = Proposals()
  var trail: [Recipe.World.State] = []
  var spread = ValueSpread()
  var undo: UndoLog
  /// The interventions that are for this world.
  let interventions: [any Intervention]
  let asksInterventions: Bool
  /// Their names.
  let authors: [String]
  /// Whether one of them waits for every simulation.
  let asksAlways: Bool
  /// What they did in the simulation that they were asked after last.
  var madeEdits = Column<SimulationRecord.Edit>()
  let range: ClosedRange<Float>?

  /// Begins a search at the recipe's root state; `undoBytes` bounds the record of past simulations.
  public init(_ recipe: Recipe, seed: UInt64, undoBytes: Int = 0, ties: TieRule = .first) {
    self.ties = ties
    hasDetours = ties == .random
    self.recipe = recipe
    self.seed = seed
    let isStochastic = recipe.world.isStochastic
    interventions = recipe.interventions.filter { $0.isForChance || !isStochastic }
    asksInterventions = !interventions.isEmpty
    authors = interventions.map(\.author)
    asksAlways = interventions.contains { $0.trigger == .everySimulation }
    random = RandomSource(seed: seed)
    state = recipe.world.initialState
    let isTerminal = recipe.world.isTerminal(state)
    tree = SearchTree(
      hasPriors: Recipe.Selection.usesPriors, rootFlags: isTerminal ? [.terminal] : [])
    tree.notesEnds = recipe.world.players == 1
    undo = UndoLog(bytes: undoBytes)
    // A stochastic problem's returns have no bound that a single episode could prove, and what a judge
    // says of steps is no return of the problem.
    range =
      recipe.world.isStochastic || Recipe.Evaluation.judgesSteps ? nil : recipe.world.valueRange
    focus = .root
  }

  private init(branching other: borrowing Search, seed: UInt64?, focus: NodeID, undoBytes: Int) {
    recipe = other.recipe
    ties = other.ties
    hasDetours = false
    self.seed = seed ?? other.seed
    random = seed.map { RandomSource(seed: $0) } ?? other.random
    state = other.recipe.world.initialState
    tree = other.tree.copy()
    undo = UndoLog(bytes: undoBytes)
    range = other.range
    interventions = other.interventions
    asksInterventions = other.asksInterventions
    authors = other.authors
    asksAlways = other.asksAlways
    iterations = other.iterations
    deepest = other.deepest
    spread = other.spread
    lastGrowth = other.lastGrowth
    leaves = other.leaves.copy()
    // A boost of what lies elsewhere stays behind.
    lead = tree.isOnPath(focus, to: other.lead.target) ? other.lead : .none
    self.focus = focus
    leadPath = Array(tree.path(to: lead.remaining > 0 ? lead.target : focus).dropFirst())
    findDetours()
  }

  private mutating func findDetours() { hasDetours = ties == .random || !leadPath.isEmpty }

  /// Returns an independent search that goes on from here, all its simulations led through `focus`.
  ///
  /// Between two simulations only. With a new seed it draws other numbers from here on; without one
  /// it repeats what this search would have done. O(nodes), one memory copy.
  public borrowing func branch(at focus: NodeID, seed: UInt64? = nil, undoBytes: Int) -> Search {
    precondition(phase == .select, "a search is branched between two simulations")
    precondition(focus.index < tree.count, "a search is branched at a node that it has")
    return Search(branching: self, seed: seed, focus: focus, undoBytes: undoBytes)
  }

  /// The number of simulations that can be taken back.
  public var undoDepth: Int { undo.depth }

  /// Bytes of the tree's hot storage and of the undo record.
  public var bytes: Int { tree.count * tree.bytesPerNode + undo.bytes }

  /// The counters that stopping rules look at, with the time that the caller has kept, and the bytes
  /// that its other searches take.
  public func progress(seconds: Double, besides others: Int = 0) -> SearchProgress {
    SearchProgress(
      iterations: iterations, nodes: tree.count, bytes: bytes + others, seconds: seconds,
      isExhausted: isExhausted || tree.nodes[focus.index].flags.contains(.closed),
      leafValue: leafValue)
  }

  /// The value of the node that the last simulation ended at.
  private var leafValue: Double? {
    guard phase == .select, path.nodes.count > 0 else { return nil }
    let leaf = path.nodes[path.nodes.count - 1]
    // One that was taken back is gone.
    return leaf.index < tree.count ? tree.value(of: leaf) : nil
  }

  /// Completes `count` simulations; the one under way, if there is one, is the first.
  public mutating func run(_ count: Int) {
    guard count > 0 else { return }
    if phase != .select { finishSimulation() } else { simulate() }
    for _ in 1..<count { simulate() }
  }

  /// Completes at most `count` simulations, and none after the one that settles the root.
  ///
  /// At least one is completed. Stopping here, where nothing is erased, lets a rule that waits for a
  /// proof be asked seldom.
  public mutating func runUntilSettled(atMost count: Int) {
    var left = count
    while left > 0 {
      if phase != .select { finishSimulation() } else { simulate() }
      left -= isSettled ? left : 1
    }
  }

  /// Whether the root is proven, or nothing is left to select.
  @inline(__always)
  var isSettled: Bool {
    !tree.nodes[0].flags.isDisjoint(with: [.proven, .closed]) || isExhausted
      || tree.nodes[focus.index].flags.contains(.closed)
  }

  @inline(__always)
  private mutating func simulate() {
    select()
    expand()
    evaluate()
    backUp()
  }

  private mutating func finishSimulation() {
    repeat { runPhase() } while phase != .select
  }

  /// Runs the phase that comes next.
  mutating func runPhase() {
    switch phase {
    case .select: select()
    case .expand: expand()
    case .evaluate: evaluate()
    case .backUp: backUp()
    }
  }
}
