import Groundwork
import Testing

/// Looking for a few bytes in many.
struct ByteSearchTests {
  /// Looks at one place after another.
  private func slow(
    _ needle: [UInt8], _ text: [UInt8], from start: Int, _ ignoresCase: Bool
  ) -> Int? {
    func folded(_ byte: UInt8) -> UInt8 {
      ignoresCase && (65...90).contains(byte) ? byte + 32 : byte
    }
    let last = text.count - needle.count
    guard start <= last else { return nil }
    return (start...last).first { place in
      needle.indices.allSatisfy { folded(text[place + $0]) == folded(needle[$0]) }
    }
  }

  @Test(arguments: 0..<6)
  func `it is found where a slow search finds it`(seed: Int) {
    var random = RandomSource(seed: UInt64(seed))
    let letters = Array("aAbB@`\u{0}~ q".utf8) + [0xC3, 0xA9, 0xFF]
    func word(_ count: Int) -> [UInt8] {
      (0..<count).map { _ in letters[Int(random.below(UInt32(letters.count)))] }
    }
    for _ in 0..<400 {
      let text = word(Int(random.below(90)))
      let needle = word(1 + Int(random.below(random.below(3) == 0 ? 20 : 3)))
      let ignoresCase = random.below(2) == 0
      let search = ByteSearch(needle, ignoresCase: ignoresCase)
      for start in [0, 1, 17, Int(random.below(60))] {
        #expect(
          search.first(in: text.span, from: start) == slow(needle, text, from: start, ignoresCase),
          "\(needle) in \(text) from \(start)")
      }
    }
  }

  @Test func `the last bytes of a text are looked at as well`() {
    for count in 1..<50 {
      let text = [UInt8](repeating: 0x61, count: count) + Array("XY".utf8)
      #expect(ByteSearch(Array("xy".utf8), ignoresCase: true).first(in: text.span) == count)
      #expect(ByteSearch(Array("xy".utf8), ignoresCase: false).first(in: text.span) == nil)
    }
  }
}
