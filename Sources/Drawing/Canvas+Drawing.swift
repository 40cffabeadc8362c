extension Canvas {
  /// Draws `text` from `column` on and returns the number of cells written.
  ///
  /// The text is cut at `width` columns, if given, and at the edges of the canvas; a column left of
  /// the canvas hides the beginning of the text. Escapes are drawn in the role of unsafe text.
  ///
  /// - Complexity: linear in the number of columns drawn or hidden at the left.
  @discardableResult
  public mutating func put(
    _ text: SafeText, row: Int, column: Int, style: Style = .plain, width: Int? = nil
  ) -> Int {
    let space = width.map { max($0, 0) } ?? Int.max
    let (fieldEnd, overflows) = column.addingReportingOverflow(space)
    let end = min(overflows ? Int.max : fieldEnd, size.width)
    guard row >= 0, row < size.height, column < end, end > 0 else { return 0 }
    var next = column
    var written = max(column, 0)..<max(column, 0)
    for glyph in text.glyphs {
      guard next < end else { break }
      let after = next + Int(glyph.width)
      if after > 0 {
        let from = max(next, 0)
        let to = min(after, end)
        place(glyph, row: row, columns: from..<to, style: style)
        written = written.lowerBound..<to
      }
      next = after
    }
    return written.count
  }

  /// Draws `text` at the right end of the `width` columns from `column` on.
  ///
  /// A text wider than the field ends in an ellipsis: a number that is cut must look cut. Returns
  /// the number of cells written.
  @discardableResult
  public mutating func putRight(
    _ text: SafeText, row: Int, column: Int, width: Int, style: Style = .plain
  ) -> Int {
    let fitted = text.ellipsized(to: max(width, 0))
    return put(fitted, row: row, column: column + max(width, 0) - fitted.width, style: style)
  }

  /// Fills `columns` of `row` with one character, which is one column wide or becomes blank.
  public mutating func fill(
    row: Int, columns: Range<Int>, with scalar: Unicode.Scalar = " ", style: Style = .plain
  ) {
    let range = indices(row: row, columns: columns)
    detach(range)
    // Plots are drawn a cell at a time: what is kept as it is needs no text around it.
    let isKept = ScalarPolicy.of(scalar) == .keep
    let glyph =
      isKept
      ? Glyph(base: scalar, width: UInt8(max(1, DisplayWidth.of(scalar))))
      : SafeText(String(scalar)).glyphs.first ?? .space
    let base = glyph.width == 1 ? drawable(glyph.base) : " "
    for index in range { cells[index] = Cell(base: base, style: style) }
  }

  /// Copies the cells of `columns` of a row of another canvas, as wide as this one, into the same columns of
  /// `target`; what can be clicked is not copied.
  public mutating func copy(row: Int, of other: Canvas, columns: Range<Int>, to target: Int) {
    let source = other.indices(row: row, columns: columns)
    let range = indices(row: target, columns: columns)
    guard source.count == range.count else { return }
    detach(range)
    cells.replaceSubrange(range, with: other.cells[source])
  }

  /// Fills a rectangle with blanks, as before a pop-up is drawn over what is there.
  public mutating func clear(rows: Range<Int>, columns: Range<Int>, style: Style = .plain) {
    for row in rows.clamped(to: 0..<size.height) { fill(row: row, columns: columns, style: style) }
    hits.removeAll { rows.contains($0.row) && columns.overlaps($0.columns) }
  }

  /// Changes the look of what is drawn in `columns` of `row`: another role, more emphasis, or both.
  public mutating func restyle(
    row: Int, columns: Range<Int>, role: Role? = nil, adding emphasis: Emphasis = []
  ) {
    for index in indices(row: row, columns: columns) {
      if let role { cells[index].style.role = role }
      cells[index].style.emphasis.formUnion(emphasis)
    }
  }

  /// Puts one glyph into one or two columns; half a wide glyph is blank.
  private mutating func place(_ glyph: Glyph, row: Int, columns: Range<Int>, style: Style) {
    let range = indices(row: row, columns: columns)
    guard !range.isEmpty else { return }
    detach(range)
    let look = glyph.isEscape ? Style(.unsafe, style.emphasis.union(.underline)) : style
    guard range.count == Int(glyph.width) else {
      cells[range.lowerBound] = .blank(look)
      return
    }
    guard repertoire == .unicode || (glyph.base.isASCII && glyph.mark == 0) else {
      for index in range { cells[index] = Cell(base: drawable(glyph.base), style: look) }
      return
    }
    cells[range.lowerBound] = Cell(
      base: glyph.base, mark: glyph.mark, secondMark: glyph.secondMark, width: glyph.width,
      style: look)
    if glyph.width == 2 { cells[range.lowerBound + 1] = .continuation(look) }
  }

  /// Returns `scalar`, or what stands for it where only ASCII can be drawn.
  private func drawable(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
    guard repertoire == .ascii, !scalar.isASCII else { return scalar }
    return Repertoire.asciiStandIn(for: scalar) ?? "?"
  }
}
