import Groundwork

/// What stands on a row, and the guides before it.
extension TreeSlicer {
  /// For each level that a row is below, whether more rows of that level follow.
  func continuation(of index: Int, in entries: [Entry]) -> [Bool] {
    var result: [Bool] = []
    var current = index
    while current >= 0, entries[current].level > 0, result.count < Self.mostGuides {
      result.append(entries[current].hasNext)
      current = entries[current].parent
    }
    return result.reversed()
  }

  /// Returns a row with all that is known without its neighbours.
  mutating func row<Explanation: TreeExplanation & ~Copyable>(
    for entry: Entry, _ tree: borrowing SearchTree, _ explanation: borrowing Explanation
  ) -> SliceRow {
    let node = tree.nodes[entry.id.index]
    var row = SliceRow(
      id: entry.id, parent: entry.above ?? tree.parent(of: entry.id), kind: .node,
      depth: entry.depth, level: entry.level, chain: entry.chain, continues: [], label: "",
      visits: tree.visits(of: entry.id), value: tree.value(of: entry.id),
      prior: tree.prior(of: entry.id), terms: [], score: nil,
      flags: node.flags, childCount: tree.childCount(of: entry.id), isOpen: false,
      isOnBestLine: false, isOnAnswer: false, isOnPath: false)
    guard entry.isRest else {
      row.statistics = tree.statistics.row(of: entry.id)
      row.label = label(of: entry.id, in: tree, explanation)
      row.nodeKind = explanation.kind(of: entry.id)
      row.unexpanded = explanation.unexpanded(below: entry.id)
      return row
    }
    var best: Double?
    row.parent = entry.id
    row.visits = nil
    row.prior = nil
    row.flags = []
    if let source = entry.newChild {
      row.value = nil
      row.kind = .newChild(source: source)
      return row
    }
    if let count = entry.unexpanded {
      row.value = nil
      row.kind = .unexpanded(count: count)
      return row
    }
    let hidden = entry.hidden ?? []
    for child in hidden {
      if let visits = tree.visits(of: child) { row.visits = (row.visits ?? 0) + visits }
      if let value = tree.value(of: child) { best = max(best ?? value, value) }
    }
    row.kind = .more(count: hidden.count, visits: row.visits, bestValue: best)
    row.value = best
    return row
  }

  /// Adds what is drawn at the parent of a row; families that were asked for are kept.
  func addDraws<Explanation: TreeExplanation & ~Copyable>(
    to row: inout SliceRow, _ known: inout [NodeID: FamilyDraws], _ tree: borrowing SearchTree,
    _ explanation: borrowing Explanation
  ) {
    guard let parent = row.kind == .node ? tree.parent(of: row.id) : row.parent else { return }
    let family = known[parent] ?? explanation.draws(at: parent)
    known[parent] = family
    switch row.kind {
    case .node:
      let position = tree.position(of: row.id)
      if family.children.indices.contains(position) { row.probability = family.children[position] }
    case .newChild(let source) where family.new.indices.contains(source):
      let child = family.new[source]
      row.label = child.label
      row.terms = child.terms
      row.value = child.terms.first
      row.probability = child.probability
      if child.isBanned { row.flags.insert(.banned) }
    default: break
    }
  }
}
