import Groundwork

/// Looks at every node of a tree, some at a time, for numbers that contradict each other.
///
/// The same checks serve whatever shows a tree: a recording in the explorer, its batch, the doctor.
public struct TreeScan: Sendable {
  private let declarations: SearchDeclarations
  private var next = 0
  private var values = CheckTally<NodeID>()
  private var parents = CheckTally<NodeID>()
  /// Inner nodes by how many more visits they have than their children: 0, 1, 2, more; and the first of each.
  private var surplus = [CheckTally<NodeID>](repeating: CheckTally(), count: 4)
  private var visited = 0
  private var forks = 0
  private var uniform = CheckTally<NodeID>()

  /// Begins with the root.
  public init(_ declarations: SearchDeclarations) { self.declarations = declarations }

  /// The nodes that were looked at.
  public var position: Int { next }

  /// Looks at the next nodes, at most `limit` of them, and returns whether there are more.
  ///
  /// The tree must be the same one from call to call. Linear in the nodes and their children; nothing
  /// is allocated.
  public mutating func advance(over tree: borrowing SearchTree, limit: Int = .max) -> Bool {
    let end = limit < tree.count - next ? next + limit : tree.count
    while next < end {
      look(at: NodeID(next), in: tree)
      next += 1
    }
    return next < tree.count
  }

  private mutating func look(at node: NodeID, in tree: borrowing SearchTree) {
    let numbers = tree.nodes[node.index]
    if let isOutside = Self.isOutside(node, in: tree, range: declarations.range) {
      values.add(isFound: isOutside, node)
    }
    let visits = tree.visits(of: node)
    if visits ?? 0 > 0 { visited += 1 }
    guard numbers.childCount > 0, let family = Family(of: node, in: tree) else { return }
    if family.visited > 1 { forks += 1 }
    if Self.isUniform(family, declarations.range) { uniform.add(isFound: true, node) }
    // A node without visits of its own was never told them, or has none that are known.
    guard declarations.countsSimulations, let visits, visits > 0 else { return }
    parents.add(isFound: Self.isLess(visits, than: family.sum), node)
    // An end, a proof or an edit explains any difference, and the root's is a matter of taste.
    guard node != .root, family.sum > 0, !family.isSpecial,
      numbers.flags.isDisjoint(with: Self.excusing)
    else { return }
    let difference = visits - family.sum
    guard difference == difference.rounded(), difference >= 0 else { return }
    surplus[min(3, Int(difference))].add(isFound: true, node)
  }

  /// Whether the value of a node lies outside of a range; nil where one of them is not known.
  @inline(__always)
  private static func isOutside(
    _ node: NodeID, in tree: borrowing SearchTree, range: ClosedRange<Double>?
  ) -> Bool? {
    // What a person has fixed is no number of the search.
    guard let range, !tree.nodes[node.index].flags.contains(.pinned),
      let value = tree.value(of: node)
    else { return nil }
    // A mean may miss its bound by what adding and dividing lose.
    let slack = 1e-6 * max(1, abs(value))
    return value < range.lowerBound - slack || value > range.upperBound + slack
  }

  /// Whether visits are fewer than a sum; fractions may miss it by what adding them loses.
  @inline(__always)
  private static func isLess(_ visits: Double, than sum: Double) -> Bool {
    sum > visits + 1e-6 * max(1, visits)
  }

  /// Returns how the value of a node or the visits of its children contradict what else is known, or nil.
  ///
  /// O(children).
  public static func contradiction(
    of node: NodeID, in tree: borrowing SearchTree, _ declarations: SearchDeclarations
  ) -> String? {
    if let range = declarations.range, isOutside(node, in: tree, range: range) == true {
      return valueWords(node, in: tree, range)
    }
    guard declarations.countsSimulations, let visits = tree.visits(of: node), visits > 0,
      let sum = tree.visitsOfChildren(of: node), isLess(visits, than: sum)
    else { return nil }
    return visitsWords(node, in: tree)
  }

  private static func valueWords(
    _ node: NodeID, in tree: borrowing SearchTree, _ range: ClosedRange<Double>
  ) -> String {
    let value = tree.value(of: node).map { NumberText.fixed($0) } ?? "-"
    let bounds = [range.lowerBound, range.upperBound].map { NumberText.short($0) }
    return "has \(value), declared are \(bounds[0]) to \(bounds[1])"
  }

  private static func visitsWords(_ node: NodeID, in tree: borrowing SearchTree) -> String {
    let visits = [
      tree.visits(of: node), tree.visitsOfChildren(of: node),
    ].map { NumberText.count($0) }
    return "has \(visits[0]) visits, its children have \(visits[1])"
  }

  private static let excusing: NodeFlags = [
    .terminal, .proven, .pinned, .closed, .unentered, .retired, .growthBanned, .banned,
  ]

  /// The numbers of the children of a node.
  private struct Family {
    var sum = 0.0
    var visited = 0
    var fewest = Double.infinity
    var most = 0.0
    /// The means of the children with the lowest and the highest one, and their visits.
    var low = (mean: Double.infinity, visits: 0.0)
    var high = (mean: -Double.infinity, visits: 0.0)
    /// Whether something beside the rule had a part in the visits.
    var isSpecial = false

    /// nil where the visits of none are known.
    init?(of node: NodeID, in tree: borrowing SearchTree) {
      var child = tree.nodes[node.index].firstChild
      var isKnown = false
      for _ in 0..<tree.childCount(of: node) {
        let flags = tree.nodes[child.index].flags
        if !flags.isDisjoint(with: TreeScan.excusing.subtracting(.terminal)) { isSpecial = true }
        if let visits = tree.visits(of: child) {
          isKnown = true
          sum += visits
          fewest = min(fewest, visits)
          most = max(most, visits)
          if visits > 0 { visited += 1 }
          if visits > 0, let mean = tree.mean(of: child) {
            if mean < low.mean { low = (mean, visits) }
            if mean > high.mean { high = (mean, visits) }
          }
        }
        child = tree.links[child.index].nextSibling
      }
      guard isKnown else { return nil }
    }
  }

  /// Whether all children were visited alike though their means are far apart.
  ///
  /// The variance of a mean of values in `low...high` is at most `(m - low)(high - m) / n`.
  private static func isUniform(_ family: Family, _ range: ClosedRange<Double>?) -> Bool {
    let rule = CheckRule.constantTooLarge
    guard family.fewest >= rule.threshold("visits"), family.visited > 1, let range,
      family.most <= rule.threshold("ratio") * family.fewest,
      range.lowerBound.isFinite, range.upperBound.isFinite
    else { return false }
    func variance(_ side: (mean: Double, visits: Double)) -> Double {
      max(0, (side.mean - range.lowerBound) * (range.upperBound - side.mean)) / side.visits
    }
    let error = (variance(family.low) + variance(family.high)).squareRoot()
    return family.high.mean - family.low.mean >= rule.threshold("errors") * error
      && family.high.mean > family.low.mean
  }

  // MARK: - Findings

  /// What was found so far, in the tree that was looked at; `label` names a node.
  public func findings(
    in tree: borrowing SearchTree, label: (NodeID) -> String
  ) -> [TreeFinding] {
    var findings: [TreeFinding] = []
    if let node = values.first, let range = declarations.range, let value = tree.value(of: node) {
      let bounds = [range.lowerBound, range.upperBound].map { NumberText.short($0) }
      findings.append(
        TreeFinding(
          .valueOutsideRange, count: values.count, checked: values.checked, node: node,
          expected: .words("\(bounds[0]) to \(bounds[1])"), found: .number(value),
          example: "\(name(node, label)) \(Self.valueWords(node, in: tree, range))"))
    }
    if let node = parents.first {
      let visits = (tree.visits(of: node) ?? 0, tree.visitsOfChildren(of: node) ?? 0)
      findings.append(
        TreeFinding(
          .childVisitsAboveParent, count: parents.count, checked: parents.checked, node: node,
          expected: .words("at most \(NumberText.count(visits.0))"), found: .number(visits.1),
          example: "\(name(node, label)) \(Self.visitsWords(node, in: tree))"))
    }
    if let finding = rootTwice(tree, label) { findings.append(finding) }
    if let finding = uneven(tree, label) { findings.append(finding) }
    return findings
  }

  /// What often is a mistake, in the tree that was looked at; `label` names a node.
  public func remarks(
    in tree: borrowing SearchTree, label: (NodeID) -> String
  ) -> [TreeFinding] {
    var findings: [TreeFinding] = []
    if let node = uniform.first {
      findings.append(
        TreeFinding(
          .constantTooLarge, count: uniform.count, checked: uniform.checked, node: node,
          expected: .words("more visits of what is worth more"), found: .words("nearly the same"),
          example:
            "the children of \(name(node, label)) are visited alike, and their Q is far apart"))
    }
    if Double(visited) >= CheckRule.oneChain.threshold("nodes"), forks == 0 {
      findings.append(
        TreeFinding(
          .oneChain, count: visited, checked: visited, node: .root,
          expected: .words("a node with two visited children"), found: .words("none"),
          example: "none of \(NumberText.grouped(visited)) visited nodes has two visited children"))
    }
    return findings
  }

  /// A root with twice the visits of its children, over inner nodes that have theirs.
  private func rootTwice(
    _ tree: borrowing SearchTree, _ label: (NodeID) -> String
  ) -> TreeFinding? {
    guard declarations.countsSimulations, surplus[0].count + surplus[1].count > 0,
      surplus[2].count + surplus[3].count == 0, let visits = tree.visits(of: .root),
      let sum = tree.visitsOfChildren(of: .root), sum >= 5, visits >= 2 * sum,
      visits <= 2 * sum + 2
    else { return nil }
    return TreeFinding(
      .rootCountedTwice, count: 1, checked: 1, node: .root, expected: .number(sum),
      found: .number(visits),
      example: "the root has \(NumberText.count(visits)) visits, its children have "
        + NumberText.count(sum))
  }

  /// One visit more than the children have at some inner nodes, none or two at others.
  private func uneven(
    _ tree: borrowing SearchTree, _ label: (NodeID) -> String
  ) -> TreeFinding? {
    let others = surplus[0].count + surplus[2].count
    // More than two is a search that stays at a node for a while: then any number is right.
    guard surplus[3].count == 0, surplus[1].count > 0, others > 0,
      let node = (surplus[1].count >= others)
        ? surplus[0].first ?? surplus[2].first : surplus[1].first
    else { return nil }
    let isUsual = surplus[1].count >= others
    let visits = tree.visits(of: node) ?? 0
    let sum = tree.visitsOfChildren(of: node) ?? 0
    return TreeFinding(
      .unevenVisits, count: isUsual ? others : surplus[1].count,
      checked: surplus[1].count + others, node: node,
      expected: .number(isUsual ? sum + 1 : sum), found: .number(visits),
      example: "\(name(node, label)) has \(NumberText.count(visits)) visits, its children "
        + "\(NumberText.count(sum)); elsewhere the difference is \(isUsual ? "1" : "another")")
  }

  private func name(_ node: NodeID, _ label: (NodeID) -> String) -> String {
    node == .root ? "the root" : "\(node) \(label(node))"
  }
}
