import Environments
import Groundwork
import Presets
import SearchTrees
import Testing

@testable import TreeSearch

/// No place twice on a way, and nothing walked again that is closed.
extension JudgedSearchTests {
  static func blocksworld(
    _ preset: Preset, _ problem: String, seed: UInt64 = 1,
    _ change: (inout StepRewardSettings) -> Void = { _ in }
  ) throws -> SearchPlan {
    var plan = SearchPlan(try Problem.named("blocksworld:" + problem))
    plan.preset = preset
    var settings = try #require(preset.stepRewards)
    settings.rewards = .random
    change(&settings)
    plan.stepRewards = settings
    plan.seed = seed
    return plan
  }

  @Test(arguments: 1...6 as ClosedRange<UInt64>)
  func `no place comes twice on any way`(seed: UInt64) throws {
    let problem = "blocks=4,steps=6,seed=\(seed)"
    let plan = try Self.blocksworld(.contrastive, problem, seed: seed)
    guard let world = plan.problem.environment as? Blocksworld else { return }
    let session = plan.makeSession(undoBytes: 0)
    session.run(60)
    var repeats = 0
    var ways = 0
    session.read { tree in
      var numbers = RandomSource(seed: 0)
      for index in 1..<tree.count {
        var state = world.initialState
        var places = [state]
        for node in tree.path(to: NodeID(index)).dropFirst() {
          _ = world.apply(tree.nodes[node.index].action, to: &state, using: &numbers)
          places.append(state)
        }
        ways += 1
        repeats += places.dropLast().count { world.isSamePlace($0, state) }
      }
    }
    #expect(ways > 30)
    #expect(repeats == 0)
    // Where repeats are allowed they come.
    let free = try Self.blocksworld(.contrastive, problem) { $0.avoidsRepeats = false }
      .makeSession(undoBytes: 0)
    free.run(60)
    free.read { tree in
      var found = 0
      var numbers = RandomSource(seed: 0)
      for index in 1..<tree.count {
        let path = tree.path(to: NodeID(index))
        guard path.count > 2 else { continue }
        var states = [world.initialState]
        for node in path.dropFirst() {
          var state = states[states.count - 1]
          _ = world.apply(tree.nodes[node.index].action, to: &state, using: &numbers)
          states.append(state)
        }
        if world.isSamePlace(states[states.count - 3], states[states.count - 1]) { found += 1 }
      }
      #expect(found > 0)
    }
  }

  @Test(arguments: 1...5 as ClosedRange<UInt64>)
  func `a closed node is never walked to again, and the search ends when all is closed`(
    seed: UInt64
  ) throws {
    var numbers = RandomSource(seed: seed)
    let drawn = JudgedTree.random(&numbers, depth: 5, branching: 3)
    let plans = [
      try Self.plan(.contrastive, drawn),
      try Self.blocksworld(.contrastive, "blocks=3,steps=4,seed=\(seed)", seed: seed),
    ]
    for plan in plans {
      let session = plan.makeSession(undoBytes: 0)
      var closed: [Int: UInt32] = [:]
      var rules: [any StoppingRule] = [Settled()]
      while session.reason(in: &rules, seconds: 0) == nil {
        let before = session.iterations
        session.run(1)
        try #require(session.iterations == before + 1 && before < 5000)
        session.read { tree in
          for (node, visits) in closed { #expect(tree.nodes[node].visits == visits) }
          for index in 0..<tree.count where tree.nodes[index].flags.contains(.closed) {
            closed[index] = tree.nodes[index].visits
          }
          #expect(tree.brokenInvariants(edge: .estimatedReward) == [])
        }
      }
      #expect(session.reason(in: &rules, seconds: 0) == .exhausted)
      var ends = 0
      session.read { tree in
        // Everything is closed, and everything that was made was walked to.
        for index in 0..<tree.count {
          let numbers = tree.nodes[index]
          #expect(numbers.flags.contains(.closed) && numbers.visits > 0)
          if numbers.childCount == 0 {
            #expect(numbers.visits == 1)
            ends += 1
          }
        }
      }
      // Each iteration ended somewhere else.
      #expect(session.iterations == ends)
    }
  }

  /// A line of places at which the only way on from one of them leads back.
  @Test func `the answer does not end where no way leads on`() throws {
    var ended = 0
    for seed in 1...6 as ClosedRange<UInt64> {
      let plan = try Self.blocksworld(
        .contrastive, "blocks=3,steps=2,seed=\(seed),horizon=9", seed: seed)
      let session = plan.makeSession(undoBytes: 0)
      session.run(2000)
      var deadEnds = 0
      session.read { tree in
        for index in 0..<tree.count {
          let numbers = tree.nodes[index]
          if numbers.childCount == 0, numbers.visits > 0, !numbers.flags.contains(.terminal) {
            #expect(numbers.flags.contains(.complete) && numbers.flags.contains(.closed))
            deadEnds += 1
          }
        }
      }
      ended += deadEnds
      for rule in [AnswerRule.meanReward, .bestPath, .bestEnd] {
        let end = try #require(session.report(rule).answer.nodes.last)
        session.read { #expect($0.nodes[end.index].flags.contains(.terminal)) }
      }
    }
    #expect(ended > 0)
  }
}
