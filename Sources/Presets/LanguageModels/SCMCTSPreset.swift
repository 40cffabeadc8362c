import RewardModels
import TreeSearch

/// SC-MCTS* in three versions.
///
/// Gao et al. 2024, *Interpretable Contrastive Monte Carlo Tree Search Reasoning*.
extension Preset {
  /// SC-MCTS*, with what works best on the embedded models.
  public static let contrastive = StepRewardSearch.preset(
    "sc-mcts", title: "SC-MCTS*: contrastive rewards of two models, tuned", source: scMCTSSource,
    firstProblem: "blocksworld:blocks=5,steps=8,seed=1", settings: .best,
    departures: [
      Departure(
        "R_JSD is shown but weighs nothing", because: "siblings of one verb have the same"),
      Departure(
        "log p_e(good) - log p_a(good) takes its place", because: "it looks behind the action"),
      Departure(
        "unvisited children count their reward and what visited siblings got beyond theirs",
        because: "each of them need not be visited once before any is visited twice"),
      Departure("sums of rewards go up", because: "equation (3) rewards ups and downs"),
      Departure(
        "no place twice on a path, exhausted subtrees closed", because: "worth more than rewards"),
      Departure(
        "the answer by mean reward", because: "sums of standardised rewards prefer long ways"),
      Departure("C is a multiple of the spread of Q", because: "it fits any scale of rewards"),
    ])

  /// SC-MCTS* as its paper has it, its open points by the usual reading.
  public static let contrastivePaper = StepRewardSearch.preset(
    "sc-mcts-paper", title: "SC-MCTS* as its paper has it", source: scMCTSSource,
    firstProblem: "blocksworld", settings: .paper,
    departures: [
      Departure(
        "weights of a third each, one region a part, C of 1 spread of Q",
        because: "the paper leaves them open"),
      Departure(
        "p_i of equation (3) is the step's reward; n = 0 is visited first",
        because: "the paper leaves them open"),
      Departure(
        "no alpha, l, m, d of algorithm 2; rollouts stay in the tree",
        because: "the paper leaves them open, and its code does so"),
      Departure("the answer is the end with the highest Q", because: "an inner node is no plan"),
    ])

  /// SC-MCTS* as its public code does it.
  public static let contrastiveCode = StepRewardSearch.preset(
    "sc-mcts-code", title: "SC-MCTS* as its code does it, mistakes included",
    source: scMCTSSource, firstProblem: "blocksworld", settings: .code,
    departures: [
      Departure(
        "the next state is by the rules, unless --world-model expert",
        because: "what the rewards are worth is seen without what models believe of the world"),
      Departure(
        "single precision, where the code computes in half precision",
        because: "processors compute in it"),
      Departure(
        "the amateur's stale cache holds the siblings of one expansion, not all before",
        because: "a state is asked about once, all its steps together, whatever was asked before"),
    ])

  private static let scMCTSSource =
    "Gao et al., Interpretable contrastive MCTS reasoning (2024), 2410.01707"
}

extension StepRewardSettings {
  /// The settings of `sc-mcts`: what works best on the embedded models.
  public static let best = StepRewardSettings(
    rewards: .models(.best), c: 1, scalesC: true, unvisited: .siblings, backup: .suffixSum,
    avoidsRepeats: true, closes: true, entersLastLayer: true, answer: .meanReward)

  /// The settings of `sc-mcts-paper`: the paper to the letter, its open points by the usual reading.
  public static let paper = StepRewardSettings(
    rewards: .models(.paper), c: 1, scalesC: true, unvisited: .infinity, backup: .equation3,
    avoidsRepeats: false, closes: false, entersLastLayer: true, answer: .bestEnd)

  /// The settings of `sc-mcts-code`: what the authors' public code does.
  public static let code = StepRewardSettings(
    rewards: .models(.code), c: 50, scalesC: false, unvisited: .estimate, backup: .suffixSum,
    avoidsRepeats: false, closes: false, entersLastLayer: false, answer: .bestPath)
}
