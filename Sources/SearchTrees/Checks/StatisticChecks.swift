import Groundwork

/// Looks at declared statistics whose meaning is known by their names: whether they agree with Q, and whether
/// anybody ever filled them in.
///
/// O(nodes).
public enum StatisticChecks {
  /// Returns what contradicts itself.
  public static func findings(
    in tree: borrowing SearchTree, label: (NodeID) -> String
  ) -> [TreeFinding] {
    [staleValues(tree, label), neverSet(tree, label)].compactMap { $0 }
  }

  /// Where a node has a worth of its own (`own`, of its `judgements`), Q is half of that and half of the best
  /// child's Q; where answers have prompts (`prompt`), half of the best child's own worth.
  private static func staleValues(
    _ tree: borrowing SearchTree, _ label: (NodeID) -> String
  ) -> TreeFinding? {
    let layout = tree.statistics.layout
    guard let own = layout.placeIfDeclared(of: "own"),
      let count = layout.placeIfDeclared(of: "judgements")
    else { return nil }
    let countsOwn = layout.placeIfDeclared(of: "prompt") != nil
    var (checked, stale) = (0, 0)
    var first: (node: NodeID, expected: Double, found: Double)?
    for index in 1..<max(1, tree.count) {
      let node = NodeID(index)
      guard let worth = tree.statistics[own, node], let found = tree.value(of: node) else {
        continue
      }
      var (bestOwn, bestValue): (Double?, Double?)
      for child in tree.children(of: node)
      where tree.statistics[count, child] != nil
        && tree.nodes[child.index].flags.isDisjoint(with: .banned)
      {
        if let worth = tree.statistics[own, child] { bestOwn = max(bestOwn ?? worth, worth) }
        if let value = tree.value(of: child) { bestValue = max(bestValue ?? value, value) }
      }
      guard let bestOwn, let bestValue else { continue }
      checked += 1
      let expected = (worth + (countsOwn ? bestOwn : bestValue)) / 2
      guard abs(expected - found) > 1e-6 * max(1, abs(found)) else { continue }
      stale += 1
      if first == nil { first = (node, expected, found) }
    }
    guard let first else { return nil }
    return TreeFinding(
      .staleInnerValues, count: stale, checked: checked, node: first.node,
      expected: .number(first.expected), found: .number(first.found),
      example: "\(label(first.node)): \(NumberText.fixed(first.found)) stayed, its own worth and "
        + "its best child's make \(NumberText.fixed(first.expected))")
  }

  /// Where nodes have a value from before they were run (`virtual`), not all of them are 0.
  private static func neverSet(
    _ tree: borrowing SearchTree, _ label: (NodeID) -> String
  ) -> TreeFinding? {
    let rule = CheckRule.neverSet
    guard let place = tree.statistics.layout.placeIfDeclared(of: "virtual") else { return nil }
    var count = 0
    var first: NodeID?
    for index in 1..<max(1, tree.count) {
      guard let value = tree.statistics[place, NodeID(index)] else { continue }
      guard value == 0 else { return nil }
      count += 1
      if first == nil { first = NodeID(index) }
    }
    guard let first, Double(count) >= rule.threshold("nodes") else { return nil }
    return TreeFinding(
      rule, count: count, checked: count, node: first, expected: .words("numbers other than 0"),
      found: .number(0),
      example: "\(label(first)) and \(NumberText.grouped(count - 1)) others are foreseen to be "
        + "worth 0")
  }
}
