import Drawing
import Glibc
import Groundwork
import SearchTrees

/// Siblings by visits and Q, and the line on which one is taken next: the picture of a selection rule.
struct PlotDots {
  /// The siblings.
  let dots: [SearchPlot.Dot]
  /// The line.
  let frontier: [PlotSamples.FrontierPoint]
  /// The node under the cursor.
  let node: NodeID
  /// The range that values can have, where it is known.
  let bounds: ClosedRange<Double>?

  /// Draws the picture: visits to the right on a logarithmic scale, Q upwards.
  func draw(in area: Area, on canvas: inout Canvas) {
    let known = dots.filter { $0.value != nil && ($0.visits ?? 0) > 0 }
    let rows = area.rows.dropLast(2)
    let values = known.compactMap(\.value)
    guard rows.count >= 3, let low = values.min(), let high = values.max() else { return }
    // The line is drawn as far as the siblings lie, and a little beyond.
    let margin = max((high - low) * 0.15, 0.02)
    let near = frontier.filter { $0.value >= low - margin && $0.value <= high + margin }
    guard
      let scale = PlotScale(
        values + near.map(\.value), within: nil, most: max(2, min(6, rows.count / 2)))
    else { return }
    let labels = scale.ticks.map { SafeText(scale.text($0)) }
    let axis = area.columns.lowerBound + max(5, (labels.map(\.width).max() ?? 0) + 1) + 1
    let left = axis + 1
    let width = max(8, area.columns.upperBound - left - 12)
    drawAxes(scale, labels, rows, axis, width, area, on: &canvas)
    let most = max(2, known.compactMap(\.visits).max() ?? 2)
    let least = min(known.compactMap(\.visits).min() ?? 1, most / 2)
    func across(_ visits: Double) -> Double {
      log(max(visits, 1) / max(1, least)) / log(most / max(1, least))
    }
    drawFrontier(near, across, scale, rows, left, width, on: &canvas)
    drawDots(known, across, scale, rows, left, width, on: &canvas)
    let row = area.rows.upperBound - 1
    canvas.put(SafeText(NumberText.count(least)), row: row, column: left, style: .muted)
    let end = SafeText("visits " + NumberText.count(most))
    canvas.put(end, row: row, column: left + width - end.width, style: .muted)
  }

  private func drawAxes(
    _ scale: PlotScale, _ labels: [SafeText], _ rows: Range<Int>, _ axis: Int, _ width: Int,
    _ area: Area, on canvas: inout Canvas
  ) {
    let signs: (tick: SafeText, corner: SafeText, base: SafeText) =
      canvas.repertoire == .ascii ? ("|", "+", "-") : ("\u{2524}", "\u{2514}", "\u{2500}")
    for row in rows { canvas.put(signs.tick, row: row, column: axis, style: .border) }
    for (tick, label) in zip(scale.ticks, labels) {
      let row = rows.lowerBound + Int((1 - scale.share(of: tick)) * Double(rows.count - 1) + 0.5)
      canvas.putRight(
        label, row: row, column: area.columns.lowerBound,
        width: axis - 1 - area.columns.lowerBound, style: .muted)
    }
    canvas.put(signs.corner, row: rows.upperBound, column: axis, style: .border)
    for column in axis + 1...axis + width {
      canvas.put(signs.base, row: rows.upperBound, column: column, style: .border)
    }
  }

  private func drawFrontier(
    _ line: [PlotSamples.FrontierPoint], _ across: (Double) -> Double, _ scale: PlotScale,
    _ rows: Range<Int>, _ left: Int, _ width: Int, on canvas: inout Canvas
  ) {
    var raster = DotRaster(columns: width, rows: rows.count, signs: canvas.glyphs.dots)
    var heights = [Double?](repeating: nil, count: raster.width)
    for (from, to) in zip(line, line.dropFirst()) {
      let start = across(from.visits) * Double(raster.width - 1)
      let end = across(to.visits) * Double(raster.width - 1)
      guard end > start else { continue }
      for column in max(0, Int(start.rounded(.up)))..<max(0, Int(start.rounded(.up)), Int(end) + 1)
      where column < raster.width {
        let part = (Double(column) - start) / (end - start)
        heights[column] = scale.share(of: from.value + (to.value - from.value) * part)
      }
    }
    raster.draw(heights, stroke: .line, series: 0)
    for row in 0..<rows.count {
      for column in 0..<width {
        guard let mark = raster.mark(column: column, row: row) else { continue }
        canvas.put(
          mark.sign.map { SafeText(String($0)) } ?? ".", row: rows.lowerBound + row,
          column: left + column, style: .muted)
      }
    }
  }

  private func drawDots(
    _ known: [SearchPlot.Dot], _ across: (Double) -> Double, _ scale: PlotScale,
    _ rows: Range<Int>, _ left: Int, _ width: Int, on canvas: inout Canvas
  ) {
    // The one that is next is drawn last, so that its name is never covered.
    for dot in known.sorted(by: { !$0.isNext && $1.isNext }) {
      guard let visits = dot.visits, let value = dot.value else { continue }
      let column = left + Int(across(visits) * Double(width - 1) + 0.5)
      let row = rows.lowerBound + Int((1 - scale.share(of: value)) * Double(rows.count - 1) + 0.5)
      let style: Style = dot.isNext ? .best : dot.node == node ? .accent : .plain
      canvas.put(canvas.glyphs.next, row: row, column: column, style: style)
      canvas.put(
        SafeText(dot.label, repertoire: canvas.repertoire).ellipsized(to: 9), row: row,
        column: column + 2, style: style)
    }
  }
}
