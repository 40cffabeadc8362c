import Groundwork

extension TreeComparison {
  /// A place at which both trees have something to choose from, and choose differently.
  public struct Decision: Hashable, Sendable {
    /// The place.
    public var pair: Int
    /// Whether it lies on the way to both answers; else the most visited children differ off the answers.
    public var isOnAnswer: Bool
    /// What A chooses.
    public var choiceA: Int
    /// What B chooses.
    public var choiceB: Int

    /// The step from the root that is decided, from 1.
    public let step: Int

    init?(
      _ a: TreeSnapshot, _ b: TreeSnapshot, _ pairs: [Pair], _ lines: (a: [Int], b: [Int]),
      otherChoice: Int?
    ) {
      let shared = zip(lines.a, lines.b).prefix { $0 == $1 }.count
      if shared < lines.a.count, shared < lines.b.count {
        (choiceA, choiceB) = (lines.a[shared], lines.b[shared])
        pair = lines.a[shared - 1]
        isOnAnswer = true
      } else {
        guard let otherChoice, let first = a.mostVisitedChild(of: pairs[otherChoice].a),
          let second = b.mostVisitedChild(of: pairs[otherChoice].b),
          let own = pairs[otherChoice].children.first(where: { pairs[$0].a == first }),
          let other = pairs[otherChoice].children.first(where: { pairs[$0].b == second })
        else { return nil }
        (pair, choiceA, choiceB, isOnAnswer) = (otherChoice, own, other, false)
      }
      step = Int(pairs[pair].depth) + 1
    }
  }

  /// One side of a decision: a child with its numbers.
  public struct Candidate: Hashable, Sendable {
    /// N; nil where it is not known.
    public var visits: Double?
    /// Q; nil where it is not known.
    public var value: Double?
    /// P; nil where it is not known.
    public var prior: Double?
    /// The score that selection compares, where that is known.
    public var score: Double?
    /// The terms of the score.
    public var terms: [NamedNumber]
    /// What else is known.
    public var flags: NodeFlags
  }

  /// Returns the candidates of a place, a row each: of A and of B, most visits in either first; nil where a
  /// tree does not have the child.
  ///
  /// O(children).
  public func candidates(of pair: Int) -> [(pair: Int, a: Candidate?, b: Candidate?)] {
    let tables = (
      pairs[pair].a == .none ? nil : a.decisions[pairs[pair].a],
      pairs[pair].b == .none ? nil : b.decisions[pairs[pair].b]
    )
    return orderedChildren(of: pair).map { child in
      (
        child, candidate(pairs[child].a, in: a, tables.0),
        candidate(pairs[child].b, in: b, tables.1)
      )
    }
  }

  private func candidate(
    _ node: NodeID, in tree: TreeSnapshot, _ table: SelectionTable?
  ) -> Candidate? {
    guard node != .none else { return nil }
    let known = table?.candidates.first { $0.node == node }
    return Candidate(
      visits: tree.visits(of: node), value: tree.value(of: node), prior: tree.prior(of: node),
      score: known.flatMap { $0.score.isNaN ? nil : $0.score }, terms: known?.terms ?? [],
      flags: tree.flags(of: node))
  }

  /// By what the places of a family are ordered; what is not known comes last.
  public enum Order: String, Hashable, Sendable, CaseIterable {
    /// Most visits in either tree first.
    case visits = "N"
    /// The largest difference of visits first; a place that one tree lacks has none there.
    case visitsChange = "dN"
    /// The largest difference of values first.
    case valueChange = "dQ"
  }

  /// Returns the pairs below a place in an order, the older first among equals; `side` goes by the visits of
  /// one tree alone.
  ///
  /// O(n log n) in the children.
  public func orderedChildren(
    of pair: Int, by order: Order = .visits, on side: Side? = nil
  ) -> [Int] {
    pairs[pair].children
      .map { ($0, rank($0, by: order, on: side)) }
      .sorted { ($1.1, $0.0) < ($0.1, $1.0) }
      .map(\.0)
  }

  private func rank(_ pair: Int, by order: Order, on side: Side?) -> Double {
    switch order {
    case .visits:
      let visits = visits(of: pair)
      return switch side {
      case .a: visits.a ?? -1
      case .b: visits.b ?? -1
      case nil: max(visits.a ?? -1, visits.b ?? -1)
      }
    case .visitsChange:
      let visits = visits(of: pair)
      guard let a = pairs[pair].a == .none ? 0 : visits.a,
        let b = pairs[pair].b == .none ? 0 : visits.b
      else { return -1 }
      return abs(b - a)
    case .valueChange:
      let values = values(of: pair)
      guard let a = values.a, let b = values.b else { return -1 }
      return abs(b - a)
    }
  }
}
