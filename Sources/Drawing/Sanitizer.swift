/// Turns untrusted scalars into safe glyphs, one at a time.
struct Sanitizer {
  /// The characters that may be used.
  let repertoire: Repertoire
  /// What has been made so far.
  private(set) var glyphs: [Glyph] = []
  /// How many marks the last glyph carries; -1 where it may not carry any.
  private var marks = -1

  /// Starts with nothing.
  init(repertoire: Repertoire) { self.repertoire = repertoire }

  /// Reads a whole text with its newlines made visible.
  mutating func read(_ raw: String, limit: Int) {
    var remaining = max(limit, 0)
    // Numbers and most labels have no character that needs a look.
    if readPlain(raw, limit: remaining) { return }
    glyphs.reserveCapacity(min(raw.utf8.count, remaining))
    for scalar in raw.unicodeScalars {
      guard remaining > 0 else {
        glyphs.append(Glyph(base: repertoire == .unicode ? "\u{2026}" : "~"))
        return
      }
      remaining -= 1
      read(scalar)
    }
  }

  /// Reads a text that is printable ASCII and no longer than `limit`; returns whether it was.
  mutating func readPlain(_ raw: String, limit: Int) -> Bool {
    let isRead = unsafe raw.utf8.withContiguousStorageIfAvailable { bytes in
      unsafe bytes.count <= limit && readPlain(bytes)
    }
    return isRead == true
  }

  /// Reads printable ASCII; returns whether all of it was.
  private mutating func readPlain(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    let count = bytes.count
    for index in 0..<count {
      guard unsafe bytes[index] >= 0x20 && bytes[index] < 0x7F else { return false }
    }
    glyphs.reserveCapacity(glyphs.count + count)
    for index in 0..<count {
      unsafe glyphs.append(Glyph(base: Unicode.Scalar(bytes[index])))
    }
    if count > 0 { marks = 0 }
    return true
  }

  /// Reads one scalar.
  mutating func read(_ scalar: Unicode.Scalar) {
    if (0x20..<0x7F).contains(scalar.value) { return append(scalar, width: 1) }
    switch ScalarPolicy.of(scalar) {
    case .keep: keep(scalar)
    case .mark: mark(scalar)
    case .drop: break
    case .space: append(" ", width: 1)
    case .newline: newline()
    case .escape: escape(scalar)
    }
  }

  /// Appends a character that may carry marks.
  private mutating func append(_ scalar: Unicode.Scalar, width: Int) {
    glyphs.append(Glyph(base: scalar, width: UInt8(width)))
    marks = 0
  }

  /// Keeps a printable scalar, or what stands for it in ASCII.
  private mutating func keep(_ scalar: Unicode.Scalar) {
    let width = max(DisplayWidth.of(scalar), 1)
    if repertoire == .unicode {
      append(scalar, width: width)
    } else if let standIn = Repertoire.asciiStandIn(for: scalar) {
      append(standIn, width: 1)
    } else {
      escape(scalar)
    }
  }

  /// Puts a mark on the last character; more than two are dropped.
  private mutating func mark(_ scalar: Unicode.Scalar) {
    guard repertoire == .unicode else { return escape(scalar) }
    // A mark with nothing before it would land on whatever is drawn to the left of the text.
    if marks < 0 { append("\u{25CC}", width: 1) }
    switch marks {
    case 0: glyphs[glyphs.count - 1].mark = scalar.value
    case 1: glyphs[glyphs.count - 1].secondMark = scalar.value
    default: return
    }
    marks += 1
  }

  /// Shows where a line ended.
  private mutating func newline() {
    // A carriage return before the newline is part of it.
    if repertoire == .unicode, glyphs.last == Sanitizer.carriageReturn {
      glyphs.removeLast()
    }
    let sign: Unicode.Scalar = repertoire == .unicode ? "\u{23CE}" : " "
    glyphs.append(Glyph(base: sign, isEscape: repertoire == .unicode))
    marks = -1
  }

  /// The escape of a carriage return.
  private static let carriageReturn = Glyph(base: "\u{240D}", isEscape: true)

  /// Shows a scalar that must not reach the terminal.
  private mutating func escape(_ scalar: Unicode.Scalar) {
    marks = -1
    let value = scalar.value
    if value < 0x20 || value == 0x7F {
      let pictureValue = value == 0x7F ? 0x2421 : 0x2400 + value
      if repertoire == .unicode, let picture = Unicode.Scalar(pictureValue) {
        return glyphs.append(Glyph(base: picture, isEscape: true))
      }
      return appendEscape("^" + String(Unicode.Scalar(UInt8(value ^ 0x40))))
    }
    var digits = String(value, radix: 16, uppercase: true)
    while digits.utf8.count < 4 { digits = "0" + digits }
    appendEscape("<U+" + digits + ">")
  }

  /// Appends the characters of an escape.
  private mutating func appendEscape(_ text: String) {
    for scalar in text.unicodeScalars { glyphs.append(Glyph(base: scalar, isEscape: true)) }
  }
}
