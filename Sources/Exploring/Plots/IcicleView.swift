import Drawing
import Groundwork
import SearchTrees

/// The view of a whole tree at a glance: a band for each depth, the width of a node by its visits, its
/// shade by Q.
enum IcicleView {
  /// The cells before the bands, which hold the depth.
  private static let margin = 4

  /// How much room an area has.
  static func size(in area: Area) -> Icicle.Size {
    Icicle.Size(
      width: max(1, area.columns.count - margin - 1), depth: max(0, area.rows.count - 3))
  }

  /// Draws the view into its area.
  static func draw(_ state: ExplorerState, in area: Area, on canvas: inout Canvas) {
    guard area.rows.count >= 2 else { return }
    let path = TreePath.text(
      state.slice.cursorPath, room: max(8, area.columns.count / 2), canvas.glyphs)
    PaneTitle.draw(
      "width: share of the visits", path, row: area.rows.lowerBound, columns: area.columns,
      on: &canvas)
    guard let icicle = state.slice.icicle, icicle.rows.count > 1 else {
      canvas.put(
        "Nothing below this node has been visited yet.", row: area.rows.lowerBound + 1,
        column: area.columns.lowerBound + 1, style: .muted)
      return
    }
    let end = area.rows.upperBound - 1
    var row = drawBands(
      icicle, from: 0, state, area, rows: area.rows.lowerBound + 1..<end, on: &canvas)
    // What has no room there has it below, where the node under the cursor is as wide as the screen.
    if let own = state.slice.cursorIcicle, own.rows.count > 1, end - row >= 5 {
      let depth = state.slice.cursorAncestors.drop { $0 != icicle.rows[0].first?.node }.count - 1
      PaneTitle.draw(
        SafeText("below ") + path, note(state), row: row + 1, columns: area.columns, on: &canvas)
      row = drawBands(
        own, from: max(0, depth), state, area, rows: row + 2..<end, on: &canvas)
    }
    drawLegend(state, row: end, area, on: &canvas)
  }

  /// What is known of the node under the cursor.
  private static func note(_ state: ExplorerState) -> SafeText {
    let detail = state.slice.detail
    let value = detail.mean.map { "   Q " + NumberText.fixed($0) } ?? ""
    return SafeText("\(detail.node)   \(NumberText.count(detail.visits)) visits" + value)
  }

  /// Draws a band for each depth as far as there are rows; returns the row that follows.
  private static func drawBands(
    _ icicle: Icicle, from first: Int, _ state: ExplorerState, _ area: Area, rows: Range<Int>,
    on canvas: inout Canvas
  ) -> Int {
    var row = rows.lowerBound
    let left = area.columns.lowerBound + margin
    for (depth, spans) in icicle.rows.enumerated() {
      let isNamed = spans.contains { $0.cells.count >= 5 }
      guard row + (isNamed ? 2 : 1) <= rows.upperBound else { break }
      canvas.putRight(
        SafeText("\(first + depth)"), row: row, column: area.columns.lowerBound,
        width: margin - 1, style: .muted)
      if isNamed {
        for span in spans { drawName(span, state, row: row, left, on: &canvas) }
        row += 1
      }
      for span in spans { drawShade(span, state, row: row, left, on: &canvas) }
      row += 1
    }
    return row
  }

  private static func drawName(
    _ span: Icicle.Span, _ state: ExplorerState, row: Int, _ left: Int, on canvas: inout Canvas
  ) {
    guard span.cells.count >= 5 else { return }
    let columns = left + span.cells.lowerBound..<left + span.cells.upperBound
    let isCursor = span.node == state.slice.cursor
    if isCursor { canvas.cursor = Point(row: row, column: columns.lowerBound) }
    if span.cells.lowerBound > 0 {
      canvas.verticalLine(rows: row..<row + 2, column: columns.lowerBound)
    }
    var words = StyledLine()
    if span.isOnAnswer { words = words.then(canvas.glyphs.answer + " ", .best) }
    let name = span.label.isEmpty ? "root" : span.label
    words = words.then(
      untrusted: name, isCursor ? .accent : .plain, repertoire: canvas.repertoire)
    let numbers = [
      "  " + NumberText.count(span.visits),
      "  Q " + (span.value.map { NumberText.fixed($0) } ?? "-"),
    ]
    let room = span.cells.count - 2
    for number in numbers where words.width + number.count <= room {
      words = words.then(SafeText(number), .muted)
    }
    words.draw(
      row: row, columns: columns.lowerBound + 1..<max(columns.lowerBound + 1, columns.upperBound),
      on: &canvas)
    if isCursor {
      canvas.restyle(
        row: row, columns: columns.dropFirst(), role: .plain, adding: .reverse)
    }
  }

  /// Five steps of shade, from the lowest Q to the highest.
  private static func shades(_ glyphs: Glyphs) -> [Unicode.Scalar] {
    Array((glyphs.repertoire == .ascii ? ".:+*#" : "┄░▒▓█").unicodeScalars)
  }

  private static func drawShade(
    _ span: Icicle.Span, _ state: ExplorerState, row: Int, _ left: Int, on canvas: inout Canvas
  ) {
    let hasEdge = span.cells.count >= 5 && span.cells.lowerBound > 0
    let columns = left + span.cells.lowerBound + (hasEdge ? 1 : 0)..<left + span.cells.upperBound
    var sign: Unicode.Scalar = "?"
    if let value = span.value, let range = state.slice.historyRange,
      range.upperBound > range.lowerBound
    {
      let share = (value - range.lowerBound) / (range.upperBound - range.lowerBound)
      sign = shades(canvas.glyphs)[min(4, max(0, Int(share * 5)))]
    }
    let isCursor = span.node == state.slice.cursor
    canvas.fill(row: row, columns: columns, with: sign, style: isCursor ? .accent : .bar)
    canvas.hits.append(
      HitRegion(row: row, columns: columns, action: "node", argument: span.node.index))
    if isCursor, canvas.cursor == nil {
      canvas.cursor = Point(row: row, column: columns.lowerBound)
    }
  }

  private static func drawLegend(
    _ state: ExplorerState, row: Int, _ area: Area, on canvas: inout Canvas
  ) {
    guard let range = state.slice.historyRange, range.upperBound > range.lowerBound else { return }
    let step = (range.upperBound - range.lowerBound) / 5
    var line = StyledLine("Q  ", .muted)
    for (place, sign) in shades(canvas.glyphs).enumerated() {
      let from = NumberText.fixed(range.lowerBound + Double(place) * step, places: 2)
      line = line.then(SafeText(String(sign)), .bar).then(SafeText(" from \(from)   "), .muted)
    }
    if let visits = state.slice.icicle?.rows.first?.first?.visits,
      let width = state.request.icicle?.width, width > 0
    {
      line = line.then(
        SafeText("a cell is \(NumberText.count((visits / Double(width)).rounded())) visits"), .muted
      )
    }
    line.draw(
      row: row, columns: area.columns.lowerBound + 1..<area.columns.upperBound, on: &canvas)
  }
}
