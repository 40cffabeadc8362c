/// A place in a text: the line and the column, both from 1.
struct TextPosition: Hashable, Sendable {
  /// The line, from 1.
  var line = 1
  /// The column in the line, from 1, counted in characters of Unicode.
  var column = 1
}

/// A walk through the bytes of a text that knows where it is.
struct TextCursor {
  /// The text in UTF-8.
  private let bytes: [UInt8]
  /// How many bytes were passed.
  private(set) var offset = 0
  /// The place of the current byte.
  private(set) var position = TextPosition()

  /// Makes a cursor at the start of a text, after a byte order mark if there is one.
  init(_ text: String) {
    bytes = Array(text.utf8)
    if bytes.starts(with: [0xef, 0xbb, 0xbf]) { offset = 3 }
  }

  /// The byte at the cursor, or nothing at the end.
  var current: UInt8? { offset < bytes.count ? bytes[offset] : nil }

  /// Passes one byte.
  mutating func advance() {
    guard let byte = current else { return }
    offset += 1
    if byte == UInt8(ascii: "\n") {
      position = TextPosition(line: position.line + 1)
    } else if current.map({ $0 & 0xc0 != 0x80 }) ?? true {
      // The bytes of one character share its column.
      position.column += 1
    }
  }

  /// Returns the text between two offsets.
  func text(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }
}
