import RewardModels
public import TreeSearch

/// How a value is backed up.
public enum BackupRule: String, Sendable, CaseIterable {
  /// The whole return at every node.
  case mean
  /// The rewards from each node on.
  case suffixSum = "suffix-sum"
  /// The mean reward from each node on.
  case suffixMean = "suffix-mean"
  /// Equation (3) of SC-MCTS*, literally.
  case equation3 = "eq3"
  /// Equation (3) corrected: drops cost what they are.
  case progress
  /// The best visited child.
  case max
  /// The return of whoever moved to each node.
  case negamax

  /// Whether values can be proven under the rule.
  public var provesValues: Bool { rule.provable != nil }

  /// The rule.
  public var rule: any Backup {
    switch self {
    case .mean: MeanBackup()
    case .suffixSum: SuffixSumBackup()
    case .suffixMean: SuffixMeanBackup()
    case .equation3: ProgressBackup(isCorrected: false)
    case .progress: ProgressBackup(isCorrected: true)
    case .max: MaxBackup()
    case .negamax: NegamaxBackup()
    }
  }

  /// Whether the rule is for so many players.
  func isFor(players: Int) -> Bool { (self == .negamax) == (players == 2) }
}
