/// One safe character of a text: a base, its marks, its width, and whether it is part of an escape.
struct Glyph: Hashable, Sendable {
  /// The character; never a control, a format character or a mark.
  var base: Unicode.Scalar
  /// A combining mark, 0 where there is none.
  var mark: UInt32 = 0
  /// A second combining mark, 0 where there is none.
  var secondMark: UInt32 = 0
  /// One or two columns.
  var width: UInt8 = 1
  /// Whether the glyph stands for something that must not reach the terminal as it is.
  var isEscape = false

  /// Whether words end here.
  var isBlank: Bool { base == " " && !isEscape }

  /// An empty column.
  static let space = Glyph(base: " ")

  /// Appends the scalars of the glyph.
  func write(to text: inout String.UnicodeScalarView) {
    text.append(base)
    for value in [mark, secondMark] where value != 0 {
      if let scalar = Unicode.Scalar(value) { text.append(scalar) }
    }
  }
}
