import Glibc
import Testing

extension TerminalTests {
  /// More of everything than a person can make.
  @Suite struct StormTests {
    /// Few nodes and a short record, so that a storm may branch and run as it likes.
    private static let small = ["search", "bandit:0.2,0.5,0.7", "--undo", "1"]

    /// Ends the program from whatever state it is in: prompts and questions are left first.
    private func quit(_ treetop: Treetop, sourceLocation: SourceLocation = #_sourceLocation) {
      let ended = Deadline(seconds: 120).poll(every: 1) {
        treetop.pressEscape()
        treetop.type("Q")
        _ = treetop.end(within: 0.5)
        return treetop.process.hasEnded
      }
      #expect(ended, sourceLocation: sourceLocation)
      #expect(treetop.process.ending == .code(0), sourceLocation: sourceLocation)
      treetop.expectRestored(sourceLocation: sourceLocation)
    }

    @Test(arguments: [1, 2, 3] as [UInt64])
    func `random bytes do no harm`(seed: UInt64) throws {
      // What is written by chance goes with the home.
      let treetop = try Treetop(
        ["-c", #"cd && exec "$0" "$@""#, Treetop.path] + StormTests.small, by: "/bin/sh")
      try treetop.pause()
      // What ends or stops the program has tests of its own.
      let spared = Set(Array("qQw".utf8) + [0x03, 0x1A, 0x1C])
      var state = seed
      let bytes = (0..<100_000).map { _ -> UInt8 in
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        let byte = UInt8(truncatingIfNeeded: state >> 33)
        return spared.contains(byte) ? 0xFF : byte
      }
      treetop.type(bytes)
      quit(treetop)
    }

    @Test(arguments: ["j", "l", "s", ".", "?", "~", "\u{1B}", "\u{FFFD}"])
    func `a key that is stuck does no harm`(key: String) throws {
      let treetop = try Treetop(StormTests.small)
      try treetop.pause()
      // As many as a keyboard sends in ten minutes.
      treetop.type(Array(repeatElement(Array(key.utf8), count: 20_000).joined()))
      quit(treetop)
    }

    @Test func `a megabyte that is pasted is no megabyte of commands`() throws {
      let treetop = try Treetop()
      try treetop.pause()
      treetop.type("\u{1B}[200~" + StormTests.pasted + "\u{1B}[201~")
      try treetop.expect("ignored")
      try treetop.expectAnswers()
      quit(treetop)
    }

    /// Keys that quit, escapes, and beginnings of an end of the paste.
    private static let pasted = String(
      repeating: "qQ\u{3}\u{1A} y\u{1B}\u{1B}[20\u{1B}[A\u{1B}[201", count: 50_000)

    @Test func `a paste that says nothing of it ends in good order`() throws {
      let treetop = try Treetop()
      try treetop.pause()
      treetop.type(String(repeating: "so long, quite a text\r", count: 50_000))
      #expect(treetop.end() == .code(0))
      treetop.expectRestored()
    }

    @Test func `a paste that never ends swallows the keys for a moment only`() throws {
      let treetop = try Treetop()
      try treetop.pause()
      treetop.type("\u{1B}[200~Q")
      treetop.forget()
      try treetop.expect("ignored")
      try treetop.expectAnswers()
      quit(treetop)
    }

    @Test(arguments: ["999999999s", "999999999.", "999999999S", "rs999999999\r"])
    func `a count without end can be left at once`(keys: String) throws {
      let treetop = try Treetop(StormTests.small)
      try treetop.pause()
      treetop.type(keys + "Q")
      #expect(treetop.end() == .code(0))
      treetop.expectRestored()
    }

    @Test func `garbage of a mouse does no harm`() throws {
      let treetop = try Treetop()
      try treetop.pause()
      let numbers = ["0", "-1", "", "1", "40", "999", "65536", "99999999999999999999", "1;1;1;1"]
      let buttons = ["0", "3", "35", "64", "65", "67", "128", "-5", "4096"]
      for button in buttons {
        for column in numbers {
          for row in numbers {
            treetop.type("\u{1B}[<\(button);\(column);\(row)\(column.count % 2 == 0 ? "M" : "m")")
          }
        }
        // The old form: any three bytes.
        treetop.type([0x1B, 0x5B, 0x4D, 0xFF, 0x00, 0x20] + [0x1B, 0x5B, 0x4D, 0x20, 0xFF, 0xFF])
      }
      // A click may have hit a hint; a prompt or a question is left before the next key.
      treetop.pressEscape()
      quit(treetop)
    }

    @Test func `a slow reader still gets answers, and nothing piles up`() throws {
      let treetop = try Treetop()
      try treetop.awaitRunning()
      #expect(treetop.sees("sims", readsSlowly: true))
      treetop.type(" ")
      #expect(treetop.sees("PAUSE", readsSlowly: true))
      let before = treetop.process.residentKilobytes
      for _ in 0..<20 {
        treetop.type("?\u{C}")
        #expect(treetop.sees("scroll", readsSlowly: true))
        treetop.type("q\u{C}")
        #expect(treetop.sees("NODE", readsSlowly: true))
      }
      #expect(treetop.process.residentKilobytes - before < 8_192)
      quit(treetop)
    }

    @Test(.enabled(if: Tmux.isInstalled), arguments: [(80, 24), (120, 40)])
    func `after five hundred sizes the screen is that of a cold start`(
      width: Int, height: Int
    ) throws {
      let stormy = try Tmux("search connect-four", width: 97, height: 31)
      let cold = try Tmux("search connect-four", width: width, height: height)
      for tmux in [stormy, cold] {
        try tmux.beginAgain()
        try tmux.simulate(from: 0, to: 300)
      }
      let sizes = [(1, 1), (2, 3), (400, 120), (80, 24), (1, 60), (250, 1), (33, 7), (120, 40)]
      for turn in 0..<10 {
        let commands = (0..<50).flatMap { step in
          let (width, height) = sizes[(turn + step) % sizes.count]
          return ["resize-window", "-x", "\(width)", "-y", "\(height)", ";"]
        }
        try stormy.run(commands)
      }
      try stormy.resize(width: width, height: height)
      let wanted = try cold.expect("PAUSE", "  300 sims")
      let (screen, fits) = try stormy.watch { $0 == wanted }
      #expect(fits, "\(screen)")
      for tmux in [stormy, cold] {
        try tmux.press("Q")
        try tmux.expect("code 0")
      }
    }
  }
}
