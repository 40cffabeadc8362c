import CNcurses
import Drawing

/// Puts canvases on the curses screen, and only what changed since the last one.
struct Presenter {
  /// What the roles look like.
  let theme: Theme
  /// What is on the screen, `nil` where that is not known.
  var last: Canvas?
  /// The cells of a row on their way.
  private var row: [treetop_cell] = []

  /// Sets the colours of the open screen.
  init(theme: Theme) {
    self.theme = theme
    for role in Role.allCases {
      if let colour = theme.foreground(role) {
        treetop_screen_set_colour(Int32(role.rawValue), Int32(colour))
      } else {
        treetop_screen_set_colour(Int32(role.rawValue), -1)
      }
    }
  }

  /// Forgets what is on the screen.
  mutating func forget() { last = nil }

  /// Shows `canvas` and returns whether anything had to be written.
  ///
  /// - Complexity: linear in the number of cells, with a small factor for unchanged rows.
  mutating func present(_ canvas: Canvas) -> Bool {
    var changed = false
    let known = last.flatMap { $0.size == canvas.size ? $0 : nil }
    // The screen may be larger than a canvas that was made before the window grew.
    if known == nil { treetop_screen_erase() }
    for index in 0..<canvas.size.height {
      let columns = known.map { canvas.columns(inRow: index, changedFrom: $0) }
      if columns?.isEmpty == true { continue }
      put(canvas.cells(inRow: index), columns ?? 0..<canvas.size.width, at: index)
      changed = true
    }
    if known?.cursor != canvas.cursor || known?.showsCursor != canvas.showsCursor || changed {
      place(cursor: canvas.cursor, isShown: canvas.showsCursor, in: canvas.size)
      changed = true
    }
    last = canvas
    assert(known == nil || known?.cells.count == canvas.cells.count, "rows are as wide as before")
    guard changed else { return false }
    treetop_screen_update()
    return true
  }

  /// Returns what curses holds for a row, for tests: the character and emphasis of each column.
  static func read(row: Int, width: Int) -> [(base: Unicode.Scalar, emphasis: Emphasis, pair: Int)]
  {
    var bases = [UInt32](repeating: 0, count: width)
    var emphases = [UInt8](repeating: 0, count: width)
    var pairs = [Int16](repeating: 0, count: width)
    let count = unsafe treetop_screen_read_row(
      Int32(row), &bases, &emphases, &pairs, Int32(width))
    return (0..<Int(count)).map { column in
      (
        Unicode.Scalar(bases[column]) ?? "?", Emphasis(rawValue: emphases[column]),
        Int(pairs[column])
      )
    }
  }

  /// Returns the first cell that curses does not hold as a canvas has it; the right halves of wide
  /// characters are passed over.
  func difference(from canvas: Canvas) -> Point? {
    for row in 0..<canvas.size.height {
      let held = Self.read(row: row, width: canvas.size.width)
      // A screen that the window has outgrown holds a part.
      guard held.count == canvas.size.width else { return nil }
      for (column, (cell, own)) in zip(canvas.cells(inRow: row), held).enumerated() {
        let emphasis = cell.style.emphasis.union(theme.emphasis(cell.style.role))
        if cell.width > 0, cell.base != own.base || emphasis != own.emphasis {
          return Point(row: row, column: column)
        }
      }
    }
    return nil
  }

  /// Hands some columns of a row to curses.
  private mutating func put(_ cells: ArraySlice<Cell>, _ columns: Range<Int>, at index: Int) {
    row.removeAll(keepingCapacity: true)
    for cell in cells.dropFirst(columns.lowerBound).prefix(columns.count) {
      let style = cell.style
      let emphasis = style.emphasis.union(theme.emphasis(style.role))
      row.append(
        treetop_cell(
          base: cell.base.value, mark: cell.mark, second_mark: cell.secondMark, width: cell.width,
          role: style.role.rawValue, emphasis: emphasis.rawValue))
    }
    unsafe row.withUnsafeBufferPointer { buffer in
      unsafe treetop_screen_put_row(
        Int32(index), Int32(columns.lowerBound), buffer.baseAddress, Int32(buffer.count))
    }
  }

  /// Places the hardware cursor, at the lower left where the canvas names no place.
  private func place(cursor: Point?, isShown: Bool, in size: Size) {
    guard size.width > 0, size.height > 0 else { return }
    let point = cursor ?? Point(row: size.height - 1, column: 0)
    treetop_screen_set_cursor(
      Int32(min(max(point.row, 0), size.height - 1)),
      Int32(min(max(point.column, 0), size.width - 1)), isShown && cursor != nil)
  }
}
