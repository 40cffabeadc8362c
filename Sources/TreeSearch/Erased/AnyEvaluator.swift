public import Groundwork
public import SearchTrees

/// An evaluator of any type for the states of a world.
public struct AnyEvaluator<World: Environment>: Evaluator {
  /// The evaluator, and what is called in the loop, compiled where its type is known.
  @usableFromInline
  struct Calls: Sendable {
    @usableFromInline let base: any Evaluator<World>
    @usableFromInline let values: @Sendable (World.State, World, inout RandomSource) -> Float
    @usableFromInline let rewards: @Sendable (Transition, Float, World.State, World) -> Float

    @inlinable
    init(_ base: some Evaluator<World>) {
      self.base = base
      values = { state, world, random in base.evaluate(state, of: world, using: &random) }
      rewards = { step, estimate, state, world in
        base.reward(of: step, estimate: estimate, to: state, in: world)
      }
    }
  }

  @usableFromInline let calls: Shared<Calls>
  private var base: any Evaluator<World> { calls.value.base }
  /// Whether the rewards of steps are the evaluator's own.
  public let rewardsSteps: Bool
  /// Whether its answers are kept.
  public let isAsked: Bool

  /// Erases the type of an evaluator.
  @inlinable
  public init(_ base: some Evaluator<World>) {
    calls = Shared(Calls(base))
    rewardsSteps = base.rewardsSteps
    isAsked = base.isAsked
  }

  /// What the value that is recorded of a node is called.
  public var name: String { base.name }
  /// Whether the verdict says more than the value.
  public var explains: Bool { base.explains }
  /// Asks the evaluator where the rewards are its own.
  @inline(__always)
  public func reward(
    of step: Transition, estimate: Float, to state: World.State, in world: World
  ) -> Float {
    rewardsSteps ? calls.value.rewards(step, estimate, state, world) : step.reward
  }
  /// Asks the evaluator.
  public func stepVerdicts(
    on actions: [ActionCode], in state: World.State, of world: World
  ) -> [Verdict] { base.stepVerdicts(on: actions, in: state, of: world) }
  /// Asks the evaluator.
  public func answer(
    to question: KeptAnswers.Question, about state: World.State, of world: World,
    using random: inout RandomSource
  ) -> Verdict? { base.answer(to: question, about: state, of: world, using: &random) }
  /// Tells the evaluator.
  public func recall(
    _ verdicts: [Verdict], on actions: [ActionCode], in state: World.State, of world: World
  ) { base.recall(verdicts, on: actions, in: state, of: world) }
  /// Asks the evaluator.
  public func returns(in world: World) -> ClosedRange<Float>? { base.returns(in: world) }
  /// Asks the evaluator.
  public func reconsider(
    _ actions: [ActionCode], in state: World.State, of world: World, taking number: Int,
    for original: Int
  ) -> (before: [Verdict], after: [Verdict])? {
    base.reconsider(actions, in: state, of: world, taking: number, for: original)
  }
  /// Asks the evaluator.
  public var keptCalls: KeptCalls? { base.keptCalls }
  /// Asks the evaluator.
  public func describe(in summary: inout SearchSummary) { base.describe(in: &summary) }
  /// Asks the evaluator.
  @inline(__always)
  public func evaluate(
    _ state: World.State, of world: World, using random: inout RandomSource
  ) -> Float { calls.value.values(state, world, &random) }
  /// Asks the evaluator.
  public func verdict(
    _ state: World.State, of world: World, using random: inout RandomSource
  ) -> Verdict { base.verdict(state, of: world, using: &random) }
}
