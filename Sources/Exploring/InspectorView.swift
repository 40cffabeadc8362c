import Drawing
import SearchTrees

/// The inspector: everything known of the node under the cursor, a page at a time.
enum InspectorView {
  /// Draws the tabs and the page.
  static func draw(_ state: ExplorerState, in area: Area, on canvas: inout Canvas) {
    guard !area.rows.isEmpty else { return }
    drawTitle(state, area, on: &canvas)
    let inner = area.columns.lowerBound + 1..<area.columns.upperBound
    let lines = InspectorPage.lines(state, width: inner.count)
    // Where more lines follow, the last row says so.
    let all = area.rows.dropFirst()
    let fits = lines.count - max(0, state.inspectorTop) <= all.count || all.count < 2
    let rows = fits ? all : all.dropLast()
    let top = max(0, min(state.inspectorTop, lines.count - rows.count))
    for (row, line) in zip(rows, lines.dropFirst(top)) {
      line.draw(row: row, columns: inner, on: &canvas)
    }
    if state.pane == .inspector, let first = rows.first {
      canvas.cursor = Point(row: first, column: inner.lowerBound)
      markToken(state, top, rows, inner, on: &canvas)
    }
    let hidden = lines.count - top - rows.count
    if hidden > 0, let last = all.last {
      let note = SafeText(" \(hidden) more ")
      canvas.put(note, row: last, column: inner.upperBound - note.width, style: .muted)
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

  /// Draws the names of the pages; with little room those around the one that is shown.
  private static func drawTitle(_ state: ExplorerState, _ area: Area, on canvas: inout Canvas) {
    let row = area.rows.lowerBound
    canvas.horizontalLine(row: row, columns: area.columns)
    var column = area.columns.lowerBound + 1
    var tabs = state.tabs[...]
    while column + tabs.reduce(0, { $0 + $1.rawValue.count + 2 }) >= area.columns.upperBound - 1,
      let first = tabs.first, first != state.tab
    {
      if tabs.startIndex == 0 {
        column += canvas.put(canvas.glyphs.ellipsis, row: row, column: column, style: .muted)
      }
      tabs = tabs.dropFirst()
    }
    for tab in tabs {
      let isShown = tab == state.tab
      let text = SafeText(isShown ? "[\(tab.rawValue)]" : " \(tab.rawValue) ")
      guard column + text.width < area.columns.upperBound else {
        canvas.put(canvas.glyphs.ellipsis, row: row, column: column, style: .muted)
        break
      }
      let style: Style = isShown ? (state.pane == .inspector ? .accent : .heading) : .muted
      let start = column
      column += canvas.put(text, row: row, column: column, style: style)
      let index = ExplorerState.Tab.allCases.firstIndex(of: tab) ?? 0
      canvas.hits.append(
        HitRegion(row: row, columns: start..<column, action: "tab", argument: index))
    }
    let path = (["root"] + state.slice.cursorPath).joined(separator: " > ")
    let room = area.columns.upperBound - column - 2
    guard room >= 6 else { return }
    let text = SafeText(" \(path) ", repertoire: canvas.repertoire, limit: 4000)
      .middleEllipsized(to: room)
    canvas.put(text, row: row, column: area.columns.upperBound - text.width - 1, style: .plain)
  }
}
