import Foundation
import Testing

/// Many trees at once: a folder, or a file that holds several, on the command line.
@Suite struct TreeListTests {
  private let folder = TemporaryFolder()

  private static let lines = """
    {"question": "2 + 2?", "answer": "4", "correct": true, "tree": {"visits": 30, "mean": 0.5, "children": [{"action": "add", "visits": 20, "mean": 0.75}]}}
    {"question": "3 + 3?", "answer": "7", "correct": false, "tree": {"visits": 1, "mean": 0.25, "children": []}}

    """

  private func write(_ name: String, _ text: String) throws -> String {
    let path = folder.path + "/" + name
    let parent = URL(fileURLWithPath: path).deletingLastPathComponent()
    try FileManager.default.createDirectory(at: parent, withIntermediateDirectories: true)
    try Data(text.utf8).write(to: URL(fileURLWithPath: path))
    return path
  }

  private func trees(_ text: String) throws -> [[String: Any]] {
    let object = try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any]
    return try #require(object?["trees"] as? [[String: Any]])
  }

  @Test func `a folder is a list of the trees in its files, in the order of their numbers`() throws
  {
    for (name, visits) in [("run 10.json", 10), ("run 3.json", 3)] {
      _ = try write("runs/\(name)", #"{"visits": \#(visits), "mean": 0.5, "children": []}"#)
    }
    _ = try write("runs/deeper/two.jsonl", Self.lines)
    _ = try write("runs/notes.txt", "nothing of a tree")
    let path = folder.path + "/runs"
    let ending = try Program.run("open", path, "--json")
    #expect(ending.status == 3 && ending.error.contains("notes.txt"), "what holds none is named")
    let found = try trees(ending.output)
    #expect(
      found.map { $0["file"] as? String } == [
        "deeper/two.jsonl", "deeper/two.jsonl", "run 3.json", "run 10.json",
      ])
    #expect(found.map { $0["visits"] as? Int } == [30, 1, 3, 10])
    #expect(found.map { $0["nodes"] as? Int } == [2, 1, 1, 1])
    #expect(found.map { $0["right"] as? Bool } == [true, false, nil, nil])
    #expect(found[0]["text"] as? String == "2 + 2?" && found[0]["answer"] as? String == "4")
    let table = try Program.run("open", path, "--batch")
    #expect(table.status == 3)
    for words in ["TREE", "RIGHT", "ANSWER", "2 + 2?", "4 trees in 3 files; 1 more without a tree"]
    {
      #expect(table.output.contains(words), "\(words)")
    }
  }

  @Test func `trees are filtered and put in groups by the expressions of nodes`() throws {
    let path = try write("two.jsonl", Self.lines)
    let list = try Program.run("open", path, "--list", "--json")
    #expect(list.status == 0)
    #expect(try trees(list.output).count == 2)
    let wrong = try Program.run("open", path, "--list", "--batch", "--filter", "right = 0")
    #expect(
      wrong.status == 0 && wrong.output.contains("3 + 3?") && !wrong.output.contains("2 + 2?"))
    #expect(wrong.output.contains("1 of 2 trees"))
    let few = try Program.run("open", path, "--list", "--json", "--filter", "size > 1")
    #expect(try trees(few.output).map { $0["tree"] as? Int } == [1])
    let groups = try Program.run("open", path, "--list", "--batch", "--group", "right")
    #expect(groups.status == 0 && groups.output.contains("COUNT"))
    #expect(!groups.output.contains("principal variation"), "trees are no actions")
    let one = try Program.run("open", path, "--json")
    let object = try JSONSerialization.jsonObject(with: Data(one.output.utf8)) as? [String: Any]
    #expect(((object?["root"] as? [String: Any])?["visits"] as? Double) == 30, "the largest tree")
  }

  @Test func `a folder of records of nodes is one tree`() throws {
    _ = try write("nodes/a.json", "{\n  \"id\": \"a\",\n  \"parent\": null,\n  \"visits\": 5\n}\n")
    _ = try write("nodes/b.json", "{\n  \"id\": \"b\",\n  \"parent\": \"a\",\n  \"visits\": 4\n}\n")
    _ = try write("nodes/c.json", "{\n  \"id\": \"c\",\n  \"parent\": \"b\",\n  \"visits\": 2\n}\n")
    let ending = try Program.run("open", folder.path + "/nodes", "--json")
    #expect(ending.status == 0)
    let object = try JSONSerialization.jsonObject(with: Data(ending.output.utf8)) as? [String: Any]
    #expect(object?["nodes"] as? Int == 3)
    #expect((object?["root"] as? [String: Any])?["visits"] as? Double == 5)
  }

  @Test func `a folder without trees says so`() throws {
    _ = try write("empty/notes.txt", "nothing")
    let ending = try Program.run("open", folder.path + "/empty", "--batch")
    #expect(ending.status == 1 && ending.error.contains("no file in this folder holds a tree"))
  }

  @Test func `a mapping that was written down is used by its name`() throws {
    let path = try write(
      "odd.json", #"{"w": 6, "k": 8, "kids": [{"w": 3, "k": 4}, {"w": 1, "k": 3}]}"#)
    _ = try write(
      "config/treetop/mine.map", "# our own trees\nvisits=k,\nsum=w, children=kids, view=root\n")
    let command = "XDG_CONFIG_HOME='\(folder.path)/config' \"$0\" open '\(path)' --json --map mine"
    let ending = try Program.start([], by: ["/bin/sh", "-c", command]).end()
    #expect(ending.status == 0)
    let object = try JSONSerialization.jsonObject(with: Data(ending.output.utf8)) as? [String: Any]
    let root = try #require(object?["root"] as? [String: Any])
    #expect(root["visits"] as? Double == 8 && root["value"] as? Double == 0.75)
    let unknown = try Program.run("open", path, "--json", "--map", "theirs")
    #expect(unknown.status == 2 && unknown.error.contains("\"theirs\" is no preset"))
  }
}
