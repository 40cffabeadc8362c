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
    let first = isStacked ? 1 : 2
    let rows = area.rows.dropFirst(first)
    guard !rows.isEmpty else { return }
    let lines = guide.lines(inner.count)
    let last = max(0, lines.count - rows.count)
    let focus = guide.focusLine(inner.count) ?? 0
    let top = min(last, max(0, guide.top ?? min(last, focus)))
    for (row, line) in zip(rows, lines.dropFirst(top)) {
      var column = inner.lowerBound
      for piece in line {
        column += canvas.put(
          piece.text, row: row, column: column, style: piece.style,
          width: max(0, inner.upperBound - column))
      }
    }
    let hidden = lines.count - top - rows.count
    if hidden > 0, let last = rows.last {
      let note = SafeText(" \(hidden) more ")
      canvas.put(note, row: last, column: inner.upperBound - note.width, style: .muted)
    }
    if top > 0 {
      let note = SafeText(" \(top) above ")
      canvas.put(
        note, row: area.rows.lowerBound + first, column: inner.upperBound - note.width,
        style: .muted)
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
