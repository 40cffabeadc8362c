import Glibc

/// How far the distributions of an expert and an amateur are apart at one place, in nats.
///
/// With `m = (p_e + p_a) / 2`, over the whole vocabulary and in double precision. Where a probability
/// is 0 its term is 0.
public struct Divergence: Hashable, Sendable {
  /// `KL(p_e || m)`, in 0...ln 2.
  public let expertFromMiddle: Double
  /// `KL(p_a || m)`, in 0...ln 2.
  public let amateurFromMiddle: Double
  /// `1/2 [KL(m || p_e) + KL(m || p_a)]`, the arithmetic-geometric mean divergence: 0 and up, without
  /// a bound.
  ///
  /// The public code of SC-MCTS* computes it in the place of the Jensen-Shannon divergence.
  public let arithmeticGeometric: Double
  /// The entropy of the expert's distribution.
  public let expertEntropy: Double
  /// The entropy of the amateur's distribution.
  public let amateurEntropy: Double

  /// The Jensen-Shannon divergence `1/2 KL(p_e || m) + 1/2 KL(p_a || m)`, in 0...ln 2.
  public var jensenShannon: Double { (expertFromMiddle + amateurFromMiddle) / 2 }

  /// States the two parts of a Jensen-Shannon divergence; all else is not known and no number.
  init(expertFromMiddle: Double, amateurFromMiddle: Double) {
    self.expertFromMiddle = expertFromMiddle
    self.amateurFromMiddle = amateurFromMiddle
    arithmeticGeometric = .nan
    expertEntropy = .nan
    amateurEntropy = .nan
  }

  /// Compares two distributions, given as natural logarithms of probabilities.
  ///
  /// - Precondition: they are over the same vocabulary.
  public init(expert: [Double], amateur: [Double]) {
    precondition(expert.count == amateur.count, "distributions must be over the same vocabulary")
    var expertSum = 0.0
    var amateurSum = 0.0
    var middleSum = 0.0
    var expertEntropy = 0.0
    var amateurEntropy = 0.0
    for (expertLog, amateurLog) in zip(expert, amateur) {
      let p = exp(expertLog)
      let q = exp(amateurLog)
      let middle = (p + q) / 2
      guard middle > 0 else { continue }
      let middleLog = log(middle)
      if p > 0 {
        expertSum += p * (expertLog - middleLog)
        expertEntropy -= p * expertLog
      }
      if q > 0 {
        amateurSum += q * (amateurLog - middleLog)
        amateurEntropy -= q * amateurLog
      }
      middleSum += middle * (middleLog - (expertLog + amateurLog) / 2)
    }
    // Rounding can leave equal distributions a hair below zero.
    expertFromMiddle = max(expertSum, 0)
    amateurFromMiddle = max(amateurSum, 0)
    arithmeticGeometric = max(middleSum, 0)
    self.expertEntropy = max(expertEntropy, 0)
    self.amateurEntropy = max(amateurEntropy, 0)
  }
}
