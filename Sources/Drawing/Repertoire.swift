/// The characters that the terminal can be trusted to draw.
public enum Repertoire: Hashable, Sendable {
  /// Everything that can be drawn safely.
  case unicode
  /// Printable ASCII only, for C locales, serial lines and screen readers.
  case ascii
}

extension Repertoire {
  /// Returns an ASCII character that reads like `scalar` and is one cell wide, if there is one.
  ///
  /// Only same-width stand-ins: columns must not move when the repertoire changes.
  static func asciiStandIn(for scalar: Unicode.Scalar) -> Unicode.Scalar? {
    switch scalar.value {
    case 0xA0, 0x2000...0x200A, 0x202F, 0x205F: " "
    case 0x2010...0x2015, 0x2212, 0x2500: "-"
    case 0x2018, 0x2019, 0x2032: "'"
    case 0x201C, 0x201D, 0x2033: "\""
    case 0x2022, 0xB7, 0x22C5: "*"
    case 0x2026, 0xB1, 0x2248: "~"
    case 0xD7: "x"
    case 0x2190: "<"
    case 0x2191: "^"
    case 0x2192: ">"
    case 0x2193: "v"
    case 0x2502: "|"
    case 0x2588: "#"
    case 0xFFFD: "?"
    default: nil
    }
  }
}
