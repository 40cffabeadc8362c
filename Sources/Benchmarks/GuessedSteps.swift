import Groundwork
import TreeSearch

/// Every step, its guessed reward handed out in the place of a prior.
struct GuessedSteps: Proposer {
  typealias World = ReasoningWorld

  @inline(__always)
  func propose(
    _ wanted: Int, beyond tried: [ActionCode], in state: ReasoningWorld.State,
    after trail: [ReasoningWorld.State], of world: ReasoningWorld, into proposals: inout Proposals,
    using random: inout RandomSource
  ) {
    for index in 0..<world.actionCount(in: state) {
      let action = world.action(at: index, in: state)
      proposals.actions.append(action)
      proposals.priors.append(world.estimate(of: action, in: state) ?? 0)
    }
  }
}
