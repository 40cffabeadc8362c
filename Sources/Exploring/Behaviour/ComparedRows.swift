import SearchTrees

/// The places of a comparison as rows: what is open among them, and where the cursor is.
struct ComparedRows {
  let comparison: TreeComparison
  /// The tree whose places alone are shown; nil for those of both.
  let side: TreeComparison.Side?
  /// The pairs whose children are shown.
  private(set) var open: Set<Int> = [0]
  /// The rows in their order, worked out where something is opened or closed.
  private(set) var rows: [Int32] = [0]
  /// The row under the cursor.
  private(set) var cursor = 0
  /// The row at the top of the screen.
  private(set) var top = 0
  /// Whether places without differences are left out.
  private(set) var hidesEqual = false
  /// By what the places of a family are ordered.
  private(set) var order = TreeComparison.Order.visits

  /// Begins with the root, its children in sight.
  init(_ comparison: TreeComparison) {
    self.comparison = comparison
    side = nil
    layOut()
  }

  /// The places of one tree, with what is open, and the cursor where it is or at the nearest place above it.
  init(_ rows: ComparedRows, on side: TreeComparison.Side) {
    comparison = rows.comparison
    self.side = side
    (open, hidesEqual, order) = (rows.open, rows.hidesEqual, rows.order)
    layOut(at: rows.pair)
  }

  /// The pair under the cursor.
  var pair: Int { Int(rows[cursor]) }

  /// Works the rows out anew, the cursor staying at its pair or the nearest one above it.
  ///
  /// O(rows), and the ordering of each open family.
  private mutating func layOut(at wanted: Int? = nil) {
    let pair = wanted ?? pair
    var rows: [Int32] = []
    var waiting = [0]
    while let next = waiting.popLast() {
      rows.append(Int32(truncatingIfNeeded: next))
      guard open.contains(next) else { continue }
      waiting += comparison.orderedChildren(of: next, by: order, on: side).reversed()
        .filter { isShown($0) }
    }
    self.rows = rows
    var current = pair
    while current > 0 {
      if let place = rows.firstIndex(of: Int32(truncatingIfNeeded: current)) {
        cursor = place
        return
      }
      current = Int(comparison.pairs[current].parent)
    }
    cursor = 0
  }

  private func isShown(_ pair: Int) -> Bool {
    let place = comparison.pairs[pair]
    if hidesEqual, !place.hasDifferences { return false }
    return side.map { place.node(on: $0) != .none } ?? true
  }

  /// Whether there are places below one.
  func hasChildren(_ pair: Int) -> Bool {
    guard let side else { return comparison.pairs[pair].count > 0 }
    return comparison.pairs[pair].children.contains {
      comparison.pairs[$0].node(on: side) != .none
    }
  }

  /// Scrolls as little as it takes to have the cursor in sight, with some rows around it.
  mutating func keepInSight(_ visible: Int) { top = top(showing: visible) }

  /// The row at the top of a screen of so many rows.
  func top(showing visible: Int) -> Int {
    let margin = min(2, max(0, (visible - 1) / 2))
    let highest = max(0, rows.count - visible)
    let least = cursor + margin - visible + 1
    return max(0, min(max(least, min(top, cursor - margin)), highest))
  }

  mutating func move(by step: Int) { cursor = max(0, min(cursor + step, rows.count - 1)) }

  /// Opens the pair under the cursor, or goes to its first child.
  mutating func openOrDescend() {
    guard hasChildren(pair) else { return }
    if open.insert(pair).inserted { layOut() } else { move(by: 1) }
  }

  /// Closes the pair under the cursor, or goes to its parent.
  mutating func closeOrAscend() {
    if open.contains(pair), pair != 0, hasChildren(pair) {
      open.remove(pair)
      layOut()
    } else if pair > 0 {
      layOut(at: Int(comparison.pairs[pair].parent))
    }
  }

  mutating func toggle() {
    if open.contains(pair) { open.remove(pair) } else { open.insert(pair) }
    layOut()
  }

  mutating func openAll() {
    open.formUnion(rows.map { Int($0) })
    layOut()
  }

  mutating func closeAll() {
    open = [0]
    layOut()
  }

  mutating func toggleEqual() {
    hidesEqual.toggle()
    layOut()
  }

  /// Orders by the next or previous number.
  mutating func turnOrder(by step: Int) {
    let orders = TreeComparison.Order.allCases
    let place = (orders.firstIndex(of: order) ?? 0) + step + orders.count
    order = orders[place % orders.count]
    layOut()
  }

  /// Opens what is open in other rows too.
  mutating func openAlso(_ other: ComparedRows) { open.formUnion(other.open) }

  /// Goes to a pair, with all above it open, and its siblings in sight.
  mutating func reveal(_ pair: Int) {
    var above = Int(comparison.pairs[pair].parent)
    while above >= 0 {
      open.insert(above)
      above = Int(comparison.pairs[above].parent)
    }
    layOut(at: pair)
  }

  /// Goes to another child of the parent; false where there is none.
  mutating func moveToSibling(_ step: Int) -> Bool {
    let parent = comparison.pairs[pair].parent
    var row = cursor + step
    while rows.indices.contains(row) {
      let other = comparison.pairs[Int(rows[row])]
      if other.parent == parent, rows[row] != 0 {
        cursor = row
        return true
      }
      if other.depth < comparison.pairs[pair].depth { return false }
      row += step
    }
    return false
  }

  /// Goes to the next or previous row that differs, opening what is equal itself and hides a difference;
  /// false where there is none.
  mutating func moveToDifference(isForward: Bool) -> Bool {
    var row = cursor
    if isForward {
      // What is closed and equal itself, with differences below it, is opened on the way.
      while true {
        let current = comparison.pairs[Int(rows[row])]
        if !current.isDifferent, current.difference.contains(.below),
          open.insert(Int(rows[row])).inserted
        {
          layOut()
        }
        row += 1
        guard rows.indices.contains(row) else { return false }
        if comparison.pairs[Int(rows[row])].isDifferent { break }
      }
    } else {
      repeat { row -= 1 } while row >= 0 && !comparison.pairs[Int(rows[row])].isDifferent
      guard row >= 0 else { return false }
    }
    cursor = row
    return true
  }
}
