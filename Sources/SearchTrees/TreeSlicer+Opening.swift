/// Which nodes are open that nobody opened.
extension TreeSlicer {
  /// The children that a node has at most that is opened unasked.
  private static let widestUnasked = 20
  /// The rows that stay free.
  private static let spareRows = 6
  /// The part of the shown root's visits that a node has at least that is opened unasked: one of the
  /// answer's path, and any other.
  private static let leastShare = (answer: 0.001, other: 0.01)

  /// What is open so far.
  private struct Opening {
    var opened: Set<NodeID> = []
    /// Nodes in sight whose children are not.
    var closed: [NodeID] = []
    var rows = 1
    let most: Int
  }

  /// Returns the nodes that are opened so that the rows of the screen are used: along the answer's path as
  /// far as there are rows and visits, then the most visited ones.
  ///
  /// A function of the tree and the request: the same for every way that led there.
  /// - Complexity: O(rows of the screen squared, and the children of the nodes that are open)
  func openedUnasked<Explanation: TreeExplanation & ~Copyable>(
    _ request: SliceRequest, _ tree: borrowing SearchTree, _ explanation: borrowing Explanation,
    _ root: NodeID, _ answer: [NodeID]
  ) -> Set<NodeID> {
    guard request.found == nil, request.open.contains(root) else { return [] }
    var opening = Opening(most: request.rowCount - Self.spareRows)
    var pending = [root]
    while let node = pending.popLast() {
      opening.rows += Self.rows(below: node, tree, explanation)
      guard opening.rows <= opening.most else { return [] }
      pending += Self.show(childrenOf: node, request.open, tree, &opening)
    }
    let visits = tree.visits(of: root) ?? 0
    for node in answer.drop(while: { $0 != root }).dropFirst() where !request.open.contains(node) {
      guard let place = opening.closed.firstIndex(of: node),
        Self.open(
          node, visits * Self.leastShare.answer, request.open, tree, explanation, &opening)
      else { break }
      opening.closed.remove(at: place)
    }
    while let place = Self.mostVisited(opening.closed, tree) {
      let node = opening.closed.remove(at: place)
      _ = Self.open(
        node, visits * Self.leastShare.other, request.open, tree, explanation, &opening)
    }
    return opening.opened
  }

  /// The rows that the children of a node take.
  private static func rows<Explanation: TreeExplanation & ~Copyable>(
    below node: NodeID, _ tree: borrowing SearchTree, _ explanation: borrowing Explanation
  ) -> Int {
    tree.childCount(of: node) + ((explanation.unexpanded(below: node) ?? 0) > 0 ? 1 : 0)
      + explanation.newChildCount(below: node)
  }

  /// Notes the children of an open node, and returns those that are open as well.
  private static func show(
    childrenOf node: NodeID, _ open: Set<NodeID>, _ tree: borrowing SearchTree,
    _ opening: inout Opening
  ) -> [NodeID] {
    var asked: [NodeID] = []
    var closed: [NodeID] = []
    _ = tree.forEachChild(of: node) { child, numbers in
      if open.contains(child) {
        asked.append(child)
      } else if numbers.childCount > 0 {
        closed.append(child)
      }
      return true
    }
    opening.closed += closed
    return asked
  }

  private static func open<Explanation: TreeExplanation & ~Copyable>(
    _ node: NodeID, _ least: Double, _ open: Set<NodeID>, _ tree: borrowing SearchTree,
    _ explanation: borrowing Explanation, _ opening: inout Opening
  ) -> Bool {
    let visits = tree.visits(of: node) ?? 0
    let children = tree.childCount(of: node)
    // Children that were hardly tried say nothing yet.
    guard children <= widestUnasked, visits >= least, 2 * visits >= Double(3 * children) else {
      return false
    }
    let rows = rows(below: node, tree, explanation)
    guard opening.rows + rows <= opening.most else { return false }
    opening.rows += rows
    opening.opened.insert(node)
    _ = show(childrenOf: node, open, tree, &opening)
    return true
  }

  /// The place of the node with most visits, of several the oldest.
  private static func mostVisited(_ nodes: [NodeID], _ tree: borrowing SearchTree) -> Int? {
    var best: (place: Int, visits: Double)?
    for (place, node) in nodes.enumerated() {
      let visits = tree.visits(of: node) ?? 0
      if let known = best, (known.visits, node) >= (visits, nodes[known.place]) { continue }
      best = (place, visits)
    }
    return best?.place
  }
}
