import Testing

@testable import Drawing

struct SafeTextTests {
  @Test(
    arguments: [
      ("plain text", "plain text", "plain text"),
      ("\u{1B}[31mred", "␛[31mred", "^[[31mred"),
      ("a\tb", "a b", "a b"),
      ("a\nb", "a⏎b", "a b"),
      ("a\r\nb", "a⏎b", "a^M b"),
      ("a\rb", "a␍b", "a^Mb"),
      ("\u{7F}", "␡", "^?"),
      ("\u{0}", "␀", "^@"),
      ("\u{9B}31m", "<U+009B>31m", "<U+009B>31m"),
      ("a\u{202E}b", "a<U+202E>b", "a<U+202E>b"),
      ("a\u{2066}b", "a<U+2066>b", "a<U+2066>b"),
      ("a\u{2028}b", "a<U+2028>b", "a<U+2028>b"),
      ("\u{E0041}", "<U+E0041>", "<U+E0041>"),
      ("\u{E000}", "<U+E000>", "<U+E000>"),
      ("a\u{200D}\u{200B}\u{FEFF}\u{FE0F}b", "ab", "ab"),
      ("a\u{FE00}", "a<U+FE00>", "a<U+FE00>"),
      ("soft\u{AD}hyphen", "soft<U+00AD>hyphen", "soft<U+00AD>hyphen"),
      ("\u{FFFD}", "\u{FFFD}", "?"),
      ("木", "木", "<U+6728>"),
      ("א", "א", "<U+05D0>"),
      ("10−4→6 …", "10−4→6 …", "10-4>6 ~"),
      ("\u{301}x", "\u{25CC}\u{301}x", "<U+0301>x"),
      ("\u{3164}", "<U+3164>", "<U+3164>"),
      ("\u{1100}\u{1161}\u{11A8}", "\u{1100}\u{1161}\u{11A8}", "<U+1100><U+1161><U+11A8>"),
      ("👍🏽", "👍<U+1F3FD>", "<U+1F44D><U+1F3FD>"),
    ])
  func `every kind of character has one fixed fate`(raw: String, unicode: String, ascii: String) {
    #expect(SafeText(raw).plain.unicodeScalars.elementsEqual(unicode.unicodeScalars))
    #expect(SafeText(raw, repertoire: .ascii).plain == ascii)
  }

  @Test func `at most two marks stay on a character`() {
    let text = SafeText("e\u{301}\u{302}\u{303}\u{304}x")
    #expect(text.plain.unicodeScalars.count == 4)
    #expect(text.width == 2)
  }

  @Test func `a long text is capped and shows it`() {
    let text = SafeText(String(repeating: "x", count: 1_000_000), limit: 10)
    #expect(text.plain == "xxxxxxxxxx…")
  }

  @Test func `a wide character counts as two columns`() {
    #expect(SafeText("木x").width == 3)
    #expect(SafeText("木木木").clipped(to: 5).plain == "木木")
    #expect(SafeText("木木木").ellipsized(to: 5).plain == "木木…")
    #expect(SafeText("木木木").padded(to: 8).plain == "木木木  ")
  }

  @Test(arguments: [-3, 0, 1, 2, 3, 4, 5, 9])
  func `a padded text is exactly as wide as it was to be, whatever its own width`(columns: Int) {
    for raw in ["", "x", "木", "木木木", "long enough", "e\u{301}\u{302}", "\u{200B}", "\u{1B}[2J"] {
      for repertoire in [Repertoire.unicode, .ascii] {
        let text = SafeText(raw, repertoire: repertoire)
        let (left, right) = (text.padded(to: columns), text.leftPadded(to: columns))
        // A wide character that is cut in two leaves a blank.
        #expect(left.width == max(0, columns) && right.width == max(0, columns), "\(raw)")
        if text.width <= columns {
          #expect(left.plain.hasPrefix(text.plain) && right.plain.hasSuffix(text.plain))
        }
      }
    }
    #expect(SafeText.blanks(columns).width == max(0, columns))
  }

  @Test func `a cut in the middle keeps head and tail`() {
    #expect(SafeText("stack red on blue").middleEllipsized(to: 9).plain == "stac…blue")
    #expect(SafeText("stack red", repertoire: .ascii).middleEllipsized(to: 6).plain == "sta~ed")
    #expect(SafeText("short").middleEllipsized(to: 9).plain == "short")
    #expect(SafeText("abcdef").middleEllipsized(to: 0).isEmpty)
  }

  @Test func `a literal goes the same road as any string`() {
    let untrusted = SafeText("\u{1B}c")
    let text: SafeText = "run \u{7} \(untrusted) \(12)"
    #expect(text.plain == "run ␇ ␛c 12")
    #expect(text.hasEscapes)
  }

  @Test func `a paragraph is wrapped at spaces and broken where it must be`() {
    let lines = SafeText.lines(of: "one two three\nabcdefghij\r\n\nend", width: 7)
    #expect(lines.map(\.plain) == ["one two", "three", "abcdefg", "hij", "", "end"])
    #expect(SafeText.lines(of: "", width: 7).map(\.plain) == [""])
    #expect(SafeText.lines(of: "木木", width: 1).map(\.plain) == ["?", "?"])
    #expect(SafeText.lines(of: "a\rb\u{1B}", width: 9).map(\.plain) == ["a␍b␛"])
    #expect(SafeText.lines(of: "abc def", width: 3).map(\.plain) == ["abc", "def"])
    #expect(SafeText.lines(of: "aaaa", width: 9, limit: 2).map(\.plain) == ["aa…"])
  }

  @Test func `no random text leaves a control or a format character`() {
    var random = RandomText(seed: 7)
    for _ in 0..<2_000 {
      let raw = random.text(upTo: 60)
      for repertoire in [Repertoire.unicode, .ascii] {
        let text = SafeText(raw, repertoire: repertoire)
        for scalar in text.plain.unicodeScalars {
          #expect(scalar.value >= 0x20 && !(0x7F..<0xA0).contains(scalar.value))
          #expect(![.control, .format, .privateUse].contains(scalar.properties.generalCategory))
          if repertoire == .ascii { #expect(scalar.isASCII) }
        }
        #expect(SafeText(text.plain, repertoire: repertoire, limit: 9_999).plain == text.plain)
        let columns = random.next(below: 40)
        #expect(text.clipped(to: columns).width <= columns)
        #expect(text.ellipsized(to: columns).width <= columns)
        #expect(text.middleEllipsized(to: columns).width <= columns)
        #expect(text.padded(to: columns).width <= max(columns, 0))
        for line in SafeText.lines(of: raw, width: columns, repertoire: repertoire) {
          #expect(line.width <= max(columns, 1))
        }
      }
    }
  }
}
