import Groundwork

/// The shape of a whole tree at a glance: a row for each depth, in which each node has cells by its part
/// of the visits.
public struct Icicle: Hashable, Sendable {
  /// How much room there is.
  public struct Size: Hashable, Sendable {
    /// The cells of the shown root.
    public var width: Int
    /// The depths below it.
    public var depth: Int

    /// Makes a size.
    public init(width: Int, depth: Int) {
      self.width = width
      self.depth = depth
    }
  }

  /// A node that has a cell at least.
  public struct Span: Hashable, Sendable {
    /// The node.
    public var node: NodeID
    /// Its action; empty where there would be no room for it.
    ///
    /// Untrusted text.
    public var label: String
    /// Its cells, from 0 at the left.
    public var cells: Range<Int>
    /// N; nil where it is not known.
    public var visits: Double?
    /// Q; nil where it is not known.
    public var value: Double?
    /// Whether it lies on the answer's path.
    public var isOnAnswer: Bool
  }

  /// The nodes of each depth from the shown root down, from the left.
  public var rows: [[Span]] = []
}

extension TreeSlicer {
  /// Spans of fewer cells are not named.
  private static let narrowestName = 5

  /// Shares the width of each node out among its children by their visits, the most visited first, as long
  /// as there is a cell to give.
  ///
  /// - Complexity: O(width * depth, and the children of all nodes that have a cell).
  mutating func icicle<Explanation: TreeExplanation & ~Copyable>(
    _ size: Icicle.Size, below root: NodeID, in tree: borrowing SearchTree,
    _ explanation: borrowing Explanation, answer: Set<NodeID>
  ) -> Icicle {
    var icicle = Icicle()
    guard size.width > 0 else { return icicle }
    icicle.rows = [
      [
        span(
          root, 0..<size.width, label(of: root, in: tree, explanation), tree, answer)
      ]
    ]
    while icicle.rows.count <= size.depth, let above = icicle.rows.last, !above.isEmpty {
      var row: [Icicle.Span] = []
      for parent in above { row += children(of: parent, in: tree, explanation, answer) }
      if row.isEmpty { break }
      icicle.rows.append(row)
    }
    return icicle
  }

  private func span(
    _ node: NodeID, _ cells: Range<Int>, _ label: String, _ tree: borrowing SearchTree,
    _ answer: Set<NodeID>
  ) -> Icicle.Span {
    Icicle.Span(
      node: node, label: label, cells: cells, visits: tree.visits(of: node),
      value: tree.value(of: node), isOnAnswer: answer.contains(node))
  }

  private mutating func children<Explanation: TreeExplanation & ~Copyable>(
    of parent: Icicle.Span, in tree: borrowing SearchTree, _ explanation: borrowing Explanation,
    _ answer: Set<NodeID>
  ) -> [Icicle.Span] {
    var keys: [UInt64] = []
    var total = 0.0
    _ = tree.forEachChild(of: parent.node) { child, numbers in
      if numbers.visits > 0 { keys.append(MostVisited.key(numbers.visits, child)) }
      total += Double(numbers.visits)
      return true
    }
    // A node's own visits, which went to none of its children, stay blank at the right.
    total = max(total, Double(tree.nodes[parent.node.index].visits))
    guard total > 0 else { return [] }
    keys.keepGreatest(parent.cells.count)
    keys.sort(by: >)
    var spans: [Icicle.Span] = []
    var sum = 0.0
    for key in keys {
      func edge() -> Int {
        parent.cells.lowerBound + Int((sum / total * Double(parent.cells.count)).rounded())
      }
      let start = edge()
      let node = MostVisited.node(of: key)
      sum += Double(tree.nodes[node.index].visits)
      let cells = start..<edge()
      guard !cells.isEmpty else { continue }
      let name =
        cells.count >= Self.narrowestName ? label(of: node, in: tree, explanation) : ""
      spans.append(span(node, cells, name, tree, answer))
    }
    return spans
  }
}
