import RewardModels

extension Preset {
  /// Where the rules' verdict on the goal is in the rewards of Blocksworld, what it is; nil where nothing
  /// but the search's own numbers chooses an answer.
  public var answerKey: String? {
    guard let stepRewards else { return "the rules' verdict is the reward: 1 at the goal" }
    guard case .models(let composition) = stepRewards.rewards, composition.goalBonus != .none else {
      return nil
    }
    return "the rules' verdict is in the reward: +50 at the goal"
  }
}
