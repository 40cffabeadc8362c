import Drawing

/// The guide's pane.
enum GuideView {
  /// Draws the first row.
  static func drawHeader(_ guide: Guide, row: Int, on canvas: inout Canvas) {
    let width = canvas.size.width
    var column = 0
    let room = width - guide.headerEnd.width - 2
    for piece in guide.header {
      column += canvas.put(
        piece.text, row: row, column: column, style: piece.style, width: max(0, room - column))
    }
    if column + guide.headerEnd.width + 2 <= width || column <= room {
      canvas.putRight(guide.headerEnd, row: row, column: 0, width: width - 1, style: .plain)
    }
  }

  /// Draws the pane: its title and as many lines as fit, what is asked always among them.
  static func draw(_ guide: Guide, in area: Area, isStacked: Bool, on canvas: inout Canvas) {
    guard !area.rows.isEmpty, area.columns.count > 4 else { return }
    let row = area.rows.lowerBound
    let inner = area.columns.lowerBound + 1..<area.columns.upperBound - 1
    if isStacked {
      canvas.horizontalLine(row: row, columns: area.columns)
      canvas.put(
        SafeText(" ") + guide.title + " ", row: row, column: area.columns.lowerBound + 1,
        style: .heading, width: inner.count)
    } else {
      canvas.put(
        guide.title, row: row, column: inner.lowerBound, style: .heading, width: inner.count)
    }
    let end = isStacked ? SafeText(" ") + guide.titleEnd + " " : guide.titleEnd
    if !guide.titleEnd.isEmpty, guide.title.width + end.width + 4 <= inner.count {
      canvas.put(
        end, row: row, column: inner.upperBound - end.width, style: isStacked ? .plain : .muted)
    }
    let rows = area.rows.dropFirst(Guide.titleRows(in: area))
    guard !rows.isEmpty else { return }
    let lines = guide.lines(inner.count)
    let (top, last) = guide.scroll(in: area)
    for (row, line) in zip(rows, lines.dropFirst(top)) {
      var column = inner.lowerBound
      for piece in line {
        column += canvas.put(
          piece.text, row: row, column: column, style: piece.style,
          width: max(0, inner.upperBound - column))
      }
    }
    guard last > 0 else { return }
    var parts: [String] = []
    if top > 0 { parts.append("\(top) above: PgUp") }
    if top < last { parts.append("\(last - top) more: PgDn") }
    let note = SafeText(" \(parts.joined(separator: "  ")) ")
    // Beside the title it hides no words.
    let column = inner.lowerBound + guide.title.width + 3
    if column + note.width + end.width + 1 <= inner.upperBound {
      canvas.put(note, row: row, column: column, style: .muted)
    } else if let bottom = rows.last {
      canvas.put(note, row: bottom, column: inner.upperBound - note.width, style: .muted)
    }
  }

  /// Draws the keys that are live, as many as fit.
  static func drawHints(_ guide: Guide, row: Int, on canvas: inout Canvas) {
    var column = 1
    let width = canvas.size.width
    for (key, words) in guide.hints {
      let length = key.count + 1 + words.count + 2
      guard column + length <= width - 8 else { continue }
      column += canvas.put(SafeText(key + " "), row: row, column: column, style: .key)
      column += canvas.put(SafeText(words), row: row, column: column, style: .muted) + 2
    }
    if width >= 20 {
      canvas.put("? ", row: row, column: width - 7, style: .key)
      canvas.put("help", row: row, column: width - 5, style: .muted)
    }
  }
}
