import TreeSearch

/// `uct`: Kocsis and Szepesvari, *Bandit based Monte-Carlo planning* (2006).
///
/// Run as OpenSpiel's `MCTSBot` runs it: a leaf is evaluated by a random rollout at its first visit
/// and gets all its children, shuffled, at its second.
enum UCTPreset: PresetDefaults {
  static var order: LegalActionsOrder { .shuffled }
  static var widening: ActionWidening { .all(atFirstVisit: false) }

  /// UCB1's constant, sqrt(2), is for values in 0...1; it is scaled to the width of the problem's.
  static func selection(c: Double?, _ world: some Environment) -> UCT {
    UCT(c: c ?? 2.0.squareRoot() * ValueScale.width(of: world))
  }
}

/// `puct`: the search of AlphaZero (Silver and others 2018): priors, growth at the first visit.
///
/// A leaf is evaluated itself when it grows. The evaluator is a random rollout where no network is at
/// hand.
enum PUCTPreset: PresetDefaults {
  static var order: LegalActionsOrder { .byPrior }
  static var widening: ActionWidening { .all(atFirstVisit: true) }

  /// 1.25 is for values in 0...1; it is scaled to the width of the problem's.
  static func selection(c: Double?, _ world: some Environment) -> PUCT {
    PUCT(c: c ?? 1.25 * ValueScale.width(of: world))
  }
}

/// How wide a problem's values spread, where it is known.
enum ValueScale {
  /// Returns the width of the range of returns; 1 where it is unknown or a single point.
  static func width(of world: some Environment) -> Double {
    guard let range = world.valueRange else { return 1 }
    let width = Double(range.upperBound - range.lowerBound)
    return width > 0 && width.isFinite ? width : 1
  }
}
