import Groundwork

/// The ends of episodes that were visited, so that an answer among them is found without a walk over
/// the tree.
extension SearchTree {
  /// Puts a node that has just been visited among the visited ends, if that was its first visit.
  @inline(__always)
  public mutating func noteEnd(_ node: NodeID) {
    assert(nodes[node.index].flags.contains(.terminal), "an end is a terminal node")
    if nodes[node.index].visits == 1 { ends.append(node) }
  }

  /// Puts a visited end among the others that was not known to be one at its first visit.
  public mutating func noteLateEnd(_ node: NodeID) { ends.append(node) }

  /// Takes the newest ends out that are none any more: a simulation was taken back.
  public mutating func forgetLostEnds() {
    while ends.count > 0, !isVisitedEnd(ends[ends.count - 1]) { _ = ends.removeLast() }
    firstNewEnd = min(firstNewEnd, ends.count)
  }

  /// Makes all ends new to whoever looks at the new ones: something was edited that all depend on.
  public mutating func reconsiderEnds() { firstNewEnd = 0 }

  /// Returns the position of the first end that was not there when this was last asked, and remembers
  /// that all are known now.
  public mutating func takeFirstNewEnd() -> Int {
    defer { firstNewEnd = ends.count }
    return min(firstNewEnd, ends.count)
  }

  /// Whether a node is there, was visited and ends its episode.
  public func isVisitedEnd(_ node: NodeID) -> Bool {
    node.index < count && nodes[node.index].visits > 0
      && nodes[node.index].flags.contains(.terminal)
  }
}
