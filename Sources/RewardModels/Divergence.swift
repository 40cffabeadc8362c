import Glibc

/// How far the distributions of an expert and an amateur are apart at one place, in nats.
///
/// With `m = (p_e + p_a) / 2`, over the whole vocabulary and in double precision. Where a probability
/// is 0 its term is 0.
public struct Divergence: Hashable, Sendable {
  /// The Jensen-Shannon divergence `1/2 KL(p_e || m) + 1/2 KL(p_a || m)`, in 0...ln 2.
  public let jensenShannon: Double
  /// `1/2 [KL(m || p_e) + KL(m || p_a)]`, the arithmetic-geometric mean divergence: 0 and up, without
  /// a bound; nil where only the likeliest tokens are known.
  ///
  /// The public code of SC-MCTS* computes it in the place of the Jensen-Shannon divergence.
  public let arithmeticGeometric: Double?
  /// The values that the Jensen-Shannon divergence may have, where it is estimated from the likeliest
  /// tokens; nil where it is exact.
  public let certain: ClosedRange<Double>?

  /// Compares two distributions, given as natural logarithms of probabilities.
  ///
  /// - Precondition: they are over the same vocabulary.
  public init(expert: [Double], amateur: [Double]) {
    precondition(expert.count == amateur.count, "distributions must be over the same vocabulary")
    var expertSum = 0.0
    var amateurSum = 0.0
    var middleSum = 0.0
    for (expertLog, amateurLog) in zip(expert, amateur) {
      let p = exp(expertLog)
      let q = exp(amateurLog)
      let middle = (p + q) / 2
      guard middle > 0 else { continue }
      let middleLog = log(middle)
      if p > 0 { expertSum += p * (expertLog - middleLog) }
      if q > 0 { amateurSum += q * (amateurLog - middleLog) }
      middleSum += middle * (middleLog - (expertLog + amateurLog) / 2)
    }
    // Rounding can leave equal distributions a hair below zero.
    jensenShannon = (max(expertSum, 0) + max(amateurSum, 0)) / 2
    arithmeticGeometric = max(middleSum, 0)
    certain = nil
  }

  /// States an estimate of the Jensen-Shannon divergence, and where it is certain to lie.
  public init(estimate: Double, within certain: ClosedRange<Double>) {
    jensenShannon = estimate
    arithmeticGeometric = nil
    self.certain = certain
  }
}
