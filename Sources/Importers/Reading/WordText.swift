import Groundwork

/// Words of texts, tables and labels: what is a number, what is nothing.
enum WordText {
  /// What stands where nothing is known, in small letters.
  static let nothing: Set<String> = [
    "", "none", "null", "nan", "-nan", "n/a", "na", "nil", "undefined", "-", "--", "-.----", "?",
  ]

  /// The most bytes of a word among ``nothing``.
  static let longestNothing = 9

  /// Returns the number that a word is; nil for any other word.
  ///
  /// Infinity is one; `60%` is 0.6.
  static func number(of word: String) -> Double? {
    guard let first = word.utf8.first,
      0x30...0x39 ~= first || first == UInt8(ascii: "-") || first == UInt8(ascii: "+")
        || first == UInt8(ascii: ".")
    else {
      return ["inf", "infinity"].contains(word.lowercased()) ? .infinity : nil
    }
    if word.lowercased() == "-inf" || word.lowercased() == "-infinity" { return -.infinity }
    if word.utf8.last == UInt8(ascii: "%") {
      return number(of: String(word.dropLast()).trimmingBlanks).map { $0 / 100 }
    }
    // Swift reads hexadecimal numbers too.
    guard word.utf8.allSatisfy({ $0 < 0x40 || $0 | 0x20 == UInt8(ascii: "e") }) else { return nil }
    return Double(word)
  }

  /// Returns the number that a word is, also one with commas between its thousands: `1,234,567.5`.
  static func groupedNumber(of word: String) -> Double? {
    if let number = number(of: word) { return number }
    guard word.utf8.contains(UInt8(ascii: ",")),
      word.wholeMatch(of: /[-+]?\d{1,3}(,\d{3})+(\.\d+)?/) != nil
    else { return nil }
    return number(of: word.replacing(",", with: ""))
  }

  /// Returns the cell of a word that is a number, a truth or nothing; nil for a text.
  static func cell(of word: String) -> Cell? {
    if let number = number(of: word) { return .number(number) }
    let low = word.lowercased()
    if nothing.contains(low) { return .null }
    if low == "true" { return .bool(true) }
    if low == "false" { return .bool(false) }
    return nil
  }

  /// Returns a number as a word, a whole one without its fraction.
  static func text(of number: Double) -> String {
    Int(exactly: number).map { String($0) } ?? "\(number)"
  }

  /// Returns a key as it is compared: small letters, without `_`, `-` and blanks.
  static func normalized(_ key: some StringProtocol) -> String {
    String(key.lowercased().filter { $0 != "_" && $0 != "-" && $0 != " " })
  }

  /// Whether some words stand in a text.
  static func holds(_ text: String, _ words: StaticString) -> Bool {
    let search = ByteSearch(
      words.withUTF8Buffer { unsafe Array($0) }, ignoresCase: false)
    var text = text
    return text.withUTF8 { buffer in unsafe search.first(in: buffer.span) != nil }
  }

  /// Returns a text without the escape sequences of terminals.
  static func plain(_ text: String) -> String {
    guard text.utf8.contains(0x1b) else { return text }
    var bytes: [UInt8] = []
    var rest = Array(text.utf8)[...]
    while let byte = rest.popFirst() {
      guard byte == 0x1b else {
        bytes.append(byte)
        continue
      }
      guard rest.first == UInt8(ascii: "[") || rest.first == UInt8(ascii: "]") else { continue }
      let isCommand = rest.popFirst() == UInt8(ascii: "[")
      while let byte = rest.popFirst() {
        if isCommand ? 0x40...0x7e ~= byte : byte == 0x07 || byte == UInt8(ascii: "\\") { break }
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
