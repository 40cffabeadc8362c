import Foundation
import Testing

/// Recordings that an earlier treetop made: one for each preset, one with proofs, one that a person
/// edited and branched, one of generated states, one of drawn ties, and one of a pair that is refused now.
///
/// What they are expected to give is what that treetop gave.
@Suite struct OldRecordingTests {
  struct Old: Sendable, CustomTestStringConvertible {
    var name: String
    /// The fingerprint of the tree at the end.
    var tree: String
    /// The simulations at the end.
    var iterations: Int
    /// The fingerprint after four more, or where the search is settled.
    var resumed: String

    var testDescription: String { name }
    var path: String {
      URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .appendingPathComponent("OldRecordings/\(name).jsonl").path
    }
  }

  /// What `open --json` says, as far as it is compared.
  private struct Opened: Decodable, Equatable {
    var tree: String
    var iterations: Int
  }

  static let all = [
    Old(name: "edited", tree: "7802be314e9953e8", iterations: 55, resumed: "b009baba8c72cc74"),
    Old(name: "puct", tree: "27f85e2952e94ba6", iterations: 40, resumed: "3db8beccc176d4be"),
    Old(name: "random-ties", tree: "4226f19cf8165cc1", iterations: 60, resumed: "1e21eb352c7caccb"),
    Old(name: "rap", tree: "91a32d409664842a", iterations: 6, resumed: "0d43471d95d437ce"),
    Old(name: "sc-mcts-code", tree: "dda7ae0769a24703", iterations: 8, resumed: "96b730e0f7c70e19"),
    Old(
      name: "sc-mcts-paper", tree: "d209c35e0a75b969", iterations: 6, resumed: "9abea064919208e4"),
    Old(name: "sc-mcts", tree: "214c76ef7a6aa40a", iterations: 6, resumed: "214c76ef7a6aa40a"),
    Old(name: "solve", tree: "76a462a62403a609", iterations: 69, resumed: "76a462a62403a609"),
    Old(name: "uct", tree: "ea4eeb8f525a7af9", iterations: 60, resumed: "6afed68dac8cafb5"),
    Old(name: "written", tree: "97fe6262ba9a9169", iterations: 1, resumed: "97fe6262ba9a9169"),
  ]

  @Test(arguments: all) func `opens with the tree that it had`(old: Old) throws {
    let ending = try Program.run("open", old.path, "--json")
    #expect(ending.status == 0, "\(ending.error)")
    let found = try JSONDecoder().decode(Opened.self, from: Data(ending.output.utf8))
    #expect(found == Opened(tree: old.tree, iterations: old.iterations))
  }

  @Test(arguments: all) func `goes on as it did`(old: Old) throws {
    let text = try String(contentsOfFile: old.path, encoding: .utf8)
    let copy = try TemporaryFile(text, named: "copy.jsonl")
    let ending = try Program.run(
      "search", "--resume", copy.path, "--iterations", "\(old.iterations + 4)", "--json")
    #expect(ending.status == 0, "\(ending.error)")
    #expect(try Found.reading(ending.output).tree == old.resumed)
  }

  @Test(.enabled(if: Tmux.isInstalled), arguments: all)
  func `branches from the moment that is shown, and goes on live there`(old: Old) throws {
    let tmux = try Tmux("open '\(old.path)' --at i1", width: 100, height: 30)
    try tmux.expect("AT ", "1 sims")
    try tmux.press("b")
    try tmux.expect("live from event")
  }

  @Test func `a recording of a pair that is refused now opens and says why it cannot go on`() throws
  {
    let old = Old(name: "refused", tree: "3b1a747c55451836", iterations: 30, resumed: "")
    let opened = try Program.run("open", old.path, "--json")
    #expect(try Found.reading(opened.output).tree == old.tree)
    let text = try String(contentsOfFile: old.path, encoding: .utf8)
    let copy = try TemporaryFile(text, named: "copy.jsonl")
    let ending = try Program.run("search", "--resume", copy.path, "--json")
    #expect(ending.status != 0)
    #expect(ending.error.contains("--solve cannot prove values that are backed up by eq3"))
    #expect(try String(contentsOfFile: copy.path, encoding: .utf8) == text)
  }
}
