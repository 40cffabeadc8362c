import Environments
import Journals
import Presets
import SearchTrees
import Sessions
import Testing
import TreeSearch

@Suite struct ResumedSearchTests {
  private let folder: Folder

  init() throws { folder = try Folder() }

  private func request(_ plan: SearchPlan) throws -> SearchRequest {
    var request = SearchRequest(exploring: plan)
    request.recorder = try JournalRecorder(resuming: folder.path())
    return request
  }

  private func plan(_ name: String, solves: Bool = false) throws -> SearchPlan {
    var plan = SearchPlan(try Problem.named(name))
    plan.seed = 3
    plan.solves = solves
    return plan
  }

  @Test
  func `a recording is gone on with: the tree and the file are those of an uninterrupted search`()
    throws
  {
    let plan = try plan("connect-four")
    let whole = try folder.record(plan, 80)
    let expected = try folder.text()
    // Half a simulation is done again.
    let place = try #require(expected.firstRange(of: "\"iteration\":41,")?.lowerBound)
    try folder.write(String(expected[..<place]))
    let request = try request(plan)
    var parts: [Double] = []
    let session = try request.makeSession { parts.append($0.done) }
    #expect(session.iterations == 40)
    #expect(parts.last == 1 && parts == parts.sorted())
    let recorder = try #require(request.recorder)
    #expect(recorder.past == nil)
    session.run(40, recordedBy: recorder)
    recorder.finish()
    #expect(session.fingerprint == whole.fingerprint)
    let isSame = try folder.text() == expected
    #expect(isSame)
  }

  @Test func `what judges said is taken from the file and not asked again`() throws {
    let plan = SearchPlan(
      try Problem.named("design:places=4,letters=3,noise=0.1"), try #require(.named("best-first")))
    try folder.record(plan, 30)
    let request = try request(plan)
    let session = try request.makeSession { _ in }
    #expect(session.iterations == 30)
    #expect(request.calls.count == 0)
    session.run(5, recordedBy: try #require(request.recorder))
    request.recorder?.finish()
    #expect(request.calls.count > 0)

    var asking = try self.request(plan)
    asking.verifies = true
    _ = try asking.makeSession { _ in }
    #expect(asking.calls.count > 0)
  }

  @Test func `notes and edits of a person are done again`() throws {
    let plan = try plan("tic-tac-toe")
    try folder.record(plan, 60) { session, recorder in
      _ = try session.edit(.ban(NodeID(1)), by: .user)
      recorder.edited(.ban(NodeID(1)), by: .user)
      recorder.edited(.note(NodeID(2), text: "why"), by: .user)
    }
    let request = try request(plan)
    let resumed = try #require(try request.resumed { _ in })
    #expect(resumed.past.notes == [NodeID(2): "why"])
    #expect(
      resumed.past.unnoticed.steps == [
        .advance(to: 30), .edit(.ban(NodeID(1)), by: .user), .advance(to: 30), .advance(to: 60),
      ])
  }

  @Test func `where the search and the file part, the line is named and the file left as it is`()
    throws
  {
    let plan = try plan("tic-tac-toe")
    try folder.record(plan, 60)
    let lines = try folder.text().split(separator: "\n").map { String($0) }
    let place = try #require(lines.firstIndex { $0.contains("\"iteration\":30,") })
    for (part, other, words) in [
      ("[[0,30,", "[[0,29,", "has 30 visits"), ("\"path\":[0,", "\"path\":[0,", ""),
      ("\"stats\":[[0,", "\"stats\":[[1,1,1],[0,", "backs up along"),
    ] where !words.isEmpty {
      var changed = lines
      changed[place] = changed[place].replacing(part, with: other)
      try folder.write(changed.joined(separator: "\n") + "\n")
      let before = try folder.text()
      let request = try request(plan)
      let problem = #expect(throws: JournalProblem.self) { try request.makeSession { _ in } }
      #expect(problem?.line == place + 1 && problem?.reason.contains(words) == true)
      #expect(try folder.text() == before)
    }
  }

  @Test func `nothing is written before the search is where the file ends`() throws {
    let plan = try plan("tic-tac-toe")
    try folder.record(plan, 60)
    let text = try folder.text()
    let recorder = try JournalRecorder(resuming: folder.path())
    let past = try #require(recorder.past)
    #expect(past.script.steps == [.advance(to: 60)])
    let early = #expect(throws: JournalProblem.self) { try recorder.goOnWriting() }
    #expect(early?.line == 2 && early?.reason.contains("ends here, the file goes on") == true)
    // One that does more than the file says is as wrong.
    let session = plan.makeSession(undoBytes: 0)
    session.run(61, recordedBy: recorder)
    #expect(past.mismatch?.reason.contains("that the file has not") == true)
    #expect(recorder.failure?.hasSuffix("that the file has not") == true)
    #expect(try folder.text() == text)
  }
}
