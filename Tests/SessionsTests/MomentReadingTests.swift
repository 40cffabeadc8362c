import Environments
import Journals
import Presets
import SearchTrees
import Sessions
import Testing
import TreeSearch

@Suite struct MomentReadingTests {
  private let folder: Folder
  private let plan: SearchPlan

  init() throws {
    folder = try Folder()
    plan = SearchPlan(try Problem.named("tic-tac-toe"))
  }

  private func read(_ moment: Moment) throws -> MomentReading.Outcome {
    try MomentReading(of: RecordedFile(folder.path(), name: "a.jsonl"), at: moment).read()
  }

  @Test func `a moment is what a search found that stopped there`() throws {
    let whole = try folder.record(plan, 50)
    let end = try read(.end)
    #expect(end.result.report.fingerprint == whole.fingerprint && !end.leavesOut)
    let early = plan.makeSession(undoBytes: 0)
    early.run(20)
    let moment = try read(.iteration(20))
    #expect(moment.result.report.fingerprint == early.fingerprint)
    #expect(moment.result.report.answer == early.report(plan.effectiveAnswer).answer)
    #expect(moment.result.plan != nil)
  }

  @Test func `a moment beyond the end is named with what there is`() throws {
    try folder.record(plan, 50)
    let lines = try folder.text().split(separator: "\n").count
    let iteration = #expect(throws: MomentReading.Failure.self) { try read(.iteration(51)) }
    guard case .noIteration(51, of: 50) = iteration else {
      Issue.record("\(String(describing: iteration))")
      return
    }
    let event = #expect(throws: MomentReading.Failure.self) { try read(.event(lines + 1)) }
    guard case .noEvent(lines + 1, of: lines) = event else {
      Issue.record("\(String(describing: event))")
      return
    }
  }

  @Test func `lines that cannot be used are named, and the rest is read`() throws {
    try folder.record(plan, 50)
    let lines = try folder.text().split(separator: "\n").count
    try folder.write(try folder.text() + "{\"type\":\"backup\",\"path\":[99999]}\n")
    let outcome = try read(.end)
    #expect(outcome.leavesOut && outcome.problemCount == 1)
    #expect(outcome.problems.map(\.line) == [lines + 1])
    #expect(outcome.result.report.summary.iterations == 50)
  }

  @Test func `a file of another kind is none`() throws {
    try folder.write("hello\n")
    let failure = #expect(throws: RecordedFile.Failure.self) {
      try RecordedFile(folder.path(), name: "a.jsonl")
    }
    guard case .isNone = failure else {
      Issue.record("\(String(describing: failure))")
      return
    }
  }
}
