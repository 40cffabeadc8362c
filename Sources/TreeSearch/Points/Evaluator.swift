public import Groundwork
public import SearchTrees

/// Plug-in point 5: what a leaf is worth.
public protocol Evaluator<World>: Sendable {
  /// The environment whose states are evaluated.
  associatedtype World: Environment

  /// What the value that is recorded of a node is called.
  var name: String { get }
  /// Whether the verdict says more than the value, so that a recording keeps it.
  var explains: Bool { get }

  /// Whether its answers cost something, or may differ the next time, so that each is kept by its question
  /// and never asked for twice: language models, servers, judges, persons.
  ///
  /// What is a pure function of its question and cheap is asked again instead, as rollouts are. The
  /// ``verdict(_:of:using:)`` of such an evaluator is what is kept, and its value what is backed up.
  var isAsked: Bool { get }
  /// Answers a question about a leaf, of an evaluator that ``isAsked``; nil where the answer comes later, by
  /// `KeptAnswers.keep` on any thread, so that the simulation must wait.
  func answer(
    to question: KeptAnswers.Question, about state: World.State, of world: World,
    using random: inout RandomSource
  ) -> Verdict?
  /// Whether the rewards of steps are the evaluator's own, not the environment's, and can be explained.
  var rewardsSteps: Bool { get }
  /// Returns the reward of a step that was taken; `estimate` is the number on its edge, 0 in trees
  /// without, and `state` where it led.
  func reward(of step: Transition, estimate: Float, to state: World.State, in world: World) -> Float
  /// Returns what was said of steps from a state, in the order of the actions; empty where nothing was.
  func stepVerdicts(
    on actions: [ActionCode], in state: World.State, of world: World
  ) -> [Verdict]
  /// Returns what is said of each action, in their order, and what would be if a call had been answered like
  /// another one, by the numbers of the calls; nil where that cannot be told. Nothing is remembered of it.
  func reconsider(
    _ actions: [ActionCode], in state: World.State, of world: World, taking number: Int,
    for original: Int
  ) -> (before: [Verdict], after: [Verdict])?
  /// Takes back what it said earlier of steps from a state, in the order of the actions, so that it is not
  /// worked out again; called before the proposer is asked for them.
  func recall(
    _ verdicts: [Verdict], on actions: [ActionCode], in state: World.State, of world: World)
  /// Returns the lowest and highest return of an episode as it is evaluated here; nil without bounds.
  func returns(in world: World) -> ClosedRange<Float>?
  /// What language models on servers were asked, and said; nil where none are.
  var keptCalls: KeptCalls? { get }
  /// Adds what the evaluator can say of itself.
  func describe(in summary: inout SearchSummary)

  /// Returns the value of a state that is not terminal: the reward still to come, from the view of
  /// the player who moved there.
  func evaluate(_ state: World.State, of world: World, using random: inout RandomSource) -> Float

  /// Returns the same value, drawn from the same random numbers, with its parts.
  func verdict(_ state: World.State, of world: World, using random: inout RandomSource) -> Verdict
}

extension Evaluator {
  /// By default it is a reward.
  public var name: String { "reward" }
  /// By default there is something to say.
  public var explains: Bool { true }
  /// By default its answers can be worked out again.
  @inline(__always)
  public var isAsked: Bool { false }
  /// By default the answer is there at once.
  public func answer(
    to question: KeptAnswers.Question, about state: World.State, of world: World,
    using random: inout RandomSource
  ) -> Verdict? { verdict(state, of: world, using: &random) }
  /// By default what was said earlier is worked out again.
  public func recall(
    _ verdicts: [Verdict], on actions: [ActionCode], in state: World.State, of world: World
  ) {}
  /// By default steps are worth what the environment pays.
  @inline(__always)
  public var rewardsSteps: Bool { false }
  /// By default a step is worth what the environment pays.
  @inline(__always)
  public func reward(
    of step: Transition, estimate: Float, to state: World.State, in world: World
  ) -> Float { step.reward }
  /// By default those of the environment, but where chance has a part: a single episode proves no bound.
  public func returns(in world: World) -> ClosedRange<Float>? {
    world.isStochastic ? nil : world.valueRange
  }
  /// By default nothing is said of steps.
  public func stepVerdicts(
    on actions: [ActionCode], in state: World.State, of world: World
  ) -> [Verdict] { [] }
  /// By default there are no calls.
  public func reconsider(
    _ actions: [ActionCode], in state: World.State, of world: World, taking number: Int,
    for original: Int
  ) -> (before: [Verdict], after: [Verdict])? { nil }
  /// By default no servers are asked.
  public var keptCalls: KeptCalls? { nil }
  /// By default there is nothing to say.
  public func describe(in summary: inout SearchSummary) {}
}

/// The mean return of random games: `count` of them, each to the end.
public struct RandomRollouts<World: Environment>: Evaluator {
  /// How many games are played, at least 1.
  public var count: Int

  /// Makes an evaluator.
  public init(count: Int = 1) {
    precondition(count >= 1, "at least one rollout must be played")
    self.count = count
  }

  /// What a node is first worth is what came of random play from it.
  public var name: String { count == 1 ? "first rollout" : "first \(count) rollouts" }
  /// A single game says nothing but its return.
  public var explains: Bool { count > 1 }

  /// Returns the mean return.
  @inline(__always)
  public func evaluate(
    _ state: World.State, of world: World, using random: inout RandomSource
  ) -> Float {
    if count == 1 { return world.randomReturn(from: state, using: &random) }
    var sum: Float = 0
    for _ in 0..<count { sum += world.randomReturn(from: state, using: &random) }
    return sum / Float(count)
  }

  /// Returns the mean return with the return of each of the first 16 games.
  public func verdict(
    _ state: World.State, of world: World, using random: inout RandomSource
  ) -> Verdict {
    var sum: Float = 0
    var parts: [VerdictPart] = []
    for number in 1...count {
      let value = world.randomReturn(from: state, using: &random)
      sum += value
      if number <= 16 { parts.append(VerdictPart("rollout \(number)", Double(value))) }
    }
    return Verdict(value: Double(count == 1 ? sum : sum / Float(count)), parts: parts)
  }
}
