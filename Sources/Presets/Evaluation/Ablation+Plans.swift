import Environments
import RewardModels
import TreeSearch

extension Ablation {
  /// Returns the settings of a row: those of the row above and one thing more.
  static func settings(of row: Row) -> StepRewardSettings {
    var settings = StepRewardSettings(
      rewards: .random, c: 1, scalesC: false, unvisited: .estimate, backup: .suffixSum,
      avoidsRepeats: false, closes: false, entersLastLayer: true, answer: .bestPath)
    for piece in Row.allCases {
      switch piece {
      case .base: break
      case .contrast: settings.rewards = .models(.sum(of: [.divergence]))
      case .likelihood: settings.rewards = .models(.sum(of: [.divergence, .logLikelihood]))
      case .selfEvaluation:
        settings.rewards = .models(.sum(of: [.divergence, .logLikelihood, .selfEvaluation]))
      case .regions: settings.rewards = .models(.paper)
      case .constant: settings.scalesC = true
      case .backup: settings.backup = .equation3
      case .noRepeats: settings.avoidsRepeats = true
      case .closing: settings.closes = true
      case .meanAnswer: settings.answer = .meanReward
      case .verdictContrast: settings.rewards = .models(.best)
      case .siblings:
        settings.unvisited = .siblings
        settings.backup = .suffixSum
      case .randomWithRules: settings.rewards = .random
      }
      if piece == row { break }
    }
    return settings
  }
}

extension EvaluationEntry {
  /// The entries of the ablation.
  public static let ablation: [EvaluationEntry] = Ablation.entries(
    answer: { Ablation.settings(of: $0).answer },
    unsupportedReason: { SearchPlan(Problem($0), .contrastive).validationError },
    plan: { row, world, seed in
      var plan = SearchPlan(Problem(world), .contrastive)
      plan.stepRewards = Ablation.settings(of: row)
      plan.seed = seed
      return plan
    })
}
