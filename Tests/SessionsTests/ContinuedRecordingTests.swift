import Environments
import Journals
import Presets
import SearchTrees
import Sessions
import Testing
import TreeSearch

@Suite struct ContinuedRecordingTests {
  private let folder: Folder
  private let plan: SearchPlan

  init() throws {
    folder = try Folder()
    var plan = SearchPlan(try Problem.named("tic-tac-toe"))
    plan.seed = 21
    self.plan = plan
  }

  /// Opens the recording as the explorer does.
  private func opened() throws -> (Watched, ContinuedRecording) {
    let path = folder.path()
    let file = try RecordedFile(path, name: "a.jsonl")
    var source: ContinuedRecording?
    let watched = Watched { wake in
      let recorded = RecordedSearch(
        file.options(checkPeriod: 1), wake: wake,
        open: { () throws(JournalProblem) in try JournalBytes(mapping: path) })
      let made = ContinuedRecording(
        recorded, of: file, undoBytes: 1 << 20, checkPeriod: 1, wake: wake)
      source = made
      return made
    }
    _ = watched.source.request(Watched.wide)
    let all = try folder.text().split(separator: "\n").count
    _ = watched.wait {
      $0.summary.timeline?.eventCount == all && $0.summary.timeline?.event == all
    }
    return (watched, try #require(source))
  }

  @Test func `a recording is gone on with, and the two trees are equal`() throws {
    let whole = try folder.record(plan, 60)
    let (watched, source) = try opened()
    defer { source.close() }
    let recorded = watched.send()
    #expect(recorded.summary.iterations == 60)
    source.send(.branch(at: .root, name: nil), on: nil)
    _ = source.request(Watched.wide)
    _ = watched.wait { $0.summary.timeline == nil && $0.summary.branches.count == 3 }
    let live = watched.send()
    #expect(live.numbers == recorded.numbers)
    #expect(live.summary.branches.map(\.name).last?.hasPrefix("live from event") == true)
    // It goes on as the recorded search would have.
    let on = watched.send(.step(25))
    whole.run(25)
    var slice = TreeSlice()
    whole.fill(&slice, for: Watched.wide)
    #expect(on.summary.iterations == 85 && on.numbers == slice.numbers)
    // The recording stays among the branches, as it was.
    source.send(.switchBranch(0), on: nil)
    _ = source.request(Watched.wide)
    let back = watched.wait { $0.summary.timeline != nil }
    #expect(back.summary.iterations == 60 && back.summary.branches.count == 3)
  }

  @Test func `where the file's search is another one that is said, and the recording watched on`()
    throws
  {
    try folder.record(plan, 60)
    try folder.write(try folder.text().replacing("\"seed\":21", with: "\"seed\":22"))
    let (watched, source) = try opened()
    defer { source.close() }
    let words = "is not the one in the file"
    source.send(.branch(at: .root, name: nil), on: nil)
    _ = source.request(Watched.wide)
    let said = watched.wait { $0.summary.notice?.text.contains(words) == true }
    #expect(said.summary.notice?.isError == true)
    #expect(said.summary.timeline != nil && said.summary.branches.count == 1)
    #expect(said.summary.log.contains { $0.text.contains(words) })
    let after = watched.send(.back(10))
    #expect(after.summary.iterations == 50 && after.summary.branches.count == 1)
  }

  @Test func `a search that goes on from a recording is saved with what was done before`() throws {
    let whole = try folder.record(plan, 60) { session, recorder in
      _ = try session.edit(.ban(NodeID(2)), by: .user)
      recorder.edited(.ban(NodeID(2)), by: .user)
      recorder.edited(.note(NodeID(1), text: "kept"), by: .user)
    }
    let (watched, source) = try opened()
    defer { source.close() }
    source.send(.branch(at: .root, name: "on"), on: nil)
    _ = source.request(Watched.wide)
    _ = watched.wait { $0.summary.timeline == nil && $0.summary.branches.count == 3 }
    watched.send(.step(15), .save(path: folder.path("b.jsonl")))
    _ = watched.wait { $0.summary.savedCount == 1 }
    let text = try folder.text("b.jsonl")
    #expect(text.contains("\"note\":\"kept\"") && text.contains("\"banned\":true"))
    whole.run(15)
    let again = RecordedPlan(
      path: folder.path("b.jsonl"), plan: plan, event: text.split(separator: "\n").count)
    let resumed = try again.resume(undoBytes: 0, isCancelled: { false }, { _ in })
    #expect(resumed.session.fingerprint == whole.fingerprint)
  }
}
