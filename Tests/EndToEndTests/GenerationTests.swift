import Foundation
import Testing

/// Searches in which the expert writes, from the command line.
@Suite final class GenerationTests {
  /// A journal that is gone with the test.
  private let file: TemporaryFile
  private var path: String { file.path }

  init() throws { file = try TemporaryFile("", named: "a.jsonl") }

  private static let search = [
    "search", "blocksworld:blocks=5,steps=6,seed=1", "--preset", "sc-mcts", "--seed", "3",
    "--iterations", "8",
  ]

  @Test(arguments: [
    ["--world-model", "expert"], ["--propose", "3"], ["--world-model", "expert", "--propose", "2"],
  ])
  func `a recorded search goes on wherever it was cut off`(options: [String]) throws {
    let plain = try Program.start(Self.search + options + ["--json"]).end()
    let expected = try Found.reading(plain.output)
    let ending = try Program.start(Self.search + options + ["--json", "--record", path]).end()
    #expect(ending.status == plain.status && ending.error == "")
    #expect(try Found.reading(ending.output).timeless == expected.timeless)
    let whole = try Data(contentsOf: URL(fileURLWithPath: path))
    let text = String(decoding: whole, as: UTF8.self)
    #expect(text.contains("\"generation\":{\"text\":\"h") == options.contains("expert"))
    #expect(text.contains("\"proposal\":{\"drawn\":") == options.contains("--propose"))
    for size in [whole.count / 3, whole.count * 2 / 3] {
      try whole.prefix(size).write(to: URL(fileURLWithPath: path))
      let again = try Program.start(["search", "--resume", path, "--json"]).end()
      #expect(again.status == plain.status, "\(again.error)")
      #expect(try Found.reading(again.output).tree == expected.tree)
      let steps = try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n")
        .filter { !$0.hasPrefix("{\"type\":\"stop\"") && !$0.hasPrefix("{\"type\":\"answer\"") }
      #expect(
        steps
          == text.split(separator: "\n")
          .filter { !$0.hasPrefix("{\"type\":\"stop\"") && !$0.hasPrefix("{\"type\":\"answer\"") })
    }
  }

  @Test(arguments: [
    (["--world-model", "amateur"], "rules, expert"), (["--propose", "0"], "from 1 to 64"),
    (["--propose", "few"], "from 1 to 64"),
  ])
  func `what is not accepted is said`(options: [String], accepted: String) throws {
    let ending = try Program.start(Self.search + options).end()
    #expect(ending.status != 0 && ending.error.contains(accepted))
  }

  @Test func `a search without judged steps takes neither option`() throws {
    for option in [["--world-model", "expert"], ["--propose", "2"]] {
      let ending = try Program.start(["search", "tic-tac-toe", "--iterations", "3"] + option).end()
      #expect(ending.status != 0 && ending.error.contains("uct has no such option"))
    }
  }
}
