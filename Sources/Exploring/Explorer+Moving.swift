import Drawing
import SearchTrees

extension Explorer {
  /// Rows that stay in sight above and below the cursor.
  static let scrollOff = 2

  /// Carries out a movement; false if the command is none.
  static func move(
    _ name: CommandName, _ state: inout ExplorerState, _ time: Double, _ count: Int?
  ) -> Bool {
    let rows = state.request.rowCount
    if state.pane == .inspector, state.view == .tree || state.layout.inspector != nil,
      let step = scroll(for: name, page: 5, end: 10_000)
    {
      scrollInspector(step * max(1, count ?? 1), &state)
      return true
    }
    let here = state.slice.cursorRow
    let number = max(1, count ?? 1)
    switch name {
    case .down: goTo(row: here + number, &state)
    case .up: goTo(row: here - number, &state)
    case .halfDown: goTo(row: here + max(1, rows / 2), &state)
    case .halfUp: goTo(row: here - max(1, rows / 2), &state)
    case .pageDown: goTo(row: here + max(1, rows - 1), &state)
    case .pageUp: goTo(row: here - max(1, rows - 1), &state)
    case .top: goTo(row: count.map { $0 - 1 } ?? 0, &state)
    case .bottom: goTo(row: count.map { $0 - 1 } ?? state.slice.rowTotal - 1, &state)
    case .scrollDown: scrollView(number, &state)
    case .scrollUp: scrollView(-number, &state)
    case .centre: state.request.rowsAbove = rows / 2
    case .toTop: state.request.rowsAbove = 0
    case .toBottom: state.request.rowsAbove = rows - 1
    case .parent: goToParent(&state)
    case .nextSibling: goToSibling(1, &state)
    case .previousSibling: goToSibling(-1, &state)
    case .firstSibling: goToSibling(-Int.max / 2, &state)
    case .lastSibling: goToSibling(Int.max / 2, &state)
    case .bestLine:
      remember(&state)
      state.request.followsBestLine = true
      // Followed for one slice only: see `settleCursor`.
      state.bestLineOnce = true
    default: return false
    }
    if name != .bestLine { state.request.followsBestLine = false }
    state.lastMove = time
    return true
  }

  /// Puts the cursor on a row, at once if it is in the slice, else with the next slice.
  static func goTo(row target: Int, _ state: inout ExplorerState) {
    let row = max(0, min(target, state.slice.rowTotal - 1))
    let rows = state.request.rowCount
    let margin = min(scrollOff, (rows - 1) / 2)
    let lowest = max(0, state.slice.rowTotal - rows)
    var top = state.slice.topRow
    if row < top + margin { top = row - margin }
    if row > top + rows - 1 - margin { top = row - rows + 1 + margin }
    top = max(0, min(top, lowest))
    state.request.rowsAbove = row - top
    guard let target = state.slice.row(at: row), state.slice.row(at: top) != nil else {
      state.request.cursor = .row(row)
      return
    }
    state.request.cursor = target.kind == .node ? .node(target.id) : .more(target.id)
    state.slice.cursorRow = row
    state.slice.topRow = top
    if state.slice.cursor != target.id { state.inspectorTop = 0 }
    state.slice.cursor = target.id
  }

  /// Puts the cursor on a node that may be out of sight.
  static func goTo(node: NodeID, _ state: inout ExplorerState) {
    if let index = state.slice.rows.firstIndex(where: { $0.id == node && $0.kind == .node }) {
      goTo(row: state.slice.firstRow + index, &state)
    } else {
      state.request.cursor = .node(node)
    }
  }

  static func goToParent(_ state: inout ExplorerState) {
    if let row = state.cursorRow, row.kind != .node { return goTo(node: row.id, &state) }
    guard state.slice.cursor != state.request.root,
      let parent = state.slice.cursorAncestors.dropLast().last
    else { return remark("this is the root", &state) }
    goTo(node: parent, &state)
  }

  /// Siblings are the rows of the same depth between the parent's row and the next shallower one.
  private static func goToSibling(_ step: Int, _ state: inout ExplorerState) {
    guard let own = state.cursorRow else { return }
    let direction = step < 0 ? -1 : 1
    var found = state.slice.cursorRow
    var left = abs(step)
    var position = found + direction
    while left > 0, let row = state.slice.row(at: position), row.depth >= own.depth {
      if row.depth == own.depth {
        found = position
        left -= 1
      }
      position += direction
    }
    if found == state.slice.cursorRow {
      remark(direction < 0 ? "this is the first sibling" : "this is the last sibling", &state)
    }
    goTo(row: found, &state)
  }

  /// Scrolls the view and keeps the cursor on its row, or at the edge when that leaves the screen.
  static func scrollView(_ step: Int, _ state: inout ExplorerState) {
    let rows = state.request.rowCount
    let top = max(0, min(state.slice.topRow + step, state.slice.rowTotal - rows))
    let row = max(top, min(state.slice.cursorRow, top + rows - 1))
    state.slice.topRow = top
    guard state.slice.row(at: row) != nil else {
      state.request.cursor = .row(row)
      state.request.rowsAbove = row - top
      return
    }
    state.slice.cursorRow = row
    goTo(row: row, &state)
    state.slice.topRow = top
    state.request.rowsAbove = row - top
  }

  private static func scrollInspector(_ step: Int, _ state: inout ExplorerState) {
    let lines = InspectorPage.lines(state, width: state.layout.inspector?.columns.count ?? 40).count
    let visible = state.layout.inspector?.rows.count ?? 1
    state.inspectorTop = max(0, min(state.inspectorTop + step, lines - visible + 1))
  }

  /// Remembers this place, so that H comes back to it.
  static func remember(_ state: inout ExplorerState) {
    let place = ExplorerState.Place(root: state.request.root, cursor: state.slice.cursor)
    if state.visited.last != place { state.visited.append(place) }
    if state.visited.count > 100 { state.visited.removeFirst() }
    state.revisitable = []
  }
}
