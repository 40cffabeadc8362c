import Groundwork
public import SearchTrees

/// Another backup, and beside it what each node was worth when it was first evaluated, seen by who chooses
/// there: the level of its children's Q.
public struct FirstValueBackup<Base: Backup>: Backup {
  private var base: Base
  private var place = 0

  /// Adds the first values to a backup.
  public init(_ base: Base) { self.base = base }

  /// That of the other backup.
  public var meaning: ValueMeaning { base.meaning }
  /// The first value, and those of the other backup.
  public var statistics: [Statistic] { [FirstValueStatistic.declared] + base.statistics }
  /// That of the other backup.
  public var provable: (any Provable)? { base.provable }
  /// That of the other backup.
  public var childLevel: ChildLevel { base.childLevel }

  /// Learns where the statistics are.
  public mutating func locate(in layout: StatisticLayout) {
    place = layout.place(of: FirstValueStatistic.declared.name)
    base.locate(in: layout)
  }

  /// Backs up, and keeps the first value of a leaf that was never visited.
  @inline(__always)
  public func backUp(_ path: borrowing SimulationPath, into tree: inout SearchTree) {
    let last = path.nodes.count - 1
    let leaf = path.nodes[last]
    let isNew = tree.nodes[leaf.index].visits == 0
    base.backUp(path, into: &tree)
    guard isNew else { return }
    let level = base.childLevel
    tree.statistics[place, leaf] =
      Double(level.value) * tree.nodes[leaf.index].valueSum
      + Double(level.reward * path.rewards[last])
  }

  /// That of the other backup.
  public func leafValue(toMake value: Float, on path: borrowing SimulationPath) -> Float {
    base.leafValue(toMake: value, on: path)
  }
  /// That of the other backup.
  public func valueRange(of range: ClosedRange<Float>) -> ClosedRange<Float>? {
    base.valueRange(of: range)
  }
  /// Those of the other backup.
  public func terms(at index: Int, on path: borrowing SimulationPath) -> [NamedNumber] {
    base.terms(at: index, on: path)
  }
}

/// The declaration of a node's first value.
public enum FirstValueStatistic {
  /// What the evaluator said first, seen by who chooses at the node.
  public static let declared = Statistic(
    "first_value", head: "v", "what the node was first evaluated to be worth", kind: .neither,
    isShown: false)
}
