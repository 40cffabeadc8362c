extension Canvas {
  /// The characters as lines, without the blanks at the right; what golden files hold.
  public var text: String {
    (0..<size.height).map { text(row: $0, columns: 0..<size.width) }.joined(separator: "\n")
  }

  /// The looks as lines, one for each row that has any: `3: 0-11 title+bold, 20-24 value`.
  public var styleText: String {
    (0..<size.height).compactMap { row in
      let runs = styleRuns(row)
      return runs.isEmpty ? nil : "\(row): " + runs.joined(separator: ", ")
    }.joined(separator: "\n")
  }

  /// Returns columns of one row as text, without the blanks at the right; empty where they are not on the
  /// canvas.
  public func text(row: Int, columns: Range<Int>) -> String {
    var scalars = String.UnicodeScalarView()
    for cell in cells[indices(row: row, columns: columns)] where cell.width > 0 {
      Glyph(base: cell.base, mark: cell.mark, secondMark: cell.secondMark).write(to: &scalars)
    }
    while scalars.last == " " { scalars.removeLast() }
    return String(scalars)
  }

  /// Returns the runs of one row that are not plain.
  private func styleRuns(_ row: Int) -> [String] {
    var runs: [String] = []
    let row = Array(cells(inRow: row))
    var start = 0
    while start < row.count {
      let style = row[start].style
      let end = row[start...].firstIndex { $0.style != style } ?? row.count
      if style != .plain { runs.append("\(start)-\(end - 1) \(style)") }
      start = end
    }
    return runs
  }
}

extension Style: CustomStringConvertible {
  /// The role and the emphases by name: `title+bold`.
  public var description: String {
    let names: [(Emphasis, String)] = [
      (.bold, "+bold"), (.dim, "+dim"), (.underline, "+underline"), (.reverse, "+reverse"),
    ]
    return "\(role)" + names.filter { emphasis.contains($0.0) }.map(\.1).joined()
  }
}
