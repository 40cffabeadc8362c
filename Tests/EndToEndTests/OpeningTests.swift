import Foundation
import Testing

/// `treetop open`: recordings without a terminal.
@Suite(.serialized) final class OpeningTests {
  private let folder = FileManager.default.temporaryDirectory
    .appendingPathComponent("treetop-open-\(UUID().uuidString)")

  init() throws {
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  private func file(_ name: String, _ text: String) throws -> String {
    let url = folder.appendingPathComponent(name)
    try Data(text.utf8).write(to: url)
    return url.path
  }

  private static let small = """
    {"type":"search","version":1,"engine":"demo","root":{"id":0},"statistics":["visits","mean"]}
    {"type":"expand","node":0,"children":[{"id":1,"action":"left"},{"id":2,"action":"right"}]}
    {"type":"backup","iteration":1,"path":[0,1],"stats":[[0,1,0.5],[1,1,0.5]]}

    """

  @Test(arguments: [
    "tic-tac-toe --iterations 300", "tic-tac-toe:XOXO..... --solve",
    "connect-four --preset puct --iterations 200 --seed 3 --c 2",
    "blocksworld:blocks=4,steps=4,seed=1 --iterations 150 --widening one",
    "bandit:0.2,0.5,0.9 --iterations 100 --rollouts 2",
    "tic-tac-toe --preset puct --solve --iterations 120 --answer value",
  ]) func `a recording prints what the search printed`(line: String) throws {
    for format in ["--batch", "--json"] {
      let path = folder.appendingPathComponent("a\(format).jsonl").path
      let words = line.split(separator: " ").map { String($0) }
      let search = try Program.start(["search"] + words + [format, "--record", path]).end()
      try #require(search.status == 0, "\(search.error)")
      let opened = try Program.run("open", path, format)
      #expect(opened.status == 0 && opened.error == "")
      #expect(opened.output == search.output)
    }
  }

  @Test func `what models did and another rule for the answer are there in a recording as well`()
    throws
  {
    let path = folder.appendingPathComponent("judged.jsonl").path
    let search = try Program.start([
      "search", "blocksworld:blocks=3,steps=4,seed=1", "--preset", "sc-mcts", "--iterations", "20",
      "--json", "--record", path,
    ]).end()
    try #require(search.status == 0, "\(search.error)")
    let opened = try Program.run("open", path, "--json")
    #expect(opened.output == search.output && !opened.output.contains("\"models\":null"))
    let first = try Found.reading(
      try Program.run("open", path, "--json", "--answer", "visits").output)
    #expect(first.answer.rule == "most visits")
    let foreign = try file(
      "foreign.jsonl", Self.small + #"{"type":"stats","stats":[[2,3,0.9]]}"# + "\n")
    for (rule, action) in [("visits", "right"), ("value", "right"), ("mean", "right")] {
      let output = try Program.run("open", foreign, "--json", "--answer", rule).output
      let found = try #require(
        try JSONSerialization.jsonObject(with: Data(output.utf8)) as? [String: Any])
      let answer = try #require(found["answer"] as? [String: Any])
      #expect(answer["actions"] as? [String] == [action])
      #expect((answer["instead"] as? String) == (rule == "mean" ? "highest value" : nil))
    }
  }

  @Test func `a recording of a search that proved what cannot be proven opens, and does not go on`()
    throws
  {
    let path = folder.appendingPathComponent("eq3.jsonl").path
    let made = try Program.start([
      "search", "blocksworld:blocks=3,steps=4,seed=1", "--backup", "suffix-mean", "--iterations",
      "40", "--json", "--record", path,
    ]).end()
    try #require(made.status == 0)
    let text = try String(contentsOfFile: path, encoding: .utf8)
      .replacing("\"solve\":false", with: "\"solve\":true")
    try text.write(toFile: path, atomically: true, encoding: .utf8)
    let opened = try Program.run("open", path, "--json")
    #expect(opened.status == 0 && opened.error == "")
    #expect(try Found.reading(opened.output).iterations == 40)
    let resumed = try Program.start(["search", "--resume", path, "--iterations", "50", "--json"])
      .end()
    #expect(resumed.status != 0 && resumed.error.contains("--solve cannot prove values"))
    #expect(try String(contentsOfFile: path, encoding: .utf8) == text)
  }

  @Test func `any iteration prints what a search of that length prints`() throws {
    let path = folder.appendingPathComponent("long.jsonl").path
    let search = ["search", "tic-tac-toe", "--preset", "puct", "--json"]
    _ = try Program.start(search + ["--iterations", "200", "--record", path]).end()
    func result(_ output: String) throws -> [String: Any] {
      let object = try JSONSerialization.jsonObject(with: Data(output.utf8))
      return try #require(object as? [String: Any])
    }
    func text(_ value: Any?) -> String {
      let bytes = try? JSONSerialization.data(
        withJSONObject: [value ?? "missing"], options: .sortedKeys)
      return String(decoding: bytes ?? Data(), as: UTF8.self)
    }
    for number in [1, 2, 57, 199] {
      let short = try Program.start(search + ["--iterations", "\(number)"]).end()
      let opened = try Program.run("open", path, "--json", "--at", "i\(number)")
      #expect(opened.status == 0)
      let (ours, theirs) = (try result(opened.output), try result(short.output))
      for key in [
        "tree", "children", "principal_variation", "answer", "iterations", "nodes", "depth",
        "bytes_per_node", "parameters",
      ] {
        #expect(text(ours[key]) == text(theirs[key]), "\(number): \(key)")
      }
    }
  }

  @Test func `what cannot be read is named, and the rest is printed`() throws {
    let path = try file(
      "damaged.jsonl",
      Self.small + "oops\n{\"type\":\"evaluate\",\"node\":8}\n\u{1b}[31m\n{\"type\":\"log\"")
    let ending = try Program.run("open", path, "--batch")
    #expect(ending.status == 3)
    #expect(ending.output.contains("left") && ending.output.contains("right"))
    let lines = ending.error.split(separator: "\n")
    #expect(lines.count == 4 && lines.allSatisfy { $0.hasPrefix("treetop: \(path):") })
    #expect(!ending.error.contains("\u{1b}"))
    for (number, line) in zip(4..., lines) { #expect(line.contains("damaged.jsonl:\(number):")) }
    let beginning = Self.small.split(separator: "\n").dropFirst().joined(separator: "\n") + "\n"
    let headless = try Program.run("open", try file("headless.jsonl", beginning), "--batch")
    #expect(headless.status == 0 && headless.output.contains("left"))
    #expect(headless.error.contains("headless.jsonl:1:1: the first event is not a \"search\""))
    let banner = try Program.run("open", try file("banner.jsonl", "hi\n" + Self.small), "--json")
    #expect(banner.status == 3 && banner.output.contains("left"))
    #expect(banner.error.contains("banner.jsonl:1:1: an event was expected"))
  }

  @Test func `a last line without its end and events of other types are no gap`() throws {
    let path = try file(
      "torn.jsonl", Self.small + "{\"type\":\"remark\",\"text\":\"?\"}\n{\"type\":\"log\"")
    for format in ["--batch", "--json"] {
      let ending = try Program.run("open", path, format)
      #expect(ending.status == 0 && ending.output.contains("left"))
      #expect(ending.error.split(separator: "\n").count == 1)
    }
  }

  @Test func `a pipe is opened like a file, to its end`() throws {
    let path = try file("piped.jsonl", Self.small)
    for format in ["--batch", "--json"] {
      let opened = try Program.run("open", path, format)
      let shell = "\"$0\" open - \(format) --at i1"
      for source in ["gzip -c '\(path)' | zcat | \(shell)", "\(shell) < '\(path)'"] {
        let piped = try Program.start([], by: ["/bin/sh", "-c", source]).end()
        #expect(piped.status == 0 && piped.error == "")
        #expect(piped.output == opened.output)
      }
    }
  }

  @Test(arguments: [
    (
      "chat.jsonl", "{\"type\":\"user\",\"message\":\"hi\"}\n{\"type\":\"assistant\"}\n", "\"user\""
    ),
    ("pretty.json", "{\n  \"visits\": 3\n}\n", "one JSON document, with the key \"visits\""),
    ("python.log", "None\n{'visits': 3}\n", "what Python prints"),
    ("none.txt", "None of it is JSON\n", "what Python prints"),
    ("data.db", "SQLite format 3\0", "an SQLite database; no command of treetop opens it"),
    ("page.html", "<!DOCTYPE html><html>", "a page of HTML; no command of treetop opens it"),
    ("a.zip", "PK\u{3}\u{4}", "a ZIP archive; unpack it with unzip"),
  ])
  func `a file of another kind is refused by what it looks like`(
    name: String, text: String, words: String
  ) throws {
    let path = try file(name, text)
    for arguments in [["open", path, "--batch"], ["open", path, "--json"], ["open", path]] {
      let ending = try Program.start(arguments).end()
      #expect(ending.status == 1 && ending.output == "")
      #expect(ending.error.hasPrefix("treetop: \(path): this is "))
      #expect(ending.error.contains(words), "\(ending.error)")
      #expect(ending.error.filter(\.isNewline).count == 1)
    }
  }

  @Test func `a file of another kind is told with the command that opens it, and that works`()
    throws
  {
    let zipped = folder.appendingPathComponent("small.jsonl.gz").path
    let path = try file("small.jsonl", Self.small)
    _ = try Program.start([], by: ["/bin/sh", "-c", "gzip -c '\(path)' > '\(zipped)'"]).end()
    let refusal = try Program.run("open", zipped, "--json")
    #expect(refusal.status == 1)
    #expect(refusal.error.contains("zcat \(zipped) | treetop open - reads what is in it"))
    let tree = try file("tree.json", "{\n \"root\": {\"children\": [{\"reward\": 1}]}\n}\n")
    let other = try Program.run("open", tree, "--batch")
    #expect(other.error.contains("treetop \(tree) searches it"))
    // Both are refused for the missing terminal, not for the file.
    for file in [tree, path] { #expect(try Program.run(file).error.contains("no terminal")) }
  }

  @Test func `a word among a hundred thousand is printed with all the others`() throws {
    let children = (1...100_000).map { "{\"id\":\($0),\"action\":\"word \($0)\"}" }
    let path = try file(
      "words.jsonl",
      """
      {"type":"search","version":1,"root":{"id":0},"statistics":["visits","mean"]}
      {"type":"expand","node":0,"children":[\(children.joined(separator: ","))]}
      {"type":"stats","stats":[[0,2,0.5],[70000,2,0.5]]}

      """)
    let ending = try Program.run("open", path, "--batch")
    #expect(ending.status == 0)
    let rows = ending.output.split(separator: "\n").filter { $0.contains("word ") }
    #expect(rows.count >= 100_000)
    #expect(rows.contains { $0.hasPrefix("word 70000 ") || $0.hasPrefix("  word 70000 ") })
  }

  /// Names that are wider or narrower on the screen than they have characters.
  static let wideNames = [
    "探索値", "木", "e\\u0301\\u0302\\u0303", "\\u200b", "", "\\ud83d\\ude00\\ud83d\\ude00",
    "\\u001b[2J", "a\\nb", "\\u202eabc", String(repeating: "長", count: 500),
    String(repeating: "x", count: 5_000), "(\\u0627\\u0644)",
  ]

  @Test(arguments: wideNames)
  func `a recording is printed whatever its names are`(name: String) throws {
    let path = try file(
      "wide.jsonl",
      """
      {"type":"search","version":1,"engine":"\(name)","problem":"\(name)","root":{"id":0,"text":"\(name)"},\
      "statistics":["visits","mean","\(name)x"],"selection":{"rule":"\(name)","c":1}}
      {"type":"expand","node":0,"children":[{"id":1,"action":"\(name)"},{"id":2,"action":"b"}]}
      {"type":"stats","stats":[[0,5,0.5,1],[1,3,0.5,1],[2,2,0.25,1]]}
      {"type":"select","node":0,"chosen":1,"candidates":[{"node":1,"score":0.8,\
      "terms":{"\(name)":0.8,"U":0}},{"node":2,"score":0.2,"terms":{"U":0.2}}]}
      {"type":"answer","path":[0,1],"text":"\(name)"}

      """)
    for arguments in [["--batch"], ["--batch", "--ascii"], ["--json"]] {
      let ending = try Program.start(["open", path] + arguments).end()
      #expect(ending.status == 0, "\(arguments): \(ending.error)")
      #expect(ending.output.contains("b") && Hostile.dangers(in: ending.output).isEmpty)
    }
  }

  @Test func `mistakes are said in a line`() throws {
    let path = try file("small.jsonl", Self.small)
    func check(_ status: Int32, _ words: String, _ arguments: String...) throws {
      let ending = try Program.start(["open"] + arguments + ["--batch"]).end()
      #expect(ending.status == status && ending.output == "", "\(arguments)")
      #expect(ending.error.contains(words), "\(arguments): \(ending.error)")
      #expect(ending.error.split(separator: "\n").count <= 3, "\(ending.error)")
    }
    try check(2, "the number of an event", path, "--at", "0")
    try check(2, "the number of an event", path, "--at=-3")
    try check(2, "the number of an event", path, "--at=i-1")
    try check(2, "--at 4: the file has 3 lines", path, "--at", "4")
    try check(2, "--at i2: the file holds 1 iteration", path, "--at", "i2")
    try check(1, "No such file", folder.path + "/missing.jsonl")
    let empty = folder.path + "/no-trees"
    try FileManager.default.createDirectory(atPath: empty, withIntermediateDirectories: true)
    try check(1, "no file in this folder holds a tree", empty)
    try check(1, "empty file", try file("empty", ""))
    try check(
      1, "binary: this is a binary file", try file("binary", "\u{0}\u{1}\u{2}\u{3}\n\u{7f}ELF\n"))
    try check(1, "with the key \"a\"", try file("other.json", "{\"a\":1}\n"))
    try check(1, "version 2", try file("new", #"{"type":"search","version":2}"# + "\n"))
    for moment in ["1", "3", "START", "END", "i0", "i1", "end"] {
      let ending = try Program.run("open", path, "--batch", "--at", moment)
      #expect(ending.status == 0 && ending.error == "", "\(moment): \(ending.error)")
    }
  }
}
