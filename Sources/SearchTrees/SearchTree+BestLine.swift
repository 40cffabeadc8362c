import Groundwork

extension SearchTree {
  /// Returns the child that a final choice by visits takes: a proven best value first, a proven worst
  /// last, then most visits, then the higher mean, then the older.
  ///
  /// Nil without a visited child.
  ///
  /// `range` holds the lowest and highest value a node can have, if they are known. The best value
  /// of a proven node is that of its best proven child, which may be less. Banned children are never
  /// chosen.
  public func mostVisitedChild(of node: NodeID, range: ClosedRange<Float>? = nil) -> NodeID? {
    best(of: node, byVisits: true, range)
  }

  /// Returns the visited child with the highest value, more visits and the older first among equals.
  public func highestValueChild(of node: NodeID) -> NodeID? {
    best(of: node, byVisits: false, nil)
  }

  /// Returns the best line by visits from a node on: that node, its best child, and so on down.
  public func principalVariation(
    from node: NodeID = .root, range: ClosedRange<Float>? = nil
  )
    -> [NodeID]
  {
    var line = [node]
    var current = node
    while let child = mostVisitedChild(of: current, range: range) {
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

  /// 2 for a node proven to be worth the most, 0 for one proven to be worth the least, else 1.
  private func rank(_ node: NodeID, _ settled: Float?, _ range: ClosedRange<Float>?) -> Double {
    guard nodes[node.index].flags.contains(.proven) else { return 1 }
    let exact = exactValues[node.index]
    if let settled, exact >= settled { return 2 }
    guard let range else { return 1 }
    return exact >= range.upperBound ? 2 : exact <= range.lowerBound ? 0 : 1
  }

  private func best(of node: NodeID, byVisits: Bool, _ range: ClosedRange<Float>?) -> NodeID? {
    let settled = byVisits ? settledValue(below: node) : nil
    var best: (node: NodeID, key: (Double, Double, Double))?
    var child = nodes[node.index].firstChild
    for _ in 0..<nodes[node.index].childCount {
      let numbers = nodes[child.index]
      if numbers.visits > 0, !numbers.flags.contains(.banned) {
        let value = value(of: child) ?? 0
        let visits = Double(numbers.visits)
        let key = byVisits ? (rank(child, settled, range), visits, value) : (value, visits, 0)
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
