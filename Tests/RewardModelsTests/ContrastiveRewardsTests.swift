import Environments
import Groundwork
import RewardModels
import SearchTrees
import Testing
import TreeSearch

@Suite struct ContrastiveRewardsTests {
  static let statistics = RewardStatistics(
    Dictionary(
      uniqueKeysWithValues: RewardPart.measured.map { part in
        (
          part,
          RewardStatistics.Part(statistics: [RunningStatistics(count: 50, mean: -1, deviation: 2)])
        )
      }))

  private func rewards(
    _ composition: RewardComposition
  ) throws -> ContrastiveRewards<Blocksworld> {
    ContrastiveRewards(try HashedModel.pair(), composition, statistics: Self.statistics)
  }

  private func world(blocks: Int = 4) throws -> Blocksworld {
    try Blocksworld(blocks: blocks, steps: 6, seed: 2)
  }

  private func actions(_ world: Blocksworld, in state: Blocksworld.State) -> [ActionCode] {
    (0..<world.actionCount(in: state)).map { world.action(at: $0, in: state) }
  }

  private func estimates(
    _ rewards: ContrastiveRewards<Blocksworld>, _ actions: [ActionCode],
    in state: Blocksworld.State, of world: Blocksworld
  ) -> [Float] {
    var estimates: [Float] = []
    rewards.score(actions, in: state, of: world, into: &estimates)
    return estimates
  }

  @Test func `an estimate is what composition and evidence give`() throws {
    let world = try world()
    let state = world.initialState
    let actions = actions(world, in: state)
    let rewards = try rewards(.best)
    let evidence = try HashedModel.pair().read(
      actions.map { world.wording(of: $0, in: state) }, after: world.prompt(for: state))
    let expected = evidence.steps.map {
      Float(RewardComposition.best.score($0, by: Self.statistics).value)
    }
    #expect(estimates(rewards, actions, in: state, of: world) == expected)
  }

  @Test(arguments: [RewardComposition.best, .paper, .rap])
  func `the order of siblings changes no reward`(of composition: RewardComposition) throws {
    let world = try world(blocks: 5)
    let state = world.initialState
    let actions = actions(world, in: state)
    var learning = composition
    learning.update = .afterState
    for composition in [composition, learning] {
      let first = estimates(try rewards(composition), actions, in: state, of: world)
      var random = RandomSource(seed: 5)
      for _ in 0..<10 {
        let order = actions.indices.shuffled(using: &random)
        let rewards = try rewards(composition)
        let other = estimates(rewards, order.map { actions[$0] }, in: state, of: world)
        #expect(order.map { first[$0] } == other)
      }
    }
  }

  @Test func `the order of siblings changes rewards where the public code is imitated`() throws {
    let world = try world()
    let state = world.initialState
    let actions = actions(world, in: state)
    let forwards = estimates(try rewards(.code), actions, in: state, of: world)
    let backwards = estimates(try rewards(.code), actions.reversed(), in: state, of: world)
    #expect(forwards != backwards.reversed())
  }

  /// Returns the same place two actions later.
  private func detour(from state: Blocksworld.State, in world: Blocksworld) -> Blocksworld.State? {
    var random = RandomSource(seed: 0)
    var there = state
    _ = world.apply(world.action(at: 0, in: state), to: &there, using: &random)
    return actions(world, in: there).lazy.map { action in
      var back = there
      _ = world.apply(action, to: &back, using: &random)
      return back
    }.first { world.isSamePlace($0, state) }
  }

  @Test func `a state is asked about once, also by copies and from other steps`() throws {
    let world = try world()
    let state = world.initialState
    let actions = actions(world, in: state)
    let rewards = try rewards(.best)
    let first = estimates(rewards, actions, in: state, of: world)
    let copy = rewards
    let later = try #require(detour(from: state, in: world))
    #expect(estimates(copy, actions.reversed(), in: later, of: world) == first.reversed())
    #expect(estimates(copy, [actions[1]], in: state, of: world) == [first[1]])
    #expect(rewards.modelUse?.calls == 2)
    #expect((rewards.modelUse?.tokens ?? 0) > 0)
    #expect(rewards.discriminations.allSatisfy { $0.states <= 1 })
  }

  @Test func `verdicts carry parts, tokens and words, and their values are the estimates`() throws {
    let world = try world()
    let state = world.initialState
    let actions = actions(world, in: state)
    let rewards = try rewards(.best)
    let estimates = estimates(rewards, actions, in: state, of: world)
    let verdicts = rewards.verdicts(on: actions, in: state, of: world)
    #expect(verdicts.map { Float($0.value) } == estimates)
    for (action, verdict) in zip(actions, verdicts) {
      #expect(verdict.parts.count == 6)
      let words = world.wording(of: action, in: state).split(separator: " ").map(String.init)
      #expect(verdict.tokens.map(\.text) == words + ["good"])
      #expect(verdict.rationale?.contains("The expert calls it good with") == true)
    }
    // One alone is still seen beside its siblings.
    #expect(rewards.verdicts(on: [actions[0]], in: state, of: world) == [verdicts[0]])
    #expect(rewards.modelUse?.calls == 2)
  }

  @Test func `discriminations name every part and the sum, by the raw numbers`() throws {
    let world = try world()
    let rewards = try rewards(.best)
    var state = world.initialState
    var random = RandomSource(seed: 1)
    var tally = DiscriminationTally()
    var seen: Set<String> = []
    for _ in 0..<8 where !world.isTerminal(state) {
      let actions = actions(world, in: state)
      _ = estimates(rewards, actions, in: state, of: world)
      let verdicts = rewards.verdicts(on: actions, in: state, of: world)
      if seen.insert(world.prompt(for: state)).inserted {
        tally.add(
          isBest: actions.compactMap { world.isBest($0, in: state) },
          verdicts[0].parts.indices.map { index in
            (verdicts[0].parts[index].name, verdicts.map { $0.parts[index].raw })
          } + [("R", verdicts.map(\.value))])
      }
      _ = world.apply(actions[Int(random.below(UInt32(actions.count)))], to: &state, using: &random)
    }
    #expect(rewards.discriminations.map(\.name).last == "R")
    #expect(rewards.discriminations.count == 7)
    for (standing, expected) in zip(rewards.discriminations, tally.discriminations) {
      #expect(standing.name == expected.name && standing.states == expected.states)
      #expect(abs(standing.auc - expected.auc) < 1e-12)
    }
  }
}
