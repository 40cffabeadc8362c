/// An expression of the sources that must not be negative.
struct CountExpression {
  /// The expression as it is written.
  var text: String

  /// Whether something is subtracted in it.
  var isDifference: Bool { text.contains(" - ") }

  /// Whether all of it stands between the parentheses of a `max(0, ...)` or `max(1, ...)`.
  var isClamped: Bool {
    guard text.hasPrefix("max(0, ") || text.hasPrefix("max(1, ") else { return false }
    var depth = 0
    for (place, character) in text.enumerated() {
      if character == "(" { depth += 1 }
      if character == ")" { depth -= 1 }
      if depth == 0, character == ")" { return place == text.count - 1 }
    }
    return false
  }
}

extension SourceFile {
  /// The labels and methods that are handed a number of elements.
  private static let labels: Set<String> = ["count", "capacity"]
  private static let methods: Set<String> = [
    "prefix", "suffix", "dropFirst", "dropLast", "removeFirst", "removeLast", "reserveCapacity",
  ]

  /// What is handed to where a negative number ends the program: numbers of elements.
  var counts: [CountExpression] {
    let code = codeAlone
    var counts: [CountExpression] = []
    var word: [UInt8] = []
    var before: UInt8 = 0
    for (place, byte) in code.enumerated() {
      let isLetter = byte | 0x20 >= UInt8(ascii: "a") && byte | 0x20 <= UInt8(ascii: "z")
      if isLetter {
        word.append(byte)
        continue
      }
      let name = String(decoding: word, as: UTF8.self)
      let isLabel =
        byte == UInt8(ascii: ":") && Self.labels.contains(name)
        && (before == UInt8(ascii: "(") || before == UInt8(ascii: ","))
      let isMethod =
        byte == UInt8(ascii: "(") && before == UInt8(ascii: ".") && Self.methods.contains(name)
      if isLabel || isMethod, let text = Self.argument(code[(place + 1)...]) {
        counts.append(CountExpression(text: text))
      }
      word = []
      if byte > 0x20 { before = byte }
    }
    return counts
  }

  /// The text up to the comma or the bracket that ends an argument; nil where there is none.
  private static func argument(_ code: ArraySlice<UInt8>) -> String? {
    var depth = 0
    var argument: [UInt8] = []
    for byte in code {
      switch byte {
      case UInt8(ascii: "("), UInt8(ascii: "["), UInt8(ascii: "{"): depth += 1
      case UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "}"): depth -= 1
      default: break
      }
      if depth < 0 || depth == 0 && byte == UInt8(ascii: ",") { break }
      argument.append(byte)
    }
    let words = String(decoding: argument, as: UTF8.self).split { $0 == " " || $0 == "\n" }
    return words.isEmpty || words[0].hasPrefix("{") ? nil : words.joined(separator: " ")
  }

  /// The bytes of the text without comments, and without what stands in quotes.
  private var codeAlone: [UInt8] {
    var code: [UInt8] = []
    var last: UInt8 = 0
    var isQuoted = false
    var isComment = false
    for byte in Array(text.utf8) {
      if byte == UInt8(ascii: "\n") {
        isQuoted = false
        isComment = false
      }
      if byte == UInt8(ascii: "/"), last == byte, !isQuoted, !isComment {
        isComment = true
        code.removeLast()
      }
      let isEscaped = isQuoted && last == UInt8(ascii: "\\")
      if byte == UInt8(ascii: "\""), !isComment, !isEscaped {
        isQuoted.toggle()
        code.append(byte)
      } else if !isQuoted, !isComment {
        code.append(byte)
      }
      last = isEscaped ? 0 : byte
    }
    return code
  }
}
