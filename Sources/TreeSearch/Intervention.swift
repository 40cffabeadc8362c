import Groundwork
public import SearchTrees

/// Plug-in point 7: edits of the tree that follow from what a simulation found.
public protocol Intervention: Sendable {
  /// Looks at the tree after a backup and edits it; each node is put into `undo` before it changes.
  func intervene(
    after path: borrowing SimulationPath, backup: some Backup, range: ClosedRange<Float>?,
    tree: inout SearchTree, undo: inout UndoLog)
}

/// MCTS-Solver: values that are certain move up the tree (Winands, Bjornsson, Saito 2008).
///
/// A node is proven when one child is proven to be worth the most that can be had, or when all
/// legal actions have children and all of them are proven. Bans are ignored: a proof is about the
/// problem, not about what the user allows. Nothing is proven under a backup rule by which the value of
/// a node does not follow from its best child's.
public struct ProvenValues: Intervention {
  /// Whether values are proven at all.
  public var isOn: Bool

  /// Makes the intervention.
  public init(isOn: Bool) { self.isOn = isOn }

  /// Proves the leaf if the episode ended there, and every ancestor for which that settles it.
  @inline(__always)
  public func intervene<Backing: Backup>(
    after path: borrowing SimulationPath, backup: Backing, range: ClosedRange<Float>?,
    tree: inout SearchTree, undo: inout UndoLog
  ) {
    guard isOn, Backing.provesValues, path.isTerminal else { return }
    // A pinned outcome is somebody's word, not a proof.
    if tree.nodes[path.nodes[path.nodes.count - 1].index].flags.contains(.pinned) { return }
    prove(along: path, backup: backup, range: range, tree: &tree, undo: &undo)
  }

  @inline(never)
  private func prove(
    along path: borrowing SimulationPath, backup: some Backup, range: ClosedRange<Float>?,
    tree: inout SearchTree, undo: inout UndoLog
  ) {
    let leaf = path.nodes[path.nodes.count - 1]
    if !tree.nodes[leaf.index].flags.contains(.proven) {
      // Not the leaf's mean: it may hold values from when the leaf was pinned.
      let outcome = 0 - backup.leafValue(toMake: 0, on: path)
      mark(leaf, exactly: outcome, tree: &tree, undo: &undo)
    }
    var index = path.nodes.count - 2
    while index >= 0 {
      let node = path.nodes[index]
      if tree.nodes[node.index].flags.isDisjoint(with: [.proven, .pinned]) {
        let bound = range.map { backup.upperBound(below: index, on: path, range: $0) }
        guard let best = settledBest(below: node, bound: bound, tree: tree) else { return }
        let value = backup.exactValue(best: best, reward: path.rewards[index])
        mark(node, exactly: value, tree: &tree, undo: &undo)
      }
      index -= 1
    }
  }

  /// Returns the value of the best child if it is certain that no other can be better.
  private func settledBest(below node: NodeID, bound: Float?, tree: borrowing SearchTree) -> Float?
  {
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

  private func mark(
    _ node: NodeID, exactly value: Float, tree: inout SearchTree, undo: inout UndoLog
  ) {
    undo.keepFlags(of: node, in: tree)
    undo.keepExactValue(of: node, in: tree)
    tree.nodes[node.index].flags.insert(.proven)
    tree.setExactValue(value, of: node)
  }
}
