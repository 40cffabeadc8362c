import Groundwork

/// Walks over the JSON of other programs, value by value, with no more than the place where it is.
///
/// It accepts what their writers let pass: `NaN`, `Infinity`, `None`, `True`, `False`, a comma after
/// the last item, and control characters in texts.
struct JSONCursor {
  let bytes: [UInt8]
  /// The next byte.
  var at: Int
  /// Where reading ends, at most the end of the text.
  var end: Int

  init(_ bytes: [UInt8], at: Int = 0, end: Int? = nil) {
    self.bytes = bytes
    self.at = at
    self.end = end ?? bytes.count
  }

  /// Skips blanks and returns the next byte; 0 at the end.
  @inline(__always)
  mutating func next() -> UInt8 {
    while at < end {
      let byte = bytes[at]
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
    at += 1
    let start = at
    while at < end {
      let byte = bytes[at]
      if byte == UInt8(ascii: "\"") {
        at += 1
        return start..<at - 1
      }
      at += byte == UInt8(ascii: "\\") ? 2 : 1
    }
    at = end
    throw fault("a text in quotes has no end")
  }

  /// Reads a string.
  mutating func string() throws(ReadingFault) -> String {
    Self.decoded(try skipString(), of: bytes)
  }

  /// Returns the text that the bytes between two quotes stand for.
  static func decoded(_ range: Range<Int>, of bytes: [UInt8]) -> String {
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

  private static func hexadecimal(_ bytes: [UInt8], _ index: inout Int, _ end: Int) -> UInt32 {
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

  private static func endsWord(_ byte: UInt8) -> Bool {
    switch byte {
    case 0...0x20, UInt8(ascii: ","), UInt8(ascii: ":"), UInt8(ascii: "]"), UInt8(ascii: "}"),
      UInt8(ascii: "["), UInt8(ascii: "{"), UInt8(ascii: "\""):
      true
    default: false
    }
  }

  private static let powers: [Double] = (0...22).map { exponent in
    (0..<exponent).reduce(1.0) { power, _ in power * 10 }
  }

  /// Reads a number; nil where none stands here.
  ///
  /// One with more digits than a double holds is kept as
  /// it is written, so that ids stay apart.
  @inline(__always)
  private mutating func number() -> Cell? {
    let start = at
    var isNegative = false
    if at < end, bytes[at] == UInt8(ascii: "-") {
      isNegative = true
      at += 1
    }
    var mantissa: UInt64 = 0
    var digits = 0
    var exponent = 0
    while at < end, case let digit = bytes[at] &- 0x30, digit < 10 {
      mantissa = mantissa &* 10 &+ UInt64(digit)
      digits += 1
      at += 1
    }
    guard digits > 0 else { return nil }
    var isWhole = true
    if at < end, bytes[at] == UInt8(ascii: ".") {
      isWhole = false
      at += 1
      while at < end, case let digit = bytes[at] &- 0x30, digit < 10 {
        mantissa = mantissa &* 10 &+ UInt64(digit)
        digits += 1
        exponent -= 1
        at += 1
      }
    }
    if at < end, bytes[at] | 0x20 == UInt8(ascii: "e") {
      isWhole = false
      at += 1
      var isSmall = false
      if at < end, bytes[at] == UInt8(ascii: "-") || bytes[at] == UInt8(ascii: "+") {
        isSmall = bytes[at] == UInt8(ascii: "-")
        at += 1
      }
      var written = 0
      while at < end, case let digit = bytes[at] &- 0x30, digit < 10 {
        written = min(written * 10 + Int(digit), 10_000)
        at += 1
      }
      exponent += isSmall ? -written : written
    }
    guard at == end || Self.endsWord(bytes[at]) else { return nil }
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

  private static func whole(_ digits: ArraySlice<UInt8>) -> JSONValue {
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
}
