import Testing

@testable import Drawing

struct CanvasTests {
  /// Checks what must hold of every canvas, whatever was drawn.
  private func expectWhole(_ canvas: Canvas) {
    for row in 0..<canvas.size.height {
      let cells = Array(canvas.cells(inRow: row))
      #expect(cells.count == canvas.size.width)
      #expect(cells.reduce(0) { $0 + Int($1.width) } == canvas.size.width)
      for (column, cell) in cells.enumerated() {
        #expect(cell.base.value >= 0x20 && !(0x7F..<0xA0).contains(cell.base.value))
        let follower = column + 1 < cells.count ? cells[column + 1].width : 1
        #expect((cell.width == 2) == (follower == 0))
        if canvas.repertoire == .ascii { #expect(cell.base.isASCII && cell.mark == 0) }
      }
    }
  }

  @Test func `text is cut at its field and at the edge`() {
    var canvas = Canvas(size: Size(width: 10, height: 2))
    #expect(canvas.put("abcdef", row: 0, column: 2, width: 3) == 3)
    #expect(canvas.put("abcdef", row: 1, column: 7) == 3)
    #expect(canvas.text == "  abc\n       abc")
    #expect(canvas.put("xyz", row: 0, column: -2) == 1)
    #expect(canvas.put("xyz", row: 5, column: 0) == 0)
    #expect(canvas.put("xyz", row: -1, column: 0) == 0)
    #expect(canvas.put("xyz", row: 0, column: 10) == 0)
    #expect(canvas.put("xyz", row: 0, column: Int.max) == 0)
    #expect(canvas.put("xyz", row: 0, column: 0, width: -4) == 0)
    #expect(canvas.text == "z abc\n       abc")
  }

  @Test func `a wide character never straddles the edge`() {
    var canvas = Canvas(size: Size(width: 5, height: 1))
    #expect(canvas.put("木木木", row: 0, column: 0) == 5)
    #expect(canvas.text == "木木")
    expectWhole(canvas)
    canvas.put("木木", row: 0, column: -1)
    #expect(canvas.cells[0] == .blank)
    expectWhole(canvas)
  }

  @Test func `what is drawn over half a wide character blanks the other half`() {
    var canvas = Canvas(size: Size(width: 6, height: 1))
    canvas.put("木木木", row: 0, column: 0)
    canvas.put("x", row: 0, column: 1)
    canvas.put("y", row: 0, column: 2)
    #expect(canvas.text == " xy 木")
    canvas.fill(row: 0, columns: 5..<6, with: "-")
    #expect(canvas.text == " xy  -")
    expectWhole(canvas)
  }

  @Test func `a number is set at the right and a cut number looks cut`() {
    var canvas = Canvas(size: Size(width: 8, height: 2))
    canvas.putRight("12", row: 0, column: 1, width: 5)
    canvas.putRight("12,480", row: 1, column: 1, width: 5)
    #expect(canvas.text == "    12\n 12,4…")
  }

  @Test func `an ASCII canvas draws nothing else`() {
    var canvas = Canvas(size: Size(width: 12, height: 2), repertoire: .ascii)
    canvas.put("é木…\u{1B}", row: 0, column: 0)
    canvas.horizontalLine(row: 1, columns: 0..<4)
    #expect(canvas.text == "???~?\n----")
    expectWhole(canvas)
  }

  @Test func `lines join where they meet`() {
    var canvas = Canvas(size: Size(width: 7, height: 5))
    canvas.box(rows: 0..<5, columns: 0..<7)
    canvas.horizontalLine(row: 2, columns: 0..<7)
    canvas.verticalLine(rows: 0..<3, column: 3)
    #expect(
      canvas.text == """
        ┌──┬──┐
        │  │  │
        ├──┴──┤
        │     │
        └─────┘
        """)
    var plain = Canvas(size: Size(width: 5, height: 3), repertoire: .ascii)
    plain.box(rows: 0..<3, columns: 0..<5)
    plain.verticalLine(rows: 0..<3, column: 2)
    #expect(plain.text == "+-+-+\n| | |\n+-+-+")
  }

  @Test func `an escape is drawn apart from its surroundings`() {
    var canvas = Canvas(size: Size(width: 9, height: 1))
    canvas.put("a\u{1B}b", row: 0, column: 0, style: .value)
    canvas.restyle(row: 0, columns: 2..<20, adding: .reverse)
    #expect(
      canvas.styleText == "0: 0-0 value, 1-1 unsafe+underline, 2-2 value+reverse, 3-8 plain+reverse"
    )
  }

  @Test func `the later of two regions is hit`() {
    var canvas = Canvas(size: Size(width: 9, height: 2))
    canvas.hits = [
      HitRegion(row: 1, columns: 0..<9, action: "row", argument: 4),
      HitRegion(row: 1, columns: 2..<4, action: "fold"),
    ]
    #expect(canvas.hit(at: Point(row: 1, column: 3))?.action == "fold")
    #expect(canvas.hit(at: Point(row: 1, column: 4))?.argument == 4)
    #expect(canvas.hit(at: Point(row: 0, column: 3)) == nil)
    canvas.clear(rows: 1..<2, columns: 0..<9)
    #expect(canvas.hits.isEmpty)
  }

  @Test func `an absurd size is cut`() {
    #expect(Canvas(size: Size(width: 65_535, height: 65_535)).size == .largest)
    #expect(Canvas(size: Size(width: -1, height: 3)).size == Size(width: 0, height: 3))
    var empty = Canvas(size: Size(width: 0, height: 0))
    empty.put("x", row: 0, column: 0)
    empty.box(rows: 0..<9, columns: 0..<9)
    #expect(empty.text == "")
  }

  @Test func `whatever is drawn, every row is as wide as the canvas`() {
    var random = RandomText(seed: 11)
    for _ in 0..<150 {
      let size = Size(width: random.next(below: 40), height: random.next(below: 6))
      let repertoire: Repertoire = random.next(below: 3) == 0 ? .ascii : .unicode
      var canvas = Canvas(size: size, repertoire: repertoire)
      for _ in 0..<12 {
        let text = SafeText(random.text(upTo: 30))
        let row = random.next(below: 8) - 1
        let column = random.next(below: 60) - 10
        let width = random.next(below: 30) - 2
        switch random.next(below: 7) {
        case 0: canvas.put(text, row: row, column: column)
        case 1: canvas.put(text, row: row, column: column, width: width)
        case 2: canvas.putRight(text, row: row, column: column, width: width)
        case 3: canvas.restyle(row: row, columns: column..<column + max(width, 0), adding: .reverse)
        case 4:
          canvas.fill(
            row: row, columns: column..<column + max(width, 0), with: random.scalar())
        case 5: canvas.box(rows: row..<row + 3, columns: column..<column + max(width, 0))
        default: canvas.verticalLine(rows: row..<row + 4, column: column)
        }
      }
      expectWhole(canvas)
    }
  }

  @Test(arguments: Role.allCases)
  func `a cell holds what it was made of, and equals no cell that differs in one thing`(
    role: Role
  ) {
    let style = Style(role, [.bold, .reverse])
    let cell = Cell(base: "\u{10FFFF}", mark: 0x301, secondMark: 0xE0100, width: 2, style: style)
    #expect(cell.base == "\u{10FFFF}" && cell.mark == 0x301 && cell.secondMark == 0xE0100)
    #expect(cell.width == 2 && cell.style == style)
    var restyled = cell
    restyled.style.emphasis.insert(.dim)
    #expect(restyled.base == cell.base && restyled.secondMark == 0xE0100 && restyled.width == 2)
    let others = [
      restyled, Cell(base: "a", mark: 0x301, secondMark: 0xE0100, width: 2, style: style),
      Cell(base: "\u{10FFFF}", mark: 0, secondMark: 0xE0100, width: 2, style: style),
      Cell(base: "\u{10FFFF}", mark: 0x301, secondMark: 0, width: 2, style: style),
      Cell(base: "\u{10FFFF}", mark: 0x301, secondMark: 0xE0100, width: 1, style: style),
    ]
    for other in others { #expect(other != cell) }
  }

  @Test(arguments: 0..<40)
  func `the columns of a row that changed reach from the first to the last changed cell`(
    seed: UInt64
  ) {
    var random = RandomText(seed: seed)
    let size = Size(width: 12, height: 1)
    var before = Canvas(size: size)
    before.put(SafeText(random.text(upTo: 14)), row: 0, column: 0)
    var after = before
    #expect(after.columns(inRow: 0, changedFrom: before).isEmpty)
    after.put(SafeText(random.text(upTo: 2)), row: 0, column: Int(seed % 12))
    let changed = (0..<12).filter { after.cells[$0] != before.cells[$0] }
    let columns = after.columns(inRow: 0, changedFrom: before)
    #expect(changed.allSatisfy { columns.contains($0) })
    // Beside them only the other halves of wide characters.
    if let first = changed.first, let last = changed.last {
      #expect(columns.lowerBound == first || after.cells[first].width == 0)
      #expect(columns.upperBound == last + 1 || after.cells[last + 1].width == 0)
    } else {
      #expect(columns.isEmpty)
    }
  }
}
