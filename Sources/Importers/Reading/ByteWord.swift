/// Eight bytes of a text at once.
enum ByteWord {
  /// Eight quotes.
  static let quotes: UInt64 = 0x2222_2222_2222_2222
  /// Eight backslashes.
  static let backslashes: UInt64 = 0x5c5c_5c5c_5c5c_5c5c
  private static let ones: UInt64 = 0x0101_0101_0101_0101
  private static let highest: UInt64 = 0x8080_8080_8080_8080

  /// Returns a word whose lowest bit that is set marks the first byte that is zero; 0 where none is.
  @inline(__always)
  static func zeros(in word: UInt64) -> UInt64 {
    let word = UInt64(littleEndian: word)
    return (word &- ones) & ~word & highest
  }

  /// Whether all eight bytes are printable ASCII that stands in a text of JSON as it is.
  @inline(__always)
  static func isPlain(_ word: UInt64) -> Bool {
    let word = UInt64(littleEndian: word)
    // Below 0x20, or beyond 0x7e: the highest bit, and what one more would carry into it.
    let low = (word &- 0x2020_2020_2020_2020) & ~word & highest
    let high = (word | (word &+ ones)) & highest
    return low | high | zeros(in: word ^ quotes) | zeros(in: word ^ backslashes) == 0
  }
}
