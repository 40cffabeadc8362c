import Environments
import Journals
import Presets
import SearchTrees
import Sessions
import Testing
import TreeSearch

@Suite struct RecordedPlanTests {
  private let folder: Folder
  private let plan: SearchPlan

  init() throws {
    folder = try Folder()
    var plan = SearchPlan(try Problem.named("tic-tac-toe"))
    plan.seed = 11
    self.plan = plan
  }

  private func resume(_ plan: SearchPlan? = nil, at event: Int) throws -> ResumedSearch {
    try RecordedPlan(path: folder.path(), plan: plan ?? self.plan, event: event).resume(
      undoBytes: 0, isCancelled: { false }, { _ in })
  }

  private func eventCount() throws -> Int {
    try folder.text().split(separator: "\n").count
  }

  @Test func `a search goes on from any moment of its recording as it did`() throws {
    let whole = try folder.record(plan, 90) { session, recorder in
      for edit: TreeEdit in [
        .ban(NodeID(2)), .parameter(name: "c", value: 0.5), .boost(NodeID(3), visits: 7),
      ] {
        _ = try session.edit(edit, by: .user)
        recorder.edited(edit, by: .user)
      }
      recorder.edited(.note(NodeID(1), text: "look here"), by: .user)
    }
    let end = try resume(at: eventCount())
    #expect(end.session.fingerprint == whole.fingerprint)
    #expect(end.past.notes == [NodeID(1): "look here"])
    // From the middle of the second half on it does what it did.
    let lines = try folder.text().split(separator: "\n")
    let event = try #require(lines.firstIndex { $0.contains("\"iteration\":70,") }) + 1
    let middle = try resume(at: event)
    #expect(middle.session.iterations == 70)
    middle.session.run(20)
    #expect(middle.session.fingerprint == whole.fingerprint)
    // In the middle of a simulation the one before counts.
    #expect(try resume(at: event + 1).session.iterations == 70)
  }

  @Test func `a search that is not the one of the file is refused`() throws {
    try folder.record(plan, 60)
    var other = plan
    other.seed = 12
    let count = try eventCount()
    let problem = #expect(throws: JournalProblem.self) { try resume(other, at: count) }
    #expect(problem?.reason.contains("is not the one in the file") == true)
  }

  @Test func `an edit that the search refuses is named, and so is one that nobody knows`() throws {
    try folder.record(plan, 40) { _, recorder in
      recorder.edited(.prior(NodeID(1), value: 0.5), by: .user)
    }
    let count = try eventCount()
    let refused = #expect(throws: JournalProblem.self) { try resume(at: count) }
    #expect(
      refused?.reason.hasPrefix("an edit of this file cannot be made: UCT uses no priors") == true)
    let text = try folder.text()
    let line =
      try #require(
        text.split(separator: "\n").firstIndex { $0.contains("\"prior\":0.5") }) + 1
    try folder.write(text.replacing("\"prior\":0.5", with: "\"colour\":0.5"))
    let unknown = #expect(throws: JournalProblem.self) { try resume(at: count) }
    #expect(unknown?.line == line && unknown?.reason.contains("colour") == true)
    #expect(try resume(at: line - 1).session.iterations == 20)
  }

  @Test func `whoever waits no longer ends it`() throws {
    try folder.record(plan, 200)
    let again = RecordedPlan(path: folder.path(), plan: plan, event: try eventCount())
    var turns = 0
    #expect(throws: JournalProblem.self) {
      try again.resume(
        undoBytes: 0,
        isCancelled: {
          turns += 1
          return turns == 3
        }, { _ in })
    }
    #expect(turns == 3)
  }
}
