import Groundwork
import RewardModels
import SearchTrees
import TreeSearch

/// Random rollouts that are counted.
struct CountedRollouts<World: Environment>: Evaluator {
  private let rollouts: RandomRollouts<World>
  private let calls: CallTally

  init(_ rollouts: RandomRollouts<World>, _ calls: CallTally) {
    self.rollouts = rollouts
    self.calls = calls
  }

  var name: String { rollouts.name }
  var explains: Bool { rollouts.explains }

  @inline(__always)
  func evaluate(
    _ state: World.State, of world: World, using random: inout RandomSource
  ) -> Float {
    calls.addRollouts(rollouts.count)
    return rollouts.evaluate(state, of: world, using: &random)
  }

  func verdict(
    _ state: World.State, of world: World, using random: inout RandomSource
  ) -> Verdict {
    calls.addRollouts(rollouts.count)
    return rollouts.verdict(state, of: world, using: &random)
  }
}

/// What evaluates leaves in the place of rollouts, a stand-in or numbers of a file, each evaluation counted.
struct CountedEvaluations<Base: Evaluator>: Evaluator {
  typealias World = Base.World

  private let base: Base
  private let calls: CallTally

  init(_ base: Base, _ calls: CallTally) {
    self.base = base
    self.calls = calls
  }

  var name: String { base.name }
  var explains: Bool { base.explains }

  func returns(in world: World) -> ClosedRange<Float>? { base.returns(in: world) }

  func evaluate(
    _ state: World.State, of world: World, using random: inout RandomSource
  ) -> Float {
    calls.addJudgements(1)
    return base.evaluate(state, of: world, using: &random)
  }

  func verdict(
    _ state: World.State, of world: World, using random: inout RandomSource
  ) -> Verdict {
    calls.addJudgements(1)
    return base.verdict(state, of: world, using: &random)
  }
}

/// A judge whose judgements are counted; what a search keeps it is not asked again.
///
/// A thing that a writer made and its judgement are one call.
struct CountedJudge<Base: Judge>: Judge {
  typealias World = Base.World

  private let base: Base
  private let calls: CallTally

  init(_ base: Base, _ calls: CallTally) {
    self.base = base
    self.calls = calls
  }

  var name: String { base.name }

  func judge(_ question: JudgeQuestion<World>, in world: World) -> Verdict? {
    let verdict = base.judge(question, in: world)
    // One that answers later is asked again until it does.
    if verdict != nil, !world.key(of: question.thing).isEmpty { calls.addJudgements(1) }
    return verdict
  }
}

/// Rewards of steps whose judgements are counted.
struct CountedRewards<Base: StepRewards>: StepRewards {
  typealias World = Base.World

  private let base: Base
  private let calls: CallTally
  private let words: Words?

  /// What steps from a state are remembered by.
  typealias Words = @Sendable ([ActionCode], World.State, World) -> [String]

  /// Counts the judgements of rewards; without words nothing is remembered.
  init(_ base: Base, _ calls: CallTally, _ words: Words?) {
    self.base = base
    self.calls = calls
    self.words = words
  }

  var isAsked: Bool { base.isAsked }

  func ask(
    about actions: [ActionCode], in state: World.State, of world: World
  ) -> Proposals.Wait? { base.ask(about: actions, in: state, of: world) }

  func score(
    _ actions: [ActionCode], in state: World.State, of world: World, into estimates: inout [Float]
  ) {
    if let words {
      calls.addJudgements(of: words(actions, state, world))
    } else {
      calls.addJudgements(actions.count)
    }
    base.score(actions, in: state, of: world, into: &estimates)
  }

  func reward(
    estimate: Float, step: Transition, to state: World.State, of world: World
  ) -> Float { base.reward(estimate: estimate, step: step, to: state, of: world) }

  func recall(
    _ verdicts: [Verdict], on actions: [ActionCode], in state: World.State, of world: World
  ) {
    // What was answered earlier was paid for earlier.
    if let words { calls.remember(words(actions, state, world)) }
    base.recall(verdicts, on: actions, in: state, of: world)
  }

  func verdicts(
    on actions: [ActionCode], in state: World.State, of world: World
  ) -> [Verdict] { base.verdicts(on: actions, in: state, of: world) }

  func reconsider(
    _ actions: [ActionCode], in state: World.State, of world: World, taking number: Int,
    for original: Int
  ) -> (before: [Verdict], after: [Verdict])? {
    base.reconsider(actions, in: state, of: world, taking: number, for: original)
  }

  var discriminations: [PartDiscrimination] { base.discriminations }
  var modelUse: ModelUse? { base.modelUse }
  var servers: [ModelServer] { base.servers }
  var keptCalls: KeptCalls? { base.keptCalls }
  var alarms: [Alarm] { base.alarms }
}
