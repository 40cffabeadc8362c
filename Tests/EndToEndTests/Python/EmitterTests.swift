import Foundation
import Testing

/// The emitter for Python, with a search of a few lines.
@Suite(.timeLimit(.minutes(20))) struct EmitterTests {
  private func search(
    _ iterations: Int, _ more: String..., isAttached: Bool = true, isHeard: Bool = true
  ) throws -> PythonSearch {
    try PythonSearch(
      [PythonSearch.tiny, "\(iterations)"] + more, isAttached: isAttached, isHeard: isHeard)
  }

  /// A search that was paused before its end, however soon that came.
  private func paused(_ iterations: Int) throws -> PythonSearch {
    let search = try search(iterations)
    try search.tell(#"{"command":"pause","id":1}"#)
    try search.wait(for: "stop")
    return search
  }

  @Test func `a search of its own accord runs to its budget and waits for nobody`() throws {
    let search = try search(50, isAttached: false)
    #expect(try search.end() == 0)
    try JournalCheck.expectValid(search.events)
    #expect(search.events.filter { $0["type"] as? String == "backup" }.count == 50)
    #expect(search.events.last?["reason"] as? String == "budget")
  }

  @Test func `a number that is not finite is written as unknown, and the rest of its row stays`()
    throws
  {
    let search = try search(5, "--unknown", isAttached: false)
    #expect(try search.end() == 0)
    let rows = search.events.last { $0["type"] as? String == "stats" }?["stats"] as? [[Any]]
    let row = try #require(rows?.first)
    #expect(row.count == 3)
    #expect(row[1] as? Int ?? 0 > 0)
    #expect(row[2] is NSNull)
    let unvisited = search.events.compactMap { $0["candidates"] as? [[String: Any]] }.joined()
      .filter { $0["score"] == nil }
    #expect(!unvisited.isEmpty)
  }

  @Test func `a run beyond the budget ends when nobody steers any more`() throws {
    let search = try search(5)
    try search.wait(for: "stop")
    try search.tell(#"{"command":"run","id":1}"#)
    try search.wait(for: "backup") { $0["iteration"] as? Int ?? 0 > 5 }
    try search.letGo()
    #expect(try search.end() == 0)
  }

  @Test func `the emitter is one file of fewer than 150 lines`() throws {
    let file = PythonSearch.sources.appendingPathComponent("treetop.py")
    let lines = try String(contentsOf: file, encoding: .utf8).split(
      separator: "\n", omittingEmptySubsequences: false)
    #expect(lines.count - 1 < 150)
    #expect(lines.allSatisfy { $0.count <= 100 })
  }

  @Test func `three steps are three iterations`() throws {
    let search = try paused(1_000_000)
    let first = search.events.last { $0["type"] as? String == "backup" }?["iteration"] as? Int ?? 0
    try search.tell(#"{"command":"step","id":2,"count":3,"by":"iteration"}"#)
    #expect(try search.wait(for: "stop")["reason"] as? String == "step")
    let last = search.events.last { $0["type"] as? String == "backup" }?["iteration"] as? Int
    #expect(last == first + 3)
    try search.tell(#"{"command":"quit","id":3}"#)
    #expect(try search.end() == 0)
    #expect(search.events.last?["reason"] as? String == "quit")
    try JournalCheck.expectValid(search.events)
  }

  @Test func `four steps by phase are one iteration, and a step ends one under way`() throws {
    let search = try paused(1_000_000)
    func backups() -> Int { search.events.filter { $0["type"] as? String == "backup" }.count }
    let before = backups()
    for id in 2...4 {
      try search.tell(#"{"command":"step","id":\#(id),"count":1,"by":"phase"}"#)
      try search.wait(for: "stop")
      #expect(backups() == before)
    }
    try search.tell(#"{"command":"step","id":5,"count":1,"by":"phase"}"#)
    try search.wait(for: "stop")
    #expect(backups() == before + 1)
    try search.tell(#"{"command":"step","id":6,"count":1,"by":"phase"}"#)
    try search.wait(for: "stop")
    try search.tell(#"{"command":"step","id":7,"count":1,"by":"iteration"}"#)
    try search.wait(for: "stop")
    #expect(backups() == before + 2)
  }

  @Test func `a branch changes nothing on the main line`() throws {
    let plain = try search(40, isAttached: false)
    #expect(try plain.end() == 0)
    let search = try search(40)
    try search.wait(for: "stop")
    try search.tell(#"{"command":"branch","id":1,"node":2,"count":15,"name":"what if"}"#)
    #expect(try search.wait(for: "branch")["name"] as? String == "what if")
    try search.wait(for: "reply")
    try search.tell(#"{"command":"step","id":2,"count":10}"#)
    try search.wait(for: "stop") { $0["branch"] == nil }
    try search.letGo()
    #expect(try search.end() == 0)
    try JournalCheck.expectValid(search.events)

    let branch = search.events.filter { $0["branch"] as? Int == 1 }
    let paths = branch.compactMap { $0["path"] as? [Int] }
    #expect(paths.count == 15)
    #expect(paths.allSatisfy { $0[1] == 2 })
    // Iterations after a branch get other ids; what they do is the same.
    func values(_ search: PythonSearch) -> [Double] {
      search.events.filter { $0["type"] as? String == "backup" && $0["branch"] == nil }
        .compactMap { $0["value"] as? Double }
    }
    #expect(search.mainLine.starts(with: plain.mainLine.dropLast()))
    let longer = try self.search(50, isAttached: false)
    #expect(try longer.end() == 0)
    #expect(values(search) == values(longer))
  }

  @Test func `every command is answered once, and a refusal says why`() throws {
    let search = try paused(1_000_000)
    let commands = [
      #"{"command":"set","id":2,"node":0,"set":{"banned":true}}"#,
      #"{"command":"set","id":3,"node":0,"set":{"prior":0.5}}"#,
      #"{"command":"set","id":4,"node":0,"set":{"colour":1}}"#,
      #"{"command":"set","id":5,"node":999999999,"set":{"banned":true}}"#,
      #"{"command":"back","id":6,"count":1}"#, #"{"command":"step","id":7,"count":0}"#,
      #"{"command":"step","id":8,"count":"many"}"#, #"{"id":9}"#,
      #"{"command":"branch","id":10,"node":"here"}"#,
    ]
    for command in commands { try search.tell(command) }
    var errors: [Int: String] = [:]
    for _ in commands {
      let reply = try search.wait(for: "reply")
      errors[try #require(reply["to"] as? Int)] = reply["error"] as? String ?? "ok"
    }
    #expect(errors.keys.sorted() == Array(2...10))
    #expect(errors[2] == "ok")
    #expect(errors[3] == "priors are fixed")
    #expect(errors.values.filter { $0 == "ok" }.count == 1)
    #expect(search.events.filter { $0["type"] as? String == "edit" }.count == 1)
  }

  @Test func `whoever goes away does not stop the search`() throws {
    let search = try paused(60)
    try search.letGo()
    #expect(try search.end() == 0)
    #expect(search.events.filter { $0["type"] as? String == "backup" }.count == 60)
    #expect(search.events.last?["reason"] as? String == "budget")
  }

  @Test func `nobody needs to listen`() throws {
    let file = FileManager.default.temporaryDirectory
      .appendingPathComponent("treetop-unheard-\(UUID().uuidString)").path
    defer { try? FileManager.default.removeItem(atPath: file) }
    let search = try search(70, file, isAttached: false, isHeard: false)
    #expect(search.endUnheard() == 0)
    #expect(try String(contentsOfFile: file, encoding: .utf8) == "70\n")
  }

  @Test func `what else is printed is not in the journal`() throws {
    let search = try search(3, "--noise", isAttached: false)
    #expect(try search.end() == 0)
    #expect(!search.lines.contains("noise"))
  }
}
