/// A key or a name of at most sixteen bytes, in two words that are compared at once.
struct ShortName: Equatable {
  /// The first eight bytes, the first one lowest; zeros fill up.
  var low: UInt64
  /// The next eight bytes.
  var high: UInt64

  /// Makes a name of its words.
  @inline(__always)
  init(low: UInt64, high: UInt64 = 0) {
    self.low = low
    self.high = high
  }

  /// Makes the name of a text; one that does not fit is no name that anybody looks for.
  init(_ text: String) {
    self.init(low: 0)
    guard text.utf8.count <= 16, !text.utf8.contains(0) else { return }
    for (index, byte) in text.utf8.enumerated() {
      if index < 8 {
        low |= UInt64(byte) << (8 * index)
      } else {
        high |= UInt64(byte) << (8 * (index - 8))
      }
    }
  }

  /// Returns eight letters as a word; a switch over such words costs as much as one over numbers.
  @inline(__always)
  static func word(_ letters: StaticString) -> UInt64 {
    var word: UInt64 = 0
    for index in 0..<letters.utf8CodeUnitCount {
      word |= unsafe UInt64(letters.utf8Start[index]) &<< UInt64(8 &* index)
    }
    return word
  }
}
