import Groundwork
import SearchTrees

/// What the record holds about the simulations through one node.
extension UndoLog {
  /// Calls `visit` for each of the newest `limit` simulations that went through `node`, newest first,
  /// with how many simulations came after it, the node's value sum before it and, where a `place` of a
  /// declared statistic is named, the bits of its cell before it; stops on false.
  func forEachVisit(
    of node: NodeID, in tree: borrowing SearchTree, newest limit: Int, place: Int? = nil,
    _ visit: (_ age: Int, _ sumBefore: Double, _ cellBefore: Double?) -> Bool
  ) {
    let depth = tree.depth(of: node)
    var record = newestRecord
    var end = openRecord ?? head
    var age = 0
    while let start = record, age < limit {
      if kind(of: start) == .simulation {
        // Where a simulation judges several nodes, some were visited more than once.
        let visits = numbers(of: node, at: depth, before: end, after: start, in: tree, place)
        for before in visits where !visit(age, before.sum, before.cell) { return }
        age += 1
      }
      end = start
      record = recordBefore(start)
    }
  }

  /// Returns the value sums that `node` had before each backup of the simulation recorded in `start ..< end`,
  /// the newest first, and a cell of its row where a place is named; none where it was on no path.
  private func numbers(
    of node: NodeID, at depth: Int, before end: Int, after start: Int,
    in tree: borrowing SearchTree, _ place: Int?
  ) -> [(sum: Double, cell: Double?)] {
    var visits: [(sum: Double, cell: Double?)] = []
    var position = end
    while position > start + Self.headerWords {
      let word = words[(position - 1) & mask]
      let length = Int(word >> 32 & 0xff_ffff)
      switch Tag(rawValue: word >> 56) {
      case .path: position -= 1 + length
      case .rows:
        position -= 1 + length * tree.statistics.width
        continue
      case .row:
        position -= 1 + tree.statistics.width
        continue
      default:
        position -= 2
        continue
      }
      guard depth < length else { continue }
      var ancestor = NodeID(Int(word & 0xffff_ffff))
      for _ in 0..<length - 1 - depth { ancestor = tree.links[ancestor.index].parent }
      guard ancestor == node else { continue }
      let sum = Double(bitPattern: words[(position + depth) & mask])
      // The rows of the path stand before its sums, with a word of their own in between.
      let width = tree.statistics.width
      let rows = position - 1 - length * width
      let cell = place.map { Double(bitPattern: words[(rows + depth * width + $0) & mask]) }
      visits.append((sum, cell.flatMap { StatisticTable.isUnknown($0) ? nil : $0 }))
    }
    return visits
  }
}
