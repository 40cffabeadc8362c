/// A picture made of cells: what a view draws and a terminal shows.
///
/// A value without any terminal in it. Each row is always exactly as wide as the canvas: a wide
/// character that would straddle an edge, or lose a half to something drawn over it, becomes blank.
/// Drawing outside is ignored, so that views need no size checks.
public struct Canvas: Hashable, Sendable {
  /// The number of columns and rows.
  public let size: Size
  /// The signs that lines are drawn with, and the characters that may be used.
  public let glyphs: Glyphs
  /// The cells, row by row.
  public internal(set) var cells: [Cell]
  /// Where the hardware cursor stands: the selected row or the edited field.
  ///
  /// Screen readers follow it, so it is placed even where it is not shown.
  public var cursor: Point?
  /// Whether the hardware cursor is shown, as in a prompt.
  public var showsCursor = false
  /// What can be clicked; later regions lie over earlier ones.
  public var hits: [HitRegion] = []

  /// Makes an empty canvas that draws lines with `glyphs`.
  public init(size: Size, glyphs: Glyphs) {
    self.size = size.clamped
    self.glyphs = glyphs
    cells = Array(repeating: .blank, count: self.size.width * self.size.height)
  }

  /// Makes an empty canvas with the usual signs of `repertoire`.
  public init(size: Size, repertoire: Repertoire = .unicode) {
    self.init(size: size, glyphs: .standard(for: repertoire))
  }

  /// The characters that may be used; others are drawn as `?`.
  public var repertoire: Repertoire { glyphs.repertoire }

  /// The cells of one row.
  ///
  /// - Precondition: `row` is on the canvas.
  public func cells(inRow row: Int) -> ArraySlice<Cell> {
    precondition(row >= 0 && row < size.height, "row \(row) is not on the canvas")
    return cells[row * size.width..<(row + 1) * size.width]
  }

  /// Whether a row looks as it does on a canvas of the same size.
  ///
  /// - Precondition: `row` is on both canvases.
  public func row(_ row: Int, looksAsOn other: Canvas) -> Bool {
    let own = cells(inRow: row)
    let others = other.cells(inRow: row)
    return own.indices.allSatisfy { own[$0] == others[$0] }
  }

  /// Returns the columns of a row from the first one that does not look as on a canvas of the same size to
  /// the last one, wide characters whole; empty where all do.
  ///
  /// - Precondition: `row` is on both canvases.
  public func columns(inRow row: Int, changedFrom other: Canvas) -> Range<Int> {
    precondition(
      row >= 0 && row < size.height && size == other.size, "row \(row) is on both canvases")
    let start = row * size.width
    return unsafe cells.withUnsafeBufferPointer { own in
      unsafe other.cells.withUnsafeBufferPointer { others in
        var first = start
        var last = start + size.width - 1
        while first <= last, unsafe own[first] == others[first] { first += 1 }
        if first > last { return 0..<0 }
        while unsafe own[last] == others[last] { last -= 1 }
        while first > start, unsafe own[first].width == 0 { first -= 1 }
        while last + 1 < start + size.width, unsafe own[last + 1].width == 0 { last += 1 }
        return first - start..<last + 1 - start
      }
    }
  }

  /// Returns what a click at `point` means.
  public func hit(at point: Point) -> HitRegion? {
    hits.last { $0.contains(point) }
  }

  /// Returns the part of `columns` of `row` that is on the canvas, as indices of cells.
  func indices(row: Int, columns: Range<Int>) -> Range<Int> {
    guard row >= 0, row < size.height else { return 0..<0 }
    let clamped = columns.clamped(to: 0..<size.width)
    return row * size.width + clamped.lowerBound..<row * size.width + clamped.upperBound
  }

  /// Blanks the halves of wide characters that an overwriting of `range` would leave behind.
  mutating func detach(_ range: Range<Int>) {
    assert(cells.count == size.width * size.height, "every position has its cell")
    guard !range.isEmpty else { return }
    assert(range.lowerBound % size.width + range.count <= size.width, "a range lies in one row")
    if cells[range.lowerBound].width == 0 {
      let left = range.lowerBound - 1
      cells[left] = .blank(cells[left].style)
    }
    let right = range.upperBound
    if right < cells.count, cells[right].width == 0 { cells[right] = .blank(cells[right].style) }
  }
}
