extension CursesTerminal {
  /// The largest text, in bytes of UTF-8, that is handed to the terminal's clipboard.
  ///
  /// Some terminals silently refuse more than about 75 kB after encoding.
  public static let largestCopy = 54_000

  /// Hands `text` to the terminal's clipboard and returns whether it was short enough to be sent.
  ///
  /// The text is encoded, so that nothing in it can act on the terminal. Whether it arrived cannot be
  /// known: terminals and multiplexers may refuse, so a way to print the text must stand beside.
  public func copy(_ text: String) -> Bool {
    guard !isLost, !isClosed, text.utf8.count <= CursesTerminal.largestCopy else { return false }
    Restoration.write("\u{1B}]52;c;" + CursesTerminal.base64(Array(text.utf8)) + "\u{7}")
    return true
  }

  /// Returns bytes in base 64.
  static func base64(_ bytes: [UInt8]) -> String {
    let digits = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
    var text: [UInt8] = []
    text.reserveCapacity((bytes.count + 2) / 3 * 4)
    for start in stride(from: 0, to: bytes.count, by: 3) {
      let group = bytes[start..<min(start + 3, bytes.count)]
      let value = group.reduce(0) { $0 << 8 | Int($1) } << (8 * (3 - group.count))
      for place in 0..<4 {
        let isFilled = place <= group.count
        text.append(isFilled ? digits[value >> (18 - 6 * place) & 63] : UInt8(ascii: "="))
      }
    }
    return String(decoding: text, as: UTF8.self)
  }
}
