import Drawing
import SearchTrees

/// The inspector: everything known of the node under the cursor, a page at a time.
enum InspectorView {
  /// Draws the tabs and the page.
  static func draw(_ state: ExplorerState, in area: Area, on canvas: inout Canvas) {
    guard !area.rows.isEmpty else { return }
    drawTitle(state, area, on: &canvas)
    let inner = area.columns.lowerBound + 1..<area.columns.upperBound
    let parts = InspectorPage.shown(state, width: inner.count)
    let lines = parts.lines
    for (row, line) in zip(area.rows.dropFirst(), parts.picture) {
      line.draw(
        row: row, columns: inner.lowerBound + parts.width + 2..<inner.upperBound, on: &canvas)
    }
    let others = InspectorStack.pages(below: lines.count, state, in: area)
    InspectorStack.draw(others, state, on: &canvas)
    // Where more lines follow, the last row says so.
    let end = others.first?.area.rows.lowerBound ?? area.rows.upperBound
    let all = area.rows.lowerBound + 1..<max(end, area.rows.lowerBound + 1)
    let fits = lines.count - max(0, state.inspectorTop) <= all.count || all.count < 2
    let rows = fits ? all : all.dropLast()
    let top = max(0, min(state.inspectorTop, lines.count - rows.count))
    for (row, line) in zip(rows, lines.dropFirst(top)) {
      line.draw(
        row: row, columns: inner.lowerBound..<inner.lowerBound + parts.width, on: &canvas)
    }
    if state.pane == .inspector, let first = rows.first {
      canvas.cursor = Point(row: first, column: inner.lowerBound)
      markToken(state, top, rows, inner, on: &canvas)
    }
    let hidden = lines.count - top - rows.count
    if hidden > 0, let last = all.last {
      let note = SafeText(" \(hidden) more ")
      canvas.put(
        note, row: last, column: inner.lowerBound + parts.width - note.width, style: .muted)
    }
  }

  /// Marks the token whose alternatives are shown, where the keys go from one to the next.
  private static func markToken(
    _ state: ExplorerState, _ top: Int, _ rows: Range<Int>, _ columns: Range<Int>,
    on canvas: inout Canvas
  ) {
    guard state.tab == .tokens, let chosen = TokensPage.page(state, columns.count).chosen,
      chosen.lowerBound >= top, chosen.lowerBound < top + rows.count
    else { return }
    let row = rows.lowerBound + (chosen.lowerBound - top)
    canvas.cursor = Point(row: row, column: columns.lowerBound)
    canvas.restyle(row: row, columns: columns, role: .plain, adding: .reverse)
  }

  /// Draws the names of the pages and the way to the node; pages that do not fit are left out from the
  /// right, but the one that is shown is always named.
  private static func drawTitle(_ state: ExplorerState, _ area: Area, on canvas: inout Canvas) {
    let row = area.rows.lowerBound
    canvas.horizontalLine(row: row, columns: area.columns)
    var column = area.columns.lowerBound + 1
    for tab in shownTabs(state, area.columns.upperBound - column - 1) {
      let isShown = tab == state.tab
      let text = SafeText(isShown ? "[\(tab.rawValue)]" : " \(tab.rawValue) ")
      let style: Style = isShown ? (state.pane == .inspector ? .accent : .heading) : .muted
      let start = column
      column += canvas.put(
        text, row: row, column: column, style: style, width: area.columns.upperBound - column)
      let index = ExplorerState.Tab.allCases.firstIndex(of: tab) ?? 0
      canvas.hits.append(
        HitRegion(row: row, columns: start..<column, action: "tab", argument: index))
    }
    drawPath(state, area, from: column, on: &canvas)
  }

  /// The pages whose names fit, the one that is shown among them.
  private static func shownTabs(_ state: ExplorerState, _ width: Int) -> [ExplorerState.Tab] {
    func cells(_ tab: ExplorerState.Tab) -> Int { tab.rawValue.count + 2 }
    var room = width - cells(state.tab)
    var shown: [ExplorerState.Tab] = []
    var isFull = false
    for tab in state.tabs {
      if tab == state.tab {
        shown.append(tab)
      } else if !isFull, cells(tab) <= room {
        room -= cells(tab)
        shown.append(tab)
      } else {
        isFull = true
      }
    }
    return shown
  }

  /// Draws the way from the root to the node: the middle is left out before the last name is.
  private static func drawPath(
    _ state: ExplorerState, _ area: Area, from column: Int, on canvas: inout Canvas
  ) {
    let room = area.columns.upperBound - column - 4
    let last = SafeText(
      state.slice.cursorPath.last ?? "root", repertoire: canvas.repertoire, limit: 8)
    guard room >= min(last.width, 8) else { return }
    let text = " " + TreePath.text(state.slice.cursorPath, room: room, canvas.glyphs) + " "
    canvas.put(
      text, row: area.rows.lowerBound, column: area.columns.upperBound - text.width - 1,
      style: .plain)
  }
}
