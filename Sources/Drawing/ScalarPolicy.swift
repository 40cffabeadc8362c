/// What becomes of one scalar of an untrusted text.
///
/// Shown rather than stripped: an explorer must not hide what a model wrote, and taking something
/// out can join two harmless halves into a harmful whole. Only invisible joiners are dropped; every
/// scalar that is left is judged alone, so nothing can be assembled from the rest.
enum ScalarPolicy: Equatable {
  /// Drawn as it is.
  case keep
  /// Put over the character before it.
  case mark
  /// Left out.
  case drop
  /// A space.
  case space
  /// A line break.
  case newline
  /// Drawn as a visible escape.
  case escape

  /// Returns what becomes of `scalar`.
  static func of(_ scalar: Unicode.Scalar) -> ScalarPolicy {
    let value = scalar.value
    if value < 0x7F {
      if value >= 0x20 { return .keep }
      return value == 0x09 ? .space : value == 0x0A ? .newline : .escape
    }
    switch value {
    case 0x7F...0x9F: return .escape
    // A soft hyphen is drawn by some terminals and not by others.
    case 0xAD: return .escape
    case 0xA0..<0x300: return .keep
    // Dashes, quotes and the ellipsis; lines, blocks, shapes and Braille: what plots and trees are drawn
    // with.
    case 0x2010...0x2027, 0x2500...0x25FF, 0x2800...0x28FF: return .keep
    // The joiners and the two presentation selectors belong to honest text and draw nothing.
    case 0x34F, 0x200B...0x200D, 0x2060...0x2064, 0xFE0E, 0xFE0F, 0xFEFF: return .drop
    // Skin tones and the keycap change the width of what stands before them in some terminals.
    case 0x20E3, 0x1F3FB...0x1F3FF: return .escape
    case 0x1160...0x11FF, 0xD7B0...0xD7C6, 0xD7CB...0xD7FB:
      return scalar.properties.isDefaultIgnorableCodePoint ? .escape : .mark
    default: return byCategory(scalar)
    }
  }

  /// Returns what becomes of a scalar that no range above names.
  private static func byCategory(_ scalar: Unicode.Scalar) -> ScalarPolicy {
    let properties = scalar.properties
    if properties.isDefaultIgnorableCodePoint { return .escape }
    switch properties.generalCategory {
    case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator,
      .paragraphSeparator:
      return .escape
    case .nonspacingMark, .enclosingMark: return .mark
    case .spaceSeparator: return DisplayWidth.of(scalar) == 1 ? .space : .keep
    default: return .keep
    }
  }
}
