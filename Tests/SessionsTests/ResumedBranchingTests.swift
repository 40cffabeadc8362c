import Environments
import Journals
import Presets
import SearchTrees
import Sessions
import Testing
import TreeSearch

/// Recordings of searches that draw, make children by choice, or go by whole episodes.
@Suite struct ResumedBranchingTests {
  private let folder: Folder

  init() throws { folder = try Folder() }

  private func plan(_ preset: Preset, _ problem: String) throws -> SearchPlan {
    var plan = SearchPlan(try Problem.named(problem), preset)
    plan.seed = 7
    return plan
  }

  private func width(_ session: any SearchSession) -> Int {
    var width = 0
    session.read { width = $0.childCount(of: .root) }
    return width
  }

  @Test(
    arguments: [
      ("ab-mcts-a", "design:places=5,letters=3,noise=0.1"),
      ("ab-mcts-m", "design:places=5,letters=3"), ("reg-policy", "tic-tac-toe"),
      ("gumbel", "tic-tac-toe"), ("best-first", "tic-tac-toe"), ("greedy", "tic-tac-toe"),
      ("repeated", "blocksworld:blocks=3,steps=4,seed=2"), ("random-walk", "connect-four:4453"),
      ("mctsr", "design:places=5,letters=3,noise=0.1"),
      ("mctsr-code", "design:places=5,letters=3,noise=0.1"),
      ("mctsr-zero", "design:places=5,letters=3,noise=0.1"),
      ("i-mcts", "design:places=5,letters=3"), ("i-mcts-code", "design:places=5,letters=3"),
      ("rebase", "blocksworld:blocks=3,steps=4,seed=2"), ("beam", "design:places=5,letters=3"),
    ])
  func `a recording is gone on with to the tree and the file of an uninterrupted search`(
    preset: String, problem: String
  ) throws {
    let plan = try plan(try #require(Preset.named(preset)), problem)
    let whole = try folder.record(plan, 40)
    let expected = try folder.text()
    let place = try #require(expected.firstRange(of: "\"iteration\":21,")?.lowerBound)
    try folder.write(String(expected[..<place]))
    var request = SearchRequest(exploring: plan)
    request.recorder = try JournalRecorder(resuming: folder.path())
    let session = try request.makeSession { _ in }
    #expect(session.iterations == 20)
    let recorder = try #require(request.recorder)
    session.run(20, recordedBy: recorder)
    recorder.finish()
    #expect(session.fingerprint == whole.fingerprint)
    let isSame = try folder.text() == expected
    #expect(isSame)
  }

  @Test(arguments: [Preset.adaptiveBranching, .mixedBranching])
  func `a ban on new children is gone on with, branched, and not there before its event`(
    preset: Preset
  ) throws {
    let plan = try plan(preset, "design:places=5,letters=3")
    var before = 0
    let whole = try folder.record(plan, 60) { session, recorder in
      before = width(session)
      _ = try session.edit(.banGrowth(.root), by: .user)
      recorder.edited(.banGrowth(.root), by: .user)
    }
    #expect(width(whole) == before && before > 0)
    let text = try folder.text()
    #expect(text.contains("\"growth_banned\":true"))
    let lines = text.split(separator: "\n")
    let event = try #require(lines.firstIndex { $0.contains("\"growth_banned\":true") })
    // Gone on with from the end, and branched there.
    let resumed = try RecordedPlan(path: folder.path(), plan: plan, event: lines.count).resume(
      undoBytes: 1 << 20, isCancelled: { false }, { _ in })
    #expect(resumed.session.fingerprint == whole.fingerprint)
    let branch = resumed.session.branch(at: .root, undoBytes: 0)
    for session in [resumed.session, branch] {
      session.run(40)
      #expect(width(session) == before)
    }
    #expect(branch.fingerprint == resumed.session.fingerprint)
    // Before the event it is not there yet.
    let earlier = try RecordedPlan(path: folder.path(), plan: plan, event: event).resume(
      undoBytes: 0, isCancelled: { false }, { _ in })
    earlier.session.run(60)
    #expect(width(earlier.session) > before)
  }
}
