public import TreeSearch

/// The rewards that the problem itself gives: its estimate of an action, and the reward of taking it.
///
/// For trees whose file holds both.
public struct FileRewards<World: Environment>: StepRewards {
  /// Makes the rewards.
  public init() {}

  /// Appends the estimate of each action, 0 where there is none.
  public func score(
    _ actions: [ActionCode], in state: World.State, of world: World, into estimates: inout [Float]
  ) {
    estimates += actions.map { world.estimate(of: $0, in: state) ?? 0 }
  }

  /// Returns the reward of the step.
  public func reward(
    estimate: Float, step: Transition, to state: World.State, of world: World
  ) -> Float { step.reward }
}
