import Groundwork
import SearchTrees

/// Walks that do not go by the highest score alone: led ones, and those that draw among equals.
///
/// They stand beside the hot path: it tests one flag a simulation for all of them.
extension Search {
  /// Follows the lead, and walks on to a leaf where ties are drawn.
  @inline(never)
  mutating func takeDetours() {
    if !leadPath.isEmpty { followLead() }
    if ties == .random { walkDrawingTies() }
  }

  private mutating func walkDrawingTies() {
    while !path.isTerminal {
      let node = path.nodes[path.nodes.count - 1]
      let numbers = tree.nodes[node.index]
      if numbers.visits == 0 || !numbers.flags.isDisjoint(with: [.pinned, .unentered])
        || wantsChildren(numbers)
      {
        return
      }
      guard let child = drawnChild(of: node) else { return }
      descend(to: child)
    }
  }

  /// Returns one of the children with the highest score that are not banned, each as likely.
  @inline(never)
  mutating func drawnChild(of node: NodeID) -> NodeID? {
    let context = selectionContext(of: node, reward: path.rewards[path.rewards.count - 1])
    var best: NodeID?
    var bestScore = -Float.infinity
    var equals: UInt32 = 0
    var child = tree.nodes[node.index].firstChild
    for _ in 0..<tree.nodes[node.index].childCount {
      if let score = score(of: child, in: context), score >= bestScore {
        equals = score > bestScore ? 1 : equals + 1
        bestScore = score
        if equals == 1 || random.below(equals) == 0 { best = child }
      }
      child = tree.links[child.index].nextSibling
    }
    return best
  }

  /// What the selection formula does not say of itself.
  var selectionRules: [String] {
    SelectionRules.sentences(
      exploresEnds: Recipe.Selection.exploresEnds || recipe.world.isStochastic,
      makesSingleChildren: recipe.widening.makesSingleChildren, order: recipe.proposer.orderWords,
      ties: ties)
  }
}
