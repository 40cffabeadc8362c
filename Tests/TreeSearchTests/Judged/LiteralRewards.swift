import RewardModels
import TreeSearch

/// Rewards that a literal tree gives: its priors, less 4 and in quarters, are the estimates.
struct LiteralRewards: StepRewards {
  func score(
    _ actions: [ActionCode], in state: Int, of world: LiteralTree, into estimates: inout [Float]
  ) {
    for action in actions {
      estimates.append(((world.prior(of: action, in: state) ?? 4) - 4) / 4)
    }
  }

  func reward(estimate: Float, step: Transition, to state: Int, of world: LiteralTree) -> Float {
    step.reward
  }
}

/// A recipe of judged steps around what a test is about.
func judged<Backing: Backup>(
  _ root: Branch, _ backup: Backing, c: Double = 1, isScaled: Bool = true,
  unvisited: UnvisitedRule = .siblings,
  walk: TreeRollout = TreeRollout(), closes: Bool = true
) -> Composition<
  LiteralTree, StepRewardProposer<LiteralRewards>, ActionWidening, GuidedUCT,
  StepRewardEvaluator<LiteralRewards>, Backing
> {
  Composition(
    world: LiteralTree(root),
    proposer: StepRewardProposer(LiteralRewards(), sortsByEstimate: unvisited == .infinity),
    widening: .all(atFirstVisit: true),
    selection: GuidedUCT(c: c, isScaled: isScaled, unvisited: unvisited),
    evaluator: StepRewardEvaluator(LiteralRewards()), backup: backup,
    interventions: closes ? [ClosedSubtrees()] : [], walk: walk, logsSimulations: true)
}
