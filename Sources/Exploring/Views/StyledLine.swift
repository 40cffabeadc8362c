import Drawing
import Groundwork

/// One line of a page, in pieces of different looks.
struct StyledLine {
  /// The pieces from the left.
  var pieces: [(text: SafeText, style: Style)] = []

  /// Makes an empty line.
  init() {}

  /// Makes a line of pieces.
  init(pieces: [(text: SafeText, style: Style)]) { self.pieces = pieces }

  /// Makes a line of one piece.
  init(_ text: SafeText, _ style: Style = .plain) { pieces = [(text, style)] }

  /// The cells that it takes.
  var width: Int { pieces.reduce(0) { $0 + $1.text.width } }

  /// Returns the line with one more piece.
  func then(_ text: SafeText, _ style: Style = .plain) -> StyledLine {
    var line = self
    line.pieces.append((text, style))
    return line
  }

  /// Returns the line with one more piece of text that is not ours.
  func then(untrusted text: String, _ style: Style = .plain, repertoire: Repertoire) -> StyledLine {
    then(SafeText(text, repertoire: repertoire), style)
  }

  /// Returns texts side by side, as many in a line as fit; one is broken only if it is wider than a
  /// line.
  static func packed(
    _ texts: [String], separator: SafeText, width: Int, style: Style, repertoire: Repertoire
  ) -> [StyledLine] {
    var lines: [SafeText] = []
    for text in texts {
      let text = SafeText(text, repertoire: repertoire)
      if let last = lines.last, last.width + separator.width + text.width <= width {
        lines[lines.count - 1] = last + separator + text
      } else {
        lines += text.wrapped(to: max(1, width))
      }
    }
    return lines.map { StyledLine($0, style) }
  }

  /// Draws the line, cut at the width.
  func draw(row: Int, columns: Range<Int>, on canvas: inout Canvas) {
    var column = columns.lowerBound
    for piece in pieces {
      // The blanks before a number are no part of it: in reverse they would be a block.
      let (blanks, text) = piece.text.partedFromBlanks
      for (part, style) in [(blanks, .plain), (text, piece.style)] {
        column += canvas.put(
          part, row: row, column: column, style: style, width: columns.upperBound - column)
      }
    }
  }
}

extension String {
  /// The string with blanks at the left up to a width; as it is if it is longer.
  func right(_ width: Int) -> String { leftPadded(to: width) }

  /// The string with blanks at the right up to a width; as it is if it is longer.
  func left(_ width: Int) -> String { padded(to: width) }
}
