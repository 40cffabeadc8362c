import Groundwork
import SearchTrees

/// MCTS-Solver: values that are certain move up the tree (Winands, Bjornsson, Saito 2008).
///
/// A node is proven when one child is proven to be worth the most that can be had, or when all
/// legal actions have children and all of them are proven. Bans are ignored: a proof is about the
/// problem, not about what the user allows.
public struct ProvenValues: Intervention {
  private let backup: any Provable
  private let range: ClosedRange<Float>?

  /// Makes the intervention beside a backup rule; `range` holds the returns of whole episodes, nil where
  /// they have no bound.
  ///
  /// Nil under a rule by which the value of a node does not follow from its best child's.
  public init?(_ backup: any Backup, range: ClosedRange<Float>?) {
    guard let backup = backup.provable else { return nil }
    self.backup = backup
    self.range = range
  }

  /// Its edits are the solver's.
  public var author: String { "solver" }
  /// A proof begins at an end.
  public var trigger: InterventionTrigger { .ends }
  /// An outcome that chance had a hand in proves nothing.
  public var isForChance: Bool { false }

  /// Proves the leaf, where the episode ended, and every ancestor for which that settles it.
  public func intervene(after path: borrowing SimulationPath, _ editor: inout TreeEditor) {
    let leaf = path.nodes[path.nodes.count - 1]
    let flags = editor.tree.nodes[leaf.index].flags
    // A pinned outcome is somebody's word, not a proof.
    if flags.contains(.pinned) { return }
    if !flags.contains(.proven) {
      // Not the leaf's mean: it may hold values from when the leaf was pinned.
      editor.prove(leaf, exactly: 0 - backup.leafValue(toMake: 0, on: path))
    }
    var index = path.nodes.count - 2
    while index >= 0 {
      let node = path.nodes[index]
      if editor.tree.nodes[node.index].flags.isDisjoint(with: [.proven, .pinned]) {
        let bound = range.map { backup.upperBound(below: index, on: path, range: $0) }
        guard let best = settledBest(below: node, bound: bound, editor.tree) else { return }
        editor.prove(node, exactly: backup.exactValue(best: best, reward: path.rewards[index]))
      }
      index -= 1
    }
  }

  /// Returns the value of the best child if it is certain that no other can be better.
  private func settledBest(
    below node: NodeID, bound: Float?, _ tree: borrowing SearchTree
  ) -> Float? {
    var best: Float?
    var areAllProven = tree.nodes[node.index].flags.contains(.complete)
    var child = tree.nodes[node.index].firstChild
    for _ in 0..<tree.nodes[node.index].childCount {
      if tree.nodes[child.index].flags.contains(.proven) {
        best = max(best ?? -.infinity, tree.exactValues[child.index])
      } else {
        areAllProven = false
      }
      child = tree.links[child.index].nextSibling
    }
    guard let best else { return nil }
    if let bound, best >= bound { return best }
    return areAllProven ? best : nil
  }
}
