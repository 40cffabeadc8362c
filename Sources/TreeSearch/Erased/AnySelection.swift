public import Groundwork
public import SearchTrees

/// A selection rule of any type: one call a family.
public struct AnySelection: SelectionPolicy {
  /// The rule, as it was set last.
  private var shared: Shared<any SelectionPolicy>
  /// The rule as it is now, where it follows backups.
  private var following: Following?
  /// Whether the tree must keep priors.
  public let usesPriors: Bool
  /// Whether the rule follows every backup.
  public let followsBackups: Bool

  /// A rule that follows backups, changed in place while one search holds it.
  ///
  /// Copies of a search share it until one of them changes it, as an array does its elements; nobody
  /// writes to what is shared, so that the copies may be on different threads.
  private final class Following: @unchecked Sendable {
    var rule: any SelectionPolicy

    init(_ rule: any SelectionPolicy) { self.rule = rule }
  }

  /// Erases the type of a rule.
  public init(_ base: any SelectionPolicy) {
    usesPriors = base.usesPriors
    followsBackups = base.followsBackups
    shared = Shared(base)
    if followsBackups { following = Following(base) }
  }

  private var base: any SelectionPolicy { following?.rule ?? shared.value }

  /// Changes the rule; not for every simulation.
  private mutating func change<Result>(
    _ body: (inout any SelectionPolicy) -> Result
  ) -> Result {
    var rule = base
    defer { self = AnySelection(rule) }
    return body(&rule)
  }

  /// Returns the rule that follows backups, copied first where another search holds it too.
  private mutating func own() -> Following {
    let isOwn = isKnownUniquelyReferenced(&following)
    if isOwn, let following { return following }
    let copy = Following(base)
    following = copy
    return copy
  }

  /// The rule's name.
  public var name: String { base.name }
  /// The rule's formula.
  public var formula: String { base.formula }
  /// The names of the rule's terms.
  public var termNames: [String] { base.termNames }
  /// The rule's parameters.
  public var parameters: [Parameter] { base.parameters }
  /// The rule's exploration constant.
  public var exploration: NamedNumber? { base.exploration }
  /// Whether ends are scored like any other child.
  public var exploresEnds: Bool { base.exploresEnds }
  /// What becomes of equal scores.
  public var ties: TieRule? { base.ties }
  /// Whether the rule weighs a new child.
  public var weighsNewChild: Bool { base.weighsNewChild }
  /// The names of the rule's sources.
  public var sources: [String] { base.sources }
  /// The statistics that the rule reads.
  public var statistics: [Statistic] { base.statistics }

  /// Sets a parameter of the rule.
  public mutating func set(_ name: String, to value: Double) -> Bool {
    change { $0.set(name, to: value) }
  }
  /// Tells the rule where its statistics are.
  public mutating func locate(in layout: StatisticLayout) { change { $0.locate(in: layout) } }
  /// Asks the rule.
  @inline(__always)
  public func choose(_ family: borrowing Family, using random: inout RandomSource) -> Choice {
    if !followsBackups { return shared.value.choose(family, using: &random) }
    return chooseFollowing(family, using: &random)
  }
  @inline(never)
  private func chooseFollowing(
    _ family: borrowing Family, using random: inout RandomSource
  ) -> Choice { base.choose(family, using: &random) }
  /// Asks the rule.
  public func explain(_ family: borrowing Family) -> [CandidateTerms] { base.explain(family) }
  /// Asks the rule.
  public func stages(_ family: borrowing Family) -> [SelectionTable.Stage] { base.stages(family) }
  /// Asks the rule.
  public func decide(
    _ family: borrowing Family, using random: inout RandomSource
  ) -> (choice: Choice, stages: [SelectionTable.Stage]) { base.decide(family, using: &random) }
  /// Tells the rule.
  public mutating func willBackUp(
    _ path: borrowing SimulationPath, in tree: borrowing SearchTree
  ) { own().rule.willBackUp(path, in: tree) }
  /// Tells the rule.
  public mutating func didBackUp(_ path: borrowing SimulationPath, in tree: borrowing SearchTree) {
    own().rule.didBackUp(path, in: tree)
  }
  /// Tells the rule.
  public mutating func recompute(from tree: borrowing SearchTree) {
    var rule = base
    rule.recompute(from: tree)
    self = AnySelection(rule)
  }
}
