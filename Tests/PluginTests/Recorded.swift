import Foundation
import Groundwork
import Journals
import SearchTrees
import Testing
import TreeSearch

/// Records a search, reads the file, and resumes it: the tree of the file is the search's, and what goes
/// on from the file is what the search would have done.
func expectRecordedAndResumed(
  _ makeSession: () -> any SearchSession, simulations: Int = 60,
  sourceLocation: SourceLocation = #_sourceLocation
) throws {
  let path = FileManager.default.temporaryDirectory
    .appendingPathComponent("treetop-plugin-\(UUID().uuidString).jsonl").path
  defer { try? FileManager.default.removeItem(atPath: path) }
  let session = makeSession()
  var summary = SearchSummary()
  session.fill(&summary)
  let recorder = JournalRecorder(
    try JournalFile(creating: path), header: JournalHeader(summary))
  session.run(simulations, recordedBy: recorder)
  recorder.finish()
  let tree = session.report(.mostVisits).fingerprint

  let recording = Recording(try JournalBytes(mapping: path))
  recording.isAtEnd = false
  recording.readWhole()
  #expect(recording.problems == [], sourceLocation: sourceLocation)
  recording.show(event: recording.eventCount)
  #expect(cells(of: recording) == cells(of: session), sourceLocation: sourceLocation)
  // Back to the beginning and forward again: what was there once is there again.
  recording.show(event: 1)
  recording.show(event: recording.eventCount)
  #expect(cells(of: recording) == cells(of: session), sourceLocation: sourceLocation)

  let again = makeSession()
  let resumed = try JournalRecorder(resuming: path)
  try runAgain(again, resumed)
  #expect(again.report(.mostVisits).fingerprint == tree, sourceLocation: sourceLocation)
  again.run(simulations, recordedBy: resumed)
  resumed.finish()
  session.run(simulations)
  #expect(
    again.report(.mostVisits).fingerprint == session.report(.mostVisits).fingerprint,
    sourceLocation: sourceLocation)
}

/// Runs a search again to where its recording ends, and compares it with the file.
func runAgain(_ session: any SearchSession, _ recorder: JournalRecorder) throws(JournalProblem) {
  guard let past = recorder.past else { return }
  var run = ScriptRun(past.script, recordedBy: recorder) { _ in session }
  while past.mismatch == nil {
    do {
      guard try run.turn() else { break }
    } catch {
      throw JournalProblem(reason: "\(error)")
    }
  }
  try recorder.goOnWriting()
}

/// Visits, sum and declared statistics of every node.
private func cells(of tree: borrowing SearchTree) -> [[Double?]] {
  (0..<tree.count).map { index in
    let numbers = tree.nodes[index]
    return [Double(numbers.visits), numbers.valueSum] + tree.statistics.row(of: NodeID(index))
  }
}

private func cells(of recording: Recording) -> [[Double?]] {
  recording.withTree { tree, _ in cells(of: tree) }
}

private func cells(of session: any SearchSession) -> [[Double?]] {
  var result: [[Double?]] = []
  session.read { result = cells(of: $0) }
  return result
}

/// Goes forward, and back to the beginning, and expects every tree of the way again.
func expectUndone<Recipe>(
  _ search: consuming Search<Recipe>, simulations: Int = 120,
  sourceLocation: SourceLocation = #_sourceLocation
) {
  var before: [UInt64] = []
  for _ in 0..<simulations {
    before.append(search.tree.fingerprint)
    search.run(1)
  }
  let end = search.tree.fingerprint
  for fingerprint in before.reversed() {
    let isBack = search.stepBack()
    let there = search.tree.fingerprint
    #expect(isBack, sourceLocation: sourceLocation)
    #expect(there == fingerprint, sourceLocation: sourceLocation)
  }
  search.run(simulations)
  let again = search.tree.fingerprint
  #expect(again == end, "what was undone is done again", sourceLocation: sourceLocation)
}

/// Branches in the middle, and expects the branch to go on as the search does.
func expectBranched<Recipe>(
  _ search: consuming Search<Recipe>, simulations: Int = 120,
  sourceLocation: SourceLocation = #_sourceLocation
) {
  search.run(simulations / 2)
  var branch = search.branch(at: .root, undoBytes: 0)
  search.run(simulations)
  branch.run(simulations)
  let same = search.tree.fingerprint == branch.tree.fingerprint
  #expect(same, sourceLocation: sourceLocation)
}
