import Environments
import Groundwork
import Presets
import SearchTrees
import Testing
import TreeSearch

/// Searches in which the expert writes next states, or actions, or both.
struct WrittenSearchTests {
  /// What the expert writes.
  static let kinds: [(StepRewardSettings.WorldModel, StepRewardSettings.Proposal)] = [
    (.expert, .legal), (.rules, .generated(3)), (.expert, .generated(4)),
  ]

  /// A plan for a problem that the expert never saw; it gets some of its states wrong.
  private func plan(
    _ kind: Int, preset: Preset = .contrastive, rewards: StepRewardSettings.Rewards? = nil
  ) throws -> SearchPlan {
    var plan = SearchPlan(try Problem.named("blocksworld:blocks=5,steps=6,seed=\(Self.problem)"))
    plan.preset = preset
    plan.seed = 5
    var settings = try #require(preset.stepRewards)
    (settings.worldModel, settings.proposal) = Self.kinds[kind]
    if let rewards { settings.rewards = rewards }
    plan.stepRewards = settings
    return plan
  }

  private static let problem = 1

  private func print(of session: any SearchSession) -> UInt64 {
    session.report(.mostVisits).fingerprint
  }

  /// Everything that is said of every step of the tree.
  private func verdicts(_ session: any SearchSession) -> [[StepEvaluation]] {
    var summary = SearchSummary()
    session.fill(&summary)
    return (0..<summary.nodes).map { index in
      var request = SliceRequest()
      request.cursor = .node(NodeID(index))
      request.wantsVerdicts = true
      var slice = TreeSlice()
      session.fill(&slice, for: request)
      return slice.detail.siblingVerdicts
    }
  }

  @Test(arguments: 0..<kinds.count)
  func `one seed gives one tree, stepped, taken back, branched or looked at`(kind: Int) throws {
    var plan = try plan(kind)
    // A tree that is closed early would end the search.
    plan.stepRewards?.closes = false
    let whole = plan.makeSession(undoBytes: 0)
    whole.run(12)
    let expected = print(of: whole)
    let session = plan.makeSession(undoBytes: 1 << 20)
    session.run(4)
    let early = print(of: session)
    let branch = session.branch(at: .root, undoBytes: 1 << 20)
    let said = verdicts(session)
    session.run(8)
    #expect(print(of: session) == expected)
    for _ in 0..<8 { #expect(session.stepBack()) }
    #expect(print(of: session) == early && verdicts(session) == said)
    session.run(8)
    #expect(print(of: session) == expected)
    for _ in 0..<32 { branch.stepPhase() }
    #expect(print(of: branch) == expected)
    #expect(verdicts(branch) == verdicts(whole))
  }

  @Test(arguments: 0..<kinds.count)
  func `a plan made from its recording writes the same`(kind: Int) throws {
    for preset in [Preset.contrastive, .rap] {
      let plan = try plan(kind, preset: preset)
      let again = try SearchPlan(
        problem: plan.recordedProblem, algorithm: plan.preset.name, seed: plan.seed,
        parameters: plan.recordedParameters)
      #expect(again.stepRewards?.worldModel == plan.stepRewards?.worldModel)
      #expect(again.stepRewards?.proposal == plan.stepRewards?.proposal)
      let (first, second) = (plan.makeSession(undoBytes: 0), again.makeSession(undoBytes: 0))
      first.run(6)
      second.run(6)
      #expect(print(of: first) == print(of: second))
    }
  }

  @Test(arguments: [
    ("world-model", "amateur", "expected rules or expert"),
    ("propose", "0", "expected legal or the number of samples, from 1 to 64"),
    ("propose", "65", "expected legal or the number of samples, from 1 to 64"),
    ("propose", "all", "expected legal or the number of samples, from 1 to 64"),
  ])
  func `a recorded parameter that means nothing is named`(
    parameter: String, value: String, reason: String
  ) {
    let error = #expect(throws: ProblemError.self) {
      try SearchPlan(
        problem: "blocksworld", algorithm: "sc-mcts", seed: 1,
        parameters: [(parameter, .text(value))])
    }
    #expect(error?.reason == "the parameter \"\(parameter)\": \(reason)")
  }

  @Test func `what was written is counted, and the counts of the steps add up`() throws {
    let session = try plan(2).makeSession(undoBytes: 0)
    session.run(12)
    var summary = SearchSummary()
    session.fill(&summary)
    let use = try #require(summary.modelUse)
    var places: Set<[Int]> = []
    for said in verdicts(session).dropFirst() {
      let step = try #require(said.first).verdict
      #expect(step.generation != nil)
      let proposal = try #require(step.proposal)
      let drawn = said.compactMap(\.verdict.proposal?.drawn).reduce(0, +)
      // What leads back to a place on the way was left out.
      #expect(drawn + proposal.illegal <= 4 && proposal.samples == 4)
      places.insert([proposal.illegal, proposal.accepted, proposal.rejected])
    }
    #expect(places.count > 1)
    #expect(use.proposals > 0 && use.proposals.isMultiple(of: 4))
    #expect(use.illegalProposals <= use.proposals && use.disagreements <= use.generations)
    // A step may be taken that leads back and does not get into the tree.
    #expect(use.generations > 0 && use.accepted > use.rejected)
    // Looking counts for nothing.
    var after = SearchSummary()
    session.fill(&after)
    #expect(after.modelUse == summary.modelUse)
  }

  @Test func `steps whose next state the rules do not have are flagged`() throws {
    var flagged = 0
    var taken = 0
    for seed in 1...6 {
      var plan = SearchPlan(try Problem.named("blocksworld:blocks=6,steps=8,seed=\(seed)"))
      plan.preset = .contrastive
      var settings = StepRewardSettings.best
      settings.worldModel = .expert
      settings.rewards = .random
      plan.stepRewards = settings
      let session = plan.makeSession(undoBytes: 0)
      session.run(4)
      for step in verdicts(session).flatMap({ $0 }).map(\.verdict) {
        let generation = try #require(step.generation)
        taken += 1
        if generation.disagrees { flagged += 1 }
        #expect(
          generation.disagrees
            == (step.rationale?.contains("The expert wrote ") == true))
      }
      var summary = SearchSummary()
      session.fill(&summary)
      let use = try #require(summary.modelUse)
      #expect(
        (use.disagreements > 0)
          == summary.alarms.contains { $0.text.hasSuffix("generated states differ from the rules") }
      )
    }
    #expect(flagged > 0 && flagged < taken)
  }

  @Test func `proposals are fewer than the legal actions, and all of them legal`() throws {
    let session = try plan(1).makeSession(undoBytes: 0)
    let all = SearchPlan(try Problem.named("blocksworld:blocks=5,steps=6,seed=\(Self.problem)"))
    session.run(10)
    var generated = 0
    session.read { tree in
      #expect(tree.brokenInvariants() == [])
      guard let world = all.problem.environment as? Blocksworld else { return }
      for index in 0..<tree.count {
        let children = tree.children(of: NodeID(index)).map { tree.nodes[$0.index].action }
        var state = world.initialState
        var random = RandomSource(seed: 0)
        for node in tree.path(to: NodeID(index)).dropFirst() {
          _ = world.apply(tree.nodes[node.index].action, to: &state, using: &random)
        }
        let legal = (0..<world.actionCount(in: state)).map { world.action(at: $0, in: state) }
        #expect(Set(children).isSubset(of: legal) && children.count <= 3)
        if !children.isEmpty, children.count < legal.count { generated += 1 }
      }
    }
    #expect(generated > 0)
  }
}
