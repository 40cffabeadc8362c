import Drawing
import Groundwork
import SearchTrees

/// Bars below each other, the number of each at its right.
struct PlotBars {
  /// The bars.
  let bars: [SearchPlot.Bar]
  /// The plot that they are of.
  let name: PlotName

  /// Draws as many bars as there are rows; where there are more, those around the longest.
  func draw(in area: Area, on canvas: inout Canvas) {
    let shown = Array(visible(area.rows.count))
    let most = bars.compactMap { $0.value.map(abs) }.max() ?? 0
    let labels = shown.map { SafeText($0.label, repertoire: canvas.repertoire, limit: 80) }
    let texts = shown.map { SafeText(text($0.value)) }
    let room = area.columns.count - 2
    let labelWidth = min(max(3, labels.map(\.width).max() ?? 0), max(3, room / 3))
    let numberWidth = texts.map(\.width).max() ?? 0
    let width = max(0, room - labelWidth - numberWidth - 3)
    for (place, row) in zip(shown.indices, area.rows) {
      var column = area.columns.lowerBound + 1
      let label = labels[place].ellipsized(to: labelWidth)
      if name == .depth {
        canvas.putRight(label, row: row, column: column, width: labelWidth, style: .muted)
      } else {
        canvas.put(label, row: row, column: column, style: .muted)
      }
      column += labelWidth + 1
      if let value = shown[place].value, most > 0 {
        let bar = Self.bar(abs(value) / most, width: width, canvas.glyphs)
        canvas.put(SafeText(bar), row: row, column: column, style: .bar, width: width)
      }
      canvas.putRight(
        texts[place], row: row, column: column + width + 1, width: numberWidth, style: .plain)
    }
  }

  private func visible(_ rows: Int) -> ArraySlice<SearchPlot.Bar> {
    guard bars.count > rows else { return bars[...] }
    let longest = bars.indices.max { (bars[$0].value ?? 0) < (bars[$1].value ?? 0) } ?? 0
    let first = max(0, min(longest - rows / 2, bars.count - rows))
    return bars[first..<first + max(0, rows)]
  }

  private func text(_ value: Double?) -> String {
    guard let value else { return "-" }
    return name == .depth ? NumberText.count(value) : CellText.change(value)
  }

  /// A bar in eighths of a cell, or in whole cells where there are no blocks.
  static func bar(_ share: Double, width: Int, _ glyphs: Glyphs) -> String {
    let clamped = share.isFinite ? min(max(share, 0), 1) : 0
    let eighths = Int((clamped * Double(width) * 8).rounded())
    let hasEighths = glyphs.bar == "█"
    var text = String.UnicodeScalarView()
    for _ in 0..<(hasEighths ? eighths / 8 : (eighths + 4) / 8) { text.append(glyphs.bar) }
    let rest = eighths % 8
    if hasEighths, rest > 0 { text.append(Array("▏▎▍▌▋▊▉".unicodeScalars)[rest - 1]) }
    return String(text)
  }
}
