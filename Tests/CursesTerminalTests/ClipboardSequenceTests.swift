import Drawing
import Testing

@testable import CursesTerminal

/// What is sent to the terminal for its clipboard.
struct ClipboardSequenceTests {
  @Test(arguments: [
    // RFC 4648, section 10.
    ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="),
    ("fooba", "Zm9vYmE="), ("foobar", "Zm9vYmFy"), ("\u{FF}\u{3E}?", "w78+Pw=="),
  ])
  func `base64 is that of the standard`(text: String, encoded: String) {
    #expect(ClipboardSequence.base64(Array(text.utf8)) == encoded)
  }

  @Test func `a text cannot end its sequence`() {
    let bytes = ClipboardSequence.bytes(for: "\u{07}\u{1B}\\\u{1B}]0;x\u{07}", within: nil)
    #expect(bytes.hasPrefix("\u{1B}]52;c;"))
    #expect(bytes.unicodeScalars.filter { $0.value < 0x20 }.map(\.value) == [0x1B, 0x07])
    #expect(bytes.hasSuffix("\u{07}"))
  }

  @Test func `tmux gets it itself and wrapped for the terminal outside`() {
    let plain = "\u{1B}]52;c;aGk=\u{07}"
    #expect(
      ClipboardSequence.bytes(for: "hi", within: .tmux)
        == plain + "\u{1B}Ptmux;\u{1B}" + plain + "\u{1B}\\")
  }

  @Test func `screen gets pieces that it hands on, and all of them`() {
    let text = String(repeating: "abc", count: 1000)
    let bytes = ClipboardSequence.bytes(for: text, within: .screen)
    let pieces = bytes.components(separatedBy: "\u{1B}P").dropFirst()
    #expect(pieces.allSatisfy { $0.hasSuffix("\u{1B}\\") && $0.utf8.count <= 768 })
    let joined = pieces.map { String($0.dropLast(2)) }.joined()
    #expect(joined == ClipboardSequence.bytes(for: text, within: nil))
  }

  @Test func `the largest text stays below what is known to go through`() {
    let text = String(repeating: "x", count: Clipboard.most)
    #expect(ClipboardSequence.bytes(for: text, within: nil).utf8.count < 100_000)
  }

  @Test func `the environment says what is in between`() {
    func multiplexer(_ names: String...) -> ClipboardSequence.Multiplexer? {
      ClipboardSequence.multiplexer { names.contains($0) ? "1" : nil }
    }
    #expect(multiplexer() == nil)
    #expect(multiplexer("TMUX") == .tmux)
    #expect(multiplexer("STY") == .screen)
    #expect(multiplexer("STY", "TMUX") == .tmux)
  }
}

extension String {
  fileprivate func components(separatedBy separator: String) -> [Substring] {
    split(separator: separator, omittingEmptySubsequences: false)
  }
}
