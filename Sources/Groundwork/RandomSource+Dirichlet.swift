import Glibc

/// Numbers drawn from the gamma and the Dirichlet distribution.
extension RandomSource {
  /// Returns a number drawn from the gamma distribution of a shape, with scale 1.
  ///
  /// Marsaglia and Tsang, *A simple method for generating gamma variables* (2000). How many
  /// numbers it draws is left to chance: about three, and one more for shapes below 1.
  ///
  /// - Precondition: `shape` is above 0.
  public mutating func gamma(shape: Double) -> Double {
    precondition(shape > 0, "a shape is above 0")
    if shape < 1 {
      // Drawn in this order: the larger shape, then the power that makes it smaller.
      let larger = gamma(shape: shape + 1)
      return larger * pow(1 - unit(), 1 / shape)
    }
    let d = shape - 1.0 / 3
    let c = 1 / (9 * d).squareRoot()
    while true {
      let x = normal()
      let v = 1 + c * x
      let u = 1 - unit()
      guard v > 0 else { continue }
      let cube = v * v * v
      if log(u) < x * x / 2 + d - d * cube + d * log(cube) { return d * cube }
    }
  }

  /// Returns `count` numbers that sum to 1, drawn from the symmetric Dirichlet distribution of a
  /// concentration, the first one first.
  ///
  /// The smaller the concentration, the more of the whole goes to few of them. O(count).
  ///
  /// - Precondition: `concentration` is above 0 and `count` is at least 1.
  public mutating func dirichlet(_ concentration: Double, count: Int) -> [Double] {
    precondition(count >= 1, "a distribution is over something")
    var parts: [Double] = []
    for _ in 0..<count { parts.append(gamma(shape: concentration)) }
    let total = parts.reduce(0, +)
    if total > 0 { return parts.map { $0 / total } }
    // Of a tiny concentration all parts can be too small to be told from 0: one gets everything, as in
    // the limit.
    let chosen = Int(below(UInt32(truncatingIfNeeded: count)))
    return (0..<count).map { $0 == chosen ? 1 : 0 }
  }
}
