import RewardModels
import TreeSearch

extension Preset {
  /// RAP, as llm-reasoners runs it on Blocksworld.
  ///
  /// Hao et al. 2023, *Reasoning with Language Model is Planning with World Model*.
  public static let rap = StepRewardSearch.preset(
    "rap", title: "RAP, as llm-reasoners runs it on Blocksworld",
    source: "Hao et al., Reasoning with language model is planning with world model (2023)",
    firstProblem: "blocksworld", settings: .rap,
    departures: [
      Departure(
        "the next state is by the rules, unless --world-model expert",
        because: "what the rewards are worth is seen without what models believe of the world")
    ])
}

extension StepRewardSettings {
  /// The settings of `rap`: llm-reasoners on Blocksworld.
  public static let rap = StepRewardSettings(
    rewards: .models(.rap), c: 1, scalesC: false, unvisited: .estimate, backup: .suffixSum,
    avoidsRepeats: false, closes: false, entersLastLayer: false, answer: .bestPath)
}
