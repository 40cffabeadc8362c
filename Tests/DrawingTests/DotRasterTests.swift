import Drawing
import Testing

/// Lines of dots in cells.
struct DotRasterTests {
  private func text(_ raster: DotRaster) -> [String] {
    (0..<raster.rows).map { row in
      String(
        String.UnicodeScalarView(
          (0..<raster.columns).map { column in
            guard let mark = raster.mark(column: column, row: row) else { return " " }
            return mark.sign ?? Unicode.Scalar(UInt8(ascii: "a") + UInt8(mark.series))
          }))
    }
  }

  private func drawn(
    _ heights: [Double?], _ columns: Int, _ rows: Int, _ signs: DotRaster.Signs,
    _ stroke: DotRaster.Stroke = .line
  ) -> [String] {
    var raster = DotRaster(columns: columns, rows: rows, signs: signs)
    raster.draw(heights, stroke: stroke, series: 0)
    return text(raster)
  }

  @Test func `a level line is one row of dots, at the bottom for 0 and at the top for 1`() {
    #expect(drawn([0, 0, 0, 0], 2, 1, .braille) == ["\u{28C0}\u{28C0}"])
    #expect(drawn([1, 1, 1, 1], 2, 1, .braille) == ["\u{2809}\u{2809}"])
    #expect(drawn([0, 0, 0, 0], 2, 1, .blocks) == ["▄▄"])
    #expect(drawn([1, 1, 1, 1], 2, 2, .blocks) == ["▀▀", "  "])
    #expect(drawn([0, 1], 2, 2, .letters) == [" a", "a "])
  }

  @Test func `a step is joined, half in each column`() {
    // From the lowest of eight dots to the highest.
    #expect(drawn([0, 1], 1, 2, .braille) == ["\u{28F8}", "\u{2847}"])
  }

  @Test func `what is not known leaves a gap, and joins nothing`() {
    #expect(drawn([0, nil, nil, 1], 2, 1, .braille) == ["\u{2840}\u{2808}"])
    #expect(drawn([.nan, .infinity], 1, 1, .braille) == [" "])
  }

  @Test func `strokes differ in where they leave gaps`() {
    let flat = [Double?](repeating: 0, count: 16)
    let drawn = DotRaster.Stroke.allCases.map { self.drawn(flat, 8, 1, .braille, $0)[0] }
    #expect(
      drawn == [
        "\u{28C0}\u{28C0}\u{28C0}\u{28C0}\u{28C0}\u{28C0}\u{28C0}\u{28C0}",
        "\u{28C0}\u{28C0}\u{2840} \u{28C0}\u{28C0}\u{2840} ",
        "\u{2840} \u{2840} \u{2840} \u{2840} ", "\u{2840}   \u{2840}   ",
      ])
    #expect(Set(drawn).count == 4)
  }

  @Test func `of two lines in a cell both have their dots, and the later one its colour`() {
    var raster = DotRaster(columns: 1, rows: 1, signs: .braille)
    raster.draw([0, 0], stroke: .line, series: 3)
    raster.draw([1, 1], stroke: .line, series: 1)
    let mark = raster.mark(column: 0, row: 0)
    #expect(mark?.sign == "\u{28C9}" && mark?.series == 1)
  }

  @Test func `nothing is drawn outside, and a grid of no size is empty`() {
    var raster = DotRaster(columns: 2, rows: 2, signs: .braille)
    raster.set(x: -1, y: 0, series: 0)
    raster.set(x: 4, y: 8, series: 0)
    raster.draw([7, -7, 0, 0, 0, 0, 0], stroke: .line, series: 0)
    #expect(raster.mark(column: 2, row: 0) == nil)
    var none = DotRaster(columns: -3, rows: 0, signs: .blocks)
    none.draw([1, 0], stroke: .dots, series: 0)
    #expect(none.columns == 0 && none.mark(column: 0, row: 0) == nil)
  }
}
