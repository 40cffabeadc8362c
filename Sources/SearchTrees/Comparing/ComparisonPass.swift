import Groundwork

/// Aligns two trees by the actions that lead to their nodes, some nodes at a time.
///
/// Children with equal labels below one parent are aligned in their order. One owner, any thread.
public struct ComparisonPass: ~Copyable {
  /// Why two trees are not compared.
  public struct Refusal: Error, Hashable, Sendable {
    /// The reason, in one line without full stop.
    ///
    /// May hold untrusted text.
    public var reason: String
  }

  private let a: TreeSnapshot
  private let b: TreeSnapshot
  private let tolerance: Double?
  private let roots: (a: NodeID, b: NodeID)
  /// The place of each text of B among those of A; `.max` where A has none like it.
  private var translated: [UInt32] = []
  private var pairs: [TreeComparison.Pair] = []
  private var next = 0
  private var choice: Int?

  /// Pairs that are looked at between two looks at the clock.
  private static let portion = 256
  /// In families with more children labels are looked up.
  private static let fewChildren = 16

  /// Begins to compare what two snapshots are of: the two nodes that were pointed at where both are of one
  /// moment, or else the trees from what was shown as their roots.
  ///
  /// `tolerance` is the difference between two values that counts as none; nil where they are compared to
  /// the last bit.
  /// - Throws: a refusal where the two have nothing in common.
  public init(
    _ a: TreeSnapshot, _ b: TreeSnapshot, within tolerance: Double? = nil
  ) throws(Refusal) {
    let isOneMoment = a.moment != 0 && a.moment == b.moment
    try self.init(
      a, b, at: isOneMoment ? (a.node, b.node) : (a.root, b.root), within: tolerance)
  }

  /// Begins to compare the subtrees of two nodes.
  ///
  /// - Throws: a refusal where the two have nothing in common.
  public init(
    _ a: TreeSnapshot, _ b: TreeSnapshot, at roots: (a: NodeID, b: NodeID),
    within tolerance: Double? = nil
  ) throws(Refusal) {
    self.a = a
    self.b = b
    self.tolerance = tolerance
    self.roots = roots
    if roots == (.root, .root), let reason = Self.refusal(a.summary, b.summary) {
      throw Refusal(reason: reason)
    }
    var places: [String: UInt32] = [:]
    for (place, text) in a.columns.texts.enumerated() { places[text] = UInt32(place) }
    translated = b.columns.texts.map { places[$0] ?? .max }
    pairs = [TreeComparison.Pair(a: roots.a, b: roots.b, parent: -1, depth: 0)]
    pairs[0].difference = difference(roots.a, roots.b)
    let families = (a.children(of: roots.a), b.children(of: roots.b))
    if !families.0.isEmpty, !families.1.isEmpty,
      !align(families.0, families.1).contains(where: { $0.0 != .none && $0.1 != .none })
    {
      let problems = [a.summary.problem, b.summary.problem]
      let what = problems[0] == problems[1] ? "" : ": A searches \(problems[0]), B \(problems[1])"
      throw Refusal(
        reason: "no action of A's root is one of B's, so nothing can be aligned\(what)")
    }
  }

  /// Why two whole trees are not compared: where treetop knows both problems, the same action means
  /// something else in another one.
  private static func refusal(_ a: SearchSummary, _ b: SearchSummary) -> String? {
    guard a.engine == nil, b.engine == nil, !a.problem.isEmpty, !b.problem.isEmpty,
      a.problem != b.problem
    else { return nil }
    return "two problems: A searches \(a.problem), B \(b.problem); name a node of each to compare "
      + "what is below them"
  }

  /// How much is done, in 0...1, as far as that can be known.
  public var done: Double {
    min(1, Double(next) / Double(max(1, a.nodeCount, b.nodeCount)))
  }

  /// Aligns on until it is time to do something else; returns whether there is more.
  ///
  /// O(nodes of both) in all.
  public mutating func advance(isDue: () -> Bool) -> Bool {
    while next < pairs.count {
      let end = min(pairs.count, next + Self.portion)
      while next < end {
        addChildren(of: next)
        next += 1
      }
      if next < pairs.count, isDue() { return true }
    }
    return false
  }

  private mutating func addChildren(of index: Int) {
    let pair = pairs[index]
    let children = align(
      pair.a == .none ? [] : a.children(of: pair.a), pair.b == .none ? [] : b.children(of: pair.b))
    pairs[index].first = Int32(truncatingIfNeeded: pairs.count)
    pairs[index].count = Int32(truncatingIfNeeded: children.count)
    for (first, second) in children {
      var child = TreeComparison.Pair(
        a: first, b: second, parent: Int32(truncatingIfNeeded: index), depth: pair.depth + 1)
      child.difference = difference(first, second)
      pairs.append(child)
    }
    guard choice == nil, pair.a != .none, pair.b != .none,
      let first = a.mostVisitedChild(of: pair.a), let second = b.mostVisitedChild(of: pair.b)
    else { return }
    if !children.contains(where: { $0 == (first, second) }) { choice = index }
  }

  // MARK: - Aligning

  private func align(_ first: [NodeID], _ second: [NodeID]) -> [(NodeID, NodeID)] {
    guard !second.isEmpty else { return first.map { ($0, .none) } }
    guard !first.isEmpty else { return second.map { (.none, $0) } }
    var isTaken = [Bool](repeating: false, count: second.count)
    let labels = second.map { translated[Int(b.columns.labels[$0.index])] }
    var pairs: [(NodeID, NodeID)] = []
    pairs.reserveCapacity(max(first.count, second.count))
    if second.count <= Self.fewChildren {
      for node in first {
        let label = a.columns.labels[node.index]
        let place = labels.indices.first { !isTaken[$0] && labels[$0] == label }
        if let place { isTaken[place] = true }
        pairs.append((node, place.map { second[$0] } ?? .none))
      }
    } else {
      // The places of a label, the first of them last.
      var places: [UInt32: [Int]] = [:]
      for place in labels.indices.reversed() { places[labels[place], default: []].append(place) }
      for node in first {
        let place = places[a.columns.labels[node.index]]?.popLast()
        if let place { isTaken[place] = true }
        pairs.append((node, place.map { second[$0] } ?? .none))
      }
    }
    for place in second.indices where !isTaken[place] { pairs.append((.none, second[place])) }
    return pairs
  }

  private func difference(_ first: NodeID, _ second: NodeID) -> TreeComparison.Difference {
    guard first != .none else { return .onlyB }
    guard second != .none else { return .onlyA }
    var difference: TreeComparison.Difference = []
    let (own, others) = (a.columns, b.columns)
    if !Self.areEqual(own.visits[first.index], others.visits[second.index]) {
      difference.insert(.visits)
    }
    let values = (own.values[first.index], others.values[second.index])
    if let tolerance {
      // What is not known is near nothing but what is not known either.
      if !Self.areEqual(values.0, values.1), !(abs(values.0 - values.1) <= tolerance) {
        difference.insert(.value)
      }
    } else if !Self.areEqual(values.0, values.1)
      || !Self.areEqual(own.sums[first.index], others.sums[second.index])
    {
      difference.insert(.value)
    }
    if a.prior(of: first) != b.prior(of: second) { difference.insert(.prior) }
    let flags = TreeComparison.comparedFlags
    if own.flags[first.index].intersection(flags) != others.flags[second.index].intersection(flags)
    {
      difference.insert(.flags)
    }
    return difference
  }

  private static func areEqual(_ first: Double, _ second: Double) -> Bool {
    first == second || (first.isNaN && second.isNaN)
  }

  /// Returns what the comparison came to.
  ///
  /// - Precondition: nothing is left to be aligned.
  public consuming func finish() -> TreeComparison {
    precondition(next == pairs.count, "a comparison is complete")
    for index in pairs.indices.dropFirst().reversed() where pairs[index].hasDifferences {
      pairs[Int(pairs[index].parent)].difference.insert(.below)
    }
    return TreeComparison(a, b, pairs, tolerance: tolerance, otherChoice: choice)
  }
}
