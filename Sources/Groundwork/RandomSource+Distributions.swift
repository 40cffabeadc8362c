import Glibc

extension RandomSource {
  /// Returns two independent numbers drawn from the standard normal distribution.
  ///
  /// Marsaglia's polar method: pairs of uniform numbers until one lies in the unit circle, four of five do;
  /// without a sine it takes half the time of Box and Muller's.
  public mutating func normalPair() -> (Double, Double) {
    while true {
      let (x, y) = (2 * unit() - 1, 2 * unit() - 1)
      let square = x * x + y * y
      guard square < 1, square > 0 else { continue }
      let factor = (-2 * log(square) / square).squareRoot()
      return (x * factor, y * factor)
    }
  }

  /// Returns a number drawn from the gamma distribution of a shape above 0 and scale 1, and a standard
  /// normal one that is independent of it.
  ///
  /// Marsaglia and Tsang, *A simple method for generating gamma variables* (2000). Draws a pair of normal
  /// numbers and a uniform one, again where the pair is rejected (one time in twenty at most), and for
  /// shapes below 1 one more uniform number at the end. Allocates nothing.
  public mutating func gamma(shape: Double) -> (gamma: Double, normal: Double) {
    precondition(shape > 0, "a gamma distribution has a shape above 0")
    let raised = shape < 1 ? shape + 1 : shape
    let d = raised - 1.0 / 3
    let c = 1 / (9 * d).squareRoot()
    while true {
      let (x, normal) = normalPair()
      let root = 1 + c * x
      guard root > 0 else { continue }
      let v = root * root * root
      let u = 1 - unit()
      let squeezed = u < 1 - 0.0331 * x * x * x * x
      guard squeezed || log(u) < 0.5 * x * x + d * (1 - v + log(v)) else { continue }
      return (shape < 1 ? d * v * pow(1 - unit(), 1 / shape) : d * v, normal)
    }
  }

  /// Returns a number drawn from the standard Gumbel distribution, from a uniform one.
  public mutating func gumbel() -> Double { -log(-log(1 - unit() * (1 - 0x1p-53))) }
}

/// Distribution functions that the C library does not have.
public enum DistributionFunctions {
  /// Returns the probability that a standard normal number is at most `x`.
  public static func normal(_ x: Double) -> Double { 0.5 * erfc(-x / 2.0.squareRoot()) }

  /// Returns the number that a standard normal one is at most with probability `p` in 0...1.
  ///
  /// By bisection and Newton's steps on ``normal(_:)``, to the last bits; for tables, not for loops.
  public static func normalQuantile(_ p: Double) -> Double {
    guard p > 0, p < 1 else { return p <= 0 ? -.infinity : .infinity }
    var (low, high) = (-40.0, 40.0)
    while true {
      let middle = (low + high) / 2
      if middle <= low || middle >= high { return middle }
      if normal(middle) < p { low = middle } else { high = middle }
    }
  }

  /// Returns the regularised incomplete beta function `I_x(a, b)`, with x in 0...1 and a, b above 0.
  ///
  /// Lentz's continued fraction (Numerical Recipes, 6.4).
  public static func incompleteBeta(_ x: Double, _ a: Double, _ b: Double) -> Double {
    if x <= 0 { return 0 }
    if x >= 1 { return 1 }
    let front = exp(
      logGamma(a + b) - logGamma(a) - logGamma(b) + a * log(x) + b * log1p(-x))
    // The fraction converges fast on this side of the mean.
    return x < (a + 1) / (a + b + 2)
      ? front * fraction(x, a, b) / a : 1 - front * fraction(1 - x, b, a) / b
  }

  /// Returns the logarithm of the gamma function of a positive number.
  public static func logGamma(_ x: Double) -> Double {
    var sign: Int32 = 0
    return unsafe lgamma_r(x, &sign)
  }

  private static func fraction(_ x: Double, _ a: Double, _ b: Double) -> Double {
    let least = 1e-300
    var c = 1.0
    var d = 1 - (a + b) * x / (a + 1)
    d = 1 / (abs(d) < least ? least : d)
    var result = d
    for step in 1...500 {
      let m = Double(step)
      for factor in [
        m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m)),
        -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1)),
      ] {
        d = 1 + factor * d
        c = 1 + factor / c
        if abs(d) < least { d = least }
        if abs(c) < least { c = least }
        d = 1 / d
        result *= d * c
      }
      if abs(d * c - 1) < 1e-15 { break }
    }
    return result
  }
}
