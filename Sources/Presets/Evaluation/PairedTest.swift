import Glibc

/// Two kinds of search compared on the same problems: the exact test of McNemar.
///
/// Problems that both solve, or neither, say nothing. Of the others each is a fair coin where neither
/// kind is better (McNemar, *Note on the sampling error of the difference between correlated proportions
/// or percentages*, 1947; with binomial probabilities in place of the approximation).
public struct PairedTest: Hashable, Sendable {
  /// The problems that only the first one solved.
  public var onlyFirst: Int
  /// The problems that only the second one solved.
  public var onlySecond: Int

  /// Makes a test of counts.
  public init(onlyFirst: Int, onlySecond: Int) {
    self.onlyFirst = onlyFirst
    self.onlySecond = onlySecond
  }

  /// Counts the pairs of outcomes that differ.
  public init(_ outcomes: some Sequence<(first: Bool, second: Bool)>) {
    self.init(onlyFirst: 0, onlySecond: 0)
    for outcome in outcomes where outcome.first != outcome.second {
      if outcome.first { onlyFirst += 1 } else { onlySecond += 1 }
    }
  }

  /// The probability of a split at least as uneven if neither is better, both sides counted, in 0...1.
  ///
  /// O(problems that differ).
  public var p: Double {
    let n = onlyFirst + onlySecond
    // Binomial coefficients over 2^n by their logarithms: neither overflows.
    var logarithm = -Double(n) * log(2)
    var sum = 0.0
    for k in 0...min(onlyFirst, onlySecond) {
      if k > 0 { logarithm += log(Double(n - k + 1) / Double(k)) }
      sum += exp(logarithm)
    }
    return min(1, 2 * sum)
  }
}
