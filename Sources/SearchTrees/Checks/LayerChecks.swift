import Groundwork

/// Looks at the deepest layer of a tree: whether it was ever entered.
///
/// O(nodes), four bytes a node while it looks.
public enum LayerChecks {
  /// Returns what is to be said of the deepest layer; nil where there is nothing.
  public static func finding(
    in tree: borrowing SearchTree, label: (NodeID) -> String
  ) -> TreeFinding? {
    let rule = CheckRule.lastLayerNotEntered
    var depths = [UInt32](repeating: 0, count: tree.count)
    var deepest: UInt32 = 0
    for index in 1..<max(1, tree.count) {
      let depth = depths[tree.links[index].parent.index] + 1
      depths[index] = depth
      deepest = max(deepest, depth)
    }
    guard deepest > 1 else { return nil }
    var parents = 0
    var first: NodeID?
    for index in 0..<tree.count {
      if depths[index] == deepest {
        // One that was entered, or of which nobody knows, ends it.
        guard tree.visits(of: NodeID(index)) == 0 else { return nil }
      } else if depths[index] == deepest - 1, tree.nodes[index].childCount > 0,
        tree.visits(of: NodeID(index)) ?? 0 >= rule.threshold("visits")
      {
        parents += 1
        if first == nil { first = NodeID(index) }
      }
    }
    guard let first, Double(parents) >= rule.threshold("parents") else { return nil }
    return TreeFinding(
      rule, count: parents, checked: parents, node: first,
      expected: .words("visited children"), found: .words("none"),
      example: "\(first) \(label(first)) was visited "
        + "\(NumberText.count(tree.visits(of: first) ?? 0)) times, none of its children ever")
  }
}
