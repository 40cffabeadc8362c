import Environments
import SearchTrees
import Testing
import TreeSearch

@testable import Presets

@Suite struct EvaluationRecordTests {
  private func sample() -> EvaluatedRun {
    var run = EvaluatedRun()
    run.found = 4
    run.chosen = true
    run.plan = ["(pick-up a)", "(stack a \"b\u{1B}\u{202E}\\)"]
    run.planFault = "a\nb"
    run.iterations = 10
    run.nodes = 31
    run.calls = 44
    run.seconds = 0.012_345_678_9
    run.settledAt = 3
    var use = ModelUse()
    use.calls = 7
    use.tokens = 900
    use.seconds = 1e-9
    use.accepted = 5
    use.rejected = 1
    use.generations = 2
    use.disagreements = 1
    run.modelUse = use
    run.steps = [ScoredStep(reward: 0.1, progress: -1), ScoredStep(reward: -1e-20, progress: 2)]
    return run
  }

  @Test func `a run is read as it was written, to the last bit`() throws {
    for run in [sample(), EvaluatedRun()] {
      let record = EvaluationRecord.run(entry: "uct", position: 3, problem: "p é", run)
      let line = record.line
      #expect(line.utf8.allSatisfy { 32..<127 ~= $0 })
      #expect(try EvaluationRecord(reading: line, source: "f", number: 2) == record)
    }
  }

  @Test func `a run that was written before calls were counted is read`() throws {
    let record = EvaluationRecord.run(entry: "uct", position: 3, problem: "p", EvaluatedRun())
    let line = record.line.replacing("\"calls\":null,", with: "")
    #expect(line != record.line)
    #expect(try EvaluationRecord(reading: line, source: "f", number: 2) == record)
  }

  @Test func `settings are read as they were written`() throws {
    let settings = EvaluationSettings([.init("seed", "7"), .init("row \"x\"", "c=1\n")])
    let line = EvaluationRecord.settings(settings).line
    #expect(line.hasPrefix("{\"treetop_evaluation\":2,"))
    #expect(try EvaluationRecord(reading: line, source: "f", number: 1) == .settings(settings))
  }

  @Test(arguments: [
    ("", "value is expected"), ("[]", "expected an object"),
    ("{\"entry\":1}", "expected entry: a text"),
    ("{\"treetop_evaluation\":3}", "versions 1 and 2"),
    ("{\"entry\":\"u\",\"at\":-1}", "expected at: a whole"),
    ("{\"entry\":\"u\",\"at\":0,\"problem\":\"p\",\"found\":null}", "expected chosen"),
  ])
  func `a line that is no record is told with its place and what is expected`(
    line: String, words: String
  ) throws {
    let error = try #require(throws: ProblemError.self) {
      try EvaluationRecord(reading: line, source: "f.jsonl", number: 12)
    }
    #expect(error.source == "f.jsonl" && error.line == 12 && error.column != nil)
    #expect(error.reason.contains(words), "\(error.reason)")
  }

  @Test func `every way to cut a line short is noticed`() throws {
    let line = EvaluationRecord.run(entry: "uct", position: 3, problem: "p", sample()).line
    for length in 0..<line.count {
      #expect(throws: ProblemError.self) {
        try EvaluationRecord(reading: String(line.prefix(length)), source: "f", number: 1)
      }
    }
  }

  // MARK: - Going on

  private let entries = [EvaluationEntry(.uct), EvaluationEntry(.puct)]

  private func problems() throws -> ProblemSet {
    try ProblemSet(
      [try Blocksworld(steps: 2, seed: 1), try Blocksworld(steps: 2, seed: 2)], horizon: .usual,
      seed: 0, title: "two")
  }

  private func settings(
    iterations: Int = 10, _ entries: [EvaluationEntry]
  ) throws
    -> EvaluationSettings
  {
    EvaluationSettings(
      chosen: [.init("seed", "0")], horizon: .usual, iterations: iterations, entries: entries,
      problems: try problems())
  }

  @Test func `what is there is skipped, whatever its order`() throws {
    let problems = try problems()
    var results = EvaluationResults(entries: 2, problems: 2)
    try results.check(.settings(settings(entries)), settings(entries), entries, problems)
    try results.take(
      .run(entry: "puct", position: 1, problem: problems.items[1].world.name, sample()), entries,
      problems)
    try results.take(
      .run(entry: "uct", position: 0, problem: problems.items[0].world.name, sample()), entries,
      problems)
    #expect(results.count == 2 && results[1, 1] == sample() && results[0, 1] == nil)
    #expect(results.missing.map { [$0.entry, $0.problem] } == [[1, 0], [0, 1]])
  }

  @Test func `other settings are refused, and the difference is named`() throws {
    let results = EvaluationResults(entries: 2, problems: 2)
    let problems = try problems()
    let more = try #require(throws: ProblemError.self) {
      try results.check(
        .settings(settings(iterations: 20, entries)), settings(entries), entries, problems)
    }
    #expect(more.reason.contains("iterations: 20 there, 10 here;"))
    let fewer = try #require(throws: ProblemError.self) {
      try results.check(.settings(settings([entries[0]])), settings(entries), entries, problems)
    }
    #expect(fewer.reason.contains("row puct: none there, puct c=1.25"))
    let others = try #require(throws: ProblemError.self) {
      try results.check(
        .settings(settings(entries)), settings(iterations: 11, [entries[0]]), entries, problems)
    }
    #expect(others.reason.contains("iterations: 10 there, 11 here; and 1 more"))
    #expect(throws: ProblemError.self) {
      try results.check(
        .run(entry: "uct", position: 0, problem: "", sample()), settings(entries), entries, problems
      )
    }
  }

  @Test func `a run that is there twice or belongs elsewhere is refused`() throws {
    let problems = try problems()
    var results = EvaluationResults(entries: 2, problems: 2)
    let name = problems.items[0].world.name
    try results.take(
      .run(entry: "uct", position: 0, problem: name, EvaluatedRun()), entries, problems)
    for (entry, position, problem, words) in [
      ("uct", 0, name, "already"), ("rap", 0, name, "no row \"rap\""),
      ("uct", 1, name, "another one"),
      ("uct", 2, name, "another one"),
    ] {
      let error = try #require(throws: ProblemError.self) {
        try results.take(
          .run(entry: entry, position: position, problem: problem, sample()), entries, problems)
      }
      #expect(error.reason.contains(words))
    }
    #expect(results[0, 0] == EvaluatedRun())
  }
}
