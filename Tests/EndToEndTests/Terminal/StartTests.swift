import Foundation
import Testing

extension TerminalTests {
  /// Every command that opens the explorer, as a person starts it: at a terminal, with nothing set.
  ///
  /// The program is then started a second time, by itself, so that a crash asks nothing on the screen.
  /// Whatever a command does before that is done twice.
  @Suite struct StartTests {
    private let folder = TemporaryFolder()
    private var path: String { folder.path + "/a.jsonl" }
    private static let search = ["search", "tic-tac-toe", "--seed", "3"]

    private func leave(_ treetop: Treetop, sourceLocation: SourceLocation = #_sourceLocation) {
      treetop.type("Q")
      #expect(treetop.end() == .code(0), sourceLocation: sourceLocation)
      treetop.expectRestored(sourceLocation: sourceLocation)
    }

    private func lines() -> [Substring] {
      TextFile.read(path).split(separator: "\n", omittingEmptySubsequences: false)
    }

    /// A value of the object that `--json` prints.
    private func value(_ key: String, in output: String) throws -> String {
      let object = try JSONSerialization.jsonObject(with: Data(output.utf8)) as? [String: Any]
      return String(describing: try #require(object?[key]))
    }

    private func count(_ type: String) -> Int {
      lines().count { $0.hasPrefix("{\"type\":\"\(type)\"") }
    }

    /// Whether a text is on the screen: of a number only the digits that change are written, ^L draws it whole.
    private func shows(_ text: String, _ treetop: Treetop) -> Bool {
      Deadline(seconds: 20).poll {
        treetop.type("\u{C}")
        return treetop.sees(text, within: 0.5)
      }
    }

    @Test func `a search is recorded in a new file, and goes on from it later`() throws {
      let first = try Treetop(Self.search + ["--iterations", "300", "--record", path])
      #expect(shows("300 sims", first))
      leave(first)
      #expect(count("search") == 1 && count("backup") == 300)
      let before = lines()

      let second = try Treetop(["search", "--resume", path, "--iterations", "500"])
      #expect(shows("500 sims", second))
      leave(second)
      #expect(count("search") == 1 && count("backup") == 500)
      #expect(lines().starts(with: before.dropLast()))

      let third = try Treetop(["open", path])
      try third.expect("END")
      leave(third)
      let whole = try Program.start(Self.search + ["--iterations", "500", "--json"]).end()
      let opened = try Program.run("open", path, "--json")
      #expect(try value("tree", in: opened.output) == value("tree", in: whole.output))
    }

    @Test func `a recording that is there is not touched, and the terminal neither`() throws {
      #expect(TextFile.write("mine\n", to: path))
      let treetop = try Treetop(
        Self.search + ["--record", path], streams: [2: .file(folder.path + "/errors")])
      #expect(treetop.end() == .code(1))
      #expect(TextFile.read(folder.path + "/errors").contains("exists and is not empty"))
      #expect(TextFile.read(path) == "mine\n")
      #expect(treetop.record.count == 0)
    }

    @Test func `a pipe that nobody reads is refused, and one whose reader is stuck can be left`()
      throws
    {
      try #require(mkfifo(path, 0o600) == 0)
      let refused = try Treetop(
        Self.search + ["--record", path], streams: [2: .file(folder.path + "/errors")])
      #expect(refused.end() == .code(1))
      #expect(TextFile.read(folder.path + "/errors").contains("a pipe that nobody reads"))

      // Open, and never read.
      let reader = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC)
      defer { close(reader) }
      let treetop = try Treetop(
        Self.search + ["--record", path], streams: [2: .file(folder.path + "/errors")])
      try treetop.expect("NODE")
      var waiting: Int32 = -1
      let isFull = Deadline(seconds: 20).poll(every: 200) {
        treetop.pump()
        let before = waiting
        _ = ioctl(reader, UInt(FIONREAD), &waiting)
        return waiting > 0 && waiting == before
      }
      #expect(isFull)
      treetop.type("Q")
      #expect(treetop.end(within: 20) == .code(1))
      treetop.expectRestored()
      #expect(TextFile.read(folder.path + "/errors").contains("nobody takes what is written"))
    }

    @Test func `where nothing can be drawn no recording is begun`() throws {
      for environment in [["TERM": "dumb"], ["TERM": "nonsense"]] {
        let treetop = try Treetop(Self.search + ["--record", path], environment: environment)
        #expect(treetop.end() == .code(2))
        #expect(folder.names(in: "") == [])
      }
    }

    @Test func `a recording opens, and one that is written is followed`() throws {
      let sample = Samples.path("connect-four-late-win")
      try #require(FileManager.default.fileExists(atPath: sample))
      for (command, word) in [("open", "END"), ("follow", "LIVE")] {
        let treetop = try Treetop([command, sample])
        try treetop.expect(word)
        leave(treetop)
      }
    }

    @Test func `what waits in a pipe is all there`() throws {
      let sample = Samples.path("connect-four-late-win")
      let treetop = try Treetop(["follow", "-"], streams: [0: .file(sample)])
      try treetop.expect("the pipe was closed")
      let opened = try Program.run("open", sample, "--json")
      let iterations = try #require(Int(value("iterations", in: opened.output)))
      treetop.type("\u{C}")
      try treetop.expect("\(iterations.formatted(.number.locale(.init(identifier: "en")))) sims")
      leave(treetop)
    }

    @Test func `a program is started once, and shown`() throws {
      let script = """
        echo started >> '\(folder.path)/starts'
        echo '{"type":"search","version":1,"engine":"x","root":{"id":0}}'
        echo '{"type":"expand","node":0,"children":[{"id":1,"action":"onward"}]}'
        cat > /dev/null
        """
      let treetop = try Treetop(["attach", "--", "/bin/sh", "-c", script])
      try treetop.expect("onward")
      leave(treetop)
      #expect(TextFile.read(folder.path + "/starts") == "started\n")
    }

    @Test func `the start screen leads to a search`() throws {
      let treetop = try Treetop([])
      try treetop.expect("quit")
      treetop.type("j\r")
      try treetop.pause()
      leave(treetop)
    }

    @Test func `a setting of the reporter is left as it is`() throws {
      let treetop = try Treetop(
        Self.search + ["--iterations", "50", "--record", path],
        environment: ["SWIFT_BACKTRACE": "enable=no"])
      // Where a number only changed a digit, the terminal is sent no more than that.
      try treetop.expect("reached")
      leave(treetop)
      #expect(count("backup") == 50)
      #expect(treetop.home.names(in: "") == [])
    }

    @Test func `the palette of the terminal is not touched`() throws {
      let treetop = try Treetop()
      try treetop.pause()
      treetop.type("\u{1A}")
      try treetop.expectAnswers()
      leave(treetop)
      #expect(treetop.record.paletteCommands == 0)
    }
  }
}
