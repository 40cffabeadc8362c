import Glibc

/// The middle of some whole numbers, with what a sample says of the middle of all.
public struct Median: Hashable, Sendable {
  /// The middle one, or what lies midway between two.
  public var middle: Double
  /// The 95 % confidence interval: from the k-th lowest to the k-th highest of the numbers, with the largest k
  /// at which the middle of all lies outside in at most one of twenty samples, whatever their distribution;
  /// nil for fewer than six numbers, which are too few for that.
  public var interval: ClosedRange<Int>?

  /// Takes the median of some numbers; nil without any.
  ///
  /// O(n log n).
  public init?(of numbers: [Int]) {
    if numbers.isEmpty { return nil }
    let sorted = numbers.sorted()
    let count = sorted.count
    middle = Double(sorted[(count - 1) / 2] + sorted[count / 2]) / 2
    let k = Self.outermost(count)
    interval = k > 0 ? sorted[k - 1]...sorted[count - k] : nil
  }

  /// The largest k with which at most 2.5 % of samples have fewer than k numbers below the middle of all: that
  /// count is binomial with a probability of one half.
  private static func outermost(_ count: Int) -> Int {
    var term = -Double(count) * log(2)
    var (sum, k) = (exp(term), 0)
    while sum <= 0.025, k < count / 2 {
      k += 1
      term += log(Double(count - k + 1) / Double(k))
      sum += exp(term)
    }
    return k
  }
}
