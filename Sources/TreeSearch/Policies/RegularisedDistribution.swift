import Groundwork

/// The regularised policy over some arms, and what it is compared with.
///
/// It maximises `sum pi(a)*q(a) - l*KL(P, pi)` over all distributions: `pi(a) = l*P(a) / (alpha - q(a))`.
public struct RegularisedDistribution: Sendable, Hashable {
  /// What is known of an arm.
  public struct Arm: Sendable, Hashable {
    /// What it is worth: its mean value, or where it was never taken what stands in for that.
    public var value: Double
    /// Its prior probability.
    public var prior: Double
    /// How often it was taken.
    public var visits: Double

    /// Describes an arm.
    public init(value: Double, prior: Double, visits: Double) {
      self.value = value
      self.prior = prior
      self.visits = visits
    }
  }

  /// The arms.
  public let arms: [Arm]
  /// How much the priors count against the values: falls as visits grow.
  public let lambda: Double
  /// The number that makes the probabilities add up to 1.
  public let alpha: Double
  /// The bounds that alpha is looked for between.
  public let bounds: ClosedRange<Double>
  /// The probability of each arm.
  public let probabilities: [Double]
  /// The share of visits that AlphaZero's rule compares it with: `(n+1) / (A+N)`.
  public let shares: [Double]
  /// What AlphaZero's rule compares: `q + c*P*sqrt(N) / (1+n)`.
  public let scores: [Double]

  /// Works the policy out.
  ///
  /// - Parameters:
  ///   - arms: in their order; of no arms nothing is known but the constants.
  ///   - c: the exploration constant.
  /// - Complexity: O(arms) for each of at most 100 steps.
  public init(of arms: [Arm], c: Double) {
    self.arms = arms
    let visits = arms.reduce(0) { $0 + $1.visits }
    let total = Double(arms.count) + visits
    let weight = visits > 0 ? c * visits.squareRoot() / total : 1
    lambda = weight
    var low = -Double.infinity
    var high = -Double.infinity
    for arm in arms {
      low = max(low, arm.value + weight * arm.prior)
      high = max(high, arm.value + weight)
    }
    bounds = low <= high ? low...high : low...low
    alpha = Self.alpha(of: arms, weight, between: bounds)
    let found = alpha
    let raw = arms.map { arm in
      let distance = found - arm.value
      return distance > 0 ? weight * arm.prior / distance : 0
    }
    let sum = raw.reduce(0, +)
    // Without any weight on the priors only the best arms are left.
    if sum > 0, sum.isFinite {
      probabilities = raw.map { $0 / sum }
    } else {
      let best = arms.map(\.value).max()
      let count = Double(arms.count { $0.value == best })
      probabilities = arms.map { $0.value == best ? 1 / count : 0 }
    }
    shares = arms.map { ($0.visits + 1) / total }
    scores = arms.map { $0.value + c * $0.prior * visits.squareRoot() / (1 + $0.visits) }
  }

  private static func alpha(
    of arms: [Arm], _ weight: Double, between bounds: ClosedRange<Double>
  ) -> Double {
    var (low, high) = (bounds.lowerBound, bounds.upperBound)
    guard weight > 0, low.isFinite, high > low else { return high }
    for _ in 0..<100 {
      let middle = (low + high) / 2
      if middle <= low || middle >= high { break }
      var sum = 0.0
      for arm in arms { sum += weight * arm.prior / (middle - arm.value) }
      if sum > 1 { low = middle } else { high = middle }
    }
    return high
  }

  /// The position of the first arm with the highest of ``scores``.
  public var bestScore: Int? { Self.first(of: scores) }
  /// The position of the first arm whose probability exceeds its share of visits the most.
  public var bestRatio: Int? { Self.first(of: zip(probabilities, shares).map { $0 / $1 }) }

  private static func first(of numbers: [Double]) -> Int? {
    numbers.indices.reduce(nil) { best, index in
      guard let best else { return index }
      return numbers[index] > numbers[best] ? index : best
    }
  }
}
