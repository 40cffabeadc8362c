extension Canvas {
  /// Draws a line across `columns` of `row`, joining the lines that it meets.
  public mutating func horizontalLine(
    row: Int, columns: Range<Int>, style: Style = .border
  ) {
    for column in columns.clamped(to: 0..<size.width) {
      var arms: UInt8 = 2 + 8
      // At its own ends a line reaches only inwards into a line that is there already.
      if column == columns.lowerBound, joint(row: row, column: column) != nil { arms = 2 }
      if column == columns.upperBound - 1, joint(row: row, column: column) != nil { arms = 8 }
      join(row: row, column: column, arms: arms, style: style)
    }
  }

  /// Draws a line down `rows` of `column`, joining the lines that it meets.
  public mutating func verticalLine(
    rows: Range<Int>, column: Int, style: Style = .border
  ) {
    for row in rows.clamped(to: 0..<size.height) {
      var arms: UInt8 = 1 + 4
      if row == rows.lowerBound, joint(row: row, column: column) != nil { arms = 4 }
      if row == rows.upperBound - 1, joint(row: row, column: column) != nil { arms = 1 }
      join(row: row, column: column, arms: arms, style: style)
    }
  }

  /// Draws a rectangle of lines around what lies inside `rows` and `columns`.
  public mutating func box(rows: Range<Int>, columns: Range<Int>, style: Style = .border) {
    guard rows.count > 1, columns.count > 1 else { return }
    let (top, bottom) = (rows.lowerBound, rows.upperBound - 1)
    let (left, right) = (columns.lowerBound, columns.upperBound - 1)
    for column in [left, right] {
      for row in rows { fill(row: row, columns: column..<column + 1) }
    }
    for row in [top, bottom] { fill(row: row, columns: columns) }
    for row in [top, bottom] {
      let inward: UInt8 = row == top ? 4 : 1
      join(row: row, column: left, arms: 2 + inward, style: style)
      join(row: row, column: right, arms: 8 + inward, style: style)
      horizontalLine(row: row, columns: left + 1..<right, style: style)
    }
    for column in [left, right] {
      verticalLine(rows: top + 1..<bottom, column: column, style: style)
    }
  }

  /// Returns the arms of the line that is drawn in a cell, if one is.
  private func joint(row: Int, column: Int) -> UInt8? {
    let range = indices(row: row, columns: column..<column + 1)
    guard let index = range.first, cells[index].style.role == .border, cells[index].base != " "
    else { return nil }
    // In ASCII several joints look alike; the straight ones come first and are what is joined.
    for arms: UInt8 in [10, 5] where glyphs.joints[Int(arms)] == cells[index].base { return arms }
    return glyphs.joints.firstIndex(of: cells[index].base).map { UInt8($0) }
  }

  /// Adds arms to the line in a cell, or draws a new one.
  private mutating func join(row: Int, column: Int, arms: UInt8, style: Style) {
    let range = indices(row: row, columns: column..<column + 1)
    guard let index = range.first else { return }
    let sum = arms | (joint(row: row, column: column) ?? 0)
    detach(range)
    cells[index] = Cell(base: glyphs.joints[Int(sum)], style: style)
  }
}
