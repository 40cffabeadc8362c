import Environments
import Groundwork
import Presets
import SearchTrees
import Testing
import TreeSearch

/// Adaptive branching as a search: draws, stages, bans.
@Suite struct BranchingTests {
  static let presets: [Preset] = [.adaptiveBranching, .mixedBranching]

  private func session(
    _ preset: Preset, _ values: [String: OptionValue] = [:]
  ) throws
    -> any SearchSession
  {
    var plan = SearchPlan(try Problem.named("design:places=5,letters=3,seed=2"), preset)
    plan.seed = 4
    plan.values = values
    return plan.makeSession(undoBytes: 1 << 20)
  }

  private func slice(_ session: any SearchSession, trace: Bool = false) -> TreeSlice {
    var request = SliceRequest()
    request.wantsTables = true
    request.wantsTrace = trace
    var slice = TreeSlice()
    session.fill(&slice, for: request)
    return slice
  }

  private func fingerprint(_ session: any SearchSession) -> UInt64 {
    var fingerprint: UInt64 = 0
    session.read { fingerprint = $0.fingerprint }
    return fingerprint
  }

  /// One observation of .5: kappa 2, m .25, nu 2, tau squared (.1 + .25/2)/2 = .1125.
  @Test func `a posterior is that of one observation by hand`() {
    let posterior = ArmPrior.usualNormal.posterior(ArmStatistics([0.5]))
    guard case .normal(let location, let strength, let freedom, let scale) = posterior else {
      Issue.record("a normal prior has a normal posterior")
      return
    }
    #expect(location == 0.25 && strength == 2 && freedom == 2)
    #expect(abs(scale - 0.1125) < 1e-15)
  }

  /// Of a t distribution with nu degrees of freedom a quarter lies below known quantiles; those of nu = 1 are
  /// those of Cauchy's: -1, and of nu = 2 -0.8164966 (the root of 2/3).
  @Test func `draws and distribution of a posterior agree with known quantiles`() {
    for (freedom, quartile) in [(1.0, -1.0), (2.0, -0.816_496_580_927_726)] {
      let posterior = Posterior.normal(location: 0, strength: 1, freedom: freedom, scale: 1)
      #expect(abs(posterior.cumulative(quartile) - 0.25) < 1e-12)
      var random = RandomSource(seed: 7)
      let below = (0..<40_000).count { _ in posterior.draw(using: &random) < quartile }
      #expect(abs(Double(below) / 40_000 - 0.25) < 0.01)
    }
    // I_x(1/2, 1/2) is the arcsine law: 2/pi * asin(sqrt(x)), a third at 1/4.
    let arcsine = Posterior.beta(successes: 0.5, failures: 0.5)
    #expect(abs(arcsine.cumulative(0.25) - 1.0 / 3) < 1e-12)
    var random = RandomSource(seed: 8)
    let below = (0..<40_000).count { _ in arcsine.draw(using: &random) < 0.25 }
    #expect(abs(Double(below) / 40_000 - 1.0 / 3) < 0.01)
  }

  @Test(arguments: presets)
  func `probabilities of all ways on add up to 1, and new children are among them`(
    preset: Preset
  ) throws {
    let session = try session(preset)
    session.run(40)
    let slice = slice(session)
    let table = try #require(slice.detail.children)
    #expect(abs(table.candidates.compactMap(\.probability).reduce(0, +) - 1) < 1e-6)
    #expect(table.winner == nil && table.margin == nil && table.flips.above == nil)
    #expect(
      table.candidates.suffix(2).map(\.label)
        == ["+ new child: careful", "+ new child: quick"])
    let rows = slice.rows.filter { if case .newChild = $0.kind { true } else { false } }
    #expect(rows.map(\.kind) == [.newChild(source: 0), .newChild(source: 1)])
    #expect(rows.allSatisfy { ($0.probability ?? -1) >= 0 })
  }

  @Test(arguments: presets)
  func `the trace tells each draw, and the highest of a stage won`(preset: Preset) throws {
    let session = try session(preset)
    session.run(60)
    let trace = try #require(slice(session, trace: true).trace)
    let stages = trace.path.compactMap(\.table).flatMap(\.stages)
    #expect(!stages.isEmpty)
    for stage in stages {
      let draws = stage.arms.compactMap(\.draw)
      #expect(draws.count == stage.arms.count)
      let winner = try #require(stage.winner)
      let isPruned = preset == .mixedBranching
      #expect(isPruned || draws[winner] == draws.max())
    }
    let last = try #require(trace.path.dropLast().last?.table)
    #expect(last.winner.map { last.candidates[$0].node == .none } == true)
  }

  @Test(arguments: presets)
  func `a ban on new children holds, and is taken back`(preset: Preset) throws {
    let session = try session(preset)
    session.run(30)
    let before = fingerprint(session)
    _ = try session.edit(.banGrowth(.root), by: .user)
    let width = slice(session).detail.childCount
    #expect(
      slice(session).rows.filter { if case .newChild = $0.kind { true } else { false } }
        .allSatisfy { $0.flags.contains(.banned) && $0.probability == 0 })
    session.run(40)
    #expect(slice(session).detail.childCount == width)
    for _ in 0..<40 { #expect(session.stepBack()) }
    #expect(session.undoEdit())
    #expect(fingerprint(session) == before)
    session.run(60)
    #expect(slice(session).detail.childCount > width)
  }

  @Test(arguments: presets)
  func `a draw that is taken back is drawn again to the bit`(preset: Preset) throws {
    let session = try session(preset)
    session.run(25)
    func draws() throws -> [[UInt64?]] {
      session.run(1)
      return try #require(slice(session, trace: true).trace).path.compactMap(\.table)
        .flatMap(\.stages).map { $0.arms.map { $0.draw?.bitPattern } }
    }
    for _ in 0..<10 {
      let before = fingerprint(session)
      let first = try draws()
      let after = fingerprint(session)
      #expect(session.stepBack() && fingerprint(session) == before)
      let again = try draws()
      #expect(again == first && !first.isEmpty && fingerprint(session) == after)
    }
  }

  @Test func `a source is called by its name, and a mean has its deviation`() throws {
    let session = try session(.adaptiveBranching)
    session.run(30)
    let statistics = slice(session).summary.statistics
    let layout = StatisticLayout(statistics)
    let source = try #require(statistics.first { $0.name == BranchingColumns.source.name })
    #expect(source.choices == ["careful", "quick"] && source.choice(1) == "quick")
    #expect(source.choice(2) == nil && source.choice(0.5) == nil)
    let mean = try #require(statistics.first { $0.name == "gen_mean" })
    var row = [Double?](repeating: nil, count: layout.width)
    #expect(layout.spread(of: mean, in: row) == nil)
    // Scores .2, .4 and .6: squared distances .08 in all, so that the deviation is .2.
    row[layout.place(of: "gen_count")] = 3
    row[layout.place(of: "gen_squares")] = 0.08
    let spread = try #require(layout.spread(of: mean, in: row))
    #expect(spread.count == 3 && abs((spread.deviation ?? 0) - 0.2) < 1e-12)
    row[layout.place(of: "gen_count")] = 1
    #expect(layout.spread(of: mean, in: row)?.deviation == nil)
  }

  @Test func `a rule that does not choose when nodes grow refuses such a ban`() throws {
    let session = SearchPlan(try Problem.named("tic-tac-toe")).makeSession(undoBytes: 1 << 16)
    session.run(5)
    #expect(throws: EditError.self) { try session.edit(.banGrowth(.root), by: .user) }
  }

  @Test(arguments: AdaptiveBranching.SourceRule.allCases, ["normal", "beta"])
  func `every strategy and distribution is undone and done again`(
    rule: AdaptiveBranching.SourceRule, distribution: String
  ) throws {
    let values: [String: OptionValue] = [
      "strategy": .text(rule.rawValue), "distribution": .text(distribution),
    ]
    let session = try session(.adaptiveBranching, values)
    var before: [UInt64] = []
    for _ in 0..<60 {
      before.append(fingerprint(session))
      session.run(1)
    }
    let end = fingerprint(session)
    for tree in before.reversed() {
      #expect(session.stepBack())
      #expect(fingerprint(session) == tree)
    }
    session.run(60)
    #expect(fingerprint(session) == end)
  }

  /// Where three of four scores are equal a child is pruned, and a new one is taken instead of it.
  @Test func `the grid says the same as the mean of a single arm by hand`() {
    // With one arm of one score, mu's posterior is between the prior and the score, new below known.
    let grid = EffectGrid([ArmStatistics([0.9])])
    let (known, new) = (grid.moments(of: 0).mean, grid.moments(of: 1).mean)
    #expect(0.5 < new && new < known && known < 0.9)
    let symmetric = EffectGrid([ArmStatistics([0.4]), ArmStatistics([0.6])])
    let shares = symmetric.probabilitiesOfHighest()
    #expect(abs(shares.reduce(0, +) - 1) < 1e-9 && shares[1] > shares[0])
    #expect(abs(symmetric.moments(of: 2).mean - 0.5) < 1e-12)
  }
}
