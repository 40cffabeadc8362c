/// A number that two language models give a step: one factor of a reward.
///
/// The raw value is the name under which a verdict lists it. All logarithms are natural.
public enum RewardPart: String, Hashable, Sendable, CaseIterable {
  /// The sum of the expert's log-probabilities of the action's tokens (Gao et al. 2024, section 4.1).
  case logLikelihood = "R_LL"
  /// The same divided by the number of tokens.
  case meanLogLikelihood = "R_LL/n"
  /// The expert's log-probability that the step is judged good.
  case selfEvaluation = "R_SE"
  /// The mean over the action's tokens of the Jensen-Shannon divergence of expert and amateur, in
  /// 0...ln 2 (Gao et al. 2024, section 4.1 and appendix A).
  case divergence = "R_JSD"
  /// The same with the sign of `log p_e - log p_a` of the token that was written.
  case signedDivergence = "R_sJSD"
  /// The sum over the action's tokens of `log p_e - log p_a`.
  case logRatio = "R_LR"
  /// `log p_e(good) - log p_a(good)`.
  case verdictContrast = "R_VC"
  /// The public code's log-likelihood: of the prompt and the action from the second token on.
  case wholeLogLikelihood = "R_LL'"
  /// The public code's contrast: the arithmetic-geometric mean divergence, summed over the action's
  /// tokens.
  case summedDivergence = "R_JSD'"
  /// A number that knows nothing, drawn from the standard normal distribution.
  case random = "R_RND"

  /// The parts that are measured at every step of a search: those of the paper, then the other
  /// contrasts.
  public static let measured: [RewardPart] = [
    .logLikelihood, .selfEvaluation, .divergence, .signedDivergence, .logRatio, .verdictContrast,
  ]

  /// The parts that statistics are kept of: those that are measured, and what can be chosen in their
  /// places.
  public static let standardisable: [RewardPart] =
    measured + [
      .meanLogLikelihood, .summedDivergence,
    ]

  /// What is wrong with the part, if it is one that only imitates a mistake.
  public var caveat: String? {
    switch self {
    case .wholeLogLikelihood: "sums over the prompt too, so it grows with the prompt"
    case .summedDivergence: "is summed, so it grows with the action, and has no upper bound"
    default: nil
    }
  }

  /// Returns the part's number for a step.
  ///
  /// - Precondition: the part is not ``random``, which no model gives.
  public func raw(of step: StepEvidence) -> Double {
    let places = step.places
    let count = Double(places.count)
    switch self {
    case .logLikelihood: return places.reduce(0) { $0 + $1.expertLog }
    case .meanLogLikelihood: return places.reduce(0) { $0 + $1.expertLog } / count
    case .selfEvaluation: return step.judgement.expertGoodLog
    case .divergence: return places.reduce(0) { $0 + $1.divergence.jensenShannon } / count
    case .signedDivergence:
      return places.reduce(0) { $0 + $1.divergence.jensenShannon * Self.sign($1.logRatio) } / count
    case .logRatio: return places.reduce(0) { $0 + $1.logRatio }
    case .verdictContrast:
      return step.judgement.expertGoodLog - step.judgement.amateurGoodLog
    case .wholeLogLikelihood:
      return places.reduce(step.promptLogLikelihood) { $0 + $1.expertLog }
    case .summedDivergence:
      // No search is planned with it where it is not known.
      return places.reduce(0) { $0 + ($1.divergence.arithmeticGeometric ?? .nan) }
    case .random: preconditionFailure("no model gives a random number")
    }
  }

  private static func sign(_ number: Double) -> Double { number > 0 ? 1 : number < 0 ? -1 : 0 }
}

/// A contrast of expert and amateur, as a person chooses it.
public enum Contrast: String, Hashable, Sendable, CaseIterable {
  /// The paper's: the mean Jensen-Shannon divergence, more is better.
  case divergence = "jsd"
  /// The same with the sign of the log-ratio.
  case signedDivergence = "signed-jsd"
  /// The sum of log-ratios.
  case logRatio = "log-ratio"
  /// The log-ratio of the judgement.
  case verdict
  /// The public code's divergence.
  case summedDivergence = "code"

  /// The part that it is.
  public var part: RewardPart {
    switch self {
    case .divergence: .divergence
    case .signedDivergence: .signedDivergence
    case .logRatio: .logRatio
    case .verdict: .verdictContrast
    case .summedDivergence: .summedDivergence
    }
  }
}
