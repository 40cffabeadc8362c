import Drawing
import Groundwork
import SearchTrees

/// One plot in a rectangle of the screen: axes, lines, names at their ends, and a cursor.
struct PlotPanel {
  /// The plot.
  let plot: SearchPlot
  /// The node under the cursor of the tree.
  let node: NodeID
  /// The iteration that the cursor of the plots is at; nil where none is shown.
  var cursor: Int?
  /// Whether there is room for a line along the bottom.
  var hasFrame = true

  /// The cells that the names at the ends of lines take, the gap before them included.
  private static let nameWidth = 4

  /// Draws the plot into an area, whose last row holds the numbers of the axis.
  func draw(in area: Area, on canvas: inout Canvas) {
    guard area.rows.count >= 2, area.columns.count >= 16 else { return }
    guard !plot.isEmpty else { return drawReason(in: area, on: &canvas) }
    switch plot.content {
    case .lines:
      guard let lines = PlottedLines(plot, cursor: node, repertoire: canvas.repertoire) else {
        return
      }
      drawLines(lines, in: area, on: &canvas)
    case .bars(let bars): PlotBars(bars: bars, name: plot.name).draw(in: area, on: &canvas)
    case .dots(let dots, let frontier):
      PlotDots(dots: dots, frontier: frontier, node: node, bounds: plot.range)
        .draw(in: area, on: &canvas)
    }
  }

  /// Says what would be here, and what makes it so.
  private func drawReason(in area: Area, on canvas: inout Canvas) {
    let columns = area.columns.lowerBound + 1..<area.columns.upperBound
    let lines = SafeText.lines(of: reason, width: max(8, columns.count - 1))
    for (row, line) in zip(area.rows, lines) {
      canvas.put(line, row: row, column: columns.lowerBound, style: .muted, width: columns.count)
    }
  }

  private var reason: String {
    switch plot.content {
    case .lines(let iterations, let series):
      if plot.name == .speed, iterations.count > 1 {
        return "No times are known: a recording does not hold them, and a search that runs here "
          + "measures from its first simulation on."
      }
      if (iterations.last ?? 0) == 0 { return "No simulation so far; lines begin at two." }
      if iterations.last == 1 { return "One simulation so far; lines begin at two." }
      if iterations.count < 2 {
        return "Known at one moment only, not how it came about; lines begin at two."
      }
      return series.isEmpty ? "There are no moves here." : "No values are known here."
    case .bars:
      return plot.name == .parts
        ? "No parts of a reward are known for this node." : "Nothing has been counted yet."
    case .dots: return "Neither visits nor Q are known of this node and its siblings."
    }
  }

  // MARK: - Lines

  private func drawLines(_ plotted: PlottedLines, in area: Area, on canvas: inout Canvas) {
    let rows = area.rows.dropLast(hasFrame && area.rows.count >= 6 ? 2 : 1)
    guard
      let scale = PlotScale(
        plotted.numbers, within: plot.range, most: max(2, min(6, (rows.count + 1) / 2)))
    else { return }
    let left = drawValues(scale, rows, area, on: &canvas)
    let hasNames = plotted.lines.contains { !$0.name.isEmpty }
    let width = max(1, area.columns.upperBound - left - (hasNames ? Self.nameWidth : 1))
    var raster = DotRaster(columns: width, rows: rows.count, signs: canvas.glyphs.dots)
    var ends: [(row: Int, line: Int)] = []
    // The most important is drawn last, so that its colour and letter are seen.
    for (index, line) in plotted.lines.enumerated().reversed() {
      let heights = plotted.heights(of: line, columns: raster.width, scale)
      raster.draw(heights, stroke: line.stroke, series: index)
      if let end = heights.last(where: { $0 != nil }) ?? nil {
        ends.append((Int((1 - end) * Double(rows.count - 1) + 0.5), index))
      }
    }
    if let cursor, let last = plotted.iterations.last, last > 0 {
      let column = Int(Double(cursor) / Double(last) * Double(width - 1) + 0.5)
      canvas.verticalLine(rows: rows, column: left + min(max(column, 0), width - 1), style: .muted)
      canvas.cursor = Point(row: rows.lowerBound, column: left + min(max(column, 0), width - 1))
    }
    for row in 0..<rows.count {
      for column in 0..<width {
        guard let mark = raster.mark(column: column, row: row) else { continue }
        let line = plotted.lines[mark.series]
        let place = (row: rows.lowerBound + row, column: left + column)
        if let sign = mark.sign {
          canvas.fill(
            row: place.row, columns: place.column..<place.column + 1, with: sign,
            style: line.style)
        } else {
          canvas.put(
            letter(line), row: place.row, column: place.column, style: line.style, width: 1)
        }
      }
    }
    drawNames(plotted, ends, rows, left + width + 1, on: &canvas)
    drawIterations(plotted.iterations.last ?? 0, left, width, area, on: &canvas)
  }

  private func letter(_ line: PlottedLines.Line) -> SafeText {
    line.name.isEmpty ? "*" : line.name
  }

  /// Draws the numbers at the left, and the axis; returns the column where the plot begins.
  private func drawValues(
    _ scale: PlotScale, _ rows: Range<Int>, _ area: Area, on canvas: inout Canvas
  ) -> Int {
    let texts = scale.ticks.map { scale.text($0) }
    let width = max(4, texts.map(\.count).max() ?? 0) + 1
    let axis = area.columns.lowerBound + width + 1
    let signs: (tick: SafeText, corner: SafeText, base: SafeText) =
      canvas.repertoire == .ascii ? ("|", "+", "-") : ("\u{2524}", "\u{2514}", "\u{2500}")
    for row in rows { canvas.put(signs.tick, row: row, column: axis, style: .border) }
    var taken = Set<Int>()
    // Both ends are always written; what lies between gives way.
    for index in [0, texts.count - 1] + Array(texts.indices.dropFirst().dropLast()) {
      let share = scale.share(of: scale.ticks[index])
      let row = rows.lowerBound + Int((1 - share) * Double(max(0, rows.count - 1)) + 0.5)
      guard rows.contains(row), taken.isDisjoint(with: [row - 1, row, row + 1]) else { continue }
      taken.insert(row)
      canvas.putRight(
        SafeText(texts[index]), row: row, column: area.columns.lowerBound, width: width,
        style: .muted)
    }
    if rows.upperBound < area.rows.upperBound - 1 {
      canvas.put(signs.corner, row: rows.upperBound, column: axis, style: .border)
      for column in axis + 1..<max(axis + 1, area.columns.upperBound - Self.nameWidth) {
        canvas.put(signs.base, row: rows.upperBound, column: column, style: .border)
      }
    }
    return axis + 1
  }

  /// Draws the names where the lines end; of two at one place the less important goes to the next row that
  /// is free.
  private func drawNames(
    _ plotted: PlottedLines, _ ends: [(row: Int, line: Int)], _ rows: Range<Int>, _ column: Int,
    on canvas: inout Canvas
  ) {
    var taken = Set<Int>()
    for end in ends.sorted(by: { $0.line < $1.line }) {
      let name = plotted.lines[end.line].name
      guard !name.isEmpty else { continue }
      let near = (0..<rows.count).sorted { (abs($0 - end.row), $0) < (abs($1 - end.row), $1) }
      guard let row = near.first(where: { !taken.contains($0) }), abs(row - end.row) <= 2 else {
        continue
      }
      taken.insert(row)
      canvas.put(
        name, row: rows.lowerBound + row, column: column, style: plotted.lines[end.line].style,
        width: Self.nameWidth - 2)
    }
  }

  /// Draws 0, the last iteration and round ones between.
  private func drawIterations(
    _ last: Int, _ left: Int, _ width: Int, _ area: Area, on canvas: inout Canvas
  ) {
    let row = area.rows.upperBound - 1
    canvas.put("0", row: row, column: left, style: .muted)
    let end = SafeText((width >= 28 ? "sims " : "") + NumberText.grouped(last))
    canvas.put(end, row: row, column: left + width - end.width, style: .muted)
    guard width >= 60, let scale = PlotScale([0, Double(last)], within: nil, most: 5) else {
      return
    }
    var free = left + 3
    for tick in scale.ticks.dropFirst() where tick < Double(last) {
      let text = SafeText(NumberText.grouped(Int(tick)))
      let place = left + Int(tick / Double(last) * Double(width - 1)) - text.width / 2
      guard place >= free, place + text.width + 3 <= left + width - end.width else { continue }
      canvas.put(text, row: row, column: place, style: .muted)
      free = place + text.width + 2
    }
  }
}
