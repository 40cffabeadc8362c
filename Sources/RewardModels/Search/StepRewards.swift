public import SearchTrees
public import TreeSearch

/// What steps are worth: a quick estimate of every action when a node grows, and the reward once a step is
/// taken.
///
/// This is how llm-reasoners (Hao et al. 2023) and SC-MCTS* (Gao et al. 2024) search: all children are
/// judged when they are made ("fast reward"), and the reward of entering one may add what only its state
/// shows.
public protocol StepRewards<World>: Sendable {
  /// The environment whose actions are judged.
  associatedtype World: Environment

  /// Whether what is said of actions may have to be waited for.
  var isAsked: Bool { get }
  /// Asks about actions unless what is said of them is known; returns why it is not known yet.
  ///
  /// Only where it ``isAsked``, and before ``score(_:in:of:into:)``. After a failure it asks again.
  func ask(
    about actions: [ActionCode], in state: World.State, of world: World
  ) -> Proposals.Wait?

  /// Appends the estimate of each action, in their order; the same actions in another order get the same
  /// estimates.
  func score(
    _ actions: [ActionCode], in state: World.State, of world: World, into estimates: inout [Float])

  /// Returns the reward of a step that was taken; `state` is where it led.
  func reward(
    estimate: Float, step: Transition, to state: World.State, of world: World
  ) -> Float

  /// Takes back what was said earlier of each action, in their order, so that nobody is asked again.
  func recall(
    _ verdicts: [Verdict], on actions: [ActionCode], in state: World.State, of world: World)

  /// Returns what was said of each action, in their order; empty where there is nothing to say.
  func verdicts(
    on actions: [ActionCode], in state: World.State, of world: World
  ) -> [Verdict]

  /// Returns what is said of each action, in their order, and what would be if a call had been answered like
  /// another one, by the numbers of the calls; nil where that cannot be told. Nothing is remembered of it.
  func reconsider(
    _ actions: [ActionCode], in state: World.State, of world: World, taking number: Int,
    for original: Int
  ) -> (before: [Verdict], after: [Verdict])?

  /// How well the parts of the estimates tell good steps from others, over the states judged so far.
  var discriminations: [PartDiscrimination] { get }
  /// What language models did so far; nil where none is asked.
  var modelUse: ModelUse? { get }
  /// The servers that are asked; empty where models run in the program.
  var servers: [ModelServer] { get }
  /// What those servers were asked, and said; nil where models run in the program.
  var keptCalls: KeptCalls? { get }
  /// What a reader of the rewards should not overlook.
  var alarms: [Alarm] { get }
}

extension StepRewards {
  /// By default it is known.
  public var isAsked: Bool { false }
  /// By default it is known.
  public func ask(
    about actions: [ActionCode], in state: World.State, of world: World
  ) -> Proposals.Wait? { nil }
  /// By default what was said earlier is worked out again.
  public func recall(
    _ verdicts: [Verdict], on actions: [ActionCode], in state: World.State, of world: World
  ) {}
  /// By default nothing is said but the numbers.
  public func verdicts(
    on actions: [ActionCode], in state: World.State, of world: World
  ) -> [Verdict] { [] }
  /// By default there are no calls.
  public func reconsider(
    _ actions: [ActionCode], in state: World.State, of world: World, taking number: Int,
    for original: Int
  ) -> (before: [Verdict], after: [Verdict])? { nil }
  /// By default nothing is known of the truth.
  public var discriminations: [PartDiscrimination] { [] }
  /// By default no models are asked.
  public var modelUse: ModelUse? { nil }
  /// By default no servers are asked.
  public var servers: [ModelServer] { [] }
  /// By default no servers are asked.
  public var keptCalls: KeptCalls? { nil }
  /// By default nothing is alarming.
  public var alarms: [Alarm] { [] }
}
