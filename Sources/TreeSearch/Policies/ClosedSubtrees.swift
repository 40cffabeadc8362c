import Groundwork
import SearchTrees

/// Closes what is exhausted: an episode's end that was visited, and a node all of whose children are
/// closed, so that no simulation walks a known way again.
public struct ClosedSubtrees: Intervention, Hashable {
  /// Makes the intervention.
  public init() {}

  /// Its edits are the search's own.
  public var author: String { "search" }
  /// A leaf that is not entered, or that has no way on, is closed as an end is.
  public var trigger: InterventionTrigger { .everySimulation }
  /// What chance decides may come out otherwise the next time.
  public var isForChance: Bool { false }

  /// Closes the leaf if nothing can follow it, and every ancestor for which that was the last way on.
  ///
  /// O(depth times branching).
  public func intervene(after path: borrowing SimulationPath, _ editor: inout TreeEditor) {
    var index = path.nodes.count - 1
    while index >= 0 {
      let node = path.nodes[index]
      let flags = editor.tree.nodes[node.index].flags
      if flags.isDisjoint(with: [.closed, .pinned]) {
        guard
          flags.contains(.terminal) || flags.contains(.unentered)
            || (flags.contains(.complete) && areChildrenClosed(of: node, editor.tree))
        else { return }
        editor.close(node)
      }
      index -= 1
    }
  }

  private func areChildrenClosed(of node: NodeID, _ tree: borrowing SearchTree) -> Bool {
    var child = tree.nodes[node.index].firstChild
    for _ in 0..<tree.nodes[node.index].childCount {
      if !tree.nodes[child.index].flags.contains(.closed) { return false }
      child = tree.links[child.index].nextSibling
    }
    return true
  }
}
