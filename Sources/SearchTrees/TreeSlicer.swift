import Groundwork

/// Cuts slices out of a tree: which rows there are, in what order, and what stands on those in view.
///
/// Lists the open nodes only and looks at nothing else, so that a slice of a large tree costs what a
/// slice of a small one does: O(children of open nodes) for the order, O(rows) for the rest. Orders and
/// labels are kept from slice to slice.
public struct TreeSlicer {
  struct Entry {
    var id: NodeID
    /// Edges below the shown root, of a chain to its first node.
    var depth: Int
    /// Rows above it that it is below.
    var level: Int
    var parent: Int
    var hasNext: Bool
    var hidden: [NodeID]?
    var unexpanded: Int?
    /// The source of a child that can be made.
    var newChild: Int?
    /// How many nodes the row stands for, and the parent of the first.
    var chain = 1
    var above: NodeID?
    /// Whether it belongs to a chain that shall not be one row.
    var isUnchained = false

    /// Whether the row stands for something else than a node.
    var isRest: Bool { hidden != nil || unexpanded != nil || newChild != nil }
  }

  /// The levels whose guides are handed out: more than any row has room for.
  static let mostGuides = 256
  /// The families that are labelled as a whole and kept so.
  private static let widestLabelled = 4096

  struct Order {
    var version: Int
    var key: SliceRequest.SortKey
    var isAscending: Bool
    var children: [NodeID]
    /// The number of the slice that it was worked out for.
    var slice: Int
  }

  /// The lines that rows are marked by, each from the true root on.
  public struct Lines: Sendable {
    /// The best line by visits.
    public var best: [NodeID]
    /// The answer.
    public var answer: [NodeID]
    /// The nodes of the simulation under way.
    public var simulation: Set<NodeID>

    /// Names the lines.
    public init(best: [NodeID], answer: [NodeID], simulation: Set<NodeID>) {
      self.best = best
      self.answer = answer
      self.simulation = simulation
    }
  }

  /// How the children of open nodes stand.
  var orders: [NodeID: Order] = [:]
  /// The labels of families, which a second slicer does without.
  var labels: [NodeID: [String]] = [:]
  private var generation = 0
  /// How many slices were cut.
  private(set) var sliceCount = 0

  /// Makes a slicer without memory.
  public init() {}

  /// Returns a slicer that cuts the newest slice again with nothing in mind but the orders that it held.
  ///
  /// What was put in order for that slice is put in order anew, and so is an order in which something
  /// stands that is no child. O(children of all families that were ever open).
  public func withoutMemory(of tree: borrowing SearchTree) -> TreeSlicer {
    var fresh = TreeSlicer()
    fresh.generation = generation
    for (node, order) in orders where order.slice < sliceCount && node.index < tree.count {
      let isSound =
        Set(order.children).count == order.children.count
        && order.children.allSatisfy { $0.index < tree.count && tree.parent(of: $0) == node }
      if isSound { fresh.orders[node] = order }
    }
    return fresh
  }

  /// Returns the labels of the children of a node, oldest first.
  public mutating func childLabels<Explanation: TreeExplanation & ~Copyable>(
    of node: NodeID, in tree: borrowing SearchTree, _ explanation: borrowing Explanation
  ) -> [String] {
    forgetStale(tree)
    if let known = labels[node], known.count == tree.childCount(of: node) {
      return known
    }
    if labels.count > 20_000 { labels.removeAll() }
    let fresh = explanation.childLabels(of: node)
    labels[node] = fresh
    return fresh
  }

  /// Returns the label of one node; empty at the root.
  public mutating func label<Explanation: TreeExplanation & ~Copyable>(
    of node: NodeID, in tree: borrowing SearchTree, _ explanation: borrowing Explanation
  ) -> String {
    guard let parent = tree.parent(of: node) else { return "" }
    guard tree.childCount(of: parent) <= Self.widestLabelled else {
      return explanation.label(of: node)
    }
    let family = childLabels(of: parent, in: tree, explanation)
    let position = tree.position(of: node)
    return position < family.count ? family[position] : ""
  }

  /// Fills in the rows of a slice and where its cursor is.
  public mutating func cutRows<Explanation: TreeExplanation & ~Copyable>(
    _ request: SliceRequest, of tree: borrowing SearchTree, _ explanation: borrowing Explanation,
    marking lines: Lines, into slice: inout TreeSlice
  ) {
    forgetStale(tree)
    sliceCount += 1
    let root = request.root.index < tree.count ? request.root : .root
    let target = resolve(request, tree, root, lines)
    var request = request
    if request.fillsRows {
      request.open.formUnion(openedUnasked(request, tree, explanation, root, lines.answer))
    }
    let entries = list(request, tree, explanation, root, target)
    let cursorRow = position(of: target, request.cursor, in: entries)
    let rows = max(1, request.rowCount)
    let top = max(0, min(cursorRow - request.rowsAbove, entries.count - rows))
    let window = max(0, top - rows)..<min(entries.count, top + 2 * rows)
    slice.firstRow = window.lowerBound
    slice.rowTotal = entries.count
    slice.topRow = top
    slice.cursorRow = cursorRow
    slice.cursor = entries[cursorRow].id
    assert(slice.cursor.index < tree.count, "the cursor is on a node of the tree")
    assert(target == nil || slice.cursor == target, "the cursor is where it was sent")
    assert(top <= cursorRow || request.rowsAbove < 0, "the cursor is not above the screen unasked")
    let best = Set(lines.best)
    let answer = Set(lines.answer)
    var families: [NodeID: Double?] = [:]
    var scores: [NodeID: [(terms: [Double], score: Double)]] = [:]
    var draws: [NodeID: FamilyDraws] = [:]
    let isDistant = !window.contains(cursorRow)
    slice.rowsWanted = entries.reduce(0) { $0 + max(1, $1.hidden?.count ?? 1) }
    slice.rows = (Array(window) + (isDistant ? [cursorRow] : [])).map { index in
      var row = row(for: entries[index], tree, explanation)
      setShare(of: &row, &families, tree)
      row.isOutside =
        explanation.root != .root && !tree.isOnPath(explanation.root, to: row.id)
      row.isUnderBan = tree.isBanned(row.id)
      row.continues = continuation(of: index, in: entries)
      row.isOpen = index + 1 < entries.count && entries[index + 1].parent == index
      row.isOnBestLine = row.kind == .node && best.contains(row.id)
      row.isOnAnswer = row.kind == .node && answer.contains(row.id)
      row.isOnPath = row.kind == .node && lines.simulation.contains(row.id)
      row.isMatch = row.kind == .node && request.found?.matches.contains(row.id) ?? false
      if request.wantsTerms, row.kind == .node, let parent = tree.parent(of: row.id) {
        let family = scores[parent] ?? explanation.childScores(of: parent)
        scores[parent] = family
        let position = tree.position(of: row.id)
        if family.indices.contains(position) {
          row.terms = family[position].terms
          row.score = family[position].score
        }
      }
      if request.wantsTerms { addDraws(to: &row, &draws, tree, explanation) }
      return row
    }
    slice.distantCursor = isDistant ? slice.rows.removeLast() : nil
    slice.cursorAncestors = tree.path(to: slice.cursor)
    slice.cursorPath = slice.cursorAncestors.dropFirst().map {
      label(of: $0, in: tree, explanation)
    }
    if let size = request.icicle {
      slice.icicle = icicle(size, below: root, in: tree, explanation, answer: answer)
      if slice.cursor != root {
        slice.cursorIcicle = icicle(
          size, below: slice.cursor, in: tree, explanation, answer: answer)
      }
    }
    if request.wantsPlots { slice.plots = plotSamples(for: slice, in: tree, explanation) }
    if request.subtreeLimit > 0 {
      slice.subtree = Subtree(
        of: slice.cursor, limit: min(request.subtreeLimit, Subtree.most), in: tree
      ) { label(of: $0, in: tree, explanation) }
    }
    guard request.wantsTexts else { return }
    slice.detail.steps = zip(slice.cursorAncestors, [""] + slice.cursorPath)
      .suffix(NodeStep.most).map { node, label in
        NodeStep(
          node: node, label: label, visits: tree.visits(of: node),
          value: tree.value(of: node))
      }
  }

  /// Sets the part of a row's visits in those of its family; the sums are kept for the rows that follow.
  private func setShare(
    of row: inout SliceRow, _ families: inout [NodeID: Double?], _ tree: borrowing SearchTree
  ) {
    // The row of a chain stands for its last node, beside that one's own siblings.
    guard let parent = row.kind == .node ? tree.parent(of: row.id) : row.parent else {
      row.share = row.visits.map { _ in 1 }
      return
    }
    switch row.kind {
    case .unexpanded, .newChild: return
    case .node, .more: break
    }
    let family: Double?
    if let known = families[parent] {
      family = known
    } else {
      family = tree.visitsOfChildren(of: parent)
      families[parent] = .some(family)
    }
    row.share = SearchTree.share(row.visits, of: family)
  }

  private mutating func forgetStale(_ tree: borrowing SearchTree) {
    guard generation != tree.generation else { return }
    generation = tree.generation
    labels.removeAll()
    orders = orders.filter { $0.key.index < tree.count }
    // Since the last slice the tree may have grown again, and given an old id to another's child.
    for (node, order) in orders {
      orders[node]?.children = order.children.filter {
        $0.index < tree.count && tree.parent(of: $0) == node
      }
    }
  }

  /// The node the cursor shall be on, or nil where a row number says it.
  private func resolve(
    _ request: SliceRequest, _ tree: borrowing SearchTree, _ root: NodeID, _ lines: Lines
  ) -> NodeID? {
    let target = wanted(request, tree, root, lines)
    guard let found = request.found, var node = target else { return target }
    // What the filter leaves out is not shown; the nearest node above it that is takes its place.
    while node != root, !found.shown.contains(node), let parent = tree.parent(of: node) {
      node = parent
    }
    return node
  }

  private func wanted(
    _ request: SliceRequest, _ tree: borrowing SearchTree, _ root: NodeID, _ lines: Lines
  ) -> NodeID? {
    if request.followsAnswer, let last = lines.answer.last, tree.isOnPath(root, to: last) {
      return last
    }
    if request.followsBestLine, let last = lines.best.last, tree.isOnPath(root, to: last) {
      return last
    }
    switch request.cursor {
    case .row: return nil
    case .node(let node), .more(let node), .unexpanded(let node), .newChild(let node, _):
      guard node.index < tree.count, tree.isOnPath(root, to: node) else { return root }
      return node
    }
  }
}
