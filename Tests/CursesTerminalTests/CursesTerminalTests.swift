import Drawing
import Glibc
import Testing

@testable import CursesTerminal

/// One at a time: curses keeps its screen in globals, and so does the process its handlers.
@Suite(.serialized)
struct CursesTerminalTests {
  let pty: Pty

  init() throws { pty = try #require(Pty()) }

  private func open(
    _ options: TerminalOptions = TerminalOptions(), repertoire: Repertoire = .unicode,
    name: String = "xterm-256color"
  ) throws -> CursesTerminal {
    let repertoire = TerminalEnvironment.adoptLocale(override: repertoire)
    return try CursesTerminal(
      options: options, repertoire: repertoire, descriptor: Descriptor(tty: pty.tty), name: name)
  }

  /// Waits until something has come and nothing more comes for a moment.
  private func events(of terminal: CursesTerminal) -> [InputEvent] {
    var all = terminal.waitForEvents(timeout: 2_000)
    while true {
      let more = terminal.waitForEvents(timeout: 30)
      if more.isEmpty { return all }
      all += more
    }
  }

  @Test func `what is presented is what curses holds`() throws {
    let terminal = try open(TerminalOptions(colour: .depth(.many), theme: .dark))
    defer { terminal.close() }
    var canvas = Canvas(size: terminal.size)
    canvas.put("tree 木 e\u{301} \u{1B}", row: 0, column: 1, style: .title)
    canvas.put("edge", row: 9, column: 36, style: Style(.good, .reverse))
    canvas.put("木木", row: 5, column: 37)
    terminal.present(canvas)
    for row in 0..<canvas.size.height {
      let cells = Array(canvas.cells(inRow: row))
      let held = Presenter.read(row: row, width: canvas.size.width)
      #expect(held.count == cells.count)
      for (cell, curses) in zip(cells, held) where cell.width > 0 {
        #expect(cell.base == curses.base)
        #expect(cell.style.emphasis == curses.emphasis)
        #expect(Int(cell.style.role.rawValue) + 1 == curses.pair || cell == .blank)
      }
    }
  }

  @Test func `a cell that is thought to be on the screen and is not is found`() throws {
    let terminal = try open(TerminalOptions(colour: .depth(.many), theme: .dark))
    defer { terminal.close() }
    var canvas = Canvas(size: terminal.size)
    canvas.put("tree 木 e\u{301} \u{1B}", row: 0, column: 1, style: .title)
    canvas.put("edge", row: 9, column: 36, style: Style(.good, .reverse))
    terminal.present(canvas)
    #expect(terminal.difference(from: canvas) == nil)
    canvas.put("new", row: 4, column: 2)
    // The presenter takes the row for one that is shown already.
    terminal.presenter.last = canvas
    terminal.present(canvas)
    #expect(terminal.difference(from: canvas) == Point(row: 4, column: 2))
    terminal.invalidate()
    terminal.present(canvas)
    #expect(terminal.difference(from: canvas) == nil)
    canvas.restyle(row: 4, columns: 3..<4, adding: .reverse)
    #expect(terminal.difference(from: canvas) == Point(row: 4, column: 3))
  }

  @Test func `an unchanged picture costs nothing on the line`() throws {
    let terminal = try open()
    defer { terminal.close() }
    var canvas = Canvas(size: terminal.size)
    canvas.put("first", row: 0, column: 0)
    terminal.present(canvas)
    #expect(pty.seen().contains("first"))
    terminal.present(canvas)
    #expect(pty.seen().isEmpty)
    canvas.put("F", row: 0, column: 0)
    terminal.present(canvas)
    let change = pty.seen()
    #expect(!change.isEmpty && change.utf8.count < 40)
    terminal.invalidate()
    terminal.present(canvas)
    #expect(pty.seen().contains("First"))
  }

  @Test func `keys, pastes and clicks arrive in order`() throws {
    let terminal = try open()
    defer { terminal.close() }
    pty.type("a\u{1B}[A\u{1B}[200~q\u{1B}[201~")
    pty.type([0xFF])
    pty.type("\u{1B}[<0;3;2M\u{1B}[<0;3;2m\u{1B}[<0;3;2M\u{3}\u{11}\u{13}\u{1A}\u{1C}\r")
    let point = Point(row: 1, column: 2)
    #expect(
      events(of: terminal) == [
        .key(Key("a")), .key(Key(.up)), .paste("q"), .ignored(count: 1),
        .mouse(MouseEvent(.press(button: 1), at: point)),
        .mouse(MouseEvent(.release, at: point)),
        .mouse(MouseEvent(.doublePress, at: point)), .key(.control("c")), .key(.control("q")),
        .key(.control("s")), .key(.control("z")), .key(.control("\\")), .key(Key(.enter)),
      ])
  }

  @Test func `a lone escape is heard without the next key`() throws {
    let terminal = try open()
    defer { terminal.close() }
    pty.type("\u{1B}")
    #expect(terminal.waitForEvents(timeout: 2_000) == [.key(Key(.escape))])
    #expect(terminal.waitForEvents(timeout: 0).isEmpty)
  }

  @Test func `another thread wakes the loop once for many signals`() throws {
    let wake = try #require(Wake())
    let terminal = try open(TerminalOptions(wake: wake))
    defer { terminal.close() }
    for _ in 0..<100 { wake.signal() }
    #expect(terminal.waitForEvents(timeout: nil) == [.wake])
    #expect(terminal.waitForEvents(timeout: 0).isEmpty)
  }

  @Test func `many changes of the window are one event with the newest size`() throws {
    let terminal = try open()
    defer { terminal.close() }
    #expect(terminal.size == Size(width: 40, height: 10))
    for width in 1..<60 {
      pty.resize(width: UInt16(width), height: 3)
      kill(getpid(), SIGWINCH)
    }
    #expect(events(of: terminal).last == .resize(Size(width: 59, height: 3)))
    #expect(terminal.size == Size(width: 59, height: 3))
    var canvas = Canvas(size: terminal.size)
    canvas.put("corner", row: 2, column: 53)
    terminal.present(canvas)
    #expect(Presenter.read(row: 2, width: 59).last?.base == "r")
    for (width, height) in [(1, 1), (65_535, 65_535), (0, 0), (2, 3)] as [(UInt16, UInt16)] {
      pty.resize(width: width, height: height)
      kill(getpid(), SIGWINCH)
      _ = events(of: terminal)
      terminal.present(Canvas(size: terminal.size))
      _ = pty.seen()
    }
    #expect(terminal.size == Size(width: 2, height: 3))
  }

  @Test func `signals become events`() throws {
    let terminal = try open()
    defer { terminal.close() }
    kill(getpid(), SIGINT)
    kill(getpid(), SIGHUP)
    #expect(Set(events(of: terminal)) == [.signal(.interrupt), .signal(.hangup)])
    kill(getpid(), SIGCONT)
    let size = terminal.size
    #expect(terminal.waitForEvents(timeout: 2_000) == [.signal(.resumed), .resize(size)])
  }

  @Test func `a lost terminal is reported once and nothing hangs`() throws {
    let terminal = try open()
    pty.hangUp()
    #expect(terminal.waitForEvents(timeout: 2_000).last == .lost)
    #expect(terminal.waitForEvents(timeout: 10).isEmpty)
    terminal.present(Canvas(size: terminal.size))
    terminal.suspend()
    terminal.close()
  }

  @Test func `the terminal is given back as it was found`() throws {
    let before = pty.modes()
    let terminal = try open()
    #expect(pty.modes() != before)
    terminal.present(Canvas(size: terminal.size))
    let opened = pty.seen()
    for mode in ["1049h", "2004h", "1000h", "1006h"] { #expect(opened.contains("\u{1B}[?" + mode)) }
    terminal.close()
    terminal.close()
    #expect(pty.modes() == before)
    let closed = pty.seen()
    for mode in ["1049l", "2004l", "1000l", "1006l", "25h"] {
      #expect(closed.contains("\u{1B}[?" + mode))
    }
    #expect(terminal.waitForEvents(timeout: 0).isEmpty)
  }

  @Test func `a forced restoring happens once, and nothing is drawn after it`() throws {
    let before = pty.modes()
    let terminal = try open()
    _ = pty.seen()
    Restoration.restoreNow()
    #expect(pty.modes() == before)
    let first = pty.seen()
    #expect(first.hasSuffix("\u{1B}[0m\u{1B}[?25h\u{1B}[?1049l\r\n"))
    Restoration.restoreNow()
    // Another thread than the one that dies may be drawing, and does not know yet.
    var canvas = Canvas(size: terminal.size)
    canvas.put("too late", row: 3, column: 3)
    terminal.present(canvas)
    #expect(pty.seen().isEmpty)
    terminal.close()
  }

  @Test func `nothing of an old picture stays beside a smaller one`() throws {
    let terminal = try open()
    defer { terminal.close() }
    var canvas = Canvas(size: terminal.size)
    canvas.put("left over", row: 9, column: 30)
    terminal.present(canvas)
    terminal.present(Canvas(size: Size(width: 5, height: 2)))
    #expect(Presenter.read(row: 9, width: 40).allSatisfy { $0.base == " " })
  }

  @Test func `an editor finds the normal screen`() throws {
    let before = pty.modes()
    let terminal = try open(TerminalOptions(mouse: false))
    defer { terminal.close() }
    terminal.present(Canvas(size: terminal.size))
    #expect(!pty.seen().contains("?1000h"))
    terminal.stepAside { #expect(pty.modes() == before) }
    #expect(pty.modes() != before)
    #expect(pty.seen().contains("?1049l"))
    terminal.present(Canvas(size: terminal.size))
    #expect(pty.seen().contains("?1049h"))
  }

  @Test func `a useless terminal is refused in one line`() throws {
    #expect(throws: TerminalError.unknownTerminal(name: "no\u{1B}such")) {
      _ = try open(name: "no\u{1B}such")
    }
    #expect(throws: TerminalError.unknownTerminal(name: "")) { _ = try open(name: "") }
    #expect(throws: TerminalError.dumbTerminal(name: "dumb")) { _ = try open(name: "dumb") }
    let errors: [TerminalError] = [
      .noTerminal, .unknownTerminal(name: "a\u{1B}b\nc"), .unknownTerminal(name: ""),
      .dumbTerminal(name: "dumb"), .cannotOpen(reason: "because"),
    ]
    for error in errors {
      #expect(error.description.contains("--batch"))
      #expect(error.description.unicodeScalars.allSatisfy { $0.isASCII && $0.value >= 0x20 })
    }
  }

  @Test(arguments: [("vt100", ColourDepth.mono), ("linux", .eight), ("screen-256color", .many)])
  func `the terminal's own number of colours is used`(name: String, depth: ColourDepth) throws {
    let terminal = try open(TerminalOptions(colour: .depth(.many)), name: name)
    #expect(terminal.colourDepth == depth)
    terminal.present(Canvas(size: terminal.size))
    terminal.close()
  }

  @Test func `a storm of bytes leaves the next key audible`() throws {
    let terminal = try open()
    defer { terminal.close() }
    var state: UInt64 = 99
    for _ in 0..<100 {
      let bytes = (0..<1_000).map { _ -> UInt8 in
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        // No tilde: a paste that never ends rightly takes what follows.
        let byte = UInt8(truncatingIfNeeded: state >> 33)
        return byte == 0x7E ? 0 : byte
      }
      pty.type(bytes)
      _ = terminal.waitForEvents(timeout: 100)
    }
    _ = events(of: terminal)
    pty.type("q")
    #expect(terminal.waitForEvents(timeout: 1_000) == [.key(Key("q"))])
  }
}
