import TreeSearch

/// `uct`: Kocsis and Szepesvari, *Bandit based Monte-Carlo planning* (2006), as OpenSpiel's
/// `MCTSBot` runs it: a leaf is evaluated by a random rollout at its first visit and gets all its
/// children, shuffled, at its second.
enum UCTPreset: PresetDefaults {
  static var order: LegalActionsOrder { .shuffled }
  static var widening: ActionWidening { .all(atFirstVisit: false) }

  /// UCB1's constant, for values in 0...1.
  static var constant: Double { 2.0.squareRoot() }

  /// The usual constant is scaled to the width of the problem's values.
  static func selection(c: Double?, _ world: some Environment) -> UCT {
    UCT(c: c ?? constant * ValueScale.width(of: world))
  }
}

/// `puct`: Silver et al., *A general reinforcement learning algorithm that masters chess, shogi and
/// Go through self-play* (2018): priors, a leaf grows at its first visit and is evaluated itself.
///
/// The evaluator is a random rollout where no network is at hand.
enum PUCTPreset: PresetDefaults {
  static var order: LegalActionsOrder { .byPrior }
  static var widening: ActionWidening { .all(atFirstVisit: true) }

  /// AlphaZero's constant, for values in 0...1.
  static var constant: Double { 1.25 }
  /// An action never tried is taken to be worth what its parent is.
  static var reduction: Double { 0 }

  /// The usual constant is scaled to the width of the problem's values.
  static func selection(c: Double?, fpu: Double?, _ world: some Environment) -> PUCT {
    PUCT(c: c ?? constant * ValueScale.width(of: world), reduction: fpu ?? reduction)
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
