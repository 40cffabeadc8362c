import Groundwork
public import SearchTrees

/// The backup of adaptive branching: each score goes to the arms that led to it.
///
/// A new thing's score is observed by GEN of its parent and by its own arm; then, for each step above it, by
/// CONT of the parent and by the arm of the child that the path goes through. Q is the mean score of the
/// node and of all below it. A thing that is judged again counts for CONT and arms, not for GEN. O(path).
public struct BranchingBackup: Backup {
  private var columns: BranchingColumns
  private let countsEqual: Bool
  private var judgedPlace = 0
  private var samePlace = 0

  /// How many scores in the node's subtree are the same when rounded to hundredths: of the commonest.
  public static let same = Statistic(
    "same", head: "SAME", "scores at and below it that are equal, of the commonest", kind: .sum,
    isShown: false)

  /// Makes the rule.
  ///
  /// - Parameters:
  ///   - columns: those of the selection rule.
  ///   - countsEqual: whether ``same`` is kept; then O(nodes below the path).
  public init(_ columns: BranchingColumns, countsEqual: Bool = false) {
    self.columns = columns
    self.countsEqual = countsEqual
  }

  /// Q is the mean score.
  public var meaning: ValueMeaning {
    ValueMeaning(perspective: .root, words: "mean score of the node and of all below it")
  }
  /// The node's own score, and those of the arms.
  public var statistics: [Statistic] {
    [.judged] + columns.statistics + (countsEqual ? [Self.same] : [])
  }
  /// Learns where the statistics are.
  public mutating func locate(in layout: StatisticLayout) {
    columns.locate(in: layout)
    judgedPlace = layout.place(of: Statistic.judged.name)
    if countsEqual { samePlace = layout.place(of: Self.same.name) }
  }

  /// Lets every arm on the path observe the score.
  public func backUp(_ path: borrowing SimulationPath, into tree: inout SearchTree) {
    let score = path.totalReturn
    let last = path.nodes.count - 1
    let leaf = path.nodes[last]
    let isNew = tree.nodes[leaf.index].visits == 0
    for index in 0...last { tree.add(score, to: path.nodes[index]) }
    tree.statistics[judgedPlace, leaf] = score
    guard last > 0 else { return }
    for index in 1...last {
      let (node, parent) = (path.nodes[index], path.nodes[index - 1])
      let source = columns.source(of: node, in: tree)
      let grows = index == last && isNew
      columns.observe(score, at: columns.arm, of: node, in: &tree)
      columns.observe(
        score, at: grows ? columns.new(source) : columns.known(source), of: parent, in: &tree)
      if grows, columns.sources > 1 {
        columns.observe(score, at: columns.all(source), of: .root, in: &tree)
      }
    }
    guard countsEqual else { return }
    for index in 1...last {
      let node = path.nodes[index]
      tree.statistics[samePlace, node] = Double(
        Self.mostEqual(scores(below: node, in: tree)))
    }
  }

  /// The scores of a node's own thing and of all below it.
  private func scores(below node: NodeID, in tree: borrowing SearchTree) -> [Double] {
    var scores: [Double] = []
    var open = [node]
    while let next = open.popLast() {
      if let score = tree.statistics[judgedPlace, next] { scores.append(score) }
      open += tree.children(of: next)
    }
    return scores
  }

  /// Returns how many of some scores are equal when rounded to hundredths, halves to the even one: of the
  /// commonest.
  public static func mostEqual(_ scores: [Double]) -> Int {
    var counts: [Double: Int] = [:]
    for score in scores { counts[(score * 100).rounded(.toNearestOrEven), default: 0] += 1 }
    return counts.values.max() ?? 0
  }

  /// Scores are the same at every depth.
  public var childLevel: ChildLevel { .same }
  /// The score itself.
  public func leafValue(toMake value: Float, on path: borrowing SimulationPath) -> Float {
    value - path.totalReward
  }
  /// That of scores.
  public func valueRange(of range: ClosedRange<Float>) -> ClosedRange<Float>? { range }
}
