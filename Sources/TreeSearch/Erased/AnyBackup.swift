public import SearchTrees

/// A backup rule of any type: one call a simulation.
public struct AnyBackup: Backup {
  private var shared: Shared<any Backup>
  private var base: any Backup { shared.value }
  /// How the level of the children's Q follows from the node's own.
  public let childLevel: ChildLevel

  /// Erases the type of a rule.
  public init(_ base: any Backup) {
    shared = Shared(base)
    childLevel = base.childLevel
  }

  /// What Q means under the rule.
  public var meaning: ValueMeaning { base.meaning }
  /// The statistics that the rule writes.
  public var statistics: [Statistic] { base.statistics }
  /// The rule as one by which values can be proven.
  public var provable: (any Provable)? { base.provable }

  /// Tells the rule where its statistics are.
  public mutating func locate(in layout: StatisticLayout) {
    var rule = base
    rule.locate(in: layout)
    shared = Shared(rule)
  }
  /// Asks the rule.
  @inline(__always)
  public func backUp(_ path: borrowing SimulationPath, into tree: inout SearchTree) {
    shared.value.backUp(path, into: &tree)
  }
  /// Asks the rule.
  public func leafValue(toMake value: Float, on path: borrowing SimulationPath) -> Float {
    base.leafValue(toMake: value, on: path)
  }
  /// Asks the rule.
  public func valueRange(of range: ClosedRange<Float>) -> ClosedRange<Float>? {
    base.valueRange(of: range)
  }
  /// Asks the rule.
  public func terms(at index: Int, on path: borrowing SimulationPath) -> [NamedNumber] {
    base.terms(at: index, on: path)
  }
}
