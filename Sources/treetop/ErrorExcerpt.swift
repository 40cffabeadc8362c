import Drawing
import Groundwork
import SearchTrees

/// An expression that was given on the command line, and the place in it that an error points at.
struct ErrorExcerpt: Hashable {
  /// What was typed.
  ///
  /// Untrusted text.
  var text: String
  /// The character at fault, from 1.
  var column: Int

  /// Cells of a line; of a longer expression what lies round the place is shown.
  private static let widest = 76
  private static let indent = "  "

  /// Points at a place.
  init(_ text: String, column: Int) {
    self.text = text
    self.column = column
  }

  /// The message of an error of an expression, with the excerpt that ``init(endOf:)`` takes out again: the
  /// parser of the command line hands on nothing but text.
  static func message(_ error: ExpressionError, in text: String) -> String {
    let line = String(text.map { $0.isNewline ? " " : $0 })
    let caret = "^".leftPadded(to: max(1, error.column))
    return "\(error.words)\n\(indent)\(line)\n\(indent)\(caret)"
  }

  /// Takes the excerpt from the end of a message that has one.
  init?(endOf message: inout String) {
    let lines = message.split(separator: "\n", omittingEmptySubsequences: false)
    guard lines.count > 2, let caret = lines.last, let line = lines.dropLast().last,
      line.hasPrefix(Self.indent), caret.hasPrefix(Self.indent), caret.hasSuffix("^"),
      caret.dropLast().allSatisfy({ $0 == " " })
    else { return nil }
    text = String(line.dropFirst(Self.indent.count))
    column = caret.count - Self.indent.count
    message = lines.dropLast(2).joined(separator: "\n")
  }

  /// What was typed, and a caret below the place.
  func lines(in repertoire: Repertoire) -> [SafeText] {
    let characters = Array(text)
    let place = max(0, min(column - 1, characters.count))
    let first = max(0, min(place - Self.widest / 2, characters.count - Self.widest))
    let before = SafeText(String(characters[first..<place]), repertoire: repertoire)
    let shown = SafeText(String(characters[first...]), repertoire: repertoire)
      .ellipsized(to: Self.widest)
    return [
      SafeText(Self.indent) + shown,
      SafeText(Self.indent + "^".leftPadded(to: before.width + 1)),
    ]
  }
}
