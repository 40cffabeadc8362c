import Groundwork

/// In which order the children of a node stand, and how long that is held.
extension TreeSlicer {
  /// Returns the children of a node in the order that was asked for, or the one that is held.
  mutating func order<Explanation: TreeExplanation & ~Copyable>(
    of node: NodeID, _ request: SliceRequest, _ tree: borrowing SearchTree,
    _ explanation: borrowing Explanation
  ) -> [NodeID] {
    if let known = orders[node], known.version == request.orderVersion,
      known.key == request.sort, known.isAscending == request.isAscending,
      known.children.count == tree.childCount(of: node)
    {
      return known.children
    }
    let children = tree.children(of: node)
    if var known = orders[node], known.version == request.orderVersion,
      known.key == request.sort, known.isAscending == request.isAscending
    {
      let kept = Set(known.children)
      known.children += children.filter { !kept.contains($0) }
      orders[node] = known
      return known.children
    }
    var sorted = children
    if request.sort != .creation {
      let keys = sortKeys(children, request.sort, node, tree, explanation)
      sorted = children.indices
        .sorted { keys[$0] == keys[$1] ? $0 < $1 : keys[$0] > keys[$1] }
        .map { children[$0] }
    }
    if request.isAscending { sorted.reverse() }
    orders[node] = Order(
      version: request.orderVersion, key: request.sort, isAscending: request.isAscending,
      children: sorted, slice: sliceCount)
    return sorted
  }

  private func sortKeys<Explanation: TreeExplanation & ~Copyable>(
    _ children: [NodeID], _ key: SliceRequest.SortKey, _ parent: NodeID,
    _ tree: borrowing SearchTree, _ explanation: borrowing Explanation
  ) -> [(Double, Double)] {
    var keys: [(Double, Double)] = []
    keys.reserveCapacity(children.count)
    let scores = key == .score ? explanation.childScores(of: parent) : []
    for (position, child) in children.enumerated() {
      switch key {
      case .visits, .creation: keys.append(visitKey(of: child, tree))
      case .value: keys.append((tree.value(of: child) ?? -.infinity, 0))
      case .score:
        let score = scores[position].score
        keys.append((score.isNaN ? -.infinity : score, 0))
      case .prior: keys.append((tree.prior(of: child) ?? -.infinity, 0))
      case .statistic(let place):
        let cell = place < tree.statistics.width ? tree.statistics[place, child] : nil
        keys.append((cell ?? -.infinity, 0))
      }
    }
    return keys
  }

  /// Children without known visits stand behind the others, the highest value first.
  private func visitKey(of child: NodeID, _ tree: borrowing SearchTree) -> (Double, Double) {
    guard let visits = tree.visits(of: child) else {
      return (-1, tree.value(of: child) ?? -.infinity)
    }
    return (visits, 0)
  }
}
