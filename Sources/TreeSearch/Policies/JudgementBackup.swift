import Groundwork
public import SearchTrees

/// The mean of all judgements of a node and of what lies below it, and beside it what the node itself was
/// judged last: for one agent.
public struct JudgementBackup: Backup, Hashable {
  private let mean = MeanBackup()
  private var place = 0

  /// Makes the rule.
  public init() {}

  /// Q is the mean of the judgements.
  public var meaning: ValueMeaning {
    ValueMeaning(
      perspective: .root, words: "mean of what the node and those below it were judged to be worth")
  }
  /// The node's own judgement.
  public var statistics: [Statistic] { [.judged] }

  /// Looks up where own judgements stand.
  public mutating func locate(in layout: StatisticLayout) {
    place = layout.place(of: Statistic.judged.name)
  }

  /// Adds the value to every node, and keeps it beside the last one.
  public func backUp(_ path: borrowing SimulationPath, into tree: inout SearchTree) {
    mean.backUp(path, into: &tree)
    tree.statistics[place, path.nodes[path.nodes.count - 1]] = path.totalReturn
  }

  /// A judgement is the same at every depth.
  public var childLevel: ChildLevel { .same }
  /// The part of the value that the path's rewards do not give.
  public func leafValue(toMake value: Float, on path: borrowing SimulationPath) -> Float {
    mean.leafValue(toMake: value, on: path)
  }
  /// That of judgements.
  public func valueRange(of range: ClosedRange<Float>) -> ClosedRange<Float>? { range }
}

extension Statistic {
  /// What a node itself was judged to be worth, the last time.
  public static let judged = Statistic(
    "judged", head: "own", "what the node itself was judged to be worth last", kind: .neither)
}
