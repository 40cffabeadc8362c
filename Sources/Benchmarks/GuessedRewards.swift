import RewardModels
import TreeSearch

/// The rewards of the synthetic reasoning tree: its quick guesses, and what its steps turn out to be
/// worth.
struct GuessedRewards: StepRewards {
  @inline(__always)
  func judge(
    _ actions: [ActionCode], in state: ReasoningWorld.State, of world: ReasoningWorld,
    into guesses: inout [Float]
  ) {
    for action in actions { guesses.append(world.estimate(of: action, in: state) ?? 0) }
  }

  @inline(__always)
  func reward(
    guess: Float, step: Transition, to state: ReasoningWorld.State, of world: ReasoningWorld
  ) -> Float { step.reward }
}
