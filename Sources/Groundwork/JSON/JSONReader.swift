/// The grammar of JSON (RFC 8259), piece by piece, with the place of every error.
///
/// Strict: no comments, no comma after the last item, no number beyond the range of doubles, no bytes
/// that are not UTF-8. A byte order mark may stand before the value.
struct JSONReader {
  /// The whole text.
  let bytes: [UInt8]
  /// How many bytes were read.
  private(set) var offset = 0

  /// U+FEFF in UTF-8.
  static let byteOrderMark: [UInt8] = [0xef, 0xbb, 0xbf]
  /// As many bytes of a word that is no value are quoted.
  private static let longestQuote = 40

  /// Makes a reader at the start of a text.
  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    if bytes.starts(with: Self.byteOrderMark) { offset = 3 }
  }

  /// Reads a closing bracket, or the comma before the next item; returns whether it was the bracket.
  mutating func closes(isObject: Bool, isFirst: Bool) throws(JSONError) -> Bool {
    let bracket = UInt8(ascii: isObject ? "}" : "]")
    let byte = skipBlanks()
    if byte == bracket {
      offset += 1
      return true
    }
    if isFirst { return false }
    guard byte == UInt8(ascii: ",") else {
      throw error("expected \",\" or \"\(isObject ? "}" : "]")\"" + found)
    }
    let comma = offset
    offset += 1
    if skipBlanks() == bracket {
      throw error("expected another item after the last \",\"", at: comma)
    }
    return false
  }

  /// Reads a key and its colon; returns the key and where it begins, in bytes.
  mutating func readKey() throws(JSONError) -> (name: String, offset: Int) {
    guard skipBlanks() == UInt8(ascii: "\"") else {
      throw error("expected a key in quotes" + found)
    }
    let start = offset
    let key = try readString()
    guard skipBlanks() == UInt8(ascii: ":") else { throw error("expected \":\"" + found) }
    offset += 1
    return (key, start)
  }

  /// Skips blanks and returns where the value begins, in bytes.
  mutating func startOfValue() throws(JSONError) -> Int {
    guard skipBlanks() != nil else { throw error("the text ends where a value is expected") }
    return offset
  }

  /// Reads a value, or only the opening bracket of an object or an array.
  mutating func readValue() throws(JSONError) -> JSONNode.Content {
    switch current {
    case UInt8(ascii: "{"):
      offset += 1
      return .object
    case UInt8(ascii: "["):
      offset += 1
      return .array
    case UInt8(ascii: "\""):
      return .string(try readString())
    default:
      return try readWord()
    }
  }

  /// Makes sure that nothing but blanks follows.
  mutating func expectEnd() throws(JSONError) {
    if skipBlanks() != nil { throw error("text after the end of the value") }
  }

  /// Returns an error at a distance from the start of the text, in bytes; where the reader is if none
  /// is given.
  func error(_ reason: String, at offset: Int? = nil) -> JSONError {
    JSONError(in: bytes, at: offset ?? self.offset, reason: reason)
  }

  // MARK: - Words and numbers

  /// Reads a number, `true`, `false` or `null`.
  private mutating func readWord() throws(JSONError) -> JSONNode.Content {
    let start = offset
    while let byte = current, !Self.endsWord(byte) { offset += 1 }
    let range = start..<offset
    let word = String(decoding: bytes[range], as: UTF8.self)
    switch word {
    case "true": return .bool(true)
    case "false": return .bool(false)
    case "null": return .null
    case "": throw error("expected a value" + found)
    default: break
    }
    guard Self.isNumber(bytes[range]), let number = Double(word) else {
      let quote = String(decoding: bytes[range].prefix(Self.longestQuote), as: UTF8.self)
      let rest = range.count > Self.longestQuote ? "..." : ""
      throw error("\"\(quote)\(rest)\" is not a value of JSON", at: start)
    }
    guard number.isFinite else { throw error("the number is too large", at: start) }
    return .number(number)
  }

  private static func endsWord(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x20, 0x09, 0x0a, 0x0d, UInt8(ascii: ","), UInt8(ascii: ":"), UInt8(ascii: "]"),
      UInt8(ascii: "}"), UInt8(ascii: "["), UInt8(ascii: "{"), UInt8(ascii: "\""):
      true
    default: false
    }
  }

  /// Returns whether a word is a number by the grammar of JSON, which is narrower than Swift's.
  private static func isNumber(_ word: ArraySlice<UInt8>) -> Bool {
    var rest = word
    func skipDigits() -> Int {
      let digits = rest.prefix { 0x30...0x39 ~= $0 }.count
      rest = rest.dropFirst(digits)
      return digits
    }
    if rest.first == UInt8(ascii: "-") { rest = rest.dropFirst() }
    let isZero = rest.first == UInt8(ascii: "0")
    let digits = skipDigits()
    if digits == 0 || isZero && digits > 1 { return false }
    if rest.first == UInt8(ascii: ".") {
      rest = rest.dropFirst()
      if skipDigits() == 0 { return false }
    }
    if rest.first == UInt8(ascii: "e") || rest.first == UInt8(ascii: "E") {
      rest = rest.dropFirst()
      if rest.first == UInt8(ascii: "+") || rest.first == UInt8(ascii: "-") {
        rest = rest.dropFirst()
      }
      if skipDigits() == 0 { return false }
    }
    return rest.isEmpty
  }

  // MARK: - Strings

  /// Reads a string in quotes and returns what it stands for.
  private mutating func readString() throws(JSONError) -> String {
    offset += 1
    var text = ""
    var start = offset
    while let byte = current {
      switch byte {
      case UInt8(ascii: "\""):
        text += try decoded(start..<offset)
        offset += 1
        return text
      case UInt8(ascii: "\\"):
        text += try decoded(start..<offset)
        offset += 1
        text.unicodeScalars.append(try readEscape())
        start = offset
      case 0x0a, 0x0d:
        throw error("a text must end on its line; write a line break as \\n")
      case 0..<0x20:
        let code = String(byte, radix: 16).leftPadded(to: 4, with: "0")
        throw error("a control character stands in the text; write it as \\u\(code)")
      default:
        offset += 1
      }
    }
    throw error("the text in quotes never ends")
  }

  /// Returns the text of a range of bytes.
  private func decoded(_ range: Range<Int>) throws(JSONError) -> String {
    if let text = String(validating: bytes[range], as: UTF8.self) { return text }
    var parser = UTF8.ForwardParser()
    var rest = bytes[range].makeIterator()
    var valid = 0
    while case .valid(let scalar) = parser.parseScalar(from: &rest) { valid += scalar.count }
    throw error("the text is not UTF-8", at: range.lowerBound + valid)
  }

  /// Reads what follows a backslash.
  private mutating func readEscape() throws(JSONError) -> Unicode.Scalar {
    let scalar: Unicode.Scalar
    switch current {
    case UInt8(ascii: "u"): return try readCode()
    case UInt8(ascii: "\""): scalar = "\""
    case UInt8(ascii: "\\"): scalar = "\\"
    case UInt8(ascii: "/"): scalar = "/"
    case UInt8(ascii: "b"): scalar = "\u{8}"
    case UInt8(ascii: "f"): scalar = "\u{c}"
    case UInt8(ascii: "n"): scalar = "\n"
    case UInt8(ascii: "r"): scalar = "\r"
    case UInt8(ascii: "t"): scalar = "\t"
    default: throw error("unknown escape after \"\\\"")
    }
    offset += 1
    return scalar
  }

  /// Reads a character by its number; one beyond the first plane is written as two halves.
  private mutating func readCode() throws(JSONError) -> Unicode.Scalar {
    var code = try readHexadecimal()
    if 0xd800...0xdbff ~= code, current == UInt8(ascii: "\\") {
      offset += 1
      let low = try readHexadecimal()
      guard 0xdc00...0xdfff ~= low else { throw error("half of a character in a \\u escape") }
      code = 0x10000 + (code - 0xd800) << 10 + (low - 0xdc00)
    }
    guard let scalar = Unicode.Scalar(code) else {
      throw error("half of a character in a \\u escape")
    }
    return scalar
  }

  /// Reads `u` and four hexadecimal digits.
  private mutating func readHexadecimal() throws(JSONError) -> UInt32 {
    guard current == UInt8(ascii: "u") else { throw error("expected \\u") }
    offset += 1
    var code: UInt32 = 0
    for _ in 0..<4 {
      let digit = current.flatMap { $0 < 0x80 ? Character(Unicode.Scalar($0)).hexDigitValue : nil }
      guard let digit else { throw error("expected four hexadecimal digits after \\u") }
      code = code << 4 | UInt32(digit)
      offset += 1
    }
    return code
  }

  // MARK: - Bytes

  /// The byte at the reader; nil at the end.
  private var current: UInt8? { offset < bytes.count ? bytes[offset] : nil }

  /// Skips blanks and returns the byte after them.
  private mutating func skipBlanks() -> UInt8? {
    while let byte = current, byte == 0x20 || byte == 0x0a || byte == 0x0d || byte == 0x09 {
      offset += 1
    }
    return current
  }

  /// What stands at the reader, for errors.
  private var found: String {
    guard let byte = current else { return ", but the text ends" }
    return 0x21...0x7e ~= byte ? ", not \"\(Unicode.Scalar(byte))\"" : ""
  }
}
