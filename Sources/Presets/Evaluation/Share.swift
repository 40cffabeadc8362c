/// How many of a number of problems were solved.
public struct Share: Hashable, Sendable {
  /// The problems that were solved.
  public var hits: Int
  /// All problems.
  public var count: Int

  /// Makes a share.
  ///
  /// - Precondition: `0 <= hits <= count`.
  public init(_ hits: Int, of count: Int) {
    precondition(0...count ~= hits)
    self.hits = hits
    self.count = count
  }

  /// The part that was solved, in 0...1; nil without problems.
  public var fraction: Double? { count > 0 ? Double(hits) / Double(count) : nil }

  /// The 95 % confidence interval by the score method, within 0...1; nil without problems.
  ///
  /// Wilson, *Probable inference, the law of succession, and statistical inference* (1927): the
  /// proportions `p` with `|hits/n - p| <= z sqrt(p(1-p)/n)`, `z` the normal quantile of 0.975.
  public var interval: ClosedRange<Double>? {
    guard let fraction else { return nil }
    let n = Double(count)
    let z = 1.959_963_984_540_054
    let scale = 1 / (1 + z * z / n)
    let centre = scale * (fraction + z * z / (2 * n))
    let spread = fraction * (1 - fraction) / n + z * z / (4 * n * n)
    let half = scale * z * spread.squareRoot()
    // At the ends the bound is exact; rounding must not leave a speck beside it.
    let low = hits == 0 ? 0 : max(0, centre - half)
    let high = hits == count ? 1 : min(1, centre + half)
    return low...high
  }
}
