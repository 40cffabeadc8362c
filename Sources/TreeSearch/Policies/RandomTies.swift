public import Groundwork
public import SearchTrees

/// A rule whose equal scores are told apart by chance: of the children with the highest score one is
/// drawn, each as likely.
public struct RandomTies: SelectionPolicy {
  /// The rule that scores.
  public private(set) var base: any ScoringPolicy

  /// Draws among the equals of a rule.
  public init(_ base: any ScoringPolicy) { self.base = base }

  /// The rule's name.
  public var name: String { base.name }
  /// The rule's formula.
  public var formula: String { base.formula }
  /// The rule's terms.
  public var termNames: [String] { base.termNames }
  /// The rule's parameters.
  public var parameters: [Parameter] { base.parameters }
  /// The rule's exploration constant.
  public var exploration: NamedNumber? { base.exploration }
  /// Whether the rule needs priors.
  public var usesPriors: Bool { base.usesPriors }
  /// Whether the rule explores ends.
  public var exploresEnds: Bool { base.exploresEnds }
  /// One is drawn.
  public var ties: TieRule? { .random }
  /// The rule's statistics.
  public var statistics: [Statistic] { base.statistics }
  /// Whether the rule follows backups.
  public var followsBackups: Bool { base.followsBackups }

  /// Sets a parameter of the rule.
  public mutating func set(_ name: String, to value: Double) -> Bool { base.set(name, to: value) }
  /// Tells the rule where its statistics are.
  public mutating func locate(in layout: StatisticLayout) { base.locate(in: layout) }
  /// Tells the rule.
  public mutating func willBackUp(
    _ path: borrowing SimulationPath, in tree: borrowing SearchTree
  ) { base.willBackUp(path, in: tree) }
  /// Tells the rule.
  public mutating func didBackUp(_ path: borrowing SimulationPath, in tree: borrowing SearchTree) {
    base.didBackUp(path, in: tree)
  }
  /// Tells the rule.
  public mutating func recompute(from tree: borrowing SearchTree) { base.recompute(from: tree) }
  /// Returns the terms of the rule's scores.
  public func explain(_ family: borrowing Family) -> [CandidateTerms] { base.explain(family) }
  /// Returns the value with which a child would have a score.
  public func value(
    of child: NodeID, withVisits visits: UInt32, scoring score: Float, of family: borrowing Family
  ) -> Double? { base.value(of: child, withVisits: visits, scoring: score, of: family) }

  /// Returns one of the children with the highest score.
  public func choose(_ family: borrowing Family, using random: inout RandomSource) -> Choice {
    base.chooseAmongEquals(family, using: &random)
  }
}
