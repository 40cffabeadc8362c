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
  private func peek(_ place: Int) -> UInt8 {
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

  // MARK: - Words

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

  // MARK: - Values

  /// Skips a value, however deep it is.
  mutating func skipValue() throws(ReadingFault) {
    var open: [UInt8] = []
    repeat {
      let byte = next()
      switch byte {
      case UInt8(ascii: "{"), UInt8(ascii: "["):
        open.append(byte &+ 2)
        at += 1
      case UInt8(ascii: "}"), UInt8(ascii: "]"):
        guard open.last == byte else { throw fault("expected a value") }
        open.removeLast()
        at += 1
      case UInt8(ascii: ","), UInt8(ascii: ":"):
        guard !open.isEmpty else { throw fault("expected a value") }
        at += 1
      case UInt8(ascii: "\""): _ = try skipString()
      default: _ = try word()
      }
    } while !open.isEmpty
  }

  /// Reads a value.
  ///
  /// What is nested deeper than `depth` is left out as null.
  ///
  /// Where `isCut`, the text may end anywhere: what was there until then is returned.
  mutating func value(depth: Int = 48, isCut: Bool = false) throws(ReadingFault) -> JSONValue {
    switch next() {
    case UInt8(ascii: "\""):
      return .string(try string())
    case UInt8(ascii: "{"), UInt8(ascii: "["):
      guard depth > 0 else {
        do throws(ReadingFault) { try skipValue() } catch { if !isCut { throw error } }
        return .null
      }
      return try container(depth: depth, isCut: isCut)
    default:
      let cell = try word()
      return switch cell.content {
      case .number(let number): .number(number)
      case .bool(let truth): .bool(truth)
      case .range(let range): Self.whole(bytes[range])
      default: .null
      }
    }
  }

  private static func whole(_ digits: Slice<SourceBytes>) -> JSONValue {
    let text = String(decoding: digits, as: UTF8.self)
    return UInt64(text).map { .id($0) } ?? .number(Double(text) ?? .nan)
  }

  private mutating func container(depth: Int, isCut: Bool) throws(ReadingFault) -> JSONValue {
    let isObject = bytes[at] == UInt8(ascii: "{")
    at += 1
    var elements: [JSONValue] = []
    var members: [JSONValue.Member] = []
    do throws(ReadingFault) {
      while try !closes(isObject: isObject, isFirst: elements.isEmpty && members.isEmpty) {
        if isObject {
          let key = try key()
          members.append(.init(key, try value(depth: depth - 1, isCut: isCut)))
        } else {
          elements.append(try value(depth: depth - 1, isCut: isCut))
        }
      }
    } catch {
      guard isCut, at >= end else { throw error }
    }
    return isObject ? .object(members) : .array(elements)
  }

  /// Reads the closing bracket, or the comma before the next item; returns whether it was the bracket.
  @inline(__always)
  mutating func closes(isObject: Bool, isFirst: Bool) throws(ReadingFault) -> Bool {
    let bracket = isObject ? UInt8(ascii: "}") : UInt8(ascii: "]")
    var byte = next()
    if byte == bracket {
      at += 1
      return true
    }
    if isFirst { return false }
    guard byte == UInt8(ascii: ",") else {
      throw fault("expected \",\" or \"\(isObject ? "}" : "]")\"")
    }
    at += 1
    byte = next()
    guard byte == bracket else { return false }
    at += 1
    return true
  }

  /// Reads a key and its colon.
  mutating func key() throws(ReadingFault) -> String {
    Self.decoded(try keyRange(), of: bytes)
  }

  /// Reads a key and its colon; returns the bytes between its quotes.
  @inline(__always)
  mutating func keyRange() throws(ReadingFault) -> Range<Int> {
    guard next() == UInt8(ascii: "\"") else { throw fault("expected a key in quotes") }
    let range = try skipString()
    guard next() == UInt8(ascii: ":") else { throw fault("expected \":\"") }
    at += 1
    return range
  }

  /// Skips a key and its colon, if it is the one that stands elsewhere; the next byte is its quote.
  @inline(__always)
  mutating func skipKey(_ name: Int, _ length: Int) -> Bool {
    let first = at + 1
    let last = first + length
    guard last + 1 < end, peek(last) == UInt8(ascii: "\""), isSame(name, first, length) else {
      return false
    }
    if peek(last + 1) == UInt8(ascii: ":") {
      at = last + 2
      return true
    }
    let before = at
    at = last + 1
    guard next() == UInt8(ascii: ":") else {
      at = before
      return false
    }
    at += 1
    return true
  }

  /// Whether the same bytes stand at two places.
  @inline(__always)
  func isSame(_ one: Int, _ other: Int, _ length: Int) -> Bool {
    assert(max(one, other) + length <= bytes.count, "bytes outside of the text")
    let (first, second) = unsafe (
      UnsafeRawPointer(bytes.start + one), UnsafeRawPointer(bytes.start + other)
    )
    var index = 0
    while index + 8 <= length {
      let word = unsafe first.loadUnaligned(fromByteOffset: index, as: UInt64.self)
      let same = unsafe second.loadUnaligned(fromByteOffset: index, as: UInt64.self)
      if word != same { return false }
      index += 8
    }
    while index < length {
      if unsafe first.load(fromByteOffset: index, as: UInt8.self)
        != second.load(fromByteOffset: index, as: UInt8.self)
      {
        return false
      }
      index += 1
    }
    return true
  }
}
