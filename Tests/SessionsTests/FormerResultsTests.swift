import Environments
import Presets
import Sessions
import Testing
import TreeSearch

/// Files of results that older versions wrote.
@Suite struct FormerResultsTests {
  private let folder: Folder
  private let problems: ProblemSet

  init() throws {
    folder = try Folder()
    problems = try ProblemSet(
      [try Blocksworld(blocks: 3, steps: 2, seed: 1)], horizon: .usual, seed: 1, title: "one")
  }

  private func run(_ name: String, resuming: String?) throws -> EvaluationRun {
    let entries = [try #require(EvaluationEntry.named(name))]
    let settings = EvaluationSettings(
      chosen: [.init("seed", "1")], horizon: nil, iterations: 5, entries: entries,
      problems: problems)
    return try EvaluationRun(
      entries, problems, settings, iterations: 5, calls: nil, resuming: resuming,
      creating: resuming == nil ? folder.path("new.jsonl") : nil)
  }

  /// The file of an older version, from one of this one: `rows` by the names of then, with other words
  /// replaced.
  private func former(_ name: String, replacing words: [(String, String)]) throws -> String {
    try folder.write("", "new.jsonl")
    do {
      let new = try run(name, resuming: nil)
      try new.finish(jobs: 1, isInterrupted: { false }, progress: { _, _ in })
    }
    var text = try folder.text("new.jsonl")
    text = text.replacing("\"treetop_evaluation\":2", with: "\"treetop_evaluation\":1")
    for (now, then) in words {
      #expect(text.contains(now), "\(now) in \(text)")
      text = text.replacing(now, with: then)
    }
    try folder.write(text, "old.jsonl")
    return folder.path("old.jsonl")
  }

  @Test(arguments: [
    ("expert-greedy", "greedy"), ("sc-mcts-random", "random"), ("repeated-4", "best-of-4"),
  ])
  func `rows are read by the names that they had`(now: String, then: String) throws {
    let path = try former(
      now,
      replacing: [("row \(now)", "row \(then)"), ("\"entry\":\"\(now)", "\"entry\":\"\(then)")])
    #expect(ResultsFile.isFormer(path) && !ResultsFile.isFormer(folder.path("new.jsonl")))
    #expect(EvaluationEntry.presentName(of: then) == now)
    let run = try run(now, resuming: path)
    #expect(run.results.missing.isEmpty)
  }

  @Test func `options are read by the names that they had, and those that were not there`() throws {
    let path = try former(
      "sc-mcts-random",
      replacing: [
        ("row sc-mcts-random", "row random"), ("\"entry\":\"sc-mcts-random", "\"entry\":\"random"),
        ("closing=true", "closes=true"), ("repeats=avoid", "avoids-repeats=true"),
      ])
    #expect(try run("sc-mcts-random", resuming: path).results.missing.isEmpty)
    let other = try former(
      "sc-mcts-random", replacing: [("row sc-mcts-random", "row random"), ("c=", "c=9")])
    #expect(throws: ResultsError.self) { try run("sc-mcts-random", resuming: other) }
  }

  @Test func `walks that the expert drew are not gone on with`() throws {
    let path = try former(
      "repeated-4", replacing: [("row repeated-4", "row best-of-4")])
    let text = try folder.text("old.jsonl")
    try folder.write(String(text.prefix { $0 != "\n" }) + "\n", "old.jsonl")
    let error = #expect(throws: ResultsError.self) { try run("repeated-4", resuming: path) }
    #expect(error?.reason.contains("walks that the expert drew") == true)
  }
}
