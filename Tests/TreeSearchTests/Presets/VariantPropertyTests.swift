import Environments
import Presets
import SearchTrees
import Testing
import TreeSearch

/// What holds for searches with every option that departs from a published rule.
@Suite struct VariantPropertyTests {
  /// A search with options beside the usual ones.
  struct Setting: Sendable, CustomTestStringConvertible {
    var preset: Preset
    var problem: String
    var options: [String: String]

    var testDescription: String { "\(preset) \(problem.prefix(20)) \(options)" }

    init(_ preset: Preset, _ problem: String, _ options: [String: String]) {
      (self.preset, self.problem, self.options) = (preset, problem, options)
    }

    func plan() throws -> SearchPlan {
      let problem =
        self.problem == "file"
        ? Problem(try ExplicitTree(json: Self.file, path: "t.json"))
        : try Problem.named(self.problem)
      var plan = SearchPlan(problem, preset)
      plan.seed = 5
      try plan.set(
        options.sorted { $0.key < $1.key }.map { GivenOption($0.key, $0.value, spelling: "--set") })
      return plan
    }

    /// Noisy rewards, discounts of its own, an estimate of every state.
    private static let file = """
      {"root": {"estimate": 0.1, "children": [
        {"prior": 1, "reward": 0.5, "estimate": 0.2, "discount": 0, "children": [
          {"prior": 2, "reward": -1, "deviation": 0.5}, {"prior": 1, "reward": 0.25}]},
        {"prior": 3, "reward": -0.25, "estimate": 0.6, "children": [
          {"prior": 1, "reward": 1, "deviation": 1, "estimate": 0.3, "children": [{}, {"reward": 2}]},
          {"prior": 1, "reward": 0.125, "discount": 0.5}]}]}}
      """
  }

  private static let all: [Setting] = [
    Setting(
      .puct, "tic-tac-toe",
      [
        "pb-c-init": "1.1", "pb-c-base": "30", "min-max": "tree", "fpu": "0.1", "fpu-root": "0.5",
        "fpu-kind": "absolute", "discount": "0.9", "dirichlet-alpha": "0.3",
        "dirichlet-share": "0.4", "ends": "explore", "answer-temperature": "0.5",
        "ties": "random",
      ]),
    Setting(
      .puct, "file",
      [
        "evaluator": "estimate", "min-max": "siblings", "discount": "0.75", "dirichlet-alpha": "1",
        "pb-c-base": "100",
      ]),
    Setting(.puct, "file", ["evaluator": "estimate", "min-max": "tree", "fpu-kind": "absolute"]),
    Setting(.puct, "blocksworld:blocks=3,steps=4,seed=2", ["min-max": "tree", "solve": "on"]),
    Setting(.puct, "connect-four:4453", ["dirichlet-alpha": "0.3"]),
    Setting(.uct, "tic-tac-toe", ["min-max": "tree", "fpu": "0.2", "discount": "0.95"]),
    Setting(.uct, "tic-tac-toe", ["fpu-root": "1", "fpu-kind": "absolute", "solve": "on"]),
    Setting(.uct, "file", ["evaluator": "estimate", "min-max": "siblings", "widening": "one"]),
    Setting(.uct, "blocksworld:blocks=3,steps=4,seed=2", ["backup": "max", "min-max": "tree"]),
    Setting(.uct, "bandit:0.2,0.5,0.7", ["backup": "max", "answer-temperature": "1"]),
    Setting(.ucb1Tuned, "bandit:0.2,0.5,0.7", [:]),
    Setting(.ucb1Tuned, "tic-tac-toe", ["solve": "on"]),
  ]

  private func fingerprint(_ session: any SearchSession) -> UInt64 {
    var fingerprint: UInt64 = 0
    session.read { fingerprint = $0.fingerprint }
    return fingerprint
  }

  @Test(arguments: all)
  func `it is taken back, done again, branched and stepped to the bit`(setting: Setting) throws {
    let plan = try setting.plan()
    #expect(plan.validationError == nil && plan.unsupportedReason == nil)
    let session = plan.makeSession(undoBytes: 1 << 21)
    var before: [UInt64] = []
    var settled: [any StoppingRule] = [Settled()]
    while before.count < 120, session.reason(in: &settled, seconds: 0) == nil {
      before.append(fingerprint(session))
      session.run(1)
    }
    let (end, done) = (fingerprint(session), session.iterations)
    let branch = session.branch(at: .root, undoBytes: 0)
    for mark in before.reversed() {
      #expect(session.stepBack())
      #expect(fingerprint(session) == mark)
    }
    for _ in 0..<done { repeat { session.stepPhase() } while session.phase != .select }
    #expect(fingerprint(session) == end)
    session.run(40)
    branch.run(40)
    #expect(fingerprint(branch) == fingerprint(session))
    let answers = [session, branch].map { $0.report(plan.effectiveAnswer).answer }
    #expect(answers[0] == answers[1])
  }

  @Test(arguments: all)
  func `a recording has its options, and the search of that plan is the same`(
    setting: Setting
  ) throws {
    let plan = try setting.plan()
    guard setting.problem != "file" else { return }
    let again = try SearchPlan(
      problem: plan.recordedProblem, algorithm: plan.preset.name, seed: plan.seed,
      parameters: plan.recordedParameters)
    let sessions = [plan, again].map { $0.makeSession(undoBytes: 0) }
    for session in sessions { session.run(100) }
    #expect(fingerprint(sessions[0]) == fingerprint(sessions[1]))
    let names = Set(plan.recordedParameters.map(\.name))
    #expect(names.isSuperset(of: setting.options.keys.filter { $0 != "c" }))
  }

  @Test(arguments: all)
  func `the table of the root has the score that the walk compared`(setting: Setting) throws {
    let session = try setting.plan().makeSession(undoBytes: 1 << 21)
    var request = SliceRequest()
    request.wantsTrace = true
    for _ in 0..<40 {
      session.run(1)
      var slice = TreeSlice()
      session.fill(&slice, for: request)
      guard let trace = slice.trace, trace.path.count > 1, let table = trace.path[0].table,
        let winner = table.winner
      else { continue }
      #expect(table.candidates[winner].node == trace.path[1].node)
      let best = table.candidates.map(\.score).filter { !$0.isNaN }.max()
      #expect(table.candidates[winner].score == best)
      for candidate in table.candidates where candidate.score.isFinite {
        let sum = candidate.terms[0].value + candidate.terms[1].value
        #expect(abs(sum - candidate.score) < 1e-5)
      }
    }
  }

  /// The prior of each child of the root, and what it was before noise.
  private func rootPriors(_ session: any SearchSession) -> [[Double?]] {
    var numbers: [[Double?]] = []
    session.read { tree in
      let place = tree.statistics.layout.place(of: PriorsBeforeNoise.before.name)
      numbers = tree.children(of: .root).map { [tree.prior(of: $0), tree.statistics[place, $0]] }
    }
    return numbers
  }

  @Test func `noise is drawn once for the root by the seed, and the priors before it are known`()
    throws
  {
    func priors(_ seed: UInt64, _ share: String) throws -> [(prior: Double?, before: Double?)] {
      var plan = try Setting(
        .puct, "file", ["evaluator": "estimate", "dirichlet-alpha": "1", "dirichlet-share": share]
      ).plan()
      plan.seed = seed
      let session = plan.makeSession(undoBytes: 1 << 20)
      session.run(1)
      let first = rootPriors(session)
      session.run(30)
      let later = rootPriors(session)
      #expect(first == later)
      return later.map { ($0[0], $0[1]) }
    }
    // The higher prior is the older child.
    let found = try priors(1, "0.5")
    #expect(found.map(\.before) == [0.75, 0.25])
    #expect(abs(found.compactMap(\.prior).reduce(0, +) - 1) < 1e-6)
    #expect(found[0].prior != 0.75)
    let (same, other) = (try priors(1, "0.5"), try priors(2, "0.5"))
    #expect(same.map(\.prior) == found.map(\.prior) && other.map(\.prior) != found.map(\.prior))
    // Half of it all is noise: 2 * .5 is what it would be with nothing else.
    let whole = try priors(1, "1")
    for (half, whole) in zip(found, whole) {
      guard let prior = half.prior, let before = half.before, let noise = whole.prior else {
        Issue.record("a prior is missing")
        continue
      }
      #expect(abs(prior - (before + noise) / 2) < 1e-6)
    }
    #expect(try priors(1, "0").map(\.prior) == [0.75, 0.25])
  }

  @Test func `a drawn answer says with which probability, and of all actions`() throws {
    let plan = try Setting(.uct, "bandit:0.2,0.5,0.7", ["answer-temperature": "1"]).plan()
    let session = plan.makeSession(undoBytes: 0)
    session.run(100)
    let report = session.report(plan.effectiveAnswer)
    #expect(report.answer.rule == AnswerRule.drawn.words && report.answer.chances.count == 3)
    #expect(abs(report.children.compactMap(\.probability).reduce(0, +) - 1) < 1e-12)
    let taken = try #require(report.children.first { $0.action == report.answer.path.first })
    let visits = report.children.compactMap(\.visits).reduce(0, +)
    #expect(abs((taken.probability ?? 0) - (taken.visits ?? 0) / visits) < 1e-12)
    #expect(report.answer.reason.contains("T 1; drawn with probability"))
    // Other answers are not drawn.
    #expect(session.report(.mostVisits).children.allSatisfy { $0.probability == nil })
  }

  @Test(arguments: [
    ("puct", "connect-four", ["pb-c-init": "1", "c": "2"], "give one or the other"),
    ("puct", "tic-tac-toe", ["dirichlet-alpha": "1", "widening": "one"], "not for --widening one"),
    ("uct", "tic-tac-toe", ["evaluator": "estimate"], "tic-tac-toe has no estimates"),
    ("uct", "bandit:1", ["discount": "0.5", "backup": "mean"], "as with --backup suffix-sum"),
    ("uct", "tic-tac-toe", ["discount": "0.5", "solve": "on"], "cannot prove discounted values"),
    ("uct", "file", ["backup": "mean"], "tree:t.json has discounts"),
    ("ucb1-tuned", "file", [:], "ucb1-tuned discounts nothing"),
    ("rap", "file", [:], "rap discounts nothing"),
    ("uct", "file", ["evaluator": "estimate", "rollouts": "2"], "--rollouts is for"),
    ("uct", "tic-tac-toe", ["backup": "max"], "--backup max is for one agent"),
  ])
  func `what contradicts itself is refused in a sentence`(
    preset: String, problem: String, options: [String: String], reason: String
  ) throws {
    let plan = try Setting(try #require(Preset.named(preset)), problem, options).plan()
    #expect(plan.validationError?.contains(reason) == true, "\(plan.validationError ?? "")")
  }

  @Test func `a tree without an estimate somewhere is not evaluated by them`() throws {
    let tree = try ExplicitTree(
      json: #"{"root": {"estimate": 1, "children": [{}, {"children": [{}]}]}}"#, path: "t.json")
    var plan = SearchPlan(Problem(tree), .puct)
    plan.values["evaluator"] = .text("estimate")
    #expect(
      plan.validationError
        == "--set evaluator=estimate: tree:t.json has no \"estimate\" at root.children[1]")
  }

  /// The best arm pays .7, and a max keeps what the luckiest arm is worth.
  @Test func `max makes the root worth its best child`() throws {
    let session = try Setting(.uct, "bandit:0.2,0.5,0.7", ["backup": "max"]).plan()
      .makeSession(undoBytes: 0)
    session.run(300)
    session.read { tree in
      let best = tree.children(of: .root).compactMap { tree.value(of: $0) }.max()
      let root = tree.value(of: .root)
      #expect(root == best)
    }
  }
}
