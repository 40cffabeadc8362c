import Testing

@testable import Drawing

struct KeyDecoderTests {
  private func decode(_ text: String) -> [InputEvent] {
    var decoder = KeyDecoder()
    return decoder.decode(text.utf8) + decoder.flush()
  }

  private func keys(_ text: String) -> [String] {
    decode(text).map { event in
      if case .key(let key) = event { key.notation } else { "\(event)" }
    }
  }

  static let sequences: [(String, String)] = [
    ("a", "a"), (" ", "Space"), ("é", "é"), ("木", "木"), ("😀", "😀"), ("\r", "Enter"),
    ("\n", "Enter"), ("\t", "Tab"), ("\u{7F}", "Backspace"), ("\u{8}", "Backspace"),
    ("\u{4}", "^D"), ("\u{1C}", #"^\"#), ("\u{0}", "C-Space"), ("\u{1B}", "Esc"),
    ("\u{1B}x", "Alt-x"), ("\u{1B}é", "Alt-é"), ("\u{1B}\r", "Alt-Enter"), ("\u{1B}[", "Alt-["),
    ("\u{1B}O", "Alt-O"), ("\u{1B}[A", "Up"), ("\u{1B}OA", "Up"), ("\u{1B}[B", "Down"),
    ("\u{1B}OD", "Left"), ("\u{1B}[1;5C", "C-Right"), ("\u{1B}[1;2A", "S-Up"),
    ("\u{1B}[1;3D", "Alt-Left"), ("\u{1B}[Z", "S-Tab"), ("\u{1B}[H", "Home"),
    ("\u{1B}OH", "Home"), ("\u{1B}[1~", "Home"), ("\u{1B}[7~", "Home"), ("\u{1B}[F", "End"),
    ("\u{1B}[4~", "End"), ("\u{1B}[8~", "End"), ("\u{1B}[5~", "PgUp"), ("\u{1B}[6~", "PgDn"),
    ("\u{1B}[2~", "Ins"), ("\u{1B}[3~", "Del"), ("\u{1B}[3;5~", "C-Del"), ("\u{1B}OP", "F1"),
    ("\u{1B}[11~", "F1"), ("\u{1B}[[A", "F1"), ("\u{1B}[[E", "F5"), ("\u{1B}[15~", "F5"),
    ("\u{1B}[17~", "F6"), ("\u{1B}[24~", "F12"), ("\u{1B}[1;2P", "S-F1"), ("\u{1B}[25~", "F13"),
    ("\u{1B}[34~", "F20"), ("\u{1B}[7^", "C-Home"), ("\u{1B}[7$", "S-Home"), ("\u{1B}[a", "S-Up"),
    ("\u{1B}Oq", "1"), ("\u{1B}OM", "Enter"), ("\u{1B}O5C", "C-Right"),
  ]

  @Test(arguments: sequences)
  func `a sequence is one key`(bytes: String, notation: String) {
    #expect(keys(bytes) == [notation])
  }

  @Test func `events do not depend on where the bytes are cut`() {
    let mouse = "\u{1B}[<0;5;7M\u{1B}[<0;5;7m\u{1B}[<64;1;1M"
    let text =
      KeyDecoderTests.sequences.map(\.0).filter {
        $0 != "\u{1B}" && $0 != "\u{1B}[" && $0 != "\u{1B}O"
      }
      .joined() + mouse + "\u{1B}[200~pasted é\u{1B}[20 \u{1B}\u{1B}[201~q"
    let bytes = Array(text.utf8)
    var whole = KeyDecoder()
    let expected = whole.decode(bytes)
    var single = KeyDecoder()
    #expect(bytes.flatMap { single.decode([$0]) } == expected)
    for cut in bytes.indices {
      var decoder = KeyDecoder()
      let events = decoder.decode(bytes[..<cut]) + decoder.decode(bytes[cut...])
      #expect(events == expected)
    }
    #expect(expected.last == .key(Key("q")))
    #expect(expected.dropLast().last == .paste("pasted é\u{1B}[20 \u{1B}"))
  }

  @Test(
    arguments: [
      [0xFF], [0x80], [0xC3], [0xE6, 0x9C], [0xF0, 0x9F, 0x98], [0xED, 0xA0], [0xC0, 0xAF],
      [0xF4, 0x90], [0x1B, 0x5B, 0x3F, 0x32], [0x1B, 0x4F, 0x31], [0xC2, 0x9B], [0x1B, 0xFF],
    ] as [[UInt8]])
  func `an invalid byte never swallows the key after it`(bytes: [UInt8]) {
    var decoder = KeyDecoder()
    _ = decoder.decode(bytes)
    _ = decoder.flush()
    #expect(decoder.decode([0x71]) == [.key(Key("q"))])
  }

  @Test func `a broken character gives way to the next key without a pause`() {
    var decoder = KeyDecoder()
    let events = decoder.decode([0xE6, 0x9C, 0x71, 0xC3, 0x1B, 0x5B, 0x41])
    #expect(events == [.ignored(count: 2), .key(Key("q")), .ignored(count: 1), .key(Key(.up))])
  }

  @Test func `escapes in a row are all heard`() {
    #expect(keys("\u{1B}\u{1B}\u{1B}") == ["Esc", "Esc", "Esc"])
    #expect(keys("\u{1B}\u{1B}[A") == ["Esc", "Up"])
  }

  @Test func `an unfinished sequence is pending and ends when flushed`() {
    var decoder = KeyDecoder()
    #expect(decoder.pending == .nothing)
    #expect(decoder.decode([0x1B]).isEmpty)
    #expect(decoder.pending == .sequence)
    #expect(decoder.flush() == [.key(Key(.escape))])
    #expect(decoder.pending == .nothing)
    _ = decoder.decode("\u{1B}[200~half".utf8)
    #expect(decoder.pending == .paste)
    #expect(decoder.flush() == [.paste("half")])
  }

  @Test func `a report that nobody asked for is ignored`() {
    for report in ["\u{1B}[I", "\u{1B}[O", "\u{1B}[?2026;2$y", "\u{1B}[201~", "\u{1B}[?62;4c"] {
      #expect(decode(report + "q") == [.ignored(count: report.utf8.count), .key(Key("q"))])
    }
  }

  @Test func `mouse reports become events and are clamped`() {
    let point = Point(row: 6, column: 4)
    #expect(decode("\u{1B}[<0;5;7M") == [.mouse(MouseEvent(.press(button: 1), at: point))])
    #expect(decode("\u{1B}[<2;5;7M") == [.mouse(MouseEvent(.press(button: 3), at: point))])
    #expect(decode("\u{1B}[<0;5;7m") == [.mouse(MouseEvent(.release, at: point))])
    #expect(decode("\u{1B}[<64;5;7M") == [.mouse(MouseEvent(.wheelUp, at: point))])
    #expect(
      decode("\u{1B}[<81;5;7M")
        == [.mouse(MouseEvent(.wheelDown, at: point, modifiers: .control))])
    #expect(
      decode("\u{1B}[<0;0;0M")
        == [.mouse(MouseEvent(.press(button: 1), at: Point(row: 0, column: 0)))])
    #expect(
      decode("\u{1B}[M !!") == [.mouse(MouseEvent(.press(button: 1), at: Point(row: 0, column: 0)))]
    )
    for nonsense in ["\u{1B}[<0;5M", "\u{1B}[<M", "\u{1B}[<35;1;1M", "\u{1B}[<-1;1;1M"] {
      #expect(decode(nonsense) == [.ignored(count: nonsense.utf8.count)])
    }
    #expect(decode("\u{1B}[<0;99999999999999999999;7M").count == 1)
  }

  @Test func `a paste is text, whatever is in it`() {
    #expect(decode("\u{1B}[200~q:rm\r\u{1B}[A\u{1B}[201~") == [.paste("q:rm\r\u{1B}[A")])
    #expect(decode("\u{1B}[200~\u{1B}[201~") == [.paste("")])
    var decoder = KeyDecoder()
    _ = decoder.decode("\u{1B}[200~".utf8)
    #expect(decoder.decode(repeatElement(0x61, count: 3 << 20)).isEmpty)
    let events = decoder.decode("\u{1B}[201~q".utf8)
    #expect(events.count == 2)
    if case .paste(let text) = events[0] { #expect(text.utf8.count == KeyDecoder.largestPaste) }
    #expect(events[1] == .key(Key("q")))
  }

  @Test func `a storm of garbage ends and the next key is heard`() {
    var random = RandomText(seed: 3)
    for round in 0..<8 {
      var decoder = KeyDecoder()
      var bytes = random.bytes(100_000)
      // A paste that never ends would rightly take all that follows.
      if round.isMultiple(of: 2) {
        bytes = bytes.map { $0 == 0x7E ? 0x1B : $0 }
      }
      var events = 0
      var start = 0
      while start < bytes.count {
        let end = min(start + 1 + random.next(below: 500), bytes.count)
        events += decoder.decode(bytes[start..<end]).count
        start = end
      }
      events += decoder.flush().count
      #expect(events > 1_000)
      #expect(decoder.decode([0x71]) == [.key(Key("q"))])
    }
  }

  @Test func `two quick presses in one place are a double press`() {
    var counter = ClickCounter()
    let press = MouseEvent(.press(button: 1), at: Point(row: 1, column: 2))
    #expect(counter.count(press, at: 0).kind == .press(button: 1))
    #expect(counter.count(press, at: 300).kind == .doublePress)
    #expect(counter.count(press, at: 400).kind == .press(button: 1))
    #expect(counter.count(press, at: 1_400).kind == .press(button: 1))
    let elsewhere = MouseEvent(.press(button: 1), at: Point(row: 2, column: 2))
    #expect(counter.count(elsewhere, at: 1_410).kind == .press(button: 1))
  }
}
