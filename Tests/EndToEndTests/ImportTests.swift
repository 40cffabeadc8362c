import Foundation
import Testing

/// Files of other programs, on the command line.
@Suite struct ImportTests {
  private let folder = TemporaryFolder()

  static let nested = #"""
    {"question": "which way?", "tree": {"visits": 4, "value": 0.6, "children": [
      {"action": "a", "visits": 1, "value": 0.9, "children": []},
      {"action": "b", "visits": 2, "value": 0.45, "children": []}]}}
    """#

  private static let recording = """
    {"type":"search","version":1,"engine":"demo","root":{"id":0},"statistics":["visits","mean"]}

    """

  private func file(_ name: String, _ text: String) throws -> String {
    let path = folder.path + "/" + name
    try Data(text.utf8).write(to: URL(fileURLWithPath: path))
    return path
  }

  private func object(_ text: String) throws -> [String: Any] {
    try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
  }

  @Test func `a tree of another program is opened and says what was taken for what`() throws {
    let ending = try Program.run("open", try file("tree.json", Self.nested), "--json")
    #expect(ending.status == 0)
    #expect(ending.error.contains("value: mean, one view (measured: 0 of 1 contradict"))
    let found = try object(ending.output)
    let root = try #require(found["root"] as? [String: Any])
    #expect(root["visits"] as? Double == 4 && root["value"] as? Double == 0.6)
    #expect(
      found["format"] as? String == "nested JSON" && found["problem"] as? String == "which way?")
    let fields = (found["assumptions"] as? [[String: String]] ?? []).compactMap { $0["field"] }
    #expect(Set(["visits", "value", "view", "action"]).isSubset(of: fields))
    #expect((found["left_out"] as? [String: Any])?.isEmpty ?? false)
  }

  @Test func `what was imported opens as the tree that it was made of`() throws {
    let path = try file("tree.json", Self.nested)
    let output = folder.path + "/" + "out.jsonl"
    let imported = try Program.run("import", path, "-o", output)
    #expect(imported.status == 0)
    let (first, second) = (
      try Program.run("open", path, "--json"), try Program.run("open", output, "--json")
    )
    #expect(first.output == second.output && second.status == 0 && second.error == "")
    let again = try Program.run("import", path, "-o", output)
    #expect(again.status == 1 && again.error.contains("there is a file of this name"))
    let piped = try Program.start([], by: ["/bin/sh", "-c", "\"$0\" import - < '\(path)'"]).end()
    #expect(piped.status == 0 && piped.output.hasPrefix("{\"type\":\"search\""))
  }

  @Test func `texts and moments of a tree are the same where it was imported first`() throws {
    let text = #"""
      {"visits": 3, "mean": 0.5, "children": [
        {"action": "a", "text": "state of a", "visits": 1, "mean": 0.25, "rationale": "not this"},
        {"action": "b", "text": "state \"of\" b", "visits": 1, "mean": 1, "rationale": "sum \u00e9"}]}
      """#
    let path = try file("reasons.json", text)
    let output = folder.path + "/" + "reasons.jsonl"
    #expect(try Program.run("import", path, "-o", output).status == 0)
    for arguments in [
      ["--filter", "rationale ~ \"sum\""],
      ["--filter", "text ~ \"of\"", "--columns", "text,rationale"],
      ["--at", "1"], ["--at", "3"],
    ] {
      let direct = try Program.start(["open", path, "--json"] + arguments).end()
      let imported = try Program.start(["open", output, "--json"] + arguments).end()
      #expect(direct.status == 0 && direct.output == imported.output, "\(arguments)")
    }
    let found = try Program.run("open", path, "--json", "--filter", "rationale ~ \"sum\"")
    #expect(try object(found.output)["match_count"] as? Int == 1)
  }

  @Test func `a file that leaves open what its values are ends with both readings`() throws {
    // Neither sums nor means add up.
    let text = #"""
      {"visits": 9, "value": 5, "children": [{"visits": 4, "value": 3, "children": [
        {"visits": 2, "value": 9}]}, {"visits": 4, "value": -7}]}
      """#
    let path = try file("open.json", text)
    for arguments in [["open", path, "--json"], ["open", path, "--batch"], ["import", path]] {
      let ending = try Program.start(arguments).end()
      #expect(ending.status == 2 && ending.output == "", "\(arguments)")
      #expect(ending.error.contains("--map"))
    }
    let said = try Program.run("open", path, "--json", "--map", "sum=value, view=root")
    #expect(said.status == 0)
  }

  @Test func `what is left out is named, and the exit code says so`() throws {
    let path = try file("forest.csv", "id,parent,visits\n1,,5\n2,1,3\n3,,2\n4,9,1\n")
    let opened = try Program.run("open", path, "--json")
    #expect(opened.status == 3 && opened.error.contains("parent is not in the file: 1"))
    #expect(opened.error.contains("tree 1 of 2 is shown; --tree N shows another one"))
    let second = try object(try Program.run("open", path, "--json", "--tree", "2").output)
    #expect((second["root"] as? [String: Any])?["visits"] as? Double == 2)
    #expect(try Program.run("open", path, "--json", "--tree", "9").status == 2)
    let explained = try Program.run("import", path, "--explain")
    #expect(explained.status == 0 && explained.output.contains("visits = visits   by its key"))
    #expect(explained.output.contains("--tree 2: 1 nodes, N 2"))
  }

  @Test func `several files are the moments of one search, 3 before 10`() throws {
    func moment(_ visits: Int) -> String {
      #"{"visits": \#(visits), "mean": 0.5, "children": [{"action": "a", "visits": 1, "mean": 0.5}]}"#
    }
    let paths = try [10, 3].map { try file("Rollout \($0).json", moment($0)) }
    let output = folder.path + "/" + "run.jsonl"
    #expect(try Program.start(["import"] + paths + ["-o", output]).end().status == 0)
    let found = try object(try Program.run("open", output, "--json").output)
    #expect((found["root"] as? [String: Any])?["visits"] as? Double == 10)
  }

  @Test func `a broken file is named with line and column, and nothing else`() throws {
    let path = try file("broken.json", "{\"visits\": 4,\n \"children\": [{\"visits\": }]}\n")
    let ending = try Program.run("open", path, "--json")
    #expect(ending.status == 1 && ending.output == "")
    #expect(ending.error.contains("\(path):2:26: expected a value"))
    let recording = try file("a.jsonl", Self.recording)
    #expect(try Program.run("open", recording, "--json", "--tree", "1").status == 2)
    let wrong = try Program.run("open", path, "--json", "--map", "view=up")
    #expect(wrong.status == 2 && wrong.error.contains("view is root or mover"))
  }
}
