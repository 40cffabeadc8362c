import Environments
import Groundwork
import RewardModels
import SearchTrees
import Testing

@testable import TreeSearch

/// A pair of models that answers later, and now and then not at all.
private final class LateModels: EvidenceSource {
  private struct Question: Hashable {
    var wordings: [String]
    var prompt: String
  }
  private struct State {
    var known: [Question: StateEvidence] = [:]
    var open: [Question] = []
    var asked = 0
    var failures = 0
  }

  private let pair: ModelPair
  private let state = Guarded(State())

  init(_ pair: ModelPair) { self.pair = pair }

  var isAsked: Bool { true }
  var servers: [ModelServer] { [] }
  let arrivals: AnswerArrivals? = AnswerArrivals()
  func statistics(inRegions: Bool) -> RewardStatistics? { nil }
  /// How many questions were put to the models.
  var asked: Int { state.withLock { $0.asked } }
  /// Lets the next questions fail.
  func fail(_ count: Int) { state.withLock { $0.failures = count } }

  func answer(
    _ wordings: [String], after prompt: String, amateur memory: AmateurMemory
  ) throws(ReadingError) -> EvidenceAnswer {
    let question = Question(wordings: wordings, prompt: prompt)
    return state.withLock { state in
      if let evidence = state.known[question] { return .told(evidence) }
      if state.open.contains(question) { return .asked }
      state.asked += 1
      if state.failures > 0 {
        state.failures -= 1
        return .failed("the server is away")
      }
      state.open.append(question)
      return .asked
    }
  }

  /// Tells the answers that are due.
  func tell() throws {
    for question in state.withLock({ $0.open }) {
      let evidence = try pair.read(question.wordings, after: question.prompt)
      state.withLock { $0.known[question] = evidence }
    }
    state.withLock { $0.open = [] }
    arrivals?.arrive()
  }
}

/// Searches whose models answer later.
@Suite struct LateEvidenceTests {
  private static func session(_ models: any EvidenceSource) throws -> any SearchSession {
    let rewards = ContrastiveRewards<Blocksworld>(
      models, .best, statistics: ContrastiveRewardsTests.statistics)
    let recipe = PluggedRecipe(
      plugging: try Blocksworld(blocks: 4, steps: 6, seed: 2),
      proposer: StepRewardProposer(rewards, avoidsRepeats: true),
      widening: ActionWidening.all(atFirstVisit: true),
      selection: GuidedUCT(c: 1, isScaled: true, unvisited: .siblings),
      evaluator: StepRewardEvaluator(rewards), backup: SuffixSumBackup(),
      walk: TreeRollout(.greedy, lastLayer: 6), logsSimulations: true)
    return Session(recipe, preset: "late", seed: 5, undoBytes: 1 << 20)
  }

  private static func prompt(_ count: Int) throws -> any SearchSession {
    let session = try session(try HashedModel.pair())
    session.run(count)
    return session
  }

  private static func fingerprint(_ session: any SearchSession) -> UInt64 {
    session.report(.mostVisits).fingerprint
  }

  @Test func `it grows the tree of a search whose models answer at once`() throws {
    let models = LateModels(try HashedModel.pair())
    let late = try Self.session(models)
    var waits = 0
    while late.iterations < 60 {
      let (before, nodes) = (late.iterations, late.nodeCount)
      late.run(1)
      guard let trial = late.waiting else { continue }
      waits += 1
      #expect(trial.id == before + 1 && trial.failure == nil)
      // Nothing of the simulation is in the tree while it waits.
      #expect(late.iterations == before && late.nodeCount == nodes && late.phase == .select)
      // Tried again too early it waits on, and asks for nothing twice.
      let asked = models.asked
      late.run(3)
      #expect(late.iterations == before && models.asked == asked)
      try models.tell()
    }
    #expect(waits > 20 && models.asked == waits)
    #expect(Self.fingerprint(late) == Self.fingerprint(try Self.prompt(60)))
  }

  @Test func `phases that are stepped wait as runs do, and back and forth asks for nothing`() throws
  {
    let models = LateModels(try HashedModel.pair())
    let late = try Self.session(models)
    while late.iterations < 25 {
      late.stepPhase()
      if late.waiting != nil { try models.tell() }
    }
    let asked = models.asked
    #expect(Self.fingerprint(late) == Self.fingerprint(try Self.prompt(25)))
    for _ in 0..<25 { #expect(late.stepBack()) }
    #expect(late.nodeCount == 1)
    late.run(25)
    #expect(late.waiting == nil && models.asked == asked)
    #expect(Self.fingerprint(late) == Self.fingerprint(try Self.prompt(25)))
  }

  @Test func `what is looked at asks for nothing`() throws {
    let models = LateModels(try HashedModel.pair())
    let late = try Self.session(models)
    while late.iterations < 10 {
      late.run(1)
      if late.waiting != nil { try models.tell() }
    }
    let asked = models.asked
    var slice = TreeSlice()
    late.fill(&slice, for: SliceRequest())
    #expect(models.asked == asked)
  }

  @Test func `a failure is no answer: the tree is as it was, and the next run asks again`() throws {
    let models = LateModels(try HashedModel.pair())
    let late = try Self.session(models)
    while late.iterations < 8 {
      late.run(1)
      if late.waiting != nil { try models.tell() }
    }
    let before = Self.fingerprint(late)
    models.fail(1)
    while late.waiting?.failure == nil {
      late.run(1)
      if late.waiting != nil, late.waiting?.failure == nil { try models.tell() }
      if late.iterations > 200 { break }
    }
    #expect(late.waiting?.failure == "the server is away")
    let reached = late.iterations
    #expect(Self.fingerprint(late) == Self.fingerprint(try Self.prompt(reached)))
    #expect(reached > 8 || Self.fingerprint(late) == before)
    while late.iterations < reached + 5 {
      late.run(1)
      if late.waiting != nil { try models.tell() }
    }
    #expect(Self.fingerprint(late) == Self.fingerprint(try Self.prompt(reached + 5)))
  }

  /// A search with a channel and no thread, whose models answer when they are told to.
  private static func worker(_ models: LateModels) throws -> SearchWorker {
    var options = LiveSearch.Options()
    options.startsRunning = false
    options.arrivals = models.arrivals
    return SearchWorker(
      options, channel: LiveSearch.Channel(), wake: {},
      makeSession: { _ in
        do { return try session(models) } catch { preconditionFailure("\(error)") }
      })
  }

  @Test func `who waits for an answer sleeps until it arrives, and is not asked meanwhile`() throws
  {
    let models = LateModels(try HashedModel.pair())
    let worker = try Self.worker(models)
    worker.carryOut(.run)
    for _ in 0..<3 {
      #expect(worker.turn() == .wait(seconds: nil))
      #expect(!worker.channel.hasMessages && models.asked == 1)
    }
    try models.tell()
    #expect(worker.channel.hasMessages)
    while models.asked == 1 { _ = worker.turn() }
    #expect(worker.turn() == .wait(seconds: nil))
    // One that arrives between asking and waiting is not missed.
    let heard = try #require(models.arrivals).count
    try models.tell()
    #expect(worker.awaitAnswer(after: heard) == .wait(seconds: nil))
    #expect(worker.channel.hasMessages)
  }

  @Test func `a step is held until the answer is there, and a pause lets go of it`() throws {
    let models = LateModels(try HashedModel.pair())
    let worker = try Self.worker(models)
    worker.carryOut(.step(2))
    #expect(worker.activity == .running && worker.session.iterations == 0)
    // One more, before the first has its answer.
    worker.carryOut(.step(1))
    var turns = 0
    while worker.activity == .running, turns < 200 {
      try models.tell()
      _ = worker.turn()
      turns += 1
    }
    #expect(worker.activity == .paused && worker.session.iterations == 3)
    #expect(Self.fingerprint(worker.session) == Self.fingerprint(try Self.prompt(3)))
    // A simulation whose states are all known waits for nothing.
    while worker.held == nil, worker.session.iterations < 200 { worker.carryOut(.step(1)) }
    let reached = worker.session.iterations
    #expect(worker.held == .step(1))
    worker.carryOut(.pause)
    try models.tell()
    _ = worker.turn()
    #expect(worker.activity == .paused && worker.session.iterations == reached)
  }

  @Test func `phases are held one by one`() throws {
    let models = LateModels(try HashedModel.pair())
    let worker = try Self.worker(models)
    worker.carryOut(.stepPhase(1))
    worker.carryOut(.stepPhase(1))
    #expect(worker.activity == .running && worker.session.phase == .select)
    var turns = 0
    while worker.activity == .running, turns < 200 {
      try models.tell()
      _ = worker.turn()
      turns += 1
    }
    #expect(worker.activity == .paused && worker.session.phase == .evaluate)
    worker.carryOut(.stepPhase(2))
    #expect(worker.session.iterations == 1 && worker.session.phase == .select)
  }

  @Test func `a search stops where an answer will not come, says why, and asks again when it runs`()
    throws
  {
    let models = LateModels(try HashedModel.pair())
    let worker = try Self.worker(models)
    models.fail(1)
    worker.carryOut(.run)
    _ = worker.turn()
    #expect(worker.activity == .stopped(.failed("the server is away")))
    #expect(worker.notice?.isError == true)
    #expect(worker.notice?.text == "no answer: the server is away")
    #expect(worker.session.iterations == 0 && worker.session.nodeCount == 1)
    worker.carryOut(.run)
    var turns = 0
    while worker.session.iterations < 5, turns < 200 {
      try models.tell()
      _ = worker.turn()
      turns += 1
    }
    #expect(worker.activity == .running && worker.session.iterations >= 5)
  }
}
