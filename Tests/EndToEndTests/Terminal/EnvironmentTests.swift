import Glibc
import Testing

extension TerminalTests {
  /// Terminals, locales and environments, good and bad.
  @Suite struct EnvironmentTests {
    /// Runs the program with its standard error led to a file and returns how it refused.
    private func refusal(
      _ environment: [String: String?], streams: [Int: ChildProcess.Stream] = [:]
    ) throws -> (ending: ChildProcess.Ending?, errors: String, drawn: Int) {
      let folder = TemporaryFolder()
      let streams = streams.merging([2: .file(folder.path + "/errors")]) { $1 }
      let treetop = try Treetop(environment: environment, streams: streams)
      let ending = treetop.end()
      #expect(treetop.terminal.modes == treetop.modesBefore)
      return (ending, TextFile.read(folder.path + "/errors"), treetop.record.count)
    }

    @Test(arguments: [nil, ""])
    func `where the name alone is missing a plain terminal is assumed, and that is said`(
      name: String?
    ) throws {
      let folder = TemporaryFolder()
      let treetop = try Treetop(
        environment: ["TERM": name], streams: [2: .file(folder.path + "/errors")])
      try treetop.pause()
      treetop.type("Q")
      #expect(treetop.end(within: 20) == .code(0))
      treetop.expectRestored()
      let errors = TextFile.read(folder.path + "/errors")
      #expect(errors.hasPrefix("treetop: TERM is not set; drawing as on "))
      #expect(errors.filter { $0 == "\n" }.count == 1)
    }

    @Test(arguments: ["nonsense", "dumb", "evil\u{1B}]0;name\u{7}"])
    func `a useless terminal is refused in one line`(name: String?) throws {
      let (ending, errors, drawn) = try refusal(["TERM": name])
      #expect(ending == .code(2))
      #expect(errors.hasPrefix("treetop: ") && errors.hasSuffix("\n"))
      #expect(errors.contains("--batch"))
      #expect(errors.filter { $0 == "\n" }.count == 1)
      #expect(errors.unicodeScalars.allSatisfy { $0 == "\n" || (0x20..<0x7F).contains($0.value) })
      #expect(drawn == 0)
    }

    @Test func `without a terminal there is one line and no picture`() throws {
      let (ending, errors, drawn) = try refusal([:], streams: [0: .null, 1: .null])
      #expect(ending == .code(2))
      #expect(errors == "treetop: no terminal to draw on; use --batch for plain text\n")
      #expect(drawn == 0)
    }

    /// Runs the program through a few screens to a good end.
    private func visit(
      _ environment: [String: String?] = [:], streams: [Int: ChildProcess.Stream] = [:]
    ) throws -> Treetop {
      let treetop = try Treetop(environment: environment, streams: streams)
      try treetop.pause()
      try treetop.expectAnswers()
      treetop.type("lgs.gt\u{C}")
      try treetop.expect("help")
      treetop.type("Q")
      #expect(treetop.end() == .code(0))
      #expect(treetop.record.modesLeft == [:])
      #expect(treetop.terminal.modes == treetop.modesBefore)
      return treetop
    }

    @Test(arguments: ["vt100", "linux", "screen", "tmux-256color", "xterm-256color", "xterm"])
    func `every usual terminal is good enough`(name: String) throws {
      let treetop = try visit(["TERM": name, "TREETOP_THEME": "dark"])
      #expect(treetop.record.colours.isEmpty == (name == "vt100"))
      #expect(treetop.record.foreignBytes > 0)
    }

    @Test(arguments: ["C", "POSIX", nil])
    func `a locale of ASCII is told nothing else`(locale: String?) throws {
      let treetop = try visit(["LANG": locale])
      #expect(treetop.record.foreignBytes == 0)
    }

    @Test func `a locale of UTF-8 that is not installed is one all the same`() throws {
      let treetop = try visit(["LANG": "xx_YY.UTF-8"])
      #expect(treetop.record.foreignBytes > 0)
    }

    @Test(arguments: ["NO_COLOR", "TREETOP_NO_COLOR"])
    func `who wants no colours gets none, and the looks stay`(variable: String) throws {
      let treetop = try visit([variable: "1", "TREETOP_THEME": "dark"])
      #expect(treetop.record.colours == [])
      #expect(!treetop.record.looks.isDisjoint(with: [1, 7]))
    }

    @Test func `an empty wish for no colours is none`() throws {
      #expect(try !visit(["NO_COLOR": "", "COLORFGBG": "15;0"]).record.colours.isEmpty)
    }

    @Test func `a size in the environment is not believed`() throws {
      // The hints stand in the last row, and only where there is one.
      let treetop = try visit(["LINES": "1", "COLUMNS": "1"])
      #expect(treetop.record.count > 1_000)
    }

    @Test(arguments: [nil, "", "/nonexistent", "/dev/null"])
    func `nobody needs a home`(home: String?) throws {
      _ = try visit(["HOME": home])
    }

    @Test func `a redirected output gets the words, the terminal the pictures`() throws {
      let folder = TemporaryFolder()
      let treetop = try visit(streams: [1: .file(folder.path + "/output")])
      treetop.expectRestored()
      let output = TextFile.read(folder.path + "/output")
      #expect(output.hasPrefix("connect-four: ") && output.hasSuffix("\n"))
      #expect(!output.contains("\u{1B}") && output.filter { $0 == "\n" }.count == 1)
    }

    @Test func `a pipe at the input is no keyboard`() throws {
      let folder = TemporaryFolder()
      #expect(TextFile.write("QQQqqq", to: folder.path + "/input"))
      let treetop = try visit(streams: [0: .file(folder.path + "/input")])
      treetop.expectRestored()
    }

    @Test func `a crash asks no question and leaves no mark on the screen`() throws {
      let treetop = try Treetop()
      try treetop.pause()
      treetop.forget()
      treetop.process.send(SIGILL)
      #expect(treetop.end(within: 60) == .signal(SIGILL))
      treetop.expectRestored()
      #expect(!treetop.rest.contains("Press space"))
      #expect(treetop.home.names(in: ".local/state/treetop") == ["crash"])
    }
  }
}
