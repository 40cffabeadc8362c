import Groundwork
public import SearchTrees

/// Closes what is exhausted: an episode's end that was visited, and a node all of whose children are
/// closed, so that no simulation walks a known way again.
public struct ClosedSubtrees: Intervention, Hashable {
  /// Whether anything is closed.
  public var isOn: Bool

  /// Makes the intervention.
  public init(isOn: Bool) { self.isOn = isOn }

  /// Closes the leaf if nothing can follow it, and every ancestor for which that was the last way on.
  ///
  /// O(depth times branching).
  @inline(__always)
  public func intervene(
    after path: borrowing SimulationPath, backup: some Backup, range: ClosedRange<Float>?,
    tree: inout SearchTree, undo: inout UndoLog
  ) {
    guard isOn else { return }
    var index = path.nodes.count - 1
    while index >= 0 {
      let node = path.nodes[index]
      let flags = tree.nodes[node.index].flags
      if flags.isDisjoint(with: [.closed, .pinned]) {
        guard
          flags.contains(.terminal) || flags.contains(.unentered)
            || (flags.contains(.complete) && areChildrenClosed(of: node, tree))
        else { return }
        undo.keepFlags(of: node, in: tree)
        tree.nodes[node.index].flags.insert(.closed)
      }
      index -= 1
    }
  }

  @inline(__always)
  private func areChildrenClosed(of node: NodeID, _ tree: borrowing SearchTree) -> Bool {
    var child = tree.nodes[node.index].firstChild
    for _ in 0..<tree.nodes[node.index].childCount {
      if !tree.nodes[child.index].flags.contains(.closed) { return false }
      child = tree.links[child.index].nextSibling
    }
    return true
  }
}
