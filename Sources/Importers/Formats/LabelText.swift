import Groundwork

/// Numbers in the text of a label or line: `N=40`, `Q: 0.5`, `visits = 3`.
enum LabelText {
  /// A pair as it stands in a text.
  struct Pair {
    var key: String
    var value: String
    var range: Range<Int>
  }

  /// Returns the pairs of a line.
  ///
  /// Brackets, parentheses and quotes keep a value together.
  ///
  /// O(n) in its bytes.
  static func pairs(of line: String) -> [Pair] {
    let bytes = Array(line.utf8)
    var pairs: [Pair] = []
    var index = 0
    while index < bytes.count {
      if let pair = counted(bytes, index) {
        pairs.append(pair)
        index = pair.range.upperBound
        continue
      }
      guard isKeyByte(bytes[index]), !(0x30...0x39 ~= bytes[index]) else {
        index += 1
        continue
      }
      let start = index
      while index < bytes.count, isKeyByte(bytes[index]) { index += 1 }
      let end = index
      var place = index
      while place < bytes.count, bytes[place] == 0x20 { place += 1 }
      guard place < bytes.count,
        bytes[place] == UInt8(ascii: "=")
          || bytes[place] == UInt8(ascii: ":") && isValueAfterColon(bytes, place)
      else { continue }
      place += 1
      while place < bytes.count, bytes[place] == 0x20 || bytes[place] == UInt8(ascii: "=") {
        place += 1
      }
      let stop = endOfValue(bytes, place)
      let key = String(decoding: bytes[start..<end], as: UTF8.self)
      let value = String(decoding: bytes[place..<stop], as: UTF8.self)
      pairs.append(Pair(key: key, value: trimmed(value), range: start..<stop))
      index = max(stop, end)
    }
    return pairs
  }

  /// What is counted where a number stands before its name: `6 visits`.
  private static let countedWords: Set<String> = [
    "visits", "visit", "sims", "simulations", "games", "plays", "trials",
  ]

  /// Returns a whole number with the word behind it that says what it counts; nil where none stands here.
  private static func counted(_ bytes: [UInt8], _ start: Int) -> Pair? {
    func isDigit(_ place: Int) -> Bool { place < bytes.count && 0x30...0x39 ~= bytes[place] }
    let isInWord =
      start > 0
      && (isKeyByte(bytes[start - 1])
        || [UInt8(ascii: "."), UInt8(ascii: "-")].contains(bytes[start - 1]))
    guard isDigit(start), !isInWord else { return nil }
    var place = start
    while isDigit(place) { place += 1 }
    guard place < bytes.count, bytes[place] == 0x20 else { return nil }
    let first = place + 1
    var end = first
    while end < bytes.count, isKeyByte(bytes[end]) { end += 1 }
    let word = String(decoding: bytes[first..<end], as: UTF8.self)
    // A word with its own number behind it is a name.
    guard countedWords.contains(word.lowercased()),
      end == bytes.count || bytes[end] != UInt8(ascii: "=") && bytes[end] != UInt8(ascii: ":")
    else { return nil }
    return Pair(
      key: word, value: String(decoding: bytes[start..<place], as: UTF8.self), range: start..<end)
  }

  private static func trimmed(_ text: String) -> String {
    var text = text[...]
    while text.last?.isWhitespace ?? false { text.removeLast() }
    if text.count > 1, let first = text.first, first == text.last, first == "\"" || first == "'" {
      text = text.dropFirst().dropLast()
    }
    return String(text)
  }

  private static func isKeyByte(_ byte: UInt8) -> Bool {
    0x30...0x39 ~= byte || 0x41...0x5a ~= byte || 0x61...0x7a ~= byte
      || byte == UInt8(ascii: "_") || byte >= 0x80
  }

  /// Whether a number, or a word that stands for one, follows a colon.
  private static func isValueAfterColon(_ bytes: [UInt8], _ colon: Int) -> Bool {
    var place = colon + 1
    while place < bytes.count, bytes[place] == 0x20 { place += 1 }
    let word = String(
      decoding: bytes[place..<min(bytes.count, place + 12)].prefix {
        $0 > 0x20 && $0 != UInt8(ascii: ",") && $0 != UInt8(ascii: ";")
          && $0 != UInt8(ascii: ")") && $0 != UInt8(ascii: "]")
      }, as: UTF8.self)
    return WordText.number(of: word) != nil
      || ["none", "nan", "n/a", "true", "false", "-"].contains(word.lowercased())
  }

  /// Returns where a value ends: at a comma, semicolon, bar or closing bracket, or at the blank before the
  /// next key.
  private static func endOfValue(_ bytes: [UInt8], _ start: Int) -> Int {
    var open: [UInt8] = []
    var index = start
    while index < bytes.count {
      let byte = bytes[index]
      switch byte {
      case UInt8(ascii: "("): open.append(UInt8(ascii: ")"))
      case UInt8(ascii: "["): open.append(UInt8(ascii: "]"))
      case UInt8(ascii: "{"): open.append(UInt8(ascii: "}"))
      case UInt8(ascii: "\""), UInt8(ascii: "'"):
        if index == start, let end = bytes[(index + 1)...].firstIndex(of: byte) { index = end }
      case UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "}"):
        guard open.last == byte else { return index }
        open.removeLast()
      case UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "|"):
        if open.isEmpty { return index }
      case 0x20, 0x09:
        if open.isEmpty, startsPair(bytes, index) || isNumber(bytes[start..<index]) { return index }
      default: break
      }
      index += 1
    }
    return index
  }

  private static func isNumber(_ bytes: ArraySlice<UInt8>) -> Bool {
    WordText.number(of: String(decoding: bytes, as: UTF8.self)) != nil
  }

  private static func startsPair(_ bytes: [UInt8], _ blank: Int) -> Bool {
    var place = blank
    while place < bytes.count, bytes[place] == 0x20 || bytes[place] == 0x09 { place += 1 }
    let start = place
    while place < bytes.count, isKeyByte(bytes[place]) { place += 1 }
    guard place > start, place < bytes.count else { return false }
    return bytes[place] == UInt8(ascii: "=")
      || bytes[place] == UInt8(ascii: ":") && isValueAfterColon(bytes, place)
  }

  /// Puts the pairs of a line into a table; of a key that is there twice the first one counts.
  ///
  /// Returns what the line holds beside them: what stands before the first one, and after the last one.
  @discardableResult
  static func take(
    _ line: String, into table: RecordTable, _ row: Int, prefix: String = ""
  ) -> (before: String, after: String, count: Int) {
    let pairs = pairs(of: line)
    guard let first = pairs.first, let last = pairs.last else { return (line, "", 0) }
    for pair in pairs { table.set(word: pair.value, under: prefix + pair.key, row) }
    let bytes = Array(line.utf8)
    return (
      String(decoding: bytes[..<first.range.lowerBound], as: UTF8.self),
      String(decoding: bytes[last.range.upperBound...], as: UTF8.self), pairs.count
    )
  }
}
