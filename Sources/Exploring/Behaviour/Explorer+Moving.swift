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
    if let step = scroll(for: name, page: 5, end: 10_000) {
      let lines = step * min(max(1, count ?? 1), 10_000)
      if state.view == .steps {
        state.stepsTop = max(0, min(state.stepsTop + lines, StepsView.highestTop(state)))
        return true
      }
      if state.view == .log {
        state.logBack = max(0, min(state.logBack - lines, LogView.highestBack(state)))
        return true
      }
      if state.pane == .inspector {
        if state.tab == .tokens, moveToken(name, lines, &state) { return true }
        scrollInspector(lines, &state)
        return true
      }
    }
    let here = place(state).row
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
    case .toBottom: state.request.rowsAbove = max(0, rows - 1)
    case .parent: goToParent(&state)
    case .nextSibling: goToSibling(number, &state)
    case .previousSibling: goToSibling(-number, &state)
    case .firstSibling: goToSibling(-Int.max / 2, &state)
    case .lastSibling: goToSibling(Int.max / 2, &state)
    case .answer: goToAnswer(&state)
    default: return false
    }
    if name != .answer { leaveLines(&state) }
    state.lastMove = time
    return true
  }

  /// Goes to the end of the answer, and from there to the end of the most visited line, if that is
  /// another one.
  private static func goToAnswer(_ state: inout ExplorerState) {
    remember(&state)
    let answer = state.slice.summary.answer
    let goesOn = answer == nil || (state.isAtAnswer && answer?.other != nil)
    state.isAtAnswer = !goesOn
    state.request.followsAnswer = !goesOn
    // Followed for one slice only: see `settleCursor`.
    state.request.followsBestLine = goesOn
    state.bestLineOnce = goesOn
    // The line leads down to the cursor, so it is what lies above that is wanted on the screen.
    state.request.rowsAbove = lowestRow(state)
    // Both lines begin at the root of the search, which may lie above what is shown.
    if let answer, goesOn || !answer.nodes.contains(state.request.root) {
      state.request.root = .root
    }
  }

  /// Follows no line any more: the cursor goes elsewhere.
  static func leaveLines(_ state: inout ExplorerState) {
    state.request.followsBestLine = false
    state.request.followsAnswer = false
    state.isAtAnswer = false
  }

  /// Where the cursor is on its way to: its row and the top row; a key may come before the slice.
  private static func place(_ state: ExplorerState) -> (row: Int, top: Int) {
    guard case .row(let row) = state.request.cursor else {
      return (state.slice.cursorRow, state.slice.topRow)
    }
    return (row, max(0, row - state.request.rowsAbove))
  }

  /// The lowest row of the screen that the cursor goes to by itself.
  static func lowestRow(_ state: ExplorerState) -> Int {
    let rows = state.request.rowCount
    return max(0, rows - 1 - min(scrollOff, (rows - 1) / 2))
  }

  /// Puts the cursor on a row, at once if it is in the slice, else with the next slice.
  static func goTo(row target: Int, _ state: inout ExplorerState) {
    let row = max(0, min(target, state.slice.rowTotal - 1))
    let rows = state.request.rowCount
    let margin = min(scrollOff, (rows - 1) / 2)
    let lowest = max(0, state.slice.rowTotal - rows)
    var top = place(state).top
    if row < top + margin { top = row - margin }
    if row > top + rows - 1 - margin { top = row - rows + 1 + margin }
    top = max(0, min(top, lowest))
    state.request.rowsAbove = row - top
    state.isScrolledAway = false
    guard let target = state.slice.row(at: row), state.slice.row(at: top) != nil else {
      state.request.cursor = .row(row)
      return
    }
    state.request.cursor = target.target
    state.slice.cursorRow = row
    state.slice.topRow = top
    if state.slice.cursor != target.id { turnToTop(&state) }
    state.slice.cursor = target.id
  }

  /// Puts the cursor on a node that may be out of sight.
  static func goTo(node: NodeID, _ state: inout ExplorerState) {
    if let index = state.slice.rows.firstIndex(where: { $0.id == node && $0.kind == .node }) {
      goTo(row: state.slice.firstRow + index, &state)
    } else {
      state.request.cursor = .node(node)
      state.request.rowsAbove = min(scrollOff, state.request.rowCount / 2)
    }
  }

  static func goToParent(_ state: inout ExplorerState) {
    guard let row = state.cursorRow, row.depth > 0, let parent = row.parent else {
      return remark("this is the root", &state)
    }
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
      let isKnown = state.slice.row(at: position) != nil || position < 0
      guard isKnown || position >= state.slice.rowTotal else {
        return remark("the \(direction < 0 ? "previous" : "next") sibling is out of sight", &state)
      }
      remark(direction < 0 ? "this is the first sibling" : "this is the last sibling", &state)
    }
    goTo(row: found, &state)
  }

  /// Scrolls the view and keeps the cursor on its row, or at the edge when that leaves the screen.
  static func scrollView(_ step: Int, _ state: inout ExplorerState) {
    let rows = state.request.rowCount
    let (cursor, oldTop) = place(state)
    let top = max(0, min(oldTop + step, state.slice.rowTotal - rows))
    let row = max(top, min(cursor, top + rows - 1))
    guard state.slice.row(at: row) != nil, state.slice.row(at: top) != nil else {
      state.request.cursor = .row(row)
      state.request.rowsAbove = row - top
      return
    }
    goTo(row: row, &state)
    state.slice.topRow = top
    state.request.rowsAbove = row - top
  }

  /// Scrolls the tree and leaves the cursor on its node, in sight or not.
  static func scrollAway(_ step: Int, _ state: inout ExplorerState) {
    let rows = state.request.rowCount
    let (cursor, oldTop) = place(state)
    let top = max(0, min(oldTop + step, state.slice.rowTotal - rows))
    state.request.rowsAbove = cursor - top
    state.isScrolledAway = !(top..<top + rows).contains(cursor)
    // At once, as far as the rows are here already.
    if state.slice.row(at: top) != nil { state.slice.topRow = top }
  }

  static func scrollInspector(_ step: Int, _ state: inout ExplorerState) {
    // As it is drawn: beside a picture the same page has more lines.
    let width = (state.layout.inspector?.columns.count ?? 40) - 1
    let lines = InspectorPage.shown(state, width: width).lines.count
    let visible = (state.layout.inspector?.rows.count ?? 1) - 1
    state.inspectorTop = max(0, min(state.inspectorTop + step, lines - visible))
  }

  /// Goes from token to token; false at either end, where the page scrolls, and for keys that scroll
  /// anyway.
  private static func moveToken(
    _ name: CommandName, _ step: Int, _ state: inout ExplorerState
  ) -> Bool {
    guard ![.scrollDown, .scrollUp].contains(name) else { return false }
    let width = (state.layout.inspector?.columns.count ?? 40) - 1
    let places = TokensPage.places(state)
    guard let last = places.indices.last,
      let here = TokensPage.chosen(state).flatMap({ places.firstIndex(of: $0) })
    else { return false }
    let next = max(0, min(here + step, last))
    guard next != here else { return false }
    state.chosenToken = places[next]
    // The token and its alternatives come into sight.
    guard let lines = TokensPage.page(state, width).chosen else { return true }
    let visible = max(1, (state.layout.inspector?.rows.count ?? 1) - 2)
    if lines.upperBound > state.inspectorTop + visible {
      state.inspectorTop = lines.upperBound - visible
    }
    if lines.lowerBound < state.inspectorTop || next == 0 {
      state.inspectorTop = next == 0 ? 0 : lines.lowerBound
    }
    return true
  }

  /// What is open now, and where the cursor is.
  static func here(_ state: ExplorerState) -> ExplorerState.Before {
    ExplorerState.Before(
      folds: ExplorerState.Folds(
        place: ExplorerState.Place(root: state.request.root, cursor: state.slice.cursor),
        rowsAbove: state.slice.cursorRow - state.slice.topRow, open: state.request.open,
        unchained: state.request.unchained, shownChildren: state.request.shownChildren),
      branch: state.slice.summary.branch)
  }

  /// Opens what was open before; in another branch the same numbers mean other nodes.
  static func reopen(
    _ before: ExplorerState.Before?, returnsCursor: Bool, _ state: inout ExplorerState
  ) {
    guard let before, before.branch == state.slice.summary.branch else { return }
    state.request.open = before.folds.open
    state.request.unchained = before.folds.unchained
    state.request.shownChildren = before.folds.shownChildren
    guard returnsCursor else { return }
    state.request.root = before.folds.place.root
    state.request.cursor = .node(before.folds.place.cursor)
    state.request.rowsAbove = before.folds.rowsAbove
  }
}
