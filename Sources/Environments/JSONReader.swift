import TreeSearch

/// The grammar of JSON, piece by piece, with the place of every mistake.
struct JSONReader {
  /// The text.
  private var cursor: TextCursor
  /// The file, for errors.
  private let source: String

  /// Makes a reader at the start of a text.
  init(_ text: String, source: String) {
    cursor = TextCursor(text)
    self.source = source
  }

  /// Passes a closing bracket, or the comma before the next item; tells whether it was the bracket.
  mutating func closes(isObject: Bool, isFirst: Bool) throws(ProblemError) -> Bool {
    let bracket = UInt8(ascii: isObject ? "}" : "]")
    let byte = skipBlanks()
    if byte == bracket {
      cursor.advance()
      return true
    }
    if isFirst { return false }
    guard byte == UInt8(ascii: ",") else {
      throw mistake("expected \",\" or \"\(isObject ? "}" : "]")\"" + found)
    }
    cursor.advance()
    if skipBlanks() == bracket { throw mistake("expected another item after the last \",\"") }
    return false
  }

  /// Passes a key and its colon.
  mutating func readKey() throws(ProblemError) -> (String, TextPosition) {
    guard skipBlanks() == UInt8(ascii: "\"") else {
      throw mistake("expected a key in quotes" + found)
    }
    let position = cursor.position
    let key = try readString()
    guard skipBlanks() == UInt8(ascii: ":") else { throw mistake("expected \":\"" + found) }
    cursor.advance()
    return (key, position)
  }

  /// Passes blanks and returns where the value begins.
  mutating func startOfValue() throws(ProblemError) -> TextPosition {
    guard skipBlanks() != nil else { throw mistake("the text ends where a value is expected") }
    return cursor.position
  }

  /// Passes a value, or only the opening bracket of an object or a list.
  mutating func readValue() throws(ProblemError) -> JSONDocument.Value.Content {
    switch cursor.current {
    case UInt8(ascii: "{"):
      cursor.advance()
      return .object
    case UInt8(ascii: "["):
      cursor.advance()
      return .array
    case UInt8(ascii: "\""):
      return .string(try readString())
    default:
      return try readWord()
    }
  }

  /// Makes sure that nothing follows.
  mutating func expectEnd() throws(ProblemError) {
    if skipBlanks() != nil { throw mistake("text after the end of the value") }
  }

  /// Passes a number, `true`, `false` or `null`.
  private mutating func readWord() throws(ProblemError) -> JSONDocument.Value.Content {
    let start = cursor
    while let byte = cursor.current, !" \t\r\n,:]}[{\"".utf8.contains(byte) { cursor.advance() }
    let word = start.text(start.offset..<cursor.offset)
    switch word {
    case "true": return .bool(true)
    case "false": return .bool(false)
    case "null": return .null
    default:
      if Self.isNumber(word), let number = Double(word) { return .number(number) }
      cursor = start
      throw mistake(
        word.isEmpty ? "expected a value" + found : "\"\(word)\" is not a value of JSON")
    }
  }

  /// Returns whether a word is a number by the grammar of JSON, which is narrower than Swift's.
  private static func isNumber(_ word: String) -> Bool {
    var rest = word.utf8[...]
    func passDigits() -> Int {
      let digits = rest.prefix { 0x30...0x39 ~= $0 }.count
      rest = rest.dropFirst(digits)
      return digits
    }
    if rest.first == UInt8(ascii: "-") { rest = rest.dropFirst() }
    let isZero = rest.first == UInt8(ascii: "0")
    let digits = passDigits()
    if digits == 0 || isZero && digits > 1 { return false }
    if rest.first == UInt8(ascii: ".") {
      rest = rest.dropFirst()
      if passDigits() == 0 { return false }
    }
    if rest.first == UInt8(ascii: "e") || rest.first == UInt8(ascii: "E") {
      rest = rest.dropFirst()
      if rest.first == UInt8(ascii: "+") || rest.first == UInt8(ascii: "-") {
        rest = rest.dropFirst()
      }
      if passDigits() == 0 { return false }
    }
    return rest.isEmpty
  }

  /// Passes a text in quotes and returns what it stands for.
  private mutating func readString() throws(ProblemError) -> String {
    cursor.advance()
    var text = ""
    var start = cursor.offset
    while let byte = cursor.current {
      switch byte {
      case UInt8(ascii: "\""):
        text += cursor.text(start..<cursor.offset)
        cursor.advance()
        return text
      case UInt8(ascii: "\\"):
        text += cursor.text(start..<cursor.offset)
        cursor.advance()
        text.unicodeScalars.append(try readEscape())
        start = cursor.offset
      case 0..<0x20:
        throw mistake("a text must end on its line; write a line break as \\n")
      default:
        cursor.advance()
      }
    }
    throw mistake("the text in quotes never ends")
  }

  /// Passes what follows a backslash.
  private mutating func readEscape() throws(ProblemError) -> UnicodeScalar {
    let plain: [UInt8: UnicodeScalar] = [
      0x22: "\"", 0x5c: "\\", 0x2f: "/", 0x62: "\u{8}", 0x66: "\u{c}", 0x6e: "\n", 0x72: "\r",
      0x74: "\t",
    ]
    guard cursor.current == UInt8(ascii: "u") else {
      guard let scalar = cursor.current.flatMap({ plain[$0] }) else {
        throw mistake("unknown escape after \"\\\"")
      }
      cursor.advance()
      return scalar
    }
    var code = try readHex()
    // A character beyond the first plane is written as two halves.
    if 0xd800...0xdbff ~= code, cursor.current == UInt8(ascii: "\\") {
      cursor.advance()
      let low = try readHex()
      guard 0xdc00...0xdfff ~= low else { throw mistake("half of a character in a \\u escape") }
      code = 0x10000 + (code - 0xd800) << 10 + (low - 0xdc00)
    }
    guard let scalar = UnicodeScalar(code) else {
      throw mistake("half of a character in a \\u escape")
    }
    return scalar
  }

  /// Passes `u` and four hexadecimal digits.
  private mutating func readHex() throws(ProblemError) -> UInt32 {
    guard cursor.current == UInt8(ascii: "u") else { throw mistake("expected \\u") }
    cursor.advance()
    var code: UInt32 = 0
    for _ in 0..<4 {
      let digit = cursor.current.flatMap { Character(UnicodeScalar($0)).hexDigitValue }
      guard let digit else { throw mistake("expected four hexadecimal digits after \\u") }
      code = code << 4 | UInt32(digit)
      cursor.advance()
    }
    return code
  }

  /// Passes blanks and returns the byte after them.
  private mutating func skipBlanks() -> UInt8? {
    while let byte = cursor.current, [0x20, 0x09, 0x0a, 0x0d].contains(byte) { cursor.advance() }
    return cursor.current
  }

  /// What stands at the cursor, for errors.
  private var found: String {
    guard let byte = cursor.current else { return ", but the text ends" }
    return 0x21...0x7e ~= byte ? ", not \"\(UnicodeScalar(byte))\"" : ""
  }

  /// Returns an error at the cursor.
  private func mistake(_ reason: String) -> ProblemError {
    ProblemError(
      source: source, line: cursor.position.line, column: cursor.position.column, reason: reason)
  }
}
