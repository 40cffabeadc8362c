import Groundwork

/// Tells when a search answers something else than before: the one test of it for runs, breakpoints and
/// evaluations.
///
/// Where the answer goes by visits, another child must have more of them than the one that was answered:
/// a tie that values break to and fro is no change.
public struct AnswerWatch: Sendable {
  /// How many steps of an answer are looked at.
  private let steps: Int
  /// The steps that were answered last; nil before the first look, and while nothing is answered.
  public private(set) var known: [NodeID]?

  /// Watches the first `steps` actions of the answer: the first one alone, or all with `.max`.
  public init(steps: Int = 1) { self.steps = steps }

  /// The first action that was answered last.
  public var knownAction: NodeID? { known?.first }

  /// Returns whether an answer is another one than the last that was looked at, which it takes the place of
  /// then; the first one is no change.
  ///
  /// - Parameters:
  ///   - nodes: the answer, the root first.
  ///   - isByVisits: whether it was chosen by visits.
  /// - Complexity: O(steps).
  public mutating func hasChanged(
    to nodes: [NodeID], isByVisits: Bool, in tree: borrowing SearchTree
  ) -> Bool {
    let answered = Array(nodes.dropFirst().prefix(steps))
    guard !answered.isEmpty else { return false }
    guard let known else {
      known = answered
      return false
    }
    if answered == known { return false }
    let shared = zip(known, answered).prefix { $0 == $1 }.count
    if isByVisits, shared < known.count, shared < answered.count,
      Self.isTie(known[shared], answered[shared], in: tree)
    {
      return false
    }
    self.known = answered
    return true
  }

  /// Whether two siblings have as many visits, and the first one can still be chosen.
  private static func isTie(
    _ known: NodeID, _ answered: NodeID, in tree: borrowing SearchTree
  ) -> Bool {
    guard known.index < tree.count, answered.index < tree.count,
      !tree.nodes[known.index].flags.contains(.banned)
    else { return false }
    // Where visits are not known, values have decided, and that is no tie.
    guard let visits = tree.visits(of: known) else { return false }
    return visits == tree.visits(of: answered)
  }

  /// Returns whether an answer by visits may be another one by now; false spares the look at it.
  ///
  /// O(children of the root).
  @inline(__always)
  public func mayHaveChanged(in tree: borrowing SearchTree) -> Bool {
    guard let action = known?.first, action.index < tree.count else { return true }
    let visits = tree.nodes[action.index].visits
    if !tree.nodes[action.index].flags.isDisjoint(with: [.banned, .unknownVisits]) { return true }
    return !tree.forEachChild(of: .root) { _, numbers in
      numbers.visits <= visits && !numbers.flags.contains(.proven)
    }
  }

  /// Returns whether the most visited child of the root is another one, looking at nothing else.
  ///
  /// O(children of the root).
  public mutating func hasChanged(in tree: borrowing SearchTree) -> Bool {
    guard mayHaveChanged(in: tree), let child = tree.mostVisitedChild(of: .root) else {
      return false
    }
    return hasChanged(to: [.root, child], isByVisits: true, in: tree)
  }
}
