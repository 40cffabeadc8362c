import Foundation
import Testing

@Suite struct EvaluateTests {
  /// A small evaluation.
  private let small = [
    "evaluate", "blocksworld", "--steps", "2,4", "--count", "4", "--preset", "uct,puct",
    "--iterations", "30", "--seed", "3",
  ]

  /// Runs an evaluation and returns its page without the seconds.
  private func page(_ arguments: [String]) throws -> String {
    let ending = try Program.start(arguments).end()
    try #require(ending.status == 0, "\(ending.error)")
    #expect(ending.error.isEmpty)
    return timeless(ending.output)
  }

  /// Takes the last column away from the rows of the block that has the seconds.
  private func timeless(_ page: String) -> String {
    var isTimed = false
    return page.split(separator: "\n", omittingEmptySubsequences: false).map { line in
      if line.hasPrefix("a problem") { isTimed = true }
      if line.isEmpty { isTimed = false }
      return isTimed ? String(line.prefix(50)) : String(line)
    }.joined(separator: "\n")
  }

  @Test func `the same command prints the same tables, whoever shares the work`() throws {
    let first = try page(small + ["--jobs", "1"])
    #expect(first == (try page(small + ["--jobs", "1"])))
    #expect(first == (try page(small + ["--jobs", "3"])))
    #expect(first != (try page(small + ["--seed", "4"])))
    #expect(first.split(separator: "\n").allSatisfy { $0.count <= 80 })
    for words in ["found, %", "chosen, %", "L=2", "L=4", "only uct", "2 actions after the optimal"]
    {
      #expect(first.contains(words), "\(words)")
    }
  }

  @Test func `an evaluation that was killed goes on to the same tables`() throws {
    let folder = TemporaryFolder()
    let file = folder.path + "/results.jsonl"
    let whole = small.map { $0 == "4" ? "12" : $0 } + ["--iterations", "2000"]
    let expected = try page(whole)
    let run = try Program.start(whole + ["--output", file, "--jobs", "2"])
    // Some lines, not all 49.
    let deadline = Date(timeIntervalSinceNow: 60)
    while lines(of: file) < 6, Date() < deadline { usleep(500) }
    run.send(SIGKILL)
    #expect(run.end().status == -SIGKILL)
    let kept = lines(of: file)
    #expect(6..<49 ~= kept)
    // The last line of a file may be half a line.
    let handle = try #require(FileHandle(forWritingAtPath: file))
    try handle.seekToEnd()
    try handle.write(contentsOf: Data("{\"entry\":\"uc".utf8))
    try handle.close()
    #expect(try page(whole + ["--resume", file]) == expected)
    #expect(lines(of: file) == 49)
    // Once complete, nothing is done again.
    let text = try String(contentsOfFile: file, encoding: .utf8)
    #expect(try page(whole + ["--resume", file]) == expected)
    #expect(try String(contentsOfFile: file, encoding: .utf8) == text)
  }

  private func lines(of path: String) -> Int {
    guard let data = FileManager.default.contents(atPath: path) else { return 0 }
    return data.count { $0 == UInt8(ascii: "\n") }
  }

  @Test func `control-C leaves a whole file and tells how to go on`() throws {
    let folder = TemporaryFolder()
    let file = folder.path + "/results.jsonl"
    let run = try Program.start(
      small + ["--iterations", "1000000", "--output", file],
      by: ["/usr/bin/env", "--default-signal=HUP,INT,TERM"])
    let deadline = Date(timeIntervalSinceNow: 60)
    while lines(of: file) < 1, Date() < deadline { usleep(500) }
    run.send(SIGINT)
    let ending = run.end()
    #expect(ending.status == 130)
    #expect(ending.error.contains("of 16 searches; the same command with --resume \(file) goes on"))
    #expect(ending.error.filter(\.isNewline).count == 1)
    #expect(ending.output.contains("INCOMPLETE: "))
    #expect(try String(contentsOfFile: file, encoding: .utf8).hasSuffix("\n"))
  }

  @Test func `a file is neither overwritten nor mixed with other settings`() throws {
    let folder = TemporaryFolder()
    let file = folder.path + "/results.jsonl"
    _ = try page(small + ["--output", file])
    let text = try String(contentsOfFile: file, encoding: .utf8)
    for (arguments, words) in [
      (["--output", file], "exists and is not empty; go on with it by --resume"),
      (["--resume", file, "--iterations", "31"], "iterations: 30 there, 31 here"),
      (["--resume", file, "--preset", "uct"], "row puct: puct c=1.25"),
      (["--resume", file, "--horizon", "optimal"], "horizon: optimal+2 there, optimal here"),
      (["--resume", folder.path + "/no.jsonl"], "there is no such file; --output FILE begins one"),
      (["--resume", file, "--output", file], "leave --output out"),
    ] {
      let ending = try Program.start(small + arguments).end()
      #expect(ending.status != 0 && ending.output.isEmpty)
      #expect(ending.error.contains(words), "\(ending.error)")
      #expect(ending.error.filter(\.isNewline).count == 1)
    }
    #expect(try String(contentsOfFile: file, encoding: .utf8) == text)
    let damaged = try TemporaryFile(text + "{\"entry\":\"uct\",\"at\":1e9}\n", named: "r.jsonl")
    let ending = try Program.start(small + ["--resume", damaged.path]).end()
    #expect(ending.status == 1 && ending.error.hasPrefix("treetop: \(damaged.path):18:"))
  }

  @Test func `the object for programs has the documented keys`() throws {
    let ending = try Program.start(small + ["--json"]).end()
    let object = try #require(
      try JSONSerialization.jsonObject(with: Data(ending.output.utf8)) as? [String: Any])
    #expect(ending.output.filter(\.isNewline).count == 1)
    #expect(
      Set(object.keys) == ["problems", "settings", "lengths", "counts", "done", "runs", "rows"])
    #expect(object["lengths"] as? [Int] == [2, 4] && object["done"] as? Int == 16)
    let rows = try #require(object["rows"] as? [[String: Any]])
    #expect(rows.map { $0["name"] as? String } == ["uct", "puct"])
    let help = try Program.run("evaluate", "--help").output
    for key in Array(object.keys) + Array(rows[0].keys) { #expect(help.contains(key), "\(key)") }
    let found = try #require(rows[1]["found_overall"] as? [String: Any])
    #expect(found["of"] as? Int == 8 && found["low"] is Double)
    let test = try #require(rows[1]["chosen_against_first"] as? [String: Any])
    #expect(Set(test.keys) == ["only_first", "only_this", "p"])
  }

  @Test func `a search whose rewards hold the answer key says so, and stands beside one without`()
    throws
  {
    let text = try page([
      "evaluate", "blocksworld", "--steps", "2", "--count", "2", "--blocks", "3", "--preset", "rap",
      "--iterations", "3", "--seed", "3",
    ])
    #expect(text.contains("+50 at the goal"))
    #expect(text.contains("rap-bare") && text.contains("hold the rules' verdict on the goal"))
    let help = try Program.run("evaluate", "--help").output
    #expect(help.contains("answer key") && !help.contains("nothing but the search's own numbers"))
  }

  @Test func `files and folders of problems are evaluated in the order of their names`() throws {
    let folder = TemporaryFolder()
    for (name, goal) in [("b", "(on a b)"), ("a", "(and (on a b) (on b c))")] {
      let text = """
        (define (problem p) (:domain blocksworld-4ops) (:objects a b c)
        (:init (handempty) (ontable a) (ontable b) (ontable c) (clear a) (clear b) (clear c))
        (:goal \(goal)))
        """
      try text.write(toFile: folder.path + "/\(name).pddl", atomically: true, encoding: .utf8)
    }
    try "no problem".write(toFile: folder.path + "/notes.txt", atomically: true, encoding: .utf8)
    let results = folder.path + "/results.jsonl"
    let text = try page([
      "evaluate", folder.path, "--iterations", "2000", "--output", results,
    ])
    #expect(text.contains("2 problems of ") && text.contains("L=2") && text.contains("L=4"))
    #expect(text.replacing("\n", with: " ").contains("in the training of the embedded models"))
    let lines = try String(contentsOfFile: results, encoding: .utf8).split(separator: "\n")
    #expect(lines.contains { $0.contains("\"at\":0") && $0.contains("/a.pddl\",\"found\":4") })
    #expect(lines.contains { $0.contains("\"at\":1") && $0.contains("/b.pddl\",\"found\":2") })
    let one = try page(["evaluate", folder.path + "/b.pddl", "--iterations", "2000"])
    #expect(one.contains("1 problem of ") && one.contains("found, %               L=2     all\n"))
  }

  @Test func `games are evaluated by their first moves`() throws {
    let games = [
      "evaluate", "tic-tac-toe", "--steps", "4,5", "--count", "3", "--iterations", "40", "--seed",
      "2",
    ]
    let page = try page(games)
    for words in ["moves left", "L=4", "L=5", "uct", "puct", "keeps what the position is worth"] {
      #expect(page.contains(words), "\(words)")
    }
    #expect(!page.contains("found") && !page.contains("optimal"))
    let output = try Program.start(games + ["--json"]).end().output
    let object = try #require(
      try JSONSerialization.jsonObject(with: Data(output.utf8)) as? [String: Any])
    let rows = try #require(object["rows"] as? [[String: Any]])
    #expect(rows.count == 2 && rows.allSatisfy { $0["found"] is NSNull })
    #expect(rows.allSatisfy { ($0["chosen"] as? [Any])?.count == 2 })
  }
}
