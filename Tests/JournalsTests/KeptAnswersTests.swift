import Environments
import Foundation
import Groundwork
import Journals
import Presets
import RewardModels
import SearchTrees
import Testing
import TreeSearch

/// What models said is in a recording, and a search that goes on from it asks for none of it again.
@Suite struct KeptAnswersTests {
  private func plan(
    _ preset: Preset, _ change: (inout StepRewardSettings) -> Void = { _ in }
  ) throws
    -> SearchPlan
  {
    var plan = SearchPlan(try Problem.named("blocksworld:blocks=3,steps=4,seed=2"), preset)
    var settings = try #require(preset.stepRewards)
    change(&settings)
    plan.stepRewards = settings
    plan.seed = 4
    return plan
  }

  private func calls(_ session: any SearchSession) -> Int {
    var summary = SearchSummary()
    session.fill(&summary)
    return summary.modelUse?.calls ?? 0
  }

  private func expectFed(_ plan: SearchPlan, simulations: Int = 6) throws {
    let session = plan.makeSession(undoBytes: 0)
    let text = try recorded(session, simulations)
    let recording = Recording.whole(text)
    let fed = plan.makeSession(
      SessionOptions(undoBytes: 0, answers: recording.keptAnswers()))
    fed.run(session.iterations)
    #expect(
      fed.report(.mostVisits).fingerprint == session.report(.mostVisits).fingerprint)
    #expect(calls(fed) == 0)
    // And on from there: what was not answered is asked.
    fed.run(2)
    session.run(2)
    #expect(
      fed.report(.mostVisits).fingerprint == session.report(.mostVisits).fingerprint)
  }

  private func recorded(_ session: any SearchSession, _ simulations: Int) throws -> String {
    var summary = SearchSummary()
    session.fill(&summary)
    let path = FileManager.default.temporaryDirectory
      .appendingPathComponent("treetop-answers-\(UUID().uuidString).jsonl").path
    defer { try? FileManager.default.removeItem(atPath: path) }
    let recorder = JournalRecorder(
      try JournalFile(creating: path), header: JournalHeader(summary))
    session.run(simulations, recordedBy: recorder)
    recorder.finish()
    return try String(contentsOfFile: path, encoding: .utf8)
  }

  @Test(arguments: Preset.all.filter { $0.stepRewards != nil })
  func `a recorded search of language models is run again without them`(preset: Preset) throws {
    try expectFed(plan(preset))
  }

  @Test func `statistics that learn while they judge learn the same from what was judged`() throws {
    try expectFed(plan(.contrastive) { $0.update = .afterState })
    try expectFed(plan(.contrastive) { $0.update = .afterStep })
  }

  @Test func `states and actions that a model wrote are not written again`() throws {
    try expectFed(
      plan(.contrastive) {
        $0.worldModel = .expert
        $0.proposal = .generated(4)
      }, simulations: 4)
  }
}
