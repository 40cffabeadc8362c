import Groundwork

extension SearchTree {
  /// Returns the child that a final choice by visits takes: a proven best value first, a proven worst
  /// last, then most visits, then the higher mean, then the older.
  ///
  /// Nil without a visited child. Where the visits of no child are known, the highest known value
  /// decides in their place.
  ///
  /// `range` holds the lowest and highest value a node can have, if they are known. The best value
  /// of a proven node is that of its best proven child, which may be less. Banned children are never
  /// chosen.
  public func mostVisitedChild(of node: NodeID, range: ClosedRange<Float>? = nil) -> NodeID? {
    best(of: node, byVisits: true, range)
  }

  /// Returns the child with the highest value, more visits and the older first among equals; one whose
  /// value is not known comes last, one without visits is none.
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
    for _ in 0..<childCount(of: node) {
      let numbers = nodes[child.index]
      let known = value(of: child)
      // A child whose visits nobody knows can still be known to be worth something.
      let visits = visits(of: child) ?? (known == nil ? 0 : -1)
      if visits != 0, !numbers.flags.contains(.banned) {
        let value = known ?? -.infinity
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
