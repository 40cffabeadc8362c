import TreeSearch

/// A word or a parenthesised list of a PDDL text, with its place.
struct PDDLExpression {
  /// What stands there.
  enum Content {
    /// A word, in lower case: PDDL does not tell cases apart.
    case word(String)
    /// A list in parentheses.
    case list([PDDLExpression])
  }

  /// Where it begins.
  let position: TextPosition
  /// What stands there.
  let content: Content

  /// The word, if it is one.
  var word: String? { if case .word(let word) = content { word } else { nil } }

  /// The items, if it is a list.
  var items: [PDDLExpression]? { if case .list(let items) = content { items } else { nil } }

  /// Reads the one list that a PDDL file holds.
  init(reading text: String, source: String) throws(ProblemError) {
    var cursor = TextCursor(text)
    var open: [(position: TextPosition, items: [PDDLExpression])] = []
    var whole: PDDLExpression?
    while let byte = Self.skipBlanks(&cursor) {
      let position = cursor.position
      let invalid = { (reason: String) in
        ProblemError(source: source, line: position.line, column: position.column, reason: reason)
      }
      guard whole == nil else {
        throw invalid("text after the end of the problem: one parenthesis too many?")
      }
      switch byte {
      case UInt8(ascii: "("):
        guard open.count < 16 else { throw invalid("parentheses are nested too deeply") }
        open.append((position, []))
        cursor.advance()
      case UInt8(ascii: ")"):
        guard let list = open.popLast() else { throw invalid("\")\" closes nothing") }
        let expression = PDDLExpression(position: list.position, content: .list(list.items))
        if open.isEmpty {
          whole = expression
        } else {
          open[open.count - 1].items.append(expression)
        }
        cursor.advance()
      default:
        guard !open.isEmpty else { throw invalid("expected \"(\" and \"define\"") }
        let word = PDDLExpression(position: position, content: .word(Self.readWord(&cursor)))
        open[open.count - 1].items.append(word)
      }
    }
    if let list = open.last {
      throw ProblemError(
        source: source, line: list.position.line, column: list.position.column,
        reason: "this parenthesis is never closed")
    }
    guard let whole else {
      throw ProblemError(source: source, line: 1, column: 1, reason: "the file holds no problem")
    }
    self = whole
  }

  /// Makes an expression.
  private init(position: TextPosition, content: Content) {
    self.position = position
    self.content = content
  }

  /// Passes blanks and comments and returns the byte after them.
  private static func skipBlanks(_ cursor: inout TextCursor) -> UInt8? {
    while let byte = cursor.current {
      if byte == UInt8(ascii: ";") {
        while let inside = cursor.current, inside != UInt8(ascii: "\n") { cursor.advance() }
      } else if byte <= UInt8(ascii: " ") {
        cursor.advance()
      } else {
        return byte
      }
    }
    return nil
  }

  /// Passes a word and returns it in lower case.
  private static func readWord(_ cursor: inout TextCursor) -> String {
    let start = cursor.offset
    while let byte = cursor.current, byte > UInt8(ascii: " "),
      ![UInt8(ascii: "("), UInt8(ascii: ")"), UInt8(ascii: ";")].contains(byte)
    {
      cursor.advance()
    }
    return cursor.text(start..<cursor.offset).lowercased()
  }
}
