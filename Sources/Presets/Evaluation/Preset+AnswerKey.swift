import RewardModels

extension Preset {
  /// Where the rules' verdict on the end of an episode is in the rewards, what it is; nil where nothing
  /// but the search's own numbers chooses an answer.
  public var answerKey: String? {
    guard let stepRewards else {
      return truthInValues ?? "the rules' verdict on an end is the reward"
    }
    guard case .models(let composition) = stepRewards.rewards, composition.goalBonus != .none else {
      return nil
    }
    return "the rules' verdict is in the reward: +50 at the goal"
  }
}
