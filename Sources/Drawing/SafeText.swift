/// Text that cannot harm the terminal; the only road from any string to a cell or to standard output.
///
/// Controls, bidirectional overrides, tags, private characters and the like become visible escapes,
/// tabs and newlines lose their effect, at most two marks stay on a character, and the length is
/// capped. The text remembers which parts are escapes, so that they can be drawn apart.
public struct SafeText: Hashable, Sendable {
  /// The safe characters in order.
  var glyphs: [Glyph]
  /// The characters that the text was made for.
  public private(set) var repertoire: Repertoire
  /// The number of columns that the text takes.
  public private(set) var width: Int

  /// An empty text.
  public static let empty = SafeText(glyphs: [], repertoire: .unicode)

  /// Makes `raw` safe, keeping at most `limit` scalars of it; a cut shows as an ellipsis.
  ///
  /// - Complexity: linear in the smaller of the length and the limit.
  public init(_ raw: String, repertoire: Repertoire = .unicode, limit: Int = 400) {
    var sanitizer = Sanitizer(repertoire: repertoire)
    sanitizer.read(raw, limit: limit)
    self.init(glyphs: sanitizer.glyphs, repertoire: repertoire)
  }

  /// Makes a text of characters that are known to be safe.
  init(glyphs: [Glyph], repertoire: Repertoire) {
    self.glyphs = glyphs
    self.repertoire = repertoire
    width = glyphs.reduce(0) { $0 + Int($1.width) }
  }

  /// Whether there is nothing to draw.
  public var isEmpty: Bool { glyphs.isEmpty }

  /// Whether some part is the visible escape of what must not reach the terminal.
  public var hasEscapes: Bool { glyphs.contains { $0.isEscape } }

  /// The text as a string that is safe to print.
  public var plain: String {
    var scalars = String.UnicodeScalarView()
    for glyph in glyphs { glyph.write(to: &scalars) }
    return String(scalars)
  }

  /// Returns one text after the other.
  public static func + (left: SafeText, right: SafeText) -> SafeText {
    var sum = left
    sum += right
    return sum
  }

  /// Appends a text; one made for more characters widens the repertoire of the sum.
  public static func += (left: inout SafeText, right: SafeText) {
    left.glyphs += right.glyphs
    left.width += right.width
    if right.repertoire == .unicode { left.repertoire = .unicode }
  }
}

extension SafeText: CustomStringConvertible {
  /// The text as a string that is safe to print.
  public var description: String { plain }
}
