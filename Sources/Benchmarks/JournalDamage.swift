import Groundwork

/// Damages the lines of a journal at random: numbers, bytes, whole lines.
struct JournalDamage {
  private var random: RandomSource

  init(seed: UInt64) { random = RandomSource(seed: seed ^ 0x5eed) }

  private mutating func below(_ bound: Int) -> Int { Int(random.below(UInt32(max(1, bound)))) }

  private static let numbers = [
    "0", "1", "-1", "2", "3", "5", "7", "0.5", "65535", "4294967295", "4294967296",
    "9007199254740993", "9223372036854775807", "18446744073709551615", "1e38", "1e308", "-1e308",
    "1e-320", "null", "true", "\"x\"", "[]", "{}", "NaN",
  ].map { Array($0.utf8) }

  /// Damages one place.
  mutating func lines(of text: inout [UInt8]) {
    guard text.count > 2 else { return }
    switch below(10) {
    case 0...4: changeNumber(in: &text)
    case 5: text[below(text.count)] = UInt8(truncatingIfNeeded: random.next() >> 32)
    case 6: text.removeSubrange(line(in: text))
    case 7:
      // A line says its thing again, elsewhere.
      let copy = text[line(in: text)]
      text.insert(contentsOf: copy, at: line(in: text).lowerBound)
    case 8:
      let moved = line(in: text)
      let copy = text[moved]
      text.removeSubrange(moved)
      text.insert(contentsOf: copy, at: text.isEmpty ? 0 : line(in: text).lowerBound)
    default: text.removeSubrange((text.count - below(min(60, text.count)))...)
    }
  }

  /// The bytes of a line drawn at random, with its newline.
  private mutating func line(in text: [UInt8]) -> Range<Int> {
    var start = below(text.count)
    var end = start
    while start > 0, text[start - 1] != 0x0a { start -= 1 }
    while end < text.count, text[end] != 0x0a { end += 1 }
    return start..<min(end + 1, text.count)
  }

  private mutating func changeNumber(in text: inout [UInt8]) {
    var start = below(text.count)
    var steps = 0
    while !(0x30...0x39).contains(text[start]) {
      start = (start + 1) % text.count
      steps += 1
      if steps > text.count { return }
    }
    var end = start
    while end < text.count, (0x30...0x39).contains(text[end]) { end += 1 }
    text.replaceSubrange(start..<end, with: Self.numbers[below(Self.numbers.count)])
  }
}
