import Groundwork

/// Walks over the JSON of other programs, value by value, with no more than the place where it is.
///
/// It accepts what their writers let pass: `NaN`, `Infinity`, `None`, `True`, `False`, a comma after
/// the last item, and control characters in texts.
struct JSONCursor {
  let bytes: SourceBytes
  /// The next byte.
  var at: Int
  /// Where reading ends, at most the end of the text.
  var end: Int

  init(_ bytes: SourceBytes, at: Int = 0, end: Int? = nil) {
    self.bytes = bytes
    self.at = max(0, at)
    self.end = min(end ?? bytes.count, bytes.count)
  }

  /// The byte at a place before the end.
  @inline(__always)
  func peek(_ place: Int) -> UInt8 {
    assert(place >= 0 && place < bytes.count, "a byte outside of the text")
    return unsafe bytes.start[place]
  }

  /// Skips blanks and returns the next byte; 0 at the end.
  @inline(__always)
  mutating func next() -> UInt8 {
    while at < end {
      let byte = peek(at)
      if byte > 0x20 { return byte }
      at += 1
    }
    return 0
  }

  func fault(_ reason: String) -> ReadingFault {
    let found: String
    if at >= end {
      found = end == bytes.count ? ", but the file ends here" : ", but the line ends here"
    } else {
      let byte = bytes[at]
      found = 0x21...0x7e ~= byte ? ", not \"\(Unicode.Scalar(byte))\"" : ""
    }
    return ReadingFault(offset: at, reason: reason + found)
  }

  // MARK: - Strings

  /// Skips a string; returns the bytes between its quotes.
  @inline(__always)
  mutating func skipString() throws(ReadingFault) -> Range<Int> {
    let start = at + 1
    var place = start
    while true {
      place = quoteOrEscape(from: place)
      guard place < end else { break }
      if peek(place) == UInt8(ascii: "\"") {
        at = place + 1
        return start..<place
      }
      place += 2
    }
    at = end
    throw fault("a text in quotes has no end")
  }

  /// Returns where the next quote or backslash stands; the end, or what is behind it, where there is none.
  @inline(__always)
  private func quoteOrEscape(from first: Int) -> Int {
    var place = first
    while place + 8 <= end {
      let word = unsafe UnsafeRawPointer(bytes.start + place).loadUnaligned(as: UInt64.self)
      let found =
        ByteWord.zeros(in: word ^ ByteWord.quotes) | ByteWord.zeros(in: word ^ ByteWord.backslashes)
      if found != 0 { return place + found.trailingZeroBitCount / 8 }
      place += 8
    }
    while place < end {
      let byte = peek(place)
      if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") { break }
      place += 1
    }
    return place
  }

  /// Returns the bytes between the quotes of a string without escapes; nil for one with some.
  @inline(__always)
  mutating func plainString() -> Range<Int>? {
    let start = at + 1
    let place = quoteOrEscape(from: start)
    guard place < end, peek(place) == UInt8(ascii: "\"") else { return nil }
    return start..<place
  }

  /// Whether all bytes are printable ASCII, without quotes and backslashes.
  @inline(__always)
  func isPlain(_ range: Range<Int>) -> Bool {
    precondition(range.lowerBound >= 0 && range.upperBound <= bytes.count, "outside of the text")
    var place = range.lowerBound
    while place + 8 <= range.upperBound {
      let word = unsafe UnsafeRawPointer(bytes.start + place).loadUnaligned(as: UInt64.self)
      if !ByteWord.isPlain(word) { return false }
      place += 8
    }
    while place < range.upperBound {
      let byte = peek(place)
      guard 0x20...0x7e ~= byte, byte != UInt8(ascii: "\""), byte != UInt8(ascii: "\\") else {
        return false
      }
      place += 1
    }
    return true
  }

  /// Reads a string.
  mutating func string() throws(ReadingFault) -> String {
    Self.decoded(try skipString(), of: bytes)
  }

  /// Returns the text that the bytes between two quotes stand for.
  static func decoded(_ range: Range<Int>, of bytes: SourceBytes) -> String {
    guard bytes[range].contains(UInt8(ascii: "\\")) else {
      return String(decoding: bytes[range], as: UTF8.self)
    }
    var units: [UInt8] = []
    units.reserveCapacity(range.count)
    var index = range.lowerBound
    while index < range.upperBound {
      let byte = bytes[index]
      index += 1
      guard byte == UInt8(ascii: "\\"), index < range.upperBound else {
        units.append(byte)
        continue
      }
      let code = bytes[index]
      index += 1
      switch code {
      case UInt8(ascii: "n"): units.append(0x0a)
      case UInt8(ascii: "t"): units.append(0x09)
      case UInt8(ascii: "r"): units.append(0x0d)
      case UInt8(ascii: "b"): units.append(0x08)
      case UInt8(ascii: "f"): units.append(0x0c)
      case UInt8(ascii: "u"):
        var unit = hexadecimal(bytes, &index, range.upperBound)
        if 0xd800...0xdbff ~= unit, index + 1 < range.upperBound,
          bytes[index] == UInt8(ascii: "\\"), bytes[index + 1] == UInt8(ascii: "u")
        {
          var second = index + 2
          let low = hexadecimal(bytes, &second, range.upperBound)
          if 0xdc00...0xdfff ~= low {
            unit = 0x10000 + (unit - 0xd800) << 10 + (low - 0xdc00)
            index = second
          }
        }
        units += Array(String(Character(Unicode.Scalar(unit) ?? "\u{fffd}")).utf8)
      default: units.append(code)
      }
    }
    return String(decoding: units, as: UTF8.self)
  }

  private static func hexadecimal(_ bytes: SourceBytes, _ index: inout Int, _ end: Int) -> UInt32 {
    var code: UInt32 = 0
    for _ in 0..<4 where index < end {
      guard let digit = Character(Unicode.Scalar(bytes[index])).hexDigitValue else { return 0xfffd }
      code = code << 4 | UInt32(digit)
      index += 1
    }
    return code
  }
}
