import Environments
import Presets
import Sessions
import Testing
import TreeSearch

@Suite struct ResultsFileTests {
  private let folder: Folder
  private let entries: [EvaluationEntry]
  private let problems: ProblemSet

  init() throws {
    folder = try Folder()
    entries = ["uct", "puct"].compactMap { EvaluationEntry.named($0) }
    let source = try #require(ProblemSource.named("tic-tac-toe"))
    let choice = ProblemSource.Choice(
      lengths: [source.lengths[0]], count: 3, blocks: nil, horizon: nil, seed: 1)
    var draw = try source.draw(length: source.lengths[0], choice)
    problems = ProblemSet(
      try (0..<3).map { _ in try draw.next() }, title: source.title(choice), truth: source.truth)
  }

  private func run(
    _ iterations: Int = 20, resuming: Bool = false
  ) throws(ResultsError) -> EvaluationRun {
    let settings = EvaluationSettings(
      chosen: [.init("seed", "1")], horizon: nil, iterations: iterations, entries: entries,
      problems: problems)
    let path = folder.path("results.jsonl")
    return try EvaluationRun(
      entries, problems, settings, iterations: iterations, calls: nil,
      resuming: resuming ? path : nil, creating: resuming ? nil : path)
  }

  private func finish(
    _ run: EvaluationRun, until isInterrupted: () -> Bool = { false }
  ) throws(ResultsError) -> Bool {
    try run.finish(jobs: 2, isInterrupted: isInterrupted, progress: { _, _ in })
  }

  /// What was found, without the seconds that it took.
  private func found(_ run: EvaluationRun) -> [[EvaluatedRun?]] {
    run.results.runs.map { row in
      row.map { run in
        var run = run
        run?.seconds = 0
        return run
      }
    }
  }

  @Test func `an evaluation goes on behind its last whole line, with the same results`() throws {
    let whole: [[EvaluatedRun?]]
    do {
      let run = try run()
      #expect(try finish(run))
      whole = found(run)
    }
    let text = try folder.text("results.jsonl")
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    #expect(lines.count == 1 + 6 + 1)
    // Killed while the fourth result was written.
    let kept = lines.prefix(4).joined(separator: "\n") + "\n" + lines[4].prefix(9)
    do {
      try folder.write(kept, "results.jsonl")
      let rest = try run(resuming: true)
      #expect(rest.results.count == 3)
      var seen: [Int] = []
      let isDone = try rest.finish(
        jobs: 1, isInterrupted: { false },
        progress: { done, missing in
          seen.append(done)
          #expect(missing == 3)
        })
      #expect(isDone && seen.last == 3)
      #expect(found(rest) == whole)
    }
    #expect(try folder.text("results.jsonl").split(separator: "\n").count == 7)
    #expect(try run(resuming: true).results.missing.isEmpty)
  }

  @Test func `whoever waits no longer gets what is done, and how much is missing`() throws {
    let run = try run()
    #expect(try !finish(run, until: { true }))
    #expect(run.results.missing.count == 6 - run.results.count)
  }

  @Test func `the file of another evaluation is refused, and so is one that is there`() throws {
    do {
      let first = try run()
      #expect(try finish(first))
    }
    let other = #expect(throws: ResultsError.self) { try run(21, resuming: true) }
    #expect(other?.place.hasPrefix(folder.path("results.jsonl") + ":1") == true)
    #expect(other?.reason.contains("iterations: 20 there, 21 here") == true)
    let taken = #expect(throws: ResultsError.self) { try run() }
    #expect(taken?.reason.contains("go on with it by --resume") == true)
    try folder.write(try folder.text("results.jsonl") + "nonsense\n", "results.jsonl")
    let broken = #expect(throws: ResultsError.self) { try run(resuming: true) }
    #expect(broken?.place.hasPrefix(folder.path("results.jsonl") + ":8") == true)
  }

  @Test func `a file is written by one evaluation at a time`() throws {
    let first = try run()
    let second = #expect(throws: ResultsError.self) { try run(resuming: true) }
    #expect(second?.reason == "another program is writing this file")
    #expect(first.results.count == 0)
  }
}
