public import Groundwork
public import SearchTrees

/// A moment of a recording, as far as a cache must tell it from others.
struct InterpretedMoment: Hashable {
  var iterations: Int
  var nodes: Int
  var generation: Int
}

/// The session of one recipe.
///
/// The methods of a generic class are compiled once for all recipes, every call of a plug-in a call
/// through a table. The loop of simulations must not be: whoever makes a session, and knows the recipe,
/// hands the loop over as a closure that is compiled there for that recipe alone.
public final class Session<Recipe: SearchRecipe>: SearchSession {
  /// Completes a number of simulations of a search and notifies whoever listens of each.
  public typealias Loop =
    @Sendable (
      inout Search<Recipe>, Int, inout SimulationRecord, ((borrowing SimulationRecord) -> Void)?
    ) -> Void

  /// What was worked out last of a call whose prompt was changed, and after how many simulations.
  var knownEdit: (edit: CallEdit, iterations: Int)?
  /// The parents of the steps that rest on calls whose prompts were changed.
  var restingParents: [Int: NodeID] = [:]
  var search: Search<Recipe>
  private let loop: Loop
  private var record = SimulationRecord()
  var slicer = TreeSlicer()
  var trace: SimulationTrace? { didSet { lastTrace = nil } }
  /// The simulation that was completed last, for those who ask of it; nothing on the screen follows from it.
  var lastTrace: SimulationTrace?
  let preset: String
  let label: String
  /// The recipe before anybody changed a parameter.
  private let original: Recipe
  /// What nodes were worth earlier; nil in sessions that nobody watches.
  private(set) var histories: ValueHistories?
  /// The seconds that simulations took so far, counted where histories are kept.
  private var runSeconds = 0.0
  /// How the answer that is shown is chosen.
  public var shownAnswer: AnswerRule
  /// What is known of the ends among which that rule chooses.
  var finder: AnswerFinder?
  /// The newest lines that were checked, and what came of them.
  var checks: [(actions: [ActionCode], check: AnswerCheck?)] = []
  /// Holds slices, and what a simulation was taken back to, against a second way.
  var sliceCheck = ShadowCheck()
  var undoCheck = ShadowCheck()
  /// What the search was when its newest explained simulations began.
  var keptMoments = KeptMoments<Recipe>()
  /// Whether the tree is that of a recording.
  var isInterpreting = false
  /// The selection rule as it stands to the tree of a recording that was last looked at, and of which moment;
  /// kept where the rule knows the whole tree.
  var interpretedSelection: (key: InterpretedMoment, selection: Recipe.Selection)?

  /// Makes the session of a new search; `loop` calls ``Search/runUntilSettled(atMost:into:_:)``.
  ///
  /// `answerTemperature` is that of an answer by ``AnswerRule/drawn``; `label` says how much of what the
  /// preset is named after is there.
  public init(
    _ recipe: Recipe, preset: String, label: String = "", seed: UInt64, undoBytes: Int,
    answer: AnswerRule = .mostVisits, answerTemperature: Double = 1,
    answers: KeptAnswers = KeptAnswers(),
    loop: @escaping Loop = { $0.runUntilSettled(atMost: $1, into: &$2, $3) }
  ) {
    search = Search(recipe, seed: seed, undoBytes: undoBytes, answers: answers)
    search.answerTemperature = answerTemperature
    original = recipe
    self.preset = preset
    self.label = label
    shownAnswer = answer
    self.loop = loop
  }

  private init(branching other: Session, at focus: NodeID, undoBytes: Int) {
    search = other.search.branch(at: focus, undoBytes: undoBytes)
    preset = other.preset
    label = other.label
    original = other.original
    histories = other.histories
    runSeconds = other.runSeconds
    shownAnswer = other.shownAnswer
    loop = other.loop
    checkPeriod = other.checkPeriod
  }

  /// Simulations completed.
  public var iterations: Int { search.iterations }
  /// The seed that the search began with.
  public var seed: UInt64 { search.seed }
  /// The phase that comes next.
  public var phase: SearchPhase { search.phase }
  /// Simulations that can be taken back.
  public var undoDepth: Int { search.undoDepth }
  /// The node that every simulation is led through.
  public var focus: NodeID { search.focus }

  /// Copies from now on, at iterations on a grid, what the nodes that matter are worth; slices tell it.
  public func keepHistories() {
    if histories == nil { histories = ValueHistories() }
  }

  /// The simulation that waits for an answer; nil where none does.
  public var waiting: Trial? { search.waiting }

  /// Whether somebody is asked who is not to be asked twice.
  public var keepsAnswers: Bool {
    search.recipe.evaluator.isAsked || search.recipe.evaluator.rewardsSteps
  }

  /// Makes a session that begins anew with all that was answered so far, and asks for none of it again.
  ///
  /// It can be called on any thread, for as many sessions as are wanted.
  public var again: @Sendable (_ undoBytes: Int) -> any SearchSession {
    let (recipe, preset, label, seed) = (original, preset, label, search.seed)
    let (answer, answers, loop) = (shownAnswer, search.answers, loop)
    let temperature = search.answerTemperature
    return { undoBytes in
      Session(
        recipe, preset: preset, label: label, seed: seed, undoBytes: undoBytes, answer: answer,
        answerTemperature: temperature, answers: answers, loop: loop)
    }
  }

  /// Lends the tree, to be read only.
  public func read(_ body: (borrowing SearchTree) -> Void) { body(search.tree) }

  /// Completes at most `count` simulations, and none after the one that settles the root.
  public func run(_ count: Int) {
    trace = nil
    runToPoints(count) { loop(&search, $0, &record, nil) }
  }

  /// Completes at most `count` simulations, and none after the one that settles the root, nor after one for
  /// which `isEnough` is true; returns whether it was.
  ///
  /// `isEnough` is given the tree, the nodes of the simulation and the number of the first one that it may
  /// have added.
  public func run(
    _ count: Int,
    until isEnough: (borrowing SearchTree, borrowing Column<NodeID>, _ firstNew: Int) -> Bool
  ) -> Bool {
    trace = nil
    var left = count
    var next = histories?.next ?? .max
    defer { histories?.goOnCounting(search.tree, looks: Self.looks * (count - left)) }
    while left > 0 {
      let firstNew = search.tree.count
      loop(&search, 1, &record, nil)
      if search.waiting != nil { return false }
      if search.iterations >= next { next = recordHistories() }
      if isEnough(search.tree, search.path.nodes, firstNew) { return true }
      if search.isSettled { return false }
      left -= 1
    }
    return false
  }

  /// Lends the tree and the nodes of the last simulation, to be read only.
  public func readLast(_ body: (borrowing SearchTree, borrowing Column<NodeID>) -> Void) {
    body(search.tree, search.path.nodes)
  }

  /// The nodes that are looked at for each simulation while the tree is counted: a large tree is passed
  /// before it has grown by much.
  private static var looks: Int { 128 }

  /// Runs simulations in stretches that end where something is to be copied; the loop itself knows
  /// nothing of it.
  private func runToPoints(_ count: Int, _ run: (Int) -> Void) {
    guard var next = histories?.next else { return run(count) }
    var left = count
    var began = Clocks.monotonic
    defer {
      histories?.goOnCounting(search.tree, looks: Self.looks * (count - left))
      runSeconds += Clocks.monotonic - began
    }
    while left > 0 {
      let before = search.iterations
      run(min(left, max(1, next - before)))
      if search.iterations >= next {
        let now = Clocks.monotonic
        runSeconds += now - began
        began = now
      }
      left -= max(1, search.iterations - before)
      if search.waiting != nil { return }
      if search.iterations >= next { next = recordHistories() }
      if search.isSettled { return }
    }
  }

  /// Copies what nodes are worth, if it is time to; returns when it will be.
  @discardableResult
  private func recordHistories() -> Int {
    histories?.record(
      search.tree, at: search.iterations, range: search.range, seconds: runSeconds)
    return histories?.next ?? .max
  }

  /// Fills in what the rows of a slice were worth earlier, and what plots are drawn of.
  func fillHistories(in slice: inout TreeSlice, isMoving: Bool) {
    histories?.fill(&slice)
    histories?.fillPlots(&slice, from: search.tree, seconds: runSeconds, isMoving: isMoving)
  }

  /// Completes at most `count` simulations and tells a recorder of each.
  ///
  /// One that was begun by phases is the first, and is completed by phases.
  public func run(_ count: Int, recordedBy recorder: any SearchRecorder) {
    guard count > 0 else { return }
    var left = count
    if search.phase != .select {
      repeat { stepPhase(recordedBy: recorder) } while search.phase != .select
      left -= search.isSettled ? left : 1
    }
    trace = nil
    if left > 0 {
      runToPoints(left) { loop(&search, $0, &record) { recorder.simulated($0) } }
    }
  }

  /// Runs one phase, explained.
  public func stepPhase() {
    takePhase()
  }

  /// Runs one phase, explained, and tells a recorder of the simulation that it completes.
  public func stepPhase(recordedBy recorder: any SearchRecorder) {
    guard search.phase == .backUp else { return takePhase() }
    if trace == nil { trace = search.retrace() }
    let phases = trace?.phases ?? []
    search.beginRecord(&record, nodesBefore: phases.first?.nodes.lowerBound ?? search.tree.count)
    search.takeVerdict(from: phases, into: &record)
    let leafSum = search.prepareBackup(in: &record)
    takePhase()
    search.completeRecord(&record, leafSum: leafSum)
    recorder.simulated(record)
  }

  private func takePhase() {
    if search.phase == .select { keepMoment() }
    if search.phase != .select, trace == nil { trace = search.retrace() }
    var current = trace ?? SimulationTrace(iteration: search.iterations + 1)
    search.stepPhase(into: &current)
    trace = current
    if search.waiting != nil { trace = nil }
    if search.phase == .select { recordHistories() }
  }

  /// Takes one simulation back.
  public func stepBack() -> Bool {
    trace = nil
    defer { histories?.forget(after: search.iterations) }
    guard search.stepBack() else { return false }
    checkTakenBack()
    return true
  }

  /// Takes one phase back.
  public func stepBackPhase() -> Bool {
    trace = nil
    defer { histories?.forget(after: search.iterations) }
    let completed = search.phase == .select ? 4 : search.phase.rawValue
    guard search.stepBack() else { return false }
    checkTakenBack()
    search.runPhases(completed - 1)
    return true
  }

  /// Makes an edit and returns the change that it is.
  public func edit(_ edit: TreeEdit, by author: Author) throws(EditError) -> TreeChange {
    let change = try search.edit(edit, by: author)
    trace = nil
    knownEdit = nil
    keptMoments.forget(from: search.iterations)
    return change
  }

  /// Takes the newest edit back.
  public func undoEdit() -> Bool {
    trace = nil
    knownEdit = nil
    keptMoments.forget(from: search.iterations)
    return search.undoEdit()
  }

  /// Returns an independent copy that goes on from here, led through a node.
  public func branch(at focus: NodeID, undoBytes: Int) -> any SearchSession {
    // Nodes of the simulation under way go with it; the nearest one above that stays is meant.
    let path = focus.index < search.tree.count ? search.tree.path(to: focus) : []
    search.rewindSimulation()
    trace = nil
    let start = path.last { $0.index < search.tree.count } ?? .root
    return Session(branching: self, at: start, undoBytes: undoBytes)
  }

  /// Bytes of the tree's hot storage and of the undo record.
  public var bytes: Int { search.bytes }

  /// Returns the first reason to stop; `others` is what other searches take that count with this one.
  public func reason(
    in rules: inout [any StoppingRule], seconds: Double, besides others: Int
  ) -> StopReason? {
    var progress = search.progress(seconds: seconds, besides: others)
    if shownAnswer != .mostVisits, rules.contains(where: \.asksForAnswer) {
      progress.answer = answerNodes(shownAnswer)
    }
    for index in rules.indices {
      if let reason = rules[index].reason(progress, tree: search.tree) { return reason }
    }
    return nil
  }

  /// Returns how many simulations may run before the rules must be asked again.
  public func checkInterval(of rules: [any StoppingRule], seconds: Double) -> Int {
    let progress = search.progress(seconds: seconds)
    return rules.reduce(.max) { min($0, $1.checkInterval(progress)) }
  }
}
