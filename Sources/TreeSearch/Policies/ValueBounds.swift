import Groundwork
public import SearchTrees

/// Another backup rule, which keeps the lowest and the highest Q beside what it does.
///
/// MuZero's `MinMaxStats` (Schrittwieser et al. 2020, appendix B, equation 5), for the whole tree at the
/// root: running bounds, which a value that is forgotten in a mean has once moved. They stand in the rows
/// of the nodes, so that they are undone, branched, recorded and resumed with the tree.
public struct ValueBounds: Backup {
  /// The lowest Q that a backup has left at a node or below it.
  public static let lowest = Statistic(
    "lowest", head: "MIN", "lowest Q that a backup has left here or below", kind: .neither,
    isShown: false)
  /// The highest Q that a backup has left at a node or below it.
  public static let highest = Statistic(
    "highest", head: "MAX", "highest Q that a backup has left here or below", kind: .neither,
    isShown: false)

  private var base: any Backup
  private var lowestPlace = 0
  private var highestPlace = 0

  /// Keeps the bounds of the values that `base` backs up.
  public init(of base: any Backup) { self.base = base }

  /// What Q means under the rule.
  public var meaning: ValueMeaning { base.meaning }
  /// The rule's statistics and the bounds.
  public var statistics: [Statistic] { base.statistics + [Self.lowest, Self.highest] }
  /// The rule as one by which values can be proven.
  public var provable: (any Provable)? { base.provable }
  /// How the level of the children's Q follows from the node's own.
  public var childLevel: ChildLevel { base.childLevel }

  /// Learns where the statistics are.
  public mutating func locate(in layout: StatisticLayout) {
    base.locate(in: layout)
    lowestPlace = layout.place(of: Self.lowest.name)
    highestPlace = layout.place(of: Self.highest.name)
  }

  /// Backs up by the rule, and widens the bounds of every node on the path.
  public func backUp(_ path: borrowing SimulationPath, into tree: inout SearchTree) {
    base.backUp(path, into: &tree)
    var low = Double.infinity
    var high = -Double.infinity
    var index = path.nodes.count - 1
    while index >= 0 {
      let node = path.nodes[index]
      let mean = tree.nodes[node.index].mean
      low = min(low, mean)
      high = max(high, mean)
      tree.statistics[lowestPlace, node] = min(tree.statistics[lowestPlace, node] ?? low, low)
      tree.statistics[highestPlace, node] = max(tree.statistics[highestPlace, node] ?? high, high)
      index -= 1
    }
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
