import Environments
import Foundation
import Groundwork
import Presets
import Testing

@testable import Journals
@testable import SearchTrees
@testable import TreeSearch

/// A recording is held against the tree of its search, and what it shows against what its events say.
struct ShadowTests {
  @Test(arguments: 0..<12) func `whatever was done to a search, its file tells its tree`(
    seed: Int
  ) throws {
    let plan = try Played.plan(seed)
    let journal = try JournalInFolder()
    let played = Played(plan, try journal.recorder(of: plan))
    var random = RandomSource(seed: UInt64(500 + seed))
    var count = 0
    for round in 0..<80 {
      played.act(round, &random)
      guard round % 8 == 7, played.session.phase == .select else { continue }
      count += 1
      var found: String?
      played.session.read { found = played.recorder.difference(from: $0) }
      try #require(found == nil, "round \(round)")
    }
    #expect(count > 0)
  }

  /// A live search that is recorded, paused after some simulations.
  private func recorded(
    _ journal: JournalInFolder
  ) throws -> (SearchWorker, LiveSearch.Channel) {
    var plan = SearchPlan(try Problem.named("tic-tac-toe"))
    plan.seed = 7
    let recorder = try journal.recorder(of: plan)
    let channel = LiveSearch.Channel()
    var options = LiveSearch.Options()
    options.startsRunning = false
    options.checkPeriod = 1
    nonisolated(unsafe) let made = recorder
    options.makeRecorder = { made }
    let plain = plan
    let worker = SearchWorker(
      options, channel: channel, wake: {}, makeSession: { plain.makeSession(undoBytes: $0) })
    _ = channel.request(SliceRequest())
    channel.send(.step(30))
    _ = worker.turn()
    return (worker, channel)
  }

  private func alter(_ journal: JournalInFolder, _ change: (String) -> String) throws {
    var lines = journal.text.components(separatedBy: "\n")
    let place = try #require(lines.lastIndex { $0.contains("\"type\":\"backup\"") })
    lines[place] = change(lines[place])
    try lines.joined(separator: "\n").write(
      toFile: journal.path, atomically: false, encoding: .utf8)
  }

  @Test func `a sound recording is found sound at a mark`() throws {
    let journal = try JournalInFolder()
    let (worker, channel) = try recorded(journal)
    channel.send(.mark(name: "here", node: .root))
    _ = worker.turn()
    #expect(channel.latest()?.summary.log == [])
    #expect(worker.recordingCheck.checkCount == 1)
    channel.close()
    _ = worker.turn()
    #expect(worker.recordingCheck.checkCount == 2)
    #expect(worker.recordingCheck.differenceCount == 0)
  }

  @Test func `a line that was altered is found at the next mark, and the search can be saved`()
    throws
  {
    let journal = try JournalInFolder()
    let (worker, channel) = try recorded(journal)
    try alter(journal) { $0.replacingOccurrences(of: "[[0,30,", with: "[[0,31,") }
    channel.send(.mark(name: "here", node: .root))
    _ = worker.turn()
    let log = try #require(channel.latest()?.summary.log)
    #expect(log.count == 1)
    #expect(log.first?.text.contains("N 31, not 30, of #0 (seed 7, iteration 30)") == true)
    #expect(worker.recordingCheck.differenceCount == 1)
    channel.send(.save(path: "/nowhere/b", replaces: false))
    _ = worker.turn()
    // The recording no longer stands in for the search that is shown.
    #expect(channel.latest()?.summary.notice?.text == "this search cannot be saved")
  }

  @Test func `a line that is no event any more is found`() throws {
    let journal = try JournalInFolder()
    let (worker, _) = try recorded(journal)
    try alter(journal) { "#" + $0.dropFirst() }
    worker.checkRecording()
    let found = worker.recordingCheck.differences
    #expect(found.count == 1)
    #expect(found.first?.place.hasPrefix("line ") == true)
  }

  @Test func `what a recording shows is held against its events`() throws {
    let journal = try JournalInFolder()
    let (first, _) = try recorded(journal)
    first.recorder?.finish()
    let channel = RecordedSearch.Channel()
    var options = RecordedSearch.Options()
    options.checkPeriod = 1
    let text = journal.text
    let worker = RecordedWorker(
      options, feed: nil, channel: channel, wake: {}, open: { JournalBytes(text) })
    func slice() -> TreeSlice? {
      _ = channel.request(SliceRequest())
      while worker.turn() == .goOn {}
      return channel.latest()
    }
    let right = try #require(slice())
    #expect(right.summary.log == [])
    worker.slicer.labels[.root]?[2] = "poisoned"
    let shown = try #require(slice())
    #expect(shown.rows.map(\.label) == right.rows.map(\.label))
    #expect(shown.summary.log.count == 1)
    #expect(shown.summary.log.first?.text.contains("\"poisoned\"") == true)
    #expect(worker.sliceCheck.differenceCount == 1)
    _ = slice()
    #expect(worker.sliceCheck.differenceCount == 1)
  }
}
