import Groundwork

extension SearchTree {
  /// Returns the child that a final choice by visits takes.
  ///
  /// A child that is known to be worth the most there is goes first, one known to be worth the least
  /// last. The others go by value where the values of all are known, else by visits, then value, then
  /// age. Nil without a visited child; banned children are never chosen. Where the visits of no child
  /// are known, the highest known value decides in their place.
  ///
  /// Known is what is proven, and the mean of an end where `endsAreKnown`: in a world without chance.
  /// `range` holds the lowest and highest value that a child can have, if they are known; the most
  /// that there is below a proven node is the value of its best proven child, which may be less.
  ///
  /// O(children).
  public func mostVisitedChild(
    of node: NodeID, range: ClosedRange<Float>? = nil, endsAreKnown: Bool = false
  ) -> NodeID? {
    let choice = FinalChoice(
      range: range, settled: settledValue(below: node), endsAreKnown: endsAreKnown)
    let isByValue = areOthersKnown(below: node, choice)
    return best(of: node) { child, visits, value in
      let rank = self.rank(child, choice)
      return isByValue && rank == .open
        ? (Double(rank.rawValue), value, visits) : (Double(rank.rawValue), visits, value)
    }
  }

  /// Returns whether the choice of ``mostVisitedChild(of:range:endsAreKnown:)`` went by what is known of
  /// the child's value, so that visits had no say.
  public func choosesByValue(
    of node: NodeID, range: ClosedRange<Float>? = nil, endsAreKnown: Bool = false
  ) -> Bool {
    let choice = FinalChoice(
      range: range, settled: settledValue(below: node), endsAreKnown: endsAreKnown)
    let child = mostVisitedChild(of: node, range: range, endsAreKnown: endsAreKnown)
    return areOthersKnown(below: node, choice) || child.map { rank($0, choice) == .best } ?? false
  }

  /// Returns the child with the highest value, more visits and the older first among equals; one whose
  /// value is not known comes last, one without visits is none.
  public func highestValueChild(of node: NodeID) -> NodeID? {
    best(of: node) { child, visits, value in (value, visits, 0) }
  }

  /// Returns the best line by visits from a node on: that node, its best child, and so on down; `range`
  /// is that of all nodes.
  public func principalVariation(
    from node: NodeID = .root, range: ClosedRange<Float>? = nil, endsAreKnown: Bool = false
  ) -> [NodeID] {
    var line = [node]
    var current = node
    while let child = mostVisitedChild(of: current, range: range, endsAreKnown: endsAreKnown) {
      line.append(child)
      current = child
    }
    return line
  }

  /// Returns whether a child that was the most visited one is so no more: another has more visits, or it
  /// was banned.
  ///
  /// As many visits are none too many: a tie that values break to and fro is no change.
  public func isOvertaken(_ child: NodeID) -> Bool {
    guard let parent = parent(of: child) else { return false }
    let numbers = nodes[child.index]
    if numbers.flags.contains(.banned) { return true }
    return children(of: parent).contains { rival in
      nodes[rival.index].visits > numbers.visits && !nodes[rival.index].flags.contains(.banned)
    }
  }

  /// Whether the visits of none of a node's children are known, so that the best line has to go by value.
  ///
  /// O(children).
  public func goesByValue(below node: NodeID) -> Bool {
    var child = nodes[node.index].firstChild
    let number = childCount(of: node)
    for _ in 0..<number {
      if !nodes[child.index].flags.contains(.unknownVisits) { return false }
      child = links[child.index].nextSibling
    }
    return number > 0
  }

  /// What a choice among the children of one node goes by.
  private struct FinalChoice {
    var range: ClosedRange<Float>?
    /// The value that no child can exceed, where the parent is proven.
    var settled: Float?
    var endsAreKnown: Bool
  }

  /// Where a child stands before its numbers are looked at.
  private enum Rank: Int {
    case worst
    case open
    case best
  }

  private func rank(_ child: NodeID, _ choice: FinalChoice) -> Rank {
    guard let value = knownValue(of: child, choice) else { return .open }
    if let settled = choice.settled, value >= settled { return .best }
    guard let range = choice.range else { return .open }
    return value >= range.upperBound ? .best : value <= range.lowerBound ? .worst : .open
  }

  private func knownValue(of child: NodeID, _ choice: FinalChoice) -> Float? {
    let numbers = nodes[child.index]
    if numbers.flags.contains(.proven) { return exactValues[child.index] }
    // A pinned value is somebody's word.
    guard choice.endsAreKnown, numbers.visits > 0, numbers.flags.contains(.terminal),
      !numbers.flags.contains(.pinned)
    else { return nil }
    return value(of: child).map { Float($0) }
  }

  /// Whether the values of all children are known that are neither banned nor the best or the worst.
  private func areOthersKnown(below node: NodeID, _ choice: FinalChoice) -> Bool {
    var child = nodes[node.index].firstChild
    for _ in 0..<childCount(of: node) {
      if !nodes[child.index].flags.contains(.banned), knownValue(of: child, choice) == nil {
        return false
      }
      child = links[child.index].nextSibling
    }
    return true
  }

  /// Returns the visited child with the highest key that is not banned, the oldest among equals.
  private func best(
    of node: NodeID,
    by key: (_ child: NodeID, _ visits: Double, _ value: Double) -> (
      Double, Double, Double
    )
  ) -> NodeID? {
    var best: (node: NodeID, key: (Double, Double, Double))?
    var child = nodes[node.index].firstChild
    for _ in 0..<childCount(of: node) {
      let numbers = nodes[child.index]
      let known = value(of: child)
      // A child whose visits nobody knows can still be known to be worth something.
      let visits = visits(of: child) ?? (known == nil ? 0 : -1)
      if visits != 0, !numbers.flags.contains(.banned) {
        let key = key(child, visits, known ?? -.infinity)
        if let known = best {
          if key > known.key { best = (child, key) }
        } else {
          best = (child, key)
        }
      }
      child = links[child.index].nextSibling
    }
    return best?.node
  }

  /// Returns the value of the best proven child of a proven node: no other child can be worth more.
  private func settledValue(below node: NodeID) -> Float? {
    guard nodes[node.index].flags.contains(.proven) else { return nil }
    var best: Float?
    for child in children(of: node) where nodes[child.index].flags.contains(.proven) {
      best = max(best ?? -.infinity, exactValues[child.index])
    }
    return best
  }
}
