import Foundation
import Testing

/// The examples with the packages that they are for.
@Suite(
  .enabled(
    if: PythonSearch.packaged != nil,
    "TREETOP_TEST_PYTHON names no Python that has open_spiel and treequest"),
  .timeLimit(.minutes(20)))
struct ExampleTests {
  private func example(
    _ name: String, _ arguments: [String], isAttached: Bool = false
  ) throws -> PythonSearch {
    let file = PythonSearch.sources.appendingPathComponent("examples/\(name).py").path
    return try PythonSearch(
      [file] + arguments, python: try #require(PythonSearch.packaged), isAttached: isAttached)
  }

  private static let examples = [
    ("open_spiel_mcts", "--simulations"), ("treequest_abmcts", "--trials"),
  ]

  @Test(arguments: examples)
  func `an example writes a valid journal, the same for the same seed`(
    name: String, budget: String
  ) throws {
    let first = try example(name, [budget, "60"])
    #expect(try first.end() == 0)
    try JournalCheck.expectValid(first.events)
    let types = Set(first.events.compactMap { $0["type"] as? String })
    #expect(types.isSuperset(of: ["select", "expand", "evaluate", "backup", "answer", "stop"]))
    #expect(first.events.filter { $0["type"] as? String == "backup" }.count == 60)
    let second = try example(name, [budget, "60"])
    #expect(try second.end() == 0)
    #expect(first.lines == second.lines)
    let other = try example(name, [budget, "60", "--seed", "2"])
    #expect(try other.end() == 0)
    #expect(first.lines != other.lines)
  }

  @Test(arguments: examples)
  func `an example is paused, stepped, branched and resumed`(name: String, budget: String) throws {
    let plain = try example(name, [budget, "30"])
    #expect(try plain.end() == 0)
    let search = try example(name, [budget, "30"], isAttached: true)
    try search.wait(for: "stop")
    try search.tell(#"{"command":"branch","id":1,"node":1,"count":10}"#)
    #expect(try search.wait(for: "reply")["ok"] as? Bool == true)
    let paths = search.events
      .filter { $0["branch"] as? Int == 1 && $0["type"] as? String == "backup" }
      .compactMap { $0["path"] as? [Int] }
    #expect(paths.count == 10)
    #expect(paths.allSatisfy { $0[1] == 1 })
    try search.tell(#"{"command":"step","id":2,"count":3}"#)
    try search.wait(for: "stop") { $0["branch"] == nil }
    let backups = search.events.filter { $0["type"] as? String == "backup" && $0["branch"] == nil }
    #expect(backups.last?["iteration"] as? Int == 33)
    try search.letGo()
    #expect(try search.end() == 0)
    try JournalCheck.expectValid(search.events)
    // The answer came only after the dialogue.
    let isAnswer = plain.mainLine.last?.contains(#""type":"answer""#)
    #expect(isAnswer == true)
    #expect(search.mainLine.starts(with: plain.mainLine.dropLast()))
  }

  @Test func `a ban and another constant change the search of open_spiel`() throws {
    let search = try example("open_spiel_mcts", ["--simulations", "50"], isAttached: true)
    try search.wait(for: "stop")
    try search.tell(#"{"command":"set","id":1,"node":1,"set":{"banned":true}}"#)
    try search.tell(#"{"command":"parameters","id":2,"parameters":{"c":0.5}}"#)
    try search.tell(#"{"command":"parameters","id":3,"parameters":{"speed":9}}"#)
    try search.tell(#"{"command":"step","id":4,"count":40}"#)
    try search.wait(for: "stop")
    let replies = search.events.filter { $0["type"] as? String == "reply" }
    #expect(replies.compactMap { $0["ok"] as? Bool }.count == 3)
    #expect(replies[2]["error"] as? String == "the only parameter is c")
    let late = search.events.filter { ($0["iteration"] as? Int ?? 0) > 50 }
    #expect(!late.isEmpty)
    #expect(late.allSatisfy { ($0["path"] as? [Int])?.dropFirst().first != 1 })
  }
}
