import RewardModels
import TreeSearch

/// The rewards of the synthetic reasoning tree: its quick estimates, and what its steps turn out to be
/// worth.
struct EstimatedRewards: StepRewards {
  @inline(__always)
  func score(
    _ actions: [ActionCode], in state: ReasoningWorld.State, of world: ReasoningWorld,
    into estimates: inout [Float]
  ) {
    for action in actions { estimates.append(world.estimate(of: action, in: state) ?? 0) }
  }

  @inline(__always)
  func reward(
    estimate: Float, step: Transition, to state: ReasoningWorld.State, of world: ReasoningWorld
  ) -> Float { step.reward }
}
