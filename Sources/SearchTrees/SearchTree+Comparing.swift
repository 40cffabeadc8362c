import Groundwork

extension SearchTree {
  /// Returns the first place at which this tree is not another one; nil where they are equal.
  ///
  /// Priors are compared where both trees keep them: a recording learns of them from its events. What
  /// only a reader of files flags is left out. O(nodes).
  public func difference(from other: borrowing SearchTree) -> String? {
    if count != other.count { return "\(count) nodes, not \(other.count)" }
    for index in 0..<count {
      let node = NodeID(index)
      if let name = difference(from: other, at: node) { return "\(name) of \(node)" }
    }
    return nil
  }

  private func difference(from other: borrowing SearchTree, at node: NodeID) -> String? {
    let (own, others) = (nodes[node.index], other.nodes[node.index])
    if links[node.index].parent != other.links[node.index].parent { return "the parent" }
    if own.firstChild != others.firstChild || childCount(of: node) != other.childCount(of: node)
      || links[node.index].nextSibling != other.links[node.index].nextSibling
    {
      return "the family"
    }
    if own.visits != others.visits { return "N \(own.visits), not \(others.visits)," }
    if own.valueSum.bitPattern != others.valueSum.bitPattern, own.valueSum != others.valueSum {
      return "the sum \(own.valueSum), not \(others.valueSum),"
    }
    if own.flags.subtracting(.unknown) != others.flags.subtracting(.unknown) { return "the flags" }
    if exactValue(of: node)?.bitPattern != other.exactValue(of: node)?.bitPattern {
      return "the exact value"
    }
    if hasPriors, other.hasPriors, node != .root,
      priors[node.index].bitPattern != other.priors[node.index].bitPattern
    {
      return "the prior"
    }
    guard statistics.layout.cellNames == other.statistics.layout.cellNames else { return nil }
    for place in 0..<statistics.width {
      let (bits, otherBits) = (
        statistics[bitsAt: place, node], other.statistics[bitsAt: place, node]
      )
      if bits != otherBits { return statistics.layout.cellNames[place] }
    }
    return nil
  }
}
