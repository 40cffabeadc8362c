extension RewardComposition {
  /// The paper's: divergence, likelihood and self-evaluation, standardised, a third each.
  ///
  /// Gao et al. 2024 give no weights.
  public static let paper = mean(
    of: [.divergence, .logLikelihood, .selfEvaluation], named: "paper")

  /// What serves a search best: likelihood, self-evaluation and the contrast of the judgements.
  public static let best = mean(
    of: [.logLikelihood, .selfEvaluation, .verdictContrast], named: "best")

  /// What the public code of SC-MCTS* does, its mistakes included: `0.5 (LL' + SE + JSD') + 0.5 SE`, raw,
  /// and a goal bonus.
  public static let code: RewardComposition = {
    var code = RewardComposition(
      "code",
      [
        Weight(.wholeLogLikelihood, 0.5), Weight(.selfEvaluation, 1),
        Weight(.summedDivergence, 0.5),
      ], isStandardised: false)
    code.goalBonus = .half
    code.amateurMemory = .afterSiblings
    return code
  }()

  /// What RAP does: `0.5 (LL + SE)`, raw, and a goal bonus.
  ///
  /// Hao et al. 2023, as llm-reasoners runs it on Blocksworld.
  public static let rap: RewardComposition = {
    var rap = RewardComposition(
      "rap", [Weight(.logLikelihood, 0.5), Weight(.selfEvaluation, 0.5)], isStandardised: false)
    rap.goalBonus = .half
    return rap
  }()

  /// Likelihood, self-evaluation and a contrast of the person's choice, standardised, a third each.
  public static func contrasting(by contrast: Contrast) -> RewardComposition {
    mean(of: [.logLikelihood, .selfEvaluation, contrast.part], named: contrast.rawValue)
  }

  /// Puts parts together as they are, each with a weight of 1.
  public static func sum(of parts: [RewardPart]) -> RewardComposition {
    RewardComposition(
      parts.map(\.rawValue).joined(separator: "+"), parts.map { Weight($0, 1) },
      isStandardised: false)
  }
}
