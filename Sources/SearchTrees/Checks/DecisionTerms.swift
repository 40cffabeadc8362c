import Glibc
import Groundwork

/// What the terms of a decision say of the way in which they were worked out.
enum DecisionTerms {
  /// A candidate whose exploration term is known.
  struct Bonus {
    var node: NodeID
    var visits: Double
    var bonus: Double
  }

  /// Returns the exploration terms of the visited candidates: `U`, or the second of two terms.
  static func bonuses(_ candidates: [SelectionTable.Candidate]) -> [Bonus] {
    candidates.compactMap { candidate in
      let named = candidate.terms.first { ["U", "u", "E", "exploration"].contains($0.name) }
      guard let term = named ?? (candidate.terms.count == 2 ? candidate.terms[1] : nil),
        term.value.isFinite, let visits = candidate.visits, visits >= 1
      else { return nil }
      return Bonus(node: candidate.node, visits: visits, bonus: term.value)
    }
  }

  /// Returns whether exploration terms have the logarithm of the candidates' own visits in the place of the
  /// parent's; nil where the numbers do not tell.
  ///
  /// With c and ln N alike for all siblings, `U^2 n` is the same for each; with the own logarithm it is
  /// `U^2 n / ln n`, and U is 0 at the first visit. Of another rule neither is the same.
  static func hasOwnLogarithm(_ bonuses: [Bonus]) -> Bool? {
    let first = bonuses.filter { $0.visits == 1 }
    let later = bonuses.filter { $0.visits > 1 }
    guard bonuses.contains(where: { $0.bonus != 0 }) else { return nil }
    func isSame(_ numbers: [Double]) -> Bool {
      guard let low = numbers.min(), let high = numbers.max() else { return true }
      return high - low <= 2e-3 * max(abs(high), 1e-9)
    }
    let counts = Set(bonuses.map(\.visits))
    guard counts.count > 1 else { return nil }
    if isSame(bonuses.map { $0.bonus * $0.bonus * $0.visits }) { return false }
    guard !later.isEmpty, first.allSatisfy({ abs($0.bonus) < 1e-6 }),
      isSame(later.map { $0.bonus * $0.bonus * $0.visits / log($0.visits) }),
      !first.isEmpty || Set(later.map(\.visits)).count > 1
    else { return false }
    return true
  }
}
