import Groundwork
import Journals
import Presets
import SearchTrees
import TreeSearch

/// A search that is run again to a moment of its recording, to go on from there.
struct RecordedPlan: Sendable {
  /// The recording.
  let path: String
  /// The search.
  let plan: SearchPlan
  /// The event at which it goes on.
  let event: Int
  /// Whether models are asked anew and what they say is compared with the file, instead of taking what the
  /// file holds.
  var verifies = false

  /// What was done to the search up to there.
  func script() throws(JournalProblem) -> [SearchSummary.Event] {
    let recording = try openedThere()
    return recording.script
  }

  /// Runs the search again; `progress` hears now and then how many iterations are done.
  ///
  /// - Throws: a problem where the search that this program runs is not the one in the file, or where
  ///   `isCancelled` says that nobody waits for it any more.
  func makeSession(
    undoBytes: Int, isCancelled: () -> Bool, _ progress: (Int) -> Void
  ) throws(JournalProblem) -> any SearchSession {
    let recording = try openedThere()
    let answers = plan.asksModels && !verifies ? recording.keptAnswers() : KeptAnswers()
    var session = plan.makeSession(SessionOptions(undoBytes: undoBytes, answers: answers))
    session.keepHistories()
    var nextProgress = Clocks.monotonic + 0.2
    func advance(to iteration: Int) throws(JournalProblem) {
      while session.iterations < iteration {
        if isCancelled() { throw JournalProblem(reason: "not gone on with: it is being closed") }
        let before = session.iterations
        // A model may take a part of a second for so many.
        session.run(min(16, iteration - before))
        // A search that is settled runs no further, whatever the file says.
        if session.iterations == before { return }
        if Clocks.monotonic > nextProgress {
          nextProgress += 0.2
          progress(session.iterations)
        }
      }
    }
    for event in recording.script {
      try advance(to: event.iteration)
      try follow(event.change, &session, undoBytes)
    }
    let (iterations, fingerprint) = recording.withTree { ($1.iterations, $0.fingerprint) }
    try advance(to: iterations)
    guard session.report(.mostVisits).fingerprint == fingerprint else {
      throw JournalProblem(
        reason: "the search that this treetop runs from the same seed is not the one in the file; "
          + "it can be watched but not gone on with")
    }
    return session
  }

  private func openedThere() throws(JournalProblem) -> Recording {
    let recording = Recording(try JournalBytes(mapping: path))
    // Who knows the search knows what its tree keeps before any event says so.
    recording.makeInterpreter = { [plan] _ in plan.makeSession(undoBytes: 0) }
    recording.isAtEnd = false
    recording.readWhole()
    recording.show(event: event)
    recording.settle()
    try recording.check()
    return recording
  }

  private func follow(
    _ change: TreeChange, _ session: inout any SearchSession, _ undoBytes: Int
  ) throws(JournalProblem) {
    switch change {
    case .edited(let edit, let author):
      do {
        _ = try session.edit(edit, by: author)
      } catch {
        throw JournalProblem(reason: "an edit of this file cannot be made: \(error.reason)")
      }
    case .branched(_, _, let node, _): session = session.branch(at: node, undoBytes: undoBytes)
    default: break
    }
  }
}
