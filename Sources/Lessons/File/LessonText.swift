/// An expression of a lesson, and where it stands.
public struct LessonExpression: Hashable, Sendable {
  /// The expression.
  ///
  /// Untrusted text.
  public var text: String
  /// The line of the file, from 1.
  public var line: Int
  /// The character of the line at which it begins, from 1.
  public var column: Int

  /// Places an expression.
  public init(_ text: String, line: Int, column: Int) {
    self.text = text
    self.line = line
    self.column = column
  }
}

/// Words with expressions among them, whose values are put in when the words are shown.
public struct LessonText: Hashable, Sendable {
  /// A piece of a paragraph.
  public enum Piece: Hashable, Sendable {
    /// Words as they stand; untrusted text.
    case words(String)
    /// The value of an expression, with so many decimals.
    case value(LessonExpression, decimals: Int?)
  }

  /// The paragraphs; a list has one for each of its points.
  public internal(set) var paragraphs: [[Piece]] = []
  /// The line of the file on which it begins.
  public internal(set) var line: Int
  private var isOpen = false
  /// Whether something was said, be it readable or not.
  private(set) var isSaid = false

  /// Begins a text without words.
  public init(line: Int) { self.line = line }

  /// Whether there are no words.
  public var isEmpty: Bool { paragraphs.isEmpty }

  /// How many words there are; a value counts as one.
  public var wordCount: Int {
    var count = 0
    for piece in paragraphs.joined() {
      switch piece {
      case .words(let text): count += text.split(whereSeparator: \.isWhitespace).count
      case .value: count += 1
      }
    }
    return count
  }

  /// The expressions, in order.
  public var expressions: [LessonExpression] {
    paragraphs.joined().compactMap {
      if case .value(let expression, _) = $0 { expression } else { nil }
    }
  }

  /// Ends the paragraph.
  mutating func endParagraph() { isOpen = false }

  /// Adds a line to the paragraph that is open, or begins one.
  ///
  /// - Throws: a fault where a brace is left open or holds nothing.
  mutating func add(_ text: String, line: Int, column: Int) throws(LessonFault) {
    isSaid = true
    if let (reason, offset) = LessonMarkup.fault(in: text) {
      throw LessonFault(line, reason, column: column + offset)
    }
    let pieces = try Self.pieces(of: text, line: line, column: column)
    guard !pieces.isEmpty else { return }
    if isOpen, !text.hasPrefix("- ") {
      paragraphs[paragraphs.count - 1] += [.words(" ")] + pieces
    } else {
      paragraphs.append(pieces)
    }
    isOpen = true
  }

  private static func pieces(
    of text: String, line: Int, column: Int
  ) throws(LessonFault) -> [Piece] {
    var pieces: [Piece] = []
    var words = ""
    let characters = Array(text)
    var place = 0
    while place < characters.count {
      let character = characters[place]
      if character == "\\", place + 1 < characters.count, "{}".contains(characters[place + 1]) {
        words.append(characters[place + 1])
        place += 2
      } else if character == "{" {
        guard let end = LessonScanner.end(of: characters, from: place + 1, "}") else {
          throw LessonFault(
            line, "this { has no } on its line; a brace of its own is written \\{",
            column: column + place)
        }
        if !words.isEmpty { pieces.append(.words(words)) }
        words = ""
        pieces.append(
          try value(Array(characters[place + 1..<end]), line: line, column: column + place + 1))
        place = end + 1
      } else {
        words.append(character)
        place += 1
      }
    }
    if !words.isEmpty { pieces.append(.words(words)) }
    return pieces
  }

  /// `expression` or `expression:decimals`.
  private static func value(
    _ characters: [Character], line: Int, column: Int
  ) throws(LessonFault) -> Piece {
    var text = characters
    var decimals: Int?
    if let colon = LessonScanner.end(of: characters, from: 0, ":") {
      let written = String(characters[(colon + 1)...])
      guard let number = Int(written), 0...9 ~= number else {
        throw LessonFault(
          line, "\"\(written)\" is no number of decimals; expected 0 to 9 behind the colon",
          column: column + colon + 1)
      }
      decimals = number
      text = Array(characters[..<colon])
    }
    guard text.contains(where: { !$0.isWhitespace }) else {
      throw LessonFault(
        line, "nothing stands between the braces; expected an expression, as in {N(root)}",
        column: column)
    }
    return .value(
      LessonExpression(String(text), line: line, column: column), decimals: decimals)
  }
}

/// Finds signs that do not stand between quotes.
enum LessonScanner {
  /// Returns the place of the first `sign` from a place on that stands neither between quotes nor in
  /// brackets of its own.
  static func end(of characters: [Character], from start: Int, _ sign: Character) -> Int? {
    var place = start
    var isQuoted = false
    while place < characters.count {
      let character = characters[place]
      if character == "\\", isQuoted {
        place += 1
      } else if character == "\"" {
        isQuoted.toggle()
      } else if character == sign, !isQuoted {
        return place
      }
      place += 1
    }
    return nil
  }

  /// Returns where a node or number at the beginning of a text ends: behind a text in quotes, a name, or a
  /// name with its brackets.
  static func endOfAtom(_ characters: [Character]) -> Int {
    guard let first = characters.first else { return 0 }
    if first == "\"" {
      return end(of: characters, from: 1, quoted: true).map { $0 + 1 } ?? characters.count
    }
    var place = 0
    while place < characters.count,
      characters[place].isLetter || characters[place] == "_"
        || characters[place].isNumber
    {
      place += 1
    }
    guard place > 0, place < characters.count, characters[place] == "(" else { return place }
    var depth = 0
    var isQuoted = false
    while place < characters.count {
      let character = characters[place]
      if character == "\\", isQuoted {
        place += 1
      } else if character == "\"" {
        isQuoted.toggle()
      } else if !isQuoted {
        depth += character == "(" ? 1 : character == ")" ? -1 : 0
        if depth == 0 { return place + 1 }
      }
      place += 1
    }
    return characters.count
  }

  private static func end(of characters: [Character], from start: Int, quoted: Bool) -> Int? {
    var place = start
    while place < characters.count {
      if characters[place] == "\\" {
        place += 2
        continue
      }
      if characters[place] == "\"" { return place }
      place += 1
    }
    return nil
  }

  /// Cuts a text at a sign outside of quotes; each part with the character it begins at, from 0.
  static func split(_ text: String, at sign: Character) -> [(text: String, offset: Int)] {
    let characters = Array(text)
    var parts: [(text: String, offset: Int)] = []
    var start = 0
    while let end = end(of: characters, from: start, sign) {
      parts.append(trimmed(characters, start..<end))
      start = end + 1
    }
    parts.append(trimmed(characters, start..<characters.count))
    return parts
  }

  static func trimmed(
    _ characters: [Character], _ range: Range<Int>
  ) -> (text: String, offset: Int) {
    var (low, high) = (range.lowerBound, range.upperBound)
    while low < high, characters[low].isWhitespace { low += 1 }
    while high > low, characters[high - 1].isWhitespace { high -= 1 }
    return (String(characters[low..<high]), low)
  }

  /// Cuts a text into words; what stands between quotes is one, quotes included.
  static func words(_ text: String) -> [(text: String, offset: Int)] {
    let characters = Array(text)
    var words: [(text: String, offset: Int)] = []
    var place = 0
    while place < characters.count {
      if characters[place].isWhitespace {
        place += 1
        continue
      }
      let start = place
      var isQuoted = false
      while place < characters.count, isQuoted || !characters[place].isWhitespace {
        if characters[place] == "\\", isQuoted {
          place += 1
        } else if characters[place] == "\"" {
          isQuoted.toggle()
        }
        place += 1
      }
      words.append((String(characters[start..<min(place, characters.count)]), start))
    }
    return words
  }
}
