extension ByteScanner {
  /// A text in quotes that was passed.
  struct PassedText {
    /// The first byte between the quotes.
    var start: Int
    /// How many bytes stand between the quotes.
    var length: Int
    /// Whether there are escapes among them.
    var hasEscapes: Bool
  }

  /// Returns a bit in each byte of a word that ends a run of plain text: a quote, a backslash or a
  /// control character.
  ///
  /// Bits above the lowest one may be wrong: a subtraction borrowed from them.
  @inline(__always)
  private static func stops(in word: UInt64) -> UInt64 {
    let ones: UInt64 = 0x0101_0101_0101_0101
    let quotes = word ^ (ones &* 0x22)
    let backslashes = word ^ (ones &* 0x5c)
    let found =
      ((quotes &- ones) & ~quotes) | ((backslashes &- ones) & ~backslashes)
      | ((word &- ones &* 0x20) & ~word)
    return found & (ones &* 0x80)
  }

  /// Passes the text whose opening quote is at the position.
  @inline(__always)
  mutating func passText() throws(JournalFault) -> PassedText {
    let opening = position
    var hasEscapes = false
    position += 1
    while true {
      while position + 8 <= count {
        let stops = Self.stops(in: word(at: position))
        if stops != 0 {
          position += stops.trailingZeroBitCount &>> 3
          break
        }
        position += 8
      }
      let byte = current
      if byte == UInt8(ascii: "\"") {
        position += 1
        return PassedText(
          start: opening + 1, length: position - opening - 2, hasEscapes: hasEscapes)
      }
      if byte == UInt8(ascii: "\\") {
        hasEscapes = true
        try passEscape()
      } else if byte >= 0x20 {
        position += 1
      } else if position < count {
        throw fault(.noControlCharacter)
      } else {
        throw JournalFault(.endOfText, at: opening)
      }
    }
  }

  /// Passes a backslash and what belongs to it.
  @inline(never)
  private mutating func passEscape() throws(JournalFault) {
    position += 1
    switch current {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"), UInt8(ascii: "b"),
      UInt8(ascii: "f"), UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"):
      position += 1
    case UInt8(ascii: "u"):
      position += 1
      for _ in 0..<4 {
        guard JournalText.digit(current) != nil else { throw fault(.hexadecimal) }
        position += 1
      }
    default: throw fault(.escape)
    }
  }

  /// Passes the text whose opening quote is at the position, a key or the name of a type.
  @inline(__always)
  mutating func readName() throws(JournalFault) -> ShortName {
    let word = word(at: position + 1)
    let stops = Self.stops(in: word)
    let length = stops.trailingZeroBitCount &>> 3
    if byte(at: position + 1 + length) == UInt8(ascii: "\"") {
      position += length + 2
      return ShortName(low: length == 8 ? word : word & ((1 &<< UInt64(length &* 8)) &- 1))
    }
    return try readLongName()
  }

  /// Does the same for a text that is longer, or holds escapes.
  @inline(never)
  private mutating func readLongName() throws(JournalFault) -> ShortName {
    let text = try passText()
    if text.hasEscapes { return ShortName(self.text(text.start..<text.start + text.length)) }
    guard text.length <= 16 else { return ShortName(low: 0) }
    let rest = word(at: text.start + 8)
    let mask = text.length == 16 ? ~0 : (1 &<< UInt64((text.length &- 8) &* 8)) &- 1
    return ShortName(low: word(at: text.start), high: rest & mask)
  }
}
