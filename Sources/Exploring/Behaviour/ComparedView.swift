public import SearchTrees

/// A comparison with what is open in it and where the person is.
///
/// The two trees are one list of places with one cursor, or, unlocked, two lists beside each other, each with
/// a cursor of its own.
public struct ComparedView: Sendable {
  /// What is compared.
  public let comparison: TreeComparison
  /// Whether both trees have one cursor.
  private(set) var isLocked = true
  /// The tree whose cursor is moved while each has its own.
  private(set) var side = TreeComparison.Side.a
  private var both: ComparedRows
  private var own: [TreeComparison.Side: ComparedRows] = [:]

  /// Begins at the first decision that differs, or at the root.
  init(_ comparison: TreeComparison) {
    self.comparison = comparison
    both = ComparedRows(comparison)
    if let decision = comparison.decision { both.reveal(decision.choiceA) }
  }

  /// The rows whose cursor is moved.
  var active: ComparedRows {
    get { isLocked ? both : rows(on: side) }
    set { if isLocked { both = newValue } else { own[side] = newValue } }
  }

  /// The rows of one tree.
  func rows(on side: TreeComparison.Side) -> ComparedRows {
    own[side] ?? ComparedRows(both, on: side)
  }

  /// Gives each tree a cursor of its own, or both the one that was moved last.
  mutating func toggleLock() {
    if isLocked {
      for side in TreeComparison.Side.allCases { own[side] = ComparedRows(both, on: side) }
    } else {
      let moved = rows(on: side)
      both.openAlso(moved)
      both.reveal(moved.pair)
      own = [:]
    }
    isLocked.toggle()
  }

  /// Moves the other tree's cursor from here on.
  mutating func changeSide() { side = side == .a ? .b : .a }

  /// Moves the cursor of one tree from here on.
  mutating func choose(_ side: TreeComparison.Side) { self.side = side }

  /// Scrolls as little as it takes to have the cursors in sight.
  mutating func keepInSight(_ visible: Int) {
    both.keepInSight(visible)
    for side in own.keys { own[side]?.keepInSight(visible) }
  }
}
