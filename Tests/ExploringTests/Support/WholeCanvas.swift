import Drawing
import Testing

@testable import Exploring

/// Returns what is wrong with a canvas that is to be shown, whatever was drawn on it.
func flaws(in canvas: Canvas, of size: Size) -> [String] {
  var flaws: [String] = []
  if canvas.size != size.clamped { flaws.append("size \(canvas.size) instead of \(size)") }
  let isASCII = canvas.repertoire == .ascii
  let width = canvas.size.width
  var used = 0
  for (index, cell) in canvas.cells.enumerated() {
    used += Int(cell.width)
    let value = cell.base.value
    if !(0x20..<0x7F).contains(value) {
      let isControl = value < 0x20 || (0x7F..<0xA0).contains(value)
      let isBidi = (0x202A...0x202E).contains(value) || (0x2066...0x2069).contains(value)
      if isControl || isBidi { flaws.append("U+\(String(value, radix: 16)) at cell \(index)") }
    }
    if isASCII, value >= 0x7F || cell.mark != 0 { flaws.append("not ASCII at cell \(index)") }
    let isLast = (index + 1) % width == 0
    let follower = isLast ? 1 : canvas.cells[index + 1].width
    if (cell.width == 2) != (follower == 0) { flaws.append("half a sign at cell \(index)") }
    if isLast {
      if used != width { flaws.append("row \(index / width) is not as wide as the canvas") }
      used = 0
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
