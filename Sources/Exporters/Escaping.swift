import Groundwork

/// Texts made harmless for what they are written into.
enum Escaping {
  /// A cell of comma-separated values.
  static func cell(_ text: String) -> String {
    var text = text
    // What begins so is a formula to a spreadsheet, also behind a tab or a newline.
    // Apostrophes that stand there already are kept apart from that one.
    let rest = text.unicodeScalars.drop { $0 == "'" }
    if let first = rest.first, "=+-@\t\r\n".unicodeScalars.contains(first) {
      text = "'" + text
    }
    let needsQuotes =
      text.utf8.contains { [0x22, 0x2c, 0x0a, 0x0d].contains($0) } || text.first == " "
      || text.last == " "
    guard needsQuotes else { return text }
    return "\"" + replacing(["\"": "\"\""], in: text) + "\""
  }

  /// Whether a text is a cell as it is.
  ///
  /// O(n), without a copy.
  static func isPlainCell(_ text: String) -> Bool {
    let bytes = text.utf8.span
    guard bytes.count > 0 else { return true }
    switch bytes[0] {
    case UInt8(ascii: "="), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "@"), 0x20,
      UInt8(ascii: "'"):
      return false
    default: break
    }
    if bytes[bytes.count - 1] == 0x20 { return false }
    // Without a way out the loop takes many bytes in one step.
    var isPlain = true
    for index in bytes.indices {
      let byte = bytes[index]
      isPlain = isPlain && byte >= 0x20 && byte != 0x22 && byte != 0x2c
    }
    return isPlain
  }

  /// A quoted text of DOT: quotes, backslashes and newlines (the DOT language, double-quoted strings).
  static func dot(_ text: String) -> String {
    let marks: [Unicode.Scalar: String] = [
      "\\": "\\\\", "\"": "\\\"", "\n": "\\n", "\r": "", "\t": " ",
    ]
    return "\"" + replacing(marks, in: printable(text)) + "\""
  }

  /// Text of HTML, XML and SVG, also within quotes.
  static func markup(_ text: String) -> String {
    replacing(
      ["&": "&amp;", "<": "&lt;", ">": "&gt;", "\"": "&quot;", "'": "&#39;"], in: printable(text))
  }

  /// Text within quotes of Mermaid, which takes entities by number.
  static func mermaid(_ text: String) -> String {
    var result = ""
    for scalar in printable(text).unicodeScalars {
      if "\"#;<>&`|[](){}\\".unicodeScalars.contains(scalar) {
        result += "#\(scalar.value);"
      } else if scalar == "\n" {
        result += " "
      } else {
        result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  /// Text of Markdown on one line: whatever means something there has a backslash before it (CommonMark 2.4).
  static func markdown(_ text: String) -> String {
    var result = ""
    for scalar in printable(text).unicodeScalars {
      if scalar == "\n" || scalar == "\t" {
        result += " "
      } else {
        if "\\`*_{}[]()<>#+-.!|~&\"'=:".unicodeScalars.contains(scalar) { result += "\\" }
        result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  /// A number in the fewest digits that mean exactly it.
  static func number(_ number: Double) -> String {
    var text = JSONWriter()
    text.number(number)
    return String(decoding: text.bytes, as: UTF8.self)
  }

  /// Without control characters but tabs and newlines, and without marks that turn the direction of writing.
  static func printable(_ text: String) -> String {
    var result = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      switch scalar.value {
      case 0x09, 0x0a: result.append(scalar)
      case 0..<0x20, 0x7f..<0xa0, 0x202a...0x202e, 0x2066...0x2069: result.append("\u{FFFD}")
      default: result.append(scalar)
      }
    }
    return String(result)
  }

  /// Replaces single characters.
  private static func replacing(_ pairs: [Unicode.Scalar: String], in text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      if let other = pairs[scalar] {
        result += other
      } else {
        result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}
