import Drawing
import Testing

@testable import Exploring

/// Returns what is wrong with a canvas that is to be shown, whatever was drawn on it.
func flaws(in canvas: Canvas, of size: Size) -> [String] {
  var flaws: [String] = []
  if canvas.size != size.clamped { flaws.append("size \(canvas.size) instead of \(size)") }
  for row in 0..<canvas.size.height {
    let cells = Array(canvas.cells(inRow: row))
    if cells.reduce(0, { $0 + Int($1.width) }) != canvas.size.width {
      flaws.append("row \(row) is not as wide as the canvas")
    }
    for (column, cell) in cells.enumerated() {
      let value = cell.base.value
      let isControl = value < 0x20 || (0x7F..<0xA0).contains(value)
      let isBidi = (0x202A...0x202E).contains(value) || (0x2066...0x2069).contains(value)
      if isControl || isBidi { flaws.append("U+\(String(value, radix: 16)) at \(row), \(column)") }
      let follower = column + 1 < cells.count ? cells[column + 1].width : 1
      if (cell.width == 2) != (follower == 0) { flaws.append("half a sign at \(row), \(column)") }
      if canvas.repertoire == .ascii, !cell.base.isASCII || cell.mark != 0 {
        flaws.append("not ASCII at \(row), \(column)")
      }
    }
  }
  if let cursor = canvas.cursor,
    !(0..<max(1, canvas.size.height)).contains(cursor.row)
      || !(0..<max(1, canvas.size.width)).contains(cursor.column)
  {
    flaws.append("the cursor is at \(cursor)")
  }
  return flaws
}
