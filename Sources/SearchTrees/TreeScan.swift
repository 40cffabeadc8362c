import Groundwork

/// Looks at every node of a tree, some at a time, for numbers that contradict each other.
///
/// The same checks serve whatever shows a tree: a recording in the explorer, its batch, a report.
public struct TreeScan: Sendable {
  private let range: ClosedRange<Double>?
  private var next = 0
  private var values = Tally()
  private var parents = Tally()

  /// How many of a kind were looked at, how many are findings, and the first of them.
  private struct Tally: Sendable {
    var checked = 0
    var count = 0
    var first = NodeID.root

    mutating func add(_ node: NodeID) {
      if count == 0 { first = node }
      count += 1
    }
  }

  /// Begins with the root; `range` is where values are declared to lie, nil where nobody says it.
  public init(range: ClosedRange<Double>?) { self.range = range }

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
    if let isOutside = Self.isOutside(node, in: tree, range: range) {
      values.checked += 1
      if isOutside { values.add(node) }
    }
    if let hasLess = Self.hasLessThanChildren(node, in: tree) {
      parents.checked += 1
      if hasLess { parents.add(node) }
    }
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

  /// Whether the children of a node have more visits together than it has; nil where that is not known.
  @inline(__always)
  private static func hasLessThanChildren(_ node: NodeID, in tree: borrowing SearchTree) -> Bool? {
    // A node without visits of its own was never told them, or has none that are known.
    guard tree.nodes[node.index].childCount > 0, let visits = tree.visits(of: node), visits > 0,
      let sum = tree.visitsOfChildren(of: node)
    else { return nil }
    // Fractions may miss their sum by what adding them loses.
    return sum > visits + 1e-6 * max(1, visits)
  }

  /// Returns how the value of a node or the visits of its children contradict what else is known, or nil.
  ///
  /// `range` is where values are declared to lie, nil where nobody says it.
  ///
  /// O(children).
  public static func contradiction(
    of node: NodeID, in tree: borrowing SearchTree, range: ClosedRange<Double>?
  ) -> String? {
    if let range, isOutside(node, in: tree, range: range) == true {
      return valueWords(node, in: tree, range)
    }
    return hasLessThanChildren(node, in: tree) == true ? visitsWords(node, in: tree) : nil
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

  /// What was found so far, in the tree that was looked at; `label` names a node.
  public func findings(
    in tree: borrowing SearchTree, label: (NodeID) -> String
  ) -> [TreeFinding] {
    var findings: [TreeFinding] = []
    if values.count > 0, let range {
      findings.append(
        TreeFinding(
          .valueOutsideRange, count: values.count, checked: values.checked, node: values.first,
          example: "\(name(values.first, label)) \(Self.valueWords(values.first, in: tree, range))")
      )
    }
    if parents.count > 0 {
      let node = parents.first
      findings.append(
        TreeFinding(
          .childVisitsAboveParent, count: parents.count, checked: parents.checked, node: node,
          example: "\(name(node, label)) \(Self.visitsWords(node, in: tree))"))
    }
    return findings
  }

  private func name(_ node: NodeID, _ label: (NodeID) -> String) -> String {
    node == .root ? "the root" : "\(node) \(label(node))"
  }
}
