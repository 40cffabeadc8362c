import Groundwork
import SearchTrees

/// Finds the best of the visited ends again and again while a tree grows, and looks at each end once.
///
/// Each time an end beats all before it, it is recorded with its position among the ends. So undo needs no
/// second look: what was recorded later is dropped.
struct AnswerFinder {
  private struct Best {
    var position: Int
    var end: NodeID
    var value: Double
    var length: Int

    /// Whether this one is to be chosen before another: worth more, or shorter, or older.
    func beats(_ other: Best) -> Bool {
      if value != other.value { return value > other.value }
      return length != other.length ? length < other.length : end < other.end
    }
  }

  /// The rule that ends are chosen by.
  let rule: AnswerRule
  private var record: [Best] = []
  private var seen = 0

  init(_ rule: AnswerRule) { self.rule = rule }

  /// Looks at the ends that came since the last time.
  ///
  /// O(depth) for each of them. Where ends can change their values, all are looked at again.
  mutating func look(atNewEndsOf tree: inout SearchTree, _ problem: ProblemFacts) {
    let firstNew = tree.takeFirstNewEnd()
    seen = min(seen, firstNew)
    let isLost = record.last.map { !tree.isVisitedEnd($0.end) } ?? false
    if isLost || (rule == .bestEnd && !problem.endsAreKnown) { seen = 0 }
    while let last = record.last, last.position >= seen { record.removeLast() }
    guard problem.players == 1 else { return }
    while seen < tree.ends.count {
      consider(tree.ends[seen], at: seen, tree, problem)
      seen += 1
    }
  }

  /// Looks at all nodes of a tree.
  ///
  /// O(nodes), and O(depth) for each visited end.
  mutating func look(atAllOf tree: borrowing SearchTree, _ problem: ProblemFacts) {
    record = []
    seen = 0
    guard problem.players == 1 else { return }
    for index in 0..<tree.count where tree.isVisitedEnd(NodeID(index)) {
      consider(NodeID(index), at: seen, tree, problem)
      seen += 1
    }
  }

  /// Returns the best of the ends; nil without any that can be chosen.
  func choice(in tree: borrowing SearchTree) -> AnswerChoice? {
    record.last.map { best in
      AnswerChoice(tree.path(to: best.end), value: best.value, rivals: seen)
    }
  }

  private mutating func consider(
    _ end: NodeID, at position: Int, _ tree: borrowing SearchTree, _ problem: ProblemFacts
  ) {
    guard tree.isVisitedEnd(end), let worth = rule.worth(of: end, in: tree, problem) else { return }
    let new = Best(position: position, end: end, value: worth.value, length: worth.length)
    if let last = record.last, !new.beats(last) { return }
    record.append(new)
  }
}
