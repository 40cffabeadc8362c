public import Groundwork
public import SearchTrees

/// A selection rule of any type: one call a family.
public struct AnySelection: SelectionPolicy {
  private var base: any SelectionPolicy
  /// Whether the tree must keep priors.
  public let usesPriors: Bool
  /// Whether the rule follows every backup.
  public let followsBackups: Bool

  /// Erases the type of a rule.
  public init(_ base: any SelectionPolicy) {
    self.base = base
    usesPriors = base.usesPriors
    followsBackups = base.followsBackups
  }

  /// The rule's name.
  public var name: String { base.name }
  /// The rule's formula.
  public var formula: String { base.formula }
  /// The names of the rule's terms.
  public var termNames: [String] { base.termNames }
  /// The rule's parameters.
  public var parameters: [Parameter] { base.parameters }
  /// Whether ends are scored like any other child.
  public var exploresEnds: Bool { base.exploresEnds }
  /// What becomes of equal scores.
  public var ties: TieRule? { base.ties }
  /// The statistics that the rule reads.
  public var statistics: [Statistic] { base.statistics }

  /// Sets a parameter of the rule.
  public mutating func set(_ name: String, to value: Double) -> Bool { base.set(name, to: value) }
  /// Tells the rule where its statistics are.
  public mutating func locate(in layout: StatisticLayout) { base.locate(in: layout) }
  /// Asks the rule.
  @inline(__always)
  public func choose(_ family: borrowing Family, using random: inout RandomSource) -> Choice {
    base.choose(family, using: &random)
  }
  /// Asks the rule.
  public func explain(_ family: borrowing Family) -> [CandidateTerms] { base.explain(family) }
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
}
