import Foundation
import Testing

/// Scripts that press keys and show screens, and views as lines.
@Suite struct ScriptTests {
  private func play(_ script: String, _ arguments: String...) throws -> Program.Ending {
    let file = try TemporaryFile(script, named: "script.txt")
    return try Program.start(arguments + ["--script", file.path]).end()
  }

  @Test func `a script shows the screens that it asks for, the same each time`() throws {
    let script = """
      # a first look
      size 80x24
      :simulate 300
      wait
      keys j l j
      dump open
      size 120x40
      dump wide
      theme light
      dump ansi light
      keys Q
      """
    let first = try play(script, "search", "connect-four", "--seed", "1", "--paused")
    #expect(first.status == 0 && first.error.isEmpty, "\(first.error)")
    #expect(first.output.contains("== open 80x24\n"))
    #expect(first.output.contains("== wide 120x40\n"))
    #expect(first.output.contains("== light 120x40\n"))
    #expect(first.output.contains("\u{1B}[0;38;5;25m") || first.output.contains("38;5;25"))
    #expect(first.output.contains("300"))
    let second = try play(script, "search", "connect-four", "--seed", "1", "--paused")
    #expect(first.output == second.output)
  }

  @Test func `keys of a script are told from nonsense before anything is done`() throws {
    let ending = try play("keys j\nkeys zzz", "search", "connect-four")
    #expect(ending.status == 2)
    #expect(ending.error.contains("script.txt:2: \"zzz\" is no key"))
    #expect(ending.output.isEmpty)
  }

  @Test func `what is printed on leaving is printed`() throws {
    let ending = try play(
      ":simulate 50\nkeys j y P k Q", "search", "tic-tac-toe", "--seed", "1", "--paused")
    #expect(ending.status == 0, "\(ending.error)")
    #expect(!ending.output.isEmpty && ending.output.count < 20, "\(ending.output)")
  }

  @Test func `a recording of how a search ended alone is not said to be of one simulation`() throws
  {
    let file = try TemporaryFile(
      """
      {"type":"search","version":1,"problem":"p","root":{"id":0},"statistics":["visits","mean"]}
      {"type":"expand","node":0,"children":[{"id":1,"action":"a"},{"id":2,"action":"b"}]}
      {"type":"stats","stats":[[0,40,0.5],[1,30,0.6],[2,10,0.2]]}

      """, named: "end.jsonl")
    let ending = try play("size 120x40\nkeys g p\ndump", "open", file.path)
    #expect(ending.status == 0, "\(ending.error)")
    #expect(ending.output.contains("40 sims"))
    #expect(
      ending.output.contains("Known at one moment only, not how it came about; lines begin at two.")
    )
  }

  @Test(arguments: ["tree", "steps", "selection", "plots"])
  func `a view of a search is printed as lines`(view: String) throws {
    let ending = try Program.run(
      "search", "connect-four", "--seed", "1", "--iterations", "200", "--batch", "--view", view)
    #expect(ending.status == 0, "\(ending.error)")
    #expect(ending.output.split(separator: "\n").count > 5, "\(ending.output)")
    #expect(!ending.output.unicodeScalars.contains { (0x2800...0x28FF).contains($0.value) })
  }

  @Test func `a comparison is printed as lines`() throws {
    let file = try TemporaryFile("", named: "one.jsonl")
    let path = file.path + ".jsonl"
    defer { try? FileManager.default.removeItem(atPath: path) }
    let recorded = try Program.run(
      "search", "connect-four", "--seed", "1", "--iterations", "300", "--record", path, "--batch")
    #expect(recorded.status == 0, "\(recorded.error)")
    let view = ["--batch", "--view", "compare", "--with"]
    for words in [
      ["open", path] + view + ["\(path)@i100"],
      ["search", "connect-four", "--seed", "2", "--iterations", "300"] + view + [path],
    ] {
      let ending = try Program.start(words).end()
      #expect(ending.status == 0, "\(ending.error)")
      #expect(ending.output.contains("[Compare]") && ending.output.contains("root"))
      #expect(ending.output.contains("places") && ending.output.contains("answer"))
      #expect(!ending.output.contains("\n\n\n"))
    }
    let none = try Program.start(["open", path] + view + [path + "x"]).end()
    #expect(none.status == 1 && none.output.isEmpty, "\(none.output)")
    #expect(none.error.contains("one.jsonl.jsonlx"))
    let without = try Program.start(["open", path] + view.dropLast()).end()
    #expect(without.status == 2 && without.error.contains("--with FILE"))
    let alone = try Program.run("open", path, "--batch", "--with", path)
    #expect(alone.status == 2 && alone.error.contains("--view compare"))
  }

  @Test func `a view is printed where there is no terminal only`() throws {
    let without = try Program.run("search", "connect-four", "--iterations", "9", "--view", "steps")
    #expect(without.status == 2 && without.error.contains("--batch"))
    let json = try Program.run(
      "search", "connect-four", "--iterations", "9", "--view", "steps", "--json")
    #expect(json.status == 2 && json.error.contains("leave --json out"))
  }

  @Test func `yank writes a new file and never over one`() throws {
    let kept = try TemporaryFile("mine", named: "kept.json")
    let new = kept.path + ".new"
    defer { try? FileManager.default.removeItem(atPath: new) }
    let ending = try play(
      "size 200x60\n:simulate 50\n:yank value \(kept.path)\ndump\n:yank value \(new)\ndump",
      "search",
      "tic-tac-toe", "--seed", "1", "--paused")
    // Scripts are played without a person's files.
    #expect(ending.output.contains("nothing is written from here"))
    #expect(try String(contentsOfFile: kept.path, encoding: .utf8) == "mine")
  }
}
