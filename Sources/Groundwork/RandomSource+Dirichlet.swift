extension RandomSource {
  /// Returns `count` numbers that sum to 1, drawn from the symmetric Dirichlet distribution of a
  /// concentration, the first one first.
  ///
  /// The smaller the concentration, the more of the whole goes to few of them. O(count).
  ///
  /// - Precondition: `concentration` is above 0 and `count` is at least 1.
  public mutating func dirichlet(_ concentration: Double, count: Int) -> [Double] {
    precondition(count >= 1, "a distribution is over something")
    var parts: [Double] = []
    for _ in 0..<count { parts.append(gamma(shape: concentration).gamma) }
    let total = parts.reduce(0, +)
    if total > 0 { return parts.map { $0 / total } }
    // Of a tiny concentration all parts can be too small to be told from 0: one gets everything, as in
    // the limit.
    let chosen = Int(below(UInt32(truncatingIfNeeded: count)))
    return (0..<count).map { $0 == chosen ? 1 : 0 }
  }
}
