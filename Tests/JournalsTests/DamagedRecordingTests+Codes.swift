import Environments
import Foundation
import Groundwork
import Presets
import SearchTrees
import Testing
import TreeSearch

@testable import Journals

/// Codes of actions that are not those of the problem.
extension DamagedRecordingTests {
  @Test(arguments: ["9999", "null", "4294967295", "8"]) func `wrong codes are not believed`(
    code: String
  ) throws {
    let plan = SearchPlan(try Problem.named("tic-tac-toe"))
    let journal = try JournalInFolder()
    plan.makeSession(undoBytes: 0).run(60, recordedBy: try journal.recorder())
    // Those of the second family: the first one is sound.
    var lines = journal.text.split(separator: "\n").map { String($0) }
    let place = try #require(
      lines.indices.filter { lines[$0].contains("\"codes\":[") }.dropFirst().first)
    let codes = try #require(lines[place].range(of: "\"codes\":["))
    let count = lines[place][codes.upperBound...].prefix { $0 != "]" }.split(separator: ",").count
    let wrong = [String](repeating: code, count: count).joined(separator: ",")
    lines[place] =
      lines[place][..<codes.upperBound] + wrong
      + lines[place][codes.upperBound...].drop { $0 != "]" }
    let recording = Recording.whole(lines.joined(separator: "\n") + "\n") { _ in
      plan.makeSession(undoBytes: 0)
    }
    #expect(recording.problems.first?.line == place + 1)
    #expect(recording.interpreter == nil || code == "null")
    #expect(slice(recording).rows.count == 10)
  }

  @Test func `the recording of another problem speaks for itself`() throws {
    let journal = try JournalInFolder()
    SearchPlan(try Problem.named("connect-four")).makeSession(undoBytes: 0)
      .run(80, recordedBy: try journal.recorder())
    for other in ["tic-tac-toe", "bandit:0.5", "blocksworld:blocks=3,steps=2,seed=1"] {
      let plan = SearchPlan(try Problem.named(other))
      let recording = Recording.whole(journal.text) { _ in plan.makeSession(undoBytes: 0) }
      #expect(recording.interpreter == nil)
      #expect(recording.problems.count == 1)
      #expect(recording.problems.first?.reason.contains("no such actions") == true)
      #expect(recording.report.fingerprint == Recording.whole(journal.text).report.fingerprint)
    }
  }
}
