extension JSONCursor {
  /// Reads a number, a truth or nothing.
  mutating func word() throws(ReadingFault) -> Cell {
    let start = at
    if let cell = number() { return cell }
    at = start
    if let cell = usualWord() { return cell }
    while at < end, !Self.endsWord(bytes[at]) { at += 1 }
    let word = String(decoding: bytes[start..<min(at, start + 40)], as: UTF8.self)
    switch word {
    case "null", "None", "NaN", "nan", "undefined", "-NaN", "-nan": return .null
    case "true", "True": return .bool(true)
    case "false", "False": return .bool(false)
    case "Infinity", "inf": return .number(.infinity)
    case "-Infinity", "-inf": return .number(-.infinity)
    default: break
    }
    at = start
    if word.isEmpty { throw fault("expected a value") }
    throw ReadingFault(offset: start, reason: "\"\(word)\" is no value of JSON")
  }

  /// Reads `true`, `false` or `null`; nil where none of them stands here.
  @inline(__always)
  private mutating func usualWord() -> Cell? {
    guard at + 6 <= end else { return nil }
    let word = unsafe UnsafeRawPointer(bytes.start + at).loadUnaligned(as: UInt32.self)
    let (cell, length): (Cell, Int)
    switch UInt32(littleEndian: word) {
    case 0x6c6c_756e: (cell, length) = (.null, 4)
    case 0x6575_7274: (cell, length) = (.bool(true), 4)
    case 0x736c_6166 where peek(at + 4) == UInt8(ascii: "e"): (cell, length) = (.bool(false), 5)
    default: return nil
    }
    guard Self.endsWord(peek(at + length)) else { return nil }
    at += length
    return cell
  }

  private static func endsWord(_ byte: UInt8) -> Bool {
    switch byte {
    case 0...0x20, UInt8(ascii: ","), UInt8(ascii: ":"), UInt8(ascii: "]"), UInt8(ascii: "}"),
      UInt8(ascii: "["), UInt8(ascii: "{"), UInt8(ascii: "\""):
      true
    default: false
    }
  }

  /// Ten to the power of at most 22, which a double holds exactly.
  private static let powers: [Double] = [
    1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17,
    1e18, 1e19, 1e20, 1e21, 1e22,
  ]

  /// Reads a number; nil where none stands here.
  ///
  /// One with more digits than a double holds is kept as
  /// it is written, so that ids stay apart.
  @inline(__always)
  private mutating func number() -> Cell? {
    let start = at
    var isNegative = false
    if at < end, peek(at) == UInt8(ascii: "-") {
      isNegative = true
      at += 1
    }
    var mantissa: UInt64 = 0
    var digits = 0
    var exponent = 0
    while at < end, case let digit = peek(at) &- 0x30, digit < 10 {
      mantissa = mantissa &* 10 &+ UInt64(digit)
      digits += 1
      at += 1
    }
    guard digits > 0 else { return nil }
    var isWhole = true
    if at < end, peek(at) == UInt8(ascii: ".") {
      isWhole = false
      at += 1
      while at < end, case let digit = peek(at) &- 0x30, digit < 10 {
        mantissa = mantissa &* 10 &+ UInt64(digit)
        digits += 1
        exponent -= 1
        at += 1
      }
    }
    if at < end, peek(at) | 0x20 == UInt8(ascii: "e") {
      isWhole = false
      at += 1
      var isSmall = false
      if at < end, peek(at) == UInt8(ascii: "-") || peek(at) == UInt8(ascii: "+") {
        isSmall = peek(at) == UInt8(ascii: "-")
        at += 1
      }
      var written = 0
      while at < end, case let digit = peek(at) &- 0x30, digit < 10 {
        written = min(written * 10 + Int(digit), 10_000)
        at += 1
      }
      exponent += isSmall ? -written : written
    }
    guard at == end || Self.endsWord(peek(at)) else { return nil }
    if digits <= 15, -22...22 ~= exponent {
      let value =
        exponent < 0
        ? Double(mantissa) / Self.powers[-exponent] : Double(mantissa) * Self.powers[exponent]
      return .number(isNegative ? -value : value)
    }
    if isWhole, at - start <= Cell.longestRange { return .range(start..<at) }
    let text = String(decoding: bytes[start..<at], as: UTF8.self)
    return Double(text).map { .number($0) }
  }
}
