import Testing

@testable import Drawing

struct DisplayWidthTests {
  @Test(
    arguments: [
      ("a", 1), ("é", 1), ("木", 2), ("Ａ", 2), ("한", 2), ("\u{301}", 0), ("\u{200D}", 0),
      ("│", 1), ("█", 1), ("▸", 1), ("⣿", 1), ("±", 1), ("😀", 2), ("✅", 2), ("\u{1F1E6}", 1),
      ("\u{11A8}", 0), ("\u{25CC}", 1), ("\u{23CE}", 1), ("\u{20000}", 2), ("\u{1B}", 0),
    ] as [(Unicode.Scalar, Int)])
  func `a character takes its columns`(scalar: Unicode.Scalar, width: Int) {
    #expect(DisplayWidth.of(scalar) == width)
  }

  @Test(arguments: [WidthRanges.zero, WidthRanges.wide])
  func `the ranges ascend and do not touch`(ranges: [UInt32]) {
    #expect(ranges.count.isMultiple(of: 2))
    for index in stride(from: 0, to: ranges.count, by: 2) {
      #expect(ranges[index] <= ranges[index + 1])
      if index > 0 { #expect(ranges[index - 1] + 1 < ranges[index]) }
    }
  }
}
