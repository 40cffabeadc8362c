/// Texts that try to take over a terminal, and a check that nothing of them got through.
enum Hostile {
  /// A tree whose labels, states and name hold escapes, overrides and line breaks.
  static let tree = #"""
    {
      "name": "\u001b[2J\u009b31mname",
      "root": {
        "text": "root\u001b]52;c;AAAA\u0007\nsecond line\u202e",
        "children": [
          { "action": "a\u001b[31mred\u001b[0m", "text": "\u001bP1$r\u001b\\", "reward": 1 },
          { "action": "b\u202eevil\u2066", "text": "\u2028x\u2029", "reward": 0.5 },
          { "action": "c\nd\re\tf\u0000g\u007f", "text": "\ue000\ufeff\u200b", "reward": 0.2 },
          { "action": "\"quoted\\\" \u00e9 \u6f22 \ud83d\ude00", "text": "ok", "reward": 0.1 }
        ]
      }
    }
    """#

  /// Returns the scalars of an output that may act on a terminal.
  static func dangers(in text: String) -> [String] {
    text.unicodeScalars.filter { scalar in
      switch scalar.value {
      case 0x0A: false
      case 0..<0x20, 0x7F...0x9F, 0x200B...0x200F, 0x2028...0x202E, 0x2060...0x206F, 0xFEFF,
        0xE000...0xF8FF:
        true
      default: false
      }
    }.map { "U+" + String($0.value, radix: 16) }
  }
}
