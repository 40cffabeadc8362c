/// The bytes that ask a terminal to take a text into its clipboard (OSC 52).
///
/// Whether it does is the terminal's and its owner's choice, and it does not say.
enum ClipboardSequence {
  /// What stands between the program and the terminal that has the clipboard.
  enum Multiplexer: Hashable {
    /// tmux, which takes the sequence itself where `set-clipboard` is `on`, and hands on what is wrapped
    /// where `allow-passthrough` is.
    case tmux
    /// GNU screen, which hands on short pieces that are wrapped.
    case screen
  }

  /// The bytes of a piece that screen hands on whole; it drops what is longer than 768.
  private static let screenPiece = 512

  /// The sequence for a text.
  ///
  /// All that is sent of the text are the 64 signs of base64: whatever it holds, the terminal reads no
  /// sequence in it. O(bytes).
  static func bytes(for text: String, within multiplexer: Multiplexer?) -> String {
    let payload = base64(Array(text.utf8))
    let plain = "\u{1B}]52;c;" + payload + "\u{07}"
    switch multiplexer {
    case nil: return plain
    case .tmux:
      // Both ways: either may be the one that is switched on, and the second sets the same text.
      return plain + "\u{1B}Ptmux;\u{1B}" + plain + "\u{1B}\\"
    case .screen:
      let bytes = Array(plain.utf8)
      return stride(from: 0, to: bytes.count, by: screenPiece).map { start in
        let piece = bytes[start..<min(start + screenPiece, bytes.count)]
        return "\u{1B}P" + String(decoding: piece, as: UTF8.self) + "\u{1B}\\"
      }.joined()
    }
  }

  /// The multiplexer that the environment names; tmux before screen, inside of which it runs more often.
  static func multiplexer(_ variable: (String) -> String?) -> Multiplexer? {
    if variable("TMUX") != nil { return .tmux }
    return variable("STY") != nil ? .screen : nil
  }

  private static let digits = Array(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

  /// RFC 4648, with padding.
  static func base64(_ bytes: [UInt8]) -> String {
    var text: [UInt8] = []
    text.reserveCapacity((bytes.count + 2) / 3 * 4)
    for start in stride(from: 0, to: bytes.count, by: 3) {
      let group = bytes[start..<min(start + 3, bytes.count)]
      var bits = 0
      for place in 0..<3 {
        bits = bits << 8 | (place < group.count ? Int(group[start + place]) : 0)
      }
      for place in 0..<4 {
        text.append(
          place <= group.count ? digits[bits >> (18 - 6 * place) & 63] : UInt8(ascii: "="))
      }
    }
    return String(decoding: text, as: UTF8.self)
  }
}
