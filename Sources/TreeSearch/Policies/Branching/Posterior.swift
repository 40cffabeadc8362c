import Glibc
public import Groundwork

/// What is believed of the mean score of an arm before anything is observed.
public enum ArmPrior: Sendable, Hashable {
  /// Normal scores of unknown mean and variance: a normal-inverse-gamma prior.
  ///
  /// `strength` (kappa) and `freedom` (nu) say how many observations it counts as, `scale` (tau squared)
  /// is the variance that is expected.
  case normal(mean: Double, strength: Double, freedom: Double, scale: Double)
  /// Scores in 0...1, each counted as part of a success: a beta prior.
  case beta(successes: Double, failures: Double)

  /// AB-MCTS-A's: mean 0, one observation, variance 0.1.
  public static let usualNormal = ArmPrior.normal(mean: 0, strength: 1, freedom: 1, scale: 0.1)
  /// Jeffreys' prior.
  public static let jeffreys = ArmPrior.beta(successes: 0.5, failures: 0.5)

  /// Returns the prior with another mean.
  public func with(mean: Double) -> ArmPrior {
    switch self {
    case .normal(_, let strength, let freedom, let scale):
      .normal(mean: mean, strength: strength, freedom: freedom, scale: scale)
    case .beta: .beta(successes: mean, failures: 1 - mean)
    }
  }

  /// Returns what is believed once an arm was observed.
  @inline(__always)
  public func posterior(_ arm: ArmStatistics) -> Posterior {
    switch self {
    case .normal(let mean, let strength, let freedom, let scale):
      let total = strength + arm.count
      let distance = mean - arm.mean
      return .normal(
        location: (strength * mean + arm.count * arm.mean) / total, strength: total,
        freedom: freedom + arm.count,
        scale: (freedom * scale + arm.squares + arm.count * strength * distance * distance / total)
          / (freedom + arm.count))
    case .beta(let successes, let failures):
      let sum = arm.count * arm.mean
      return .beta(successes: successes + sum, failures: failures + arm.count - sum)
    }
  }
}

/// What is believed of the mean score of an arm.
public enum Posterior: Sendable, Hashable {
  /// A normal-inverse-gamma distribution: of the mean alone a Student t distribution.
  case normal(location: Double, strength: Double, freedom: Double, scale: Double)
  /// A beta distribution.
  case beta(successes: Double, failures: Double)

  /// The mean of the distribution; of a t distribution without one, its middle.
  public var location: Double {
    switch self {
    case .normal(let location, _, _, _): location
    case .beta(let a, let b): a / (a + b)
    }
  }

  /// The standard deviation; nil where it is infinite.
  public var deviation: Double? {
    switch self {
    case .normal(_, let strength, let freedom, let scale):
      freedom > 2 ? (scale / strength * freedom / (freedom - 2)).squareRoot() : nil
    case .beta(let a, let b): (a * b / ((a + b) * (a + b) * (a + b + 1))).squareRoot()
    }
  }

  /// The numbers that describe it, by the names of the field.
  public var parameters: [(name: StaticString, value: Double)] {
    switch self {
    case .normal(let location, let strength, let freedom, let scale):
      [("m", location), ("kappa", strength), ("nu", freedom), ("tau_square", scale)]
    case .beta(let a, let b): [("a", a), ("b", b)]
    }
  }

  /// Draws a mean.
  ///
  /// Normal: the variance from its inverse gamma distribution, then the mean given it; one draw of
  /// `RandomSource.gamma(shape:)`. Beta: two such draws. Allocates nothing.
  @inline(__always)
  public func draw(using random: inout RandomSource) -> Double {
    switch self {
    case .normal(let location, let strength, let freedom, let scale):
      let (gamma, normal) = random.gamma(shape: freedom / 2)
      return location + normal * (freedom * scale / 2 / gamma / strength).squareRoot()
    case .beta(let a, let b):
      let (one, other) = (random.gamma(shape: a).gamma, random.gamma(shape: b).gamma)
      return one + other > 0 ? one / (one + other) : a / (a + b)
    }
  }

  /// Returns the probability that the mean is at most `x`.
  public func cumulative(_ x: Double) -> Double {
    switch self {
    case .normal(let location, let strength, let freedom, let scale):
      let t = (x - location) / (scale / strength).squareRoot()
      let tail =
        0.5
        * DistributionFunctions.incompleteBeta(freedom / (freedom + t * t), freedom / 2, 0.5)
      return t > 0 ? 1 - tail : tail
    case .beta(let a, let b): return DistributionFunctions.incompleteBeta(x, a, b)
    }
  }

  /// Returns the probability that a mean drawn from it exceeds one drawn from `other`.
  ///
  /// Simpson's rule over an angle in which the density is smooth; exact to seven places.
  public func probability(exceeding other: Posterior) -> Double {
    switch self {
    case .normal(let location, let strength, let freedom, let scale):
      // x = location + width*sqrt(nu)*tan(angle) has the density C*cos(angle)^(nu-1).
      let stretch = (scale / strength * freedom).squareRoot()
      let constant = exp(
        DistributionFunctions.logGamma((freedom + 1) / 2)
          - DistributionFunctions.logGamma(freedom / 2)
          - 0.5 * log(Double.pi))
      let end = min(Double.pi / 2, 14 / freedom.squareRoot())
      return Self.integral(from: -end, to: end) { angle in
        let cosine = cos(angle)
        guard cosine > 1e-12 else { return angle > 0 && freedom <= 1 ? constant : 0 }
        return constant * pow(cosine, freedom - 1)
          * other.cumulative(location + stretch * tan(angle))
      }
    case .beta(let a, let b):
      // x = sin(angle)^2 takes the poles at the ends away for a, b of 1/2 and more.
      let constant =
        2
        * exp(
          DistributionFunctions.logGamma(a + b) - DistributionFunctions.logGamma(a)
            - DistributionFunctions.logGamma(b))
      return Self.integral(from: 1e-9, to: Double.pi / 2 - 1e-9) { angle in
        let (sine, cosine) = (sin(angle), cos(angle))
        return constant * pow(sine, 2 * a - 1) * pow(cosine, 2 * b - 1)
          * other.cumulative(sine * sine)
      }
    }
  }

  private static func integral(
    from low: Double, to high: Double, of function: (Double) -> Double
  ) -> Double {
    let steps = 2000
    let width = (high - low) / Double(steps)
    var sum = function(low) + function(high)
    for step in 1..<steps {
      sum += (step.isMultiple(of: 2) ? 2 : 4) * function(low + Double(step) * width)
    }
    return min(1, max(0, sum * width / 3))
  }

  /// Returns for each of some posteriors the probability that what is drawn from it is the highest.
  ///
  /// Sums over steps of the joint distribution, exact to three places; they add up to 1.
  /// O(posteriors).
  public static func probabilitiesOfHighest(_ posteriors: [Posterior]) -> [Double] {
    guard posteriors.count > 1 else { return posteriors.map { _ in 1 } }
    let middle = posteriors.map(\.location).reduce(0, +) / Double(posteriors.count)
    let spread = posteriors.map { posterior in
      let width =
        switch posterior {
        case .normal(_, let strength, _, let scale): (scale / strength).squareRoot()
        case .beta: posterior.deviation ?? 1
        }
      return width + abs(posterior.location - middle)
    }.max()
    return HighestDraw.probabilities(
      posteriors.count, middle: middle, spread: spread ?? 1
    ) { posteriors[$0].cumulative($1) }
  }
}

/// Which of several independent draws is the highest.
enum HighestDraw {
  /// Returns the probability of each draw to be the highest; `cumulative` is the distribution function of
  /// the draw at a place.
  ///
  /// The line is cut at tangents of even angles, so that heavy tails are in it.
  static func probabilities(
    _ count: Int, middle: Double, spread: Double, steps: Int = 160,
    cumulative: (Int, Double) -> Double
  ) -> [Double] {
    var before = [Double](repeating: 0, count: count)
    var result = before
    for step in 1...steps {
      let angle = Double.pi * (Double(step) / Double(steps) - 0.5)
      let x = step == steps ? Double.infinity : middle + spread * tan(angle)
      let now = (0..<count).map { x.isFinite ? cumulative($0, x) : 1 }
      // Of the product of all others by what comes before and after each.
      var after = [Double](repeating: 1, count: count + 1)
      for index in (0..<count).reversed() {
        after[index] = after[index + 1] * (before[index] + now[index]) / 2
      }
      var product = 1.0
      for index in 0..<count {
        result[index] += (now[index] - before[index]) * product * after[index + 1]
        product *= (before[index] + now[index]) / 2
      }
      before = now
    }
    let total = result.reduce(0, +)
    return total > 0 ? result.map { $0 / total } : result
  }
}
