import Environments
import Presets
import SearchTrees
import Testing
import TreeSearch

@testable import Journals

/// What recordings hold about new children that are forbidden, and about values that no sum shows.
@Suite struct BranchingReplayTests {
  @Test(arguments: [Preset.adaptiveBranching, .mixedBranching])
  func `a ban on new children is there from its event on`(preset: Preset) throws {
    let plan = SearchPlan(try Problem.named("design:places=5,letters=3"), preset)
    let journal = try JournalInFolder()
    let recorder = try journal.recorder(of: plan)
    let session = plan.makeSession(undoBytes: 1 << 18)
    session.run(20, recordedBy: recorder)
    _ = try session.edit(.banGrowth(.root), by: .user)
    recorder.edited(.banGrowth(.root), by: .user)
    session.run(20, recordedBy: recorder)
    recorder.finish()
    let rules = plan.makeSession(undoBytes: 0)
    let recording = Recording.whole(journal.text) { _ in rules }
    let lines = journal.text.split(separator: "\n")
    let event = try #require(lines.firstIndex { $0.contains("\"growth_banned\":true") })
    var slicer = TreeSlicer()
    // There and back.
    for (shown, isBanned) in [
      (lines.count, true), (event, false), (event + 1, true), (event, false), (lines.count, true),
    ] {
      recording.show(event: shown)
      var slice = TreeSlice()
      recording.fill(&slice, for: SliceRequest(), path: [], &slicer)
      #expect(slice.detail.statistics.flags.contains(.growthBanned) == isBanned, "\(shown)")
    }
    let statistics = recording.header?.columns ?? []
    #expect(statistics.contains { $0.choices == ["careful", "quick"] })
    let mean = statistics.first { $0.name == "gen_mean" }
    #expect(mean?.spread == Statistic.Spread(count: "gen_count", squares: "gen_squares"))
  }

  @Test func `what a backup by the best child backed up is told live and by the recording`() throws
  {
    var plan = SearchPlan(try Problem.named("blocksworld:blocks=3,steps=4,seed=2"), .uct)
    try plan.set([GivenOption("backup", "max", spelling: "--backup max")])
    let journal = try JournalInFolder()
    let recorder = try journal.recorder(of: plan)
    let session = plan.makeSession(undoBytes: 1 << 20)
    session.run(80, recordedBy: recorder)
    recorder.finish()
    var wanted = SliceRequest()
    wanted.wantsHistory = true
    wanted.wantsTrace = true
    let rules = plan.makeSession(undoBytes: 0)
    let recording = Recording.whole(journal.text) { _ in rules }
    var slicer = TreeSlicer()
    for node in [NodeID.root, NodeID(1), NodeID(3)] {
      wanted.cursor = .node(node)
      var (live, recorded) = (TreeSlice(), TreeSlice())
      session.fill(&live, for: wanted)
      recording.fill(&recorded, for: wanted, path: [], &slicer)
      recording.fill(&recorded.detail, for: wanted)
      let backups = try #require(live.detail.backups)
      #expect(!backups.isEmpty && backups == recorded.detail.backups)
      // A goal pays 1: no more than that was ever backed up, whatever a sum grew by.
      #expect(backups.allSatisfy { 0...1 ~= $0.value })
      for case .backedUp(_, let effects) in live.trace?.phases.flatMap(\.changes) ?? [] {
        let effect = effects.first { $0.node == node }
        #expect(effect.map { $0.value == backups[0].value } ?? true)
      }
    }
  }
}
