import Groundwork
import SearchTrees

/// Below a leaf: on to the end of the episode, and the last layer. A part of the hot path of searches that
/// judge steps.
extension Search {
  /// Ends the walk at a child of the last layer, entering it only if a rollout did before.
  ///
  /// The reward of a child that is not entered is what was guessed.
  @inline(never)
  mutating func enterLastLayer(at child: NodeID) {
    let numbers = tree.nodes[child.index]
    let wasEntered = numbers.visits > 0 && !numbers.flags.contains(.unentered)
    if wasEntered || numbers.flags.contains(.terminal) { return descend(to: child) }
    path.nodes.append(child)
    path.rewards.append(tree.priors[child.index])
    if !tree.nodes[child.index].flags.contains(.unentered) {
      undo.keepFlags(of: child, in: tree)
      tree.nodes[child.index].flags.insert(.unentered)
    }
  }

  /// Walks on from a leaf that has grown to the end of the episode; every node on the way grows too.
  @inline(__always)
  mutating func walkOn(_ continuation: Continuation) {
    while !path.isTerminal {
      let node = path.nodes[path.nodes.count - 1]
      let numbers = tree.nodes[node.index]
      if numbers.flags.contains(.pinned) { return }
      if numbers.childCount == 0, !numbers.flags.contains(.complete) {
        _ = grow(node, by: recipe.widening.childrenWanted(numbers))
      }
      if path.nodes.count > recipe.widening.unenteredDepth { return }
      guard let child = childToWalkOn(below: node, continuation) else { return }
      descend(to: child)
    }
  }

  /// Returns the child that a walk goes on to, if there is one that it may take.
  @inline(__always)
  private mutating func childToWalkOn(
    below node: NodeID, _ continuation: Continuation
  ) -> NodeID? {
    let count = Int(tree.nodes[node.index].childCount)
    let first = tree.nodes[node.index].firstChild.index
    var best: Int?
    var drawn = 0
    // The children of a node that grew all at once have consecutive ids.
    for index in 0..<count where tree.nodes[first + index].flags.isDisjoint(with: .barred) {
      switch continuation {
      case .greedy:
        if let best, tree.priors[first + index] <= tree.priors[best] { continue }
        best = first + index
      case .random:
        drawn += 1
        if random.below(UInt32(drawn)) == 0 { best = first + index }
      }
    }
    return best.map { NodeID($0) }
  }
}
