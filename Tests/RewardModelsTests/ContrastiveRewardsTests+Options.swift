import Environments
import Groundwork
import RewardModels
import SearchTrees
import Testing
import TreeSearch

extension ContrastiveRewardsTests {
  private func first(
    _ composition: RewardComposition, _ world: Blocksworld
  ) throws -> (rewards: ContrastiveRewards<Blocksworld>, verdicts: [Verdict]) {
    let rewards = ContrastiveRewards<Blocksworld>(
      try HashedModel.pair(), composition, statistics: Self.statistics)
    let state = world.initialState
    let actions = (0..<world.actionCount(in: state)).map { world.action(at: $0, in: state) }
    return (rewards, rewards.verdicts(on: actions, in: state, of: world))
  }

  private func part(_ name: String, of verdict: Verdict) -> VerdictPart? {
    verdict.parts.first { $0.name == name }
  }

  @Test func `statistics stay as they are unless they are told to learn`() throws {
    let (rewards, _) = try first(.best, try Blocksworld(blocks: 4, steps: 6, seed: 2))
    #expect(rewards.statistics == Self.statistics)
  }

  @Test func `statistics that learn after a state score all its steps first`() throws {
    var composition = RewardComposition.best
    composition.update = .afterState
    let world = try Blocksworld(blocks: 4, steps: 6, seed: 2)
    let (rewards, verdicts) = try first(composition, world)
    #expect(verdicts.allSatisfy { part("R_LL", of: $0)?.samples == 50 })
    let learned = try #require(rewards.statistics.parts[.logLikelihood]?.statistics.first)
    #expect(learned.count == 50 + verdicts.count)
    #expect(rewards.statistics.version == verdicts.count * 6)
    var expected = RunningStatistics(count: 50, mean: -1, deviation: 2)
    for raw in verdicts.compactMap({ part("R_LL", of: $0)?.raw }) { expected.add(raw) }
    #expect(abs(learned.mean - expected.mean) < 1e-12)
    #expect(abs(learned.deviation - expected.deviation) < 1e-12)
    #expect(!rewards.alarms.contains { $0.text.contains("between siblings") })
  }

  @Test
  func `statistics that learn after a step score siblings by different scales, and it is said`()
    throws
  {
    var composition = RewardComposition.best
    composition.update = .afterStep
    let world = try Blocksworld(blocks: 4, steps: 6, seed: 2)
    let (rewards, verdicts) = try first(composition, world)
    let samples = verdicts.compactMap { part("R_LL", of: $0)?.samples }
    #expect(samples == verdicts.indices.map { 50 + $0 })
    #expect(
      rewards.alarms.map(\.text).contains(
        "the statistics changed between siblings at 1 of 1 states"))
  }

  @Test func `the public code's likelihood is lower by the prompt alone`() throws {
    let world = try Blocksworld(blocks: 4, steps: 6, seed: 2)
    let (rewards, verdicts) = try first(.code, world)
    let prompts = verdicts.compactMap { verdict in
      part("R_LL'", of: verdict).flatMap { whole in
        part("R_LL", of: verdict).map { whole.raw - $0.raw }
      }
    }
    // The same of all siblings, and far below zero.
    #expect(prompts.count == verdicts.count)
    #expect(prompts.allSatisfy { abs($0 - prompts[0]) < 1e-9 && $0 < -20 })
    #expect(rewards.alarms.contains { $0.text.hasPrefix("R_LL' grows with the prompt") })
  }

  @Test func `entering a state adds what the composition says and nothing else`() throws {
    let world = try Blocksworld(blocks: 3, steps: 2, seed: 1)
    var state = world.initialState
    var random = RandomSource(seed: 0)
    while world.progress(in: state) < 1 {
      let actions = (0..<world.actionCount(in: state)).map { world.action(at: $0, in: state) }
      let best = try #require(actions.first { world.isBest($0, in: state) == true })
      _ = world.apply(best, to: &state, using: &random)
    }
    let step = Transition(reward: 1, isTerminal: true)
    for (composition, bonus) in [(RewardComposition.best, Float(0)), (.code, 50), (.rap, 50)] {
      let rewards = ContrastiveRewards<Blocksworld>(
        try HashedModel.pair(), composition, statistics: Self.statistics)
      #expect(rewards.reward(estimate: -2, step: step, to: state, of: world) == bonus - 2)
    }
  }

  @Test func `a state that cannot be read is an alarm and gets no estimate`() throws {
    let world = try Blocksworld(blocks: 4, steps: 6, seed: 2)
    let rewards = ContrastiveRewards<Blocksworld>(
      try HashedModel.pair(longest: 10), .best, statistics: Self.statistics)
    let state = world.initialState
    let action = world.action(at: 0, in: state)
    var estimates: [Float] = []
    rewards.score([action], in: state, of: world, into: &estimates)
    #expect(estimates == [0])
    #expect(rewards.verdicts(on: [action], in: state, of: world).isEmpty)
    #expect(rewards.alarms.map(\.text).first?.hasPrefix("a state could not be judged: ") == true)
    #expect(
      try HashedModel.pair(longest: 10).unreadable(world)?.contains("reads at most 10") == true)
  }

  @Test func `random rewards depend on seed, state and action alone`() throws {
    let world = try Blocksworld(blocks: 5, steps: 6, seed: 2)
    let state = world.initialState
    let actions = (0..<world.actionCount(in: state)).map { world.action(at: $0, in: state) }
    func estimates(_ seed: UInt64, _ actions: [ActionCode]) -> [Float] {
      var estimates: [Float] = []
      RandomRewards<Blocksworld>(seed: seed).score(actions, in: state, of: world, into: &estimates)
      return estimates
    }
    #expect(estimates(1, actions).reversed() == estimates(1, actions.reversed()))
    #expect(estimates(1, actions) != estimates(2, actions))
    let many = RunningStatistics(
      of: (0..<2_000).flatMap { estimates($0, actions) }.map { Double($0) })
    #expect(abs(many.mean) < 0.1 && abs(many.deviation - 1) < 0.1)
    let verdicts = RandomRewards<Blocksworld>(seed: 1).verdicts(on: actions, in: state, of: world)
    #expect(verdicts.map { Float($0.value) } == estimates(1, actions))
    #expect(verdicts[0].parts.map(\.name) == ["R_RND"])
  }

  @Test func `a file's estimates are the estimates and its rewards the rewards`() throws {
    let json = """
      {"root": {"children": [{"reward": 0.25, "estimate": 0.75}, {"reward": -1}]}}
      """
    let world = try ExplicitTree(json: json, path: "tree.json")
    let rewards = FileRewards<ExplicitTree>()
    var estimates: [Float] = []
    rewards.score([0, 1], in: world.initialState, of: world, into: &estimates)
    #expect(estimates == [0.75, 0])
    var state = world.initialState
    var random = RandomSource(seed: 0)
    let step = world.apply(0, to: &state, using: &random)
    #expect(rewards.reward(estimate: 0.75, step: step, to: state, of: world) == 0.25)
  }
}
