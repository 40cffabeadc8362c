/// Texts of a figure: as short as there is room, and as wide as letters probably are.
enum FigureLabels {
  /// The most letters of a label.
  static let longest = 30

  /// Returns the labels of siblings, each on one line and at most so many letters, so that those that begin
  /// alike stay apart.
  static func shortened(_ labels: [String], to longest: Int = longest) -> [String] {
    let plain = labels.map { label in
      Escaping.printable(label).split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }
    return plain.indices.map { index in
      let letters = Array(plain[index])
      guard letters.count > longest else { return plain[index] }
      let shared =
        plain.indices.filter { $0 != index && plain[$0] != plain[index] }
        .map { other in zip(letters, plain[other]).prefix { $0 == $1 }.count }.max() ?? 0
      guard shared > longest - 6 else { return cut(letters[...], to: longest) }
      // The head they share, and on from the word at which this one parts.
      let head = cut(letters[...], to: longest / 3)
      var start = shared
      while start > 0, letters[start - 1] != " ", shared - start < 10 { start -= 1 }
      return head + " " + cut(letters[start...], to: max(6, longest - head.count - 1))
    }
  }

  /// Cuts letters at a word, or within one that alone is too long.
  private static func cut(_ letters: ArraySlice<Character>, to count: Int) -> String {
    guard letters.count > count else { return String(letters) }
    var end = letters.startIndex + max(1, count - 1)
    let latest = end
    while end > letters.startIndex, latest - end < count / 2, letters[end] != " " { end -= 1 }
    if letters[end] != " " { end = latest }
    var kept = letters[letters.startIndex..<end]
    while kept.last == " " { kept.removeLast() }
    return String(kept) + "\u{2026}"
  }

  /// How wide a text is in sizes of its letters, in a usual sans-serif font.
  static func width(_ text: String) -> Double {
    text.unicodeScalars.reduce(0) { sum, scalar in
      let width =
        switch scalar.value {
        case 0x300...0x36f, 0x200b...0x200f, 0xfe00...0xfe0f: 0.0
        case 0x1100...0x115f, 0x2e80...0xa4cf, 0xac00...0xd7a3, 0xf900...0xfaff, 0xfe30...0xfe4f,
          0xff00...0xff60, 0x1f000...0x1faff, 0x20000...0x3fffd:
          1.05
        default: letter(scalar)
        }
      return sum + width
    }
  }

  private static func letter(_ scalar: Unicode.Scalar) -> Double {
    switch scalar {
    case "i", "j", "l", "I", "|", "!", ".", ",", ":", ";", "'", " ", "(", ")", "[", "]", "/": 0.34
    case "f", "t", "r", "-", "\"", "`": 0.4
    case "m", "M", "W", "w", "%", "@": 0.95
    case "A"..."Z", "+", "=", "<", ">", "~": 0.72
    default: 0.6
    }
  }
}
