import Testing

@testable import Drawing

struct KeyTests {
  @Test(
    arguments: [
      "^D", "Space", "Enter", "Esc", "Tab", "S-Tab", "F1", "F12", "PgDn", "PgUp", "Home", "End",
      "Up",
      "Down", "Left", "Right", "Alt-x", "Alt-X", "x", "X", "^", "$", "-", "Alt--", "Alt-^D",
      "C-Right",
      "C-S-Right", "Alt-C-S-Home", "Ins", "Del", "Backspace", "C-Space", "é", "木", "^]", "^_",
      "C-S-Tab",
      "Alt-Space", "Alt-Enter", "S-F5",
    ])
  func `a notation reads back as itself`(notation: String) throws {
    let key = try #require(Key(notation: notation))
    #expect(key.notation == notation)
  }

  @Test func `every key can be written and read`() {
    let codes: [Key.Code] =
      [
        .enter, .escape, .tab, .backTab, .backspace, .up, .down, .left, .right, .home, .end,
        .pageUp,
        .pageDown, .insert, .delete, .function(1), .function(20), .character(" "),
      ] + (0x21..<0x7F).map { .character(Unicode.Scalar($0)) }
    for code in codes {
      for bits in UInt8(0)..<8 {
        let key = Key(code, Key.Modifiers(rawValue: bits))
        #expect(Key(notation: key.notation) == key, "\(key.notation)")
      }
    }
  }

  @Test(
    arguments: [
      ("^I", "Tab"), ("^M", "Enter"), ("^J", "Enter"), ("^[", "Esc"), ("^H", "Backspace"),
      ("^d", "^D"), ("^@", "C-Space"), ("escape", "Esc"), ("pagedown", "PgDn"), ("M-x", "Alt-x"),
      ("S-Tab", "BackTab"), ("C-d", "^D"),
    ])
  func `what a terminal cannot tell apart is one key`(first: String, second: String) throws {
    let key = try #require(Key(notation: first))
    #expect(key == Key(notation: second))
  }

  @Test(arguments: ["", "xy", "F0", "F99", "Alt-", "^^^", "Hyper-x", "^é", "\u{1B}", "\u{202E}"])
  func `nonsense is no key`(notation: String) {
    #expect(Key(notation: notation) == nil)
  }
}
