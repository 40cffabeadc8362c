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

  /// Where the simulations ended, where somebody asks for that.
  var log = SimulationLog()
  /// The node that got no children when it was asked to grow, in the simulation under way or the last one.
  var emptyGrowth = NodeID.none
  var random: RandomSource
  var path = SimulationPath()
  var state: Recipe.World.State
  var forced = ForcedPath.none
  var forcedPath: [NodeID] = [] { didSet { findDetours() } }
  /// Whether walks are led, or not the usual ones.
  var hasDetours: Bool
  /// How simulations find their leaf, where not by the usual walk.
  let walk: (any Walk)?
  /// The open nodes, where the walk chooses among them.
  var openNodes: OpenNodes?
  let hasWalk: Bool
  /// The nodes that the simulation under way, or the last one, judges beside its leaf.
  var trials: [NodeID] = []
  /// What was said of them so far.
  var judgedTrials: [JudgedTrial] = []
  /// How many of them are backed up.
  var backedUpTrials = 0
  /// The proposer's source of the one child that the selection rule has chosen to make; -1 for none.
  var chosenSource = -1
  var proposals = Proposals()
  /// The places of the numbers that the proposer writes.
  let proposedPlaces: [Int]
  var undo: UndoLog
  /// What those that are asked said.
  let answers: KeptAnswers
  /// The simulation that waits for an answer, taken back until it is told; nil where none does.
  public internal(set) var waiting: Trial?
  /// Whether what was said earlier of steps is fed back.
  let recallsSteps: Bool
  /// The interventions that are for this world.
  let interventions: [any Intervention]
  let asksInterventions: Bool
  let logsSimulations: Bool
  /// Their names.
  let authors: [String]
  /// Whether one of them waits for every simulation.
  let asksAlways: Bool
  /// What they did in the simulation that they were asked after last.
  var madeEdits = Column<SimulationRecord.Edit>()
  let range: ClosedRange<Float>?
  /// The temperature by which an answer is drawn that is to be drawn.
  var answerTemperature = 1.0

  /// Begins a search at the recipe's root state; `undoBytes` bounds the record of past simulations.
  ///
  /// What `answers` holds already is not asked for again.
  public init(
    _ recipe: Recipe, seed: UInt64, undoBytes: Int = 0, answers: KeptAnswers = KeptAnswers()
  ) {
    self.recipe = recipe
    self.seed = seed
    self.answers = answers
    recallsSteps = answers.hasSteps
    hasWalk = recipe.walk != nil
    hasDetours = hasWalk
    logsSimulations = recipe.logsSimulations
    let isStochastic = recipe.world.isStochastic
    interventions = recipe.interventions.filter { $0.isForChance || !isStochastic }
    asksInterventions = !interventions.isEmpty
    authors = interventions.map(\.author)
    asksAlways = interventions.contains { $0.trigger == .everySimulation }
    random = RandomSource(seed: seed)
    state = recipe.world.initialState
    let isTerminal = recipe.world.isTerminal(state)
    let statistics = StatisticLayout(
      recipe.selection.statistics + recipe.backup.statistics
        + interventions.flatMap(\.statistics) + recipe.proposer.statistics)
    proposedPlaces = recipe.proposer.statistics.flatMap { statistic in
      let place = statistics.place(of: statistic.name)
      return Array(place..<place + statistic.width)
    }
    tree = SearchTree(
      hasPriors: recipe.selection.usesPriors, statistics: statistics,
      rootFlags: isTerminal ? [.terminal] : [])
    tree.notesEnds = recipe.world.players == 1
    undo = UndoLog(bytes: Self.undoBytes(undoBytes, recipe))
    range = recipe.evaluator.returns(in: recipe.world)
    focus = .root
    var walk = recipe.walk
    if var frontier = walk as? any FrontierWalk {
      frontier.locate(in: statistics)
      walk = frontier
      openNodes = OpenNodes(for: frontier)
    }
    self.walk = walk
    self.recipe.selection.locate(in: statistics)
    self.recipe.backup.locate(in: statistics)
  }

  private init(branching other: borrowing Search, seed: UInt64?, focus: NodeID, undoBytes: Int) {
    recipe = other.recipe
    proposedPlaces = other.proposedPlaces
    walk = other.walk
    openNodes = other.openNodes
    answers = other.answers
    recallsSteps = other.recallsSteps
    hasWalk = other.hasWalk
    hasDetours = false
    logsSimulations = other.logsSimulations
    self.seed = seed ?? other.seed
    random = seed.map { RandomSource(seed: $0) } ?? other.random
    state = other.recipe.world.initialState
    tree = other.tree.copy()
    undo = UndoLog(bytes: Self.undoBytes(undoBytes, recipe))
    range = other.range
    answerTemperature = other.answerTemperature
    interventions = other.interventions
    asksInterventions = other.asksInterventions
    authors = other.authors
    asksAlways = other.asksAlways
    iterations = other.iterations
    deepest = other.deepest
    log = other.log.copy()
    // A boost of what lies elsewhere stays behind.
    forced = tree.isOnPath(focus, to: other.forced.target) ? other.forced : .none
    self.focus = focus
    forcedPath = Array(tree.path(to: forced.remaining > 0 ? forced.target : focus).dropFirst())
    findDetours()
  }

  /// A simulation that may have to wait must be one that can be taken back.
  private static func undoBytes(_ wanted: Int, _ recipe: Recipe) -> Int {
    mayWait(recipe) ? max(wanted, 1 << 16) : wanted
  }

  /// Whether a simulation waits for an answer.
  @inline(__always)
  var isWaiting: Bool { Self.mayWait(recipe) && waiting != nil }

  /// Whether there is anything that simulations may have to wait for.
  @inline(__always)
  private static func mayWait(_ recipe: Recipe) -> Bool {
    recipe.evaluator.isAsked || recipe.proposer.isAsked
  }

  private mutating func findDetours() { hasDetours = hasWalk || !forcedPath.isEmpty }

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

  /// Completes `count` simulations, or fewer where one must wait for an answer; the one under way, if there
  /// is one, is the first.
  public mutating func run(_ count: Int) {
    guard count > 0 else { return }
    if phase != .select { finishSimulation() } else { simulate() }
    for _ in 1..<count {
      if isWaiting { return }
      simulate()
    }
  }

  /// Completes at most `count` simulations, and none after the one that settles the root; each is told to
  /// `notify`, in `record`, if there is somebody to hear it.
  ///
  /// At least one is completed, unless it must wait for an answer. Stopping here, where nothing is erased, lets a rule that waits for a
  /// proof be asked seldom. The simulation under way, if there is one, is the first; a recorded run
  /// begins between two simulations. This is the one loop; it is compiled for each recipe.
  public mutating func runUntilSettled(
    atMost count: Int, into record: inout SimulationRecord,
    _ notify: ((borrowing SimulationRecord) -> Void)? = nil
  ) {
    var left = count
    if phase != .select {
      precondition(notify == nil, "a recorded run begins between two simulations")
      finishSimulation()
      if isWaiting { return }
      left -= isSettled ? left : 1
    }
    let isRecorded = notify != nil
    while left > 0 {
      if isRecorded { simulate(into: &record, notify) } else { simulate() }
      if isWaiting { return }
      left -= isSettled ? left : 1
    }
  }

  /// Completes at most `count` simulations, and none after the one that settles the root.
  public mutating func runUntilSettled(atMost count: Int) {
    var record = SimulationRecord()
    runUntilSettled(atMost: count, into: &record, nil)
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
    if recipe.proposer.isAsked, isWaiting { return rewindSimulation() }
    evaluate()
    if isWaiting { return rewindSimulation() }
    backUp()
  }

  /// Runs one simulation by the phases that are stepped too, and records it.
  @inline(never)
  private mutating func simulate(
    into record: inout SimulationRecord, _ notify: ((borrowing SimulationRecord) -> Void)?
  ) {
    beginRecord(&record, nodesBefore: tree.count)
    runPhase()
    runPhase()
    if isWaiting { return }
    evaluate(into: &record)
    if isWaiting { return rewindSimulation() }
    let leafSum = prepareBackup(in: &record)
    runPhase()
    completeRecord(&record, leafSum: leafSum)
    notify?(record)
  }

  private mutating func finishSimulation() {
    repeat { runPhase() } while phase != .select
  }

  /// Runs the phase that comes next.
  @inline(never)
  mutating func runPhase() {
    switch phase {
    case .select: select()
    case .expand:
      expand()
      if isWaiting { rewindSimulation() }
    case .evaluate:
      evaluate()
      if isWaiting { rewindSimulation() }
    case .backUp: backUp()
    }
  }
}
