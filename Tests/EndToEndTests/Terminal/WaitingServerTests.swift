import Foundation
import Testing

extension TerminalTests {
  /// A search whose server does not answer any more, at a real terminal.
  @Suite(ServingScript.isPackaged, .timeLimit(.minutes(20)))
  final class WaitingServerTests {
    private let servers: ServingScript
    private let amateur: String
    private let proxy: ServingScript
    private let folder = TemporaryFolder()
    private static let key = "sk-nobody-may-read-this"

    init() throws {
      let expert: String
      (servers, expert, amateur) = try ServingScript.embeddedPair()
      proxy = try ServingScript("flaky_proxy.py", [expert], lines: 1)
    }

    /// Starts a search whose expert answers nothing for two minutes from its fortieth completion on, and
    /// waits until that is seen.
    private func start() throws -> Treetop {
      let treetop = try Treetop(
        [
          "search", "blocksworld:blocks=4,steps=4,seed=1", "--preset", "sc-mcts", "--expert",
          proxy.lines[0] + "/hang", "--amateur", amateur, "--record", folder.path + "/run.jsonl",
        ], width: 120, height: 40,
        environment: ["TREETOP_API_KEY": Self.key, "no_proxy": "127.0.0.1"])
      try treetop.expect("silent", within: 100)
      return treetop
    }

    /// The files of a folder and all below it, as text.
    private func texts(in folder: String) -> [String] {
      let names = FileManager.default.enumerator(atPath: folder)?.compactMap { $0 as? String } ?? []
      return names.compactMap { FileManager.default.contents(atPath: folder + "/" + $0) }
        .map { String(decoding: $0, as: UTF8.self) }
    }

    // A slow machine may take its time; but the server takes two minutes.

    @Test func `a key is heard while the server hangs, and q ends the program`() throws {
      let treetop = try start()
      try treetop.expectAnswers()
      treetop.type(" \u{C}")
      try treetop.expect("PAUSE")
      treetop.type("Q")
      #expect(treetop.end(within: 20) == .code(0))
      treetop.expectRestored()
    }

    @Test func `Ctrl-C twice ends it while the server hangs`() throws {
      let treetop = try start()
      treetop.type("\u{3}")
      let isOver = Deadline(seconds: 20).poll(every: 300) {
        treetop.pump()
        if !treetop.process.hasEnded { treetop.type("\u{3}") }
        return treetop.process.hasEnded
      }
      #expect(isOver)
      _ = treetop.end()
      treetop.expectRestored()
    }

    @Test
    func `the key is in no frame, no file, no log, no list of processes, no report of a crash`()
      throws
    {
      let treetop = try start()
      let words = try String(contentsOfFile: "/proc/\(treetop.process.id)/cmdline", encoding: .utf8)
      #expect(words.contains("--expert") && !words.contains(Self.key))
      // The page of calls, one of them whole, and the log.
      for keys in ["gq\u{C}", "\r\u{C}", "\u{1B}", "go\u{C}"] {
        treetop.type(keys)
        treetop.pump(milliseconds: 500)
      }
      treetop.process.send(SIGABRT)
      _ = treetop.end(within: 120)
      #expect(treetop.rest.contains("expert") && !treetop.rest.contains(Self.key))
      let files = texts(in: folder.path)
      #expect(files.contains { $0.contains("\"call\"") })
      #expect(!(files + texts(in: treetop.home.path)).contains { $0.contains(Self.key) })
    }
  }
}
