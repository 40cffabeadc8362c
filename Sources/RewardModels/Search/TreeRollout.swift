import Groundwork
public import SearchTrees
public import TreeSearch

/// A rollout that stays in the tree: on from a leaf that has grown to the end of the episode, and every
/// node on the way grows too.
///
/// This is the expansion and "simulation" of llm-reasoners (Hao et al. 2023). There, selection never
/// enters a child in the last layer that no rollout has entered before: it counts by its estimated reward,
/// and nobody learns its state.
public struct TreeRollout: Walk, Hashable {
  /// How the rollout chooses among the children of a node.
  public enum Policy: String, Sendable, Hashable {
    /// The highest estimated reward, the first among equals.
    case greedy
    /// A random child.
    case random
  }

  /// How the rollout chooses.
  public var policy: Policy
  /// The depth at which children that selection reaches are not entered, and below which no walk goes;
  /// `Int.max` for none.
  public var lastLayer: Int

  /// Makes the walk.
  public init(_ policy: Policy = .greedy, lastLayer: Int = .max) {
    self.policy = policy
    self.lastLayer = lastLayer
  }

  /// How it goes on, in words.
  public var continuationWords: String? {
    switch policy {
    case .greedy: "goes on by the highest reward"
    case .random: "goes on at random"
    }
  }

  /// Walks down by the selection rule, not below the last layer.
  public func select(_ walker: inout Walker) {
    while !isEnd(walker.place), !walker.isAtLeaf, let child = walker.choose() {
      let isBeforeLast = walker.place.length < lastLayer
      go(to: child, &walker)
      // What is in the last layer is where a walk ends, entered or not.
      if !isBeforeLast { return }
    }
  }

  /// Goes to a child, or in the last layer ends at it if no rollout has entered it.
  public func go(to child: NodeID, _ walker: inout Walker) {
    guard walker.place.length >= lastLayer else { return walker.enter(child) }
    var numbers = Node()
    var estimate: Float = 0
    walker.read { tree in
      numbers = tree.nodes[child.index]
      estimate = tree.priors[child.index]
    }
    let wasEntered = numbers.visits > 0 && !numbers.flags.contains(.unentered)
    if wasEntered || numbers.flags.contains(.terminal) {
      walker.enter(child)
    } else {
      walker.end(at: child, reward: estimate)
    }
  }

  /// Grows the leaf and goes on to the end of the episode, or to the last layer.
  public func expand(_ walker: inout Walker) {
    let leaf = walker.place
    // A visited leaf with children has none that can be taken.
    if isEnd(leaf) || leaf.length > lastLayer || leaf.numbers.childCount > 0
      || leaf.numbers.flags.contains(.complete)
    {
      return
    }
    walker.grow()
    while true {
      let place = walker.place
      if isEnd(place) { return }
      if place.numbers.childCount == 0 { walker.grow() }
      guard place.length <= lastLayer, let child = child(below: walker.family, &walker) else {
        return
      }
      walker.enter(child)
    }
  }

  private func isEnd(_ place: WalkPlace) -> Bool {
    place.isTerminal || !place.numbers.flags.isDisjoint(with: [.pinned, .unentered])
  }

  /// Returns the child that a rollout goes on to, if there is one that it may take.
  private func child(below family: borrowing Family, _ walker: inout Walker) -> NodeID? {
    var best: NodeID?
    var highest: Float = 0
    var drawn: UInt32 = 0
    var child = family.firstChild
    for _ in 0..<family.count {
      if family.candidate(at: child).flags.isDisjoint(with: .barred) {
        switch policy {
        case .greedy:
          let estimate = family.prior(of: child)
          if best == nil || !(estimate <= highest) { (best, highest) = (child, estimate) }
        case .random:
          drawn += 1
          if walker.draw(below: drawn) == 0 { best = child }
        }
      }
      child = family.sibling(after: child)
    }
    return best
  }
}
