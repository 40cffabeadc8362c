import Drawing

/// The rule above a pane, with its name at the left and a remark at the right.
enum PaneTitle {
  /// The cells that a title may take in some columns.
  static func room(_ columns: Range<Int>) -> Int { max(0, columns.count - 4) }

  /// Draws the rule in a row of an area.
  static func draw(
    _ name: SafeText, _ note: SafeText = .empty, row: Int, columns: Range<Int>,
    style: Style = .heading, on canvas: inout Canvas
  ) {
    canvas.horizontalLine(row: row, columns: columns)
    let room = room(columns)
    let shown = name.ellipsized(to: room)
    canvas.put(" " + shown + " ", row: row, column: columns.lowerBound + 1, style: style)
    guard !note.isEmpty, shown.width + note.width + 4 <= room else { return }
    let text = " " + note + " "
    canvas.put(
      text, row: row, column: columns.upperBound - text.width - 1, style: .muted)
  }
}
