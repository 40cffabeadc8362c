import Environments
import Foundation
import Groundwork
import Presets
import SearchTrees
import Testing
import TreeSearch

@testable import Journals

/// Recordings of searches that judge steps, beside the searches themselves.
@Suite(.serialized, .timeLimit(.minutes(20)))
struct JudgedRecordingTests {
  private static let presets = Preset.all.filter { $0.stepRewards != nil }

  private func plan(
    _ preset: Preset, _ problem: String = "blocksworld:blocks=4,steps=4,seed=3",
    backup: BackupRule? = nil
  ) throws -> SearchPlan {
    var plan = SearchPlan(try Problem.named(problem))
    plan.preset = preset
    plan.stepRewards = preset.stepRewards
    plan.stepRewards?.rewards = .random
    plan.backup = backup
    plan.seed = 4
    return plan
  }

  private func recorded(_ plan: SearchPlan, _ count: Int) throws -> String {
    let journal = try JournalInFolder()
    let recorder = try journal.recorder(of: plan)
    plan.makeSession(undoBytes: 0).run(count, recordedBy: recorder)
    recorder.finish()
    return journal.text
  }

  /// A harness that shows a recording with the rules of the plan.
  private func harness(_ plan: SearchPlan, _ text: String) -> ReplayHarness {
    var options = RecordedSearch.Options()
    options.branchRefusal = nil
    options.makeInterpreter = { _ in plan.makeSession(undoBytes: 0) }
    return ReplayHarness(options, text)
  }

  @Test(arguments: presets)
  func `at any iteration a slice is that of a search that stopped there`(preset: Preset) throws {
    let plan = try plan(preset)
    let harness = harness(plan, try recorded(plan, 30))
    defer { harness.search.close() }
    harness.loaded()
    let session = plan.makeSession(undoBytes: 0)
    session.keepHistories()
    for number in 1...30 {
      let before = session.iterations
      session.run(1)
      guard session.iterations > before else { break }
      var request = ReplayHarness.wide
      request.cursor = .node(NodeID(number % 12))
      request.orderVersion = number
      harness.send(.goToIteration(number), request: request)
      let slice = harness.wait { $0.summary.iterations == number }
      var live = TreeSlice()
      session.fill(&live, for: request)
      #expect(plain(slice.rows) == plain(live.rows))
      #expect("\(slice.detail.siblings as Any)" == "\(live.detail.siblings as Any)")
      #expect("\(slice.detail.children as Any)" == "\(live.detail.children as Any)")
      #expect(slice.detail.statistics == live.detail.statistics)
      #expect(slice.detail.picture == live.detail.picture)
      #expect(slice.summary.alarms == live.summary.alarms)
      #expect(slice.summary.bestLine == live.summary.bestLine)
      #expect(slice.summary.edge.head == "r")
    }
  }

  @Test
  func `what models said of a step is in a recording what it is in the search, to the last bit`()
    throws
  {
    var plan = try plan(.contrastive)
    plan.stepRewards = Preset.contrastive.stepRewards
    let text = try recorded(plan, 4)
    #expect(text.contains("\"logprobs\":{\"expert\":"))
    let recording = Recording.whole(text)
    let session = plan.makeSession(undoBytes: 0)
    session.run(4)
    var request = SliceRequest()
    request.wantsVerdicts = true
    request.cursor = .node(NodeID(1))
    var live = TreeSlice()
    session.fill(&live, for: request)
    let steps = live.detail.siblingVerdicts
    #expect(steps.count > 1 && steps.allSatisfy { !$0.verdict.tokens.isEmpty })
    for step in steps {
      let recorded = recording.verdict(of: step.node)
      #expect(recorded?.tokens == step.verdict.tokens && recorded?.parts == step.verdict.parts)
    }
  }

  /// Rows as text by their nodes; in which order siblings stand depends on what was shown before.
  private func plain(_ rows: [SliceRow]) -> [String] {
    rows.sorted { $0.id < $1.id }.map { row in
      var row = row
      row.continues = []
      return "\(row)"
    }
  }

  /// A table as text, without knowing which candidate was about to grow or to be passed over.
  private func plain(_ table: SelectionTable?) -> String {
    guard var table else { return "none" }
    for place in table.candidates.indices {
      table.candidates[place].flags.subtract([.complete, .unentered])
    }
    return "\(table)"
  }

  @Test(arguments: presets, [BackupRule.equation3, .suffixSum])
  func `a trace of judged steps is the one that the search itself explains`(
    preset: Preset, backup: BackupRule
  ) throws {
    let plan = try plan(preset, backup: backup)
    let harness = harness(plan, try recorded(plan, 12))
    defer { harness.search.close() }
    harness.loaded()
    let session = plan.makeSession(undoBytes: 1 << 18)
    var request = ReplayHarness.wide
    request.wantsTrace = true
    for number in 1...8 {
      for _ in 0..<4 { session.stepPhase() }
      var live = TreeSlice()
      session.fill(&live, for: request)
      let expected = try #require(live.trace)
      harness.send(.goToIteration(number), request: request)
      let slice = harness.wait { $0.summary.iterations == number && $0.trace != nil }
      let trace = try #require(slice.trace)
      #expect(trace.leafLine == expected.leafLine)
      #expect(trace.path.map(\.node) == expected.path.map(\.node))
      #expect(trace.path.map(\.isNew) == expected.path.map(\.isNew))
      for (step, expected) in zip(trace.path, expected.path) {
        #expect(plain(step.table) == plain(expected.table))
      }
      let remarks = zip(trace.path, expected.path).dropLast().map { ($0.remark, $1.remark) }
      #expect(remarks.allSatisfy { $0 == $1 })
      func growths(_ trace: SimulationTrace) -> [TreeChange] {
        trace.phases.filter { $0.phase == .expand }.flatMap(\.changes)
      }
      #expect(growths(trace) == growths(expected))
      #expect(number > 1 || growths(trace).count > 1)
      #expect(trace.phases.last?.changes == expected.phases.last?.changes)
    }
  }
}
