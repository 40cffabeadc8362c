public import Journals
import Presets
import SearchTrees
public import TreeSearch

extension SearchRequest {
  /// Makes the session of the search for a batch, run again to where its recording ends if it is one that
  /// goes on; `progress` hears after each few simulations how far that is.
  ///
  /// `keepsHistories` is whether a plot shall be drawn of it.
  /// - Throws: a problem where the search and the file part, with the line.
  public func makeSession(
    keepsHistories: Bool = false, progress: (borrowing ScriptRun) -> Void
  ) throws(JournalProblem) -> any SearchSession {
    if let resumed = try resume(undoBytes: 0, isWatched: keepsHistories, progress) {
      return resumed.session
    }
    let session = beginSession(undoBytes: 0)
    if keepsHistories { session.keepHistories() }
    return session
  }

  /// Runs a search again to where its recording ends, for the explorer; nil where one is begun.
  ///
  /// - Throws: a problem where the search and the file part, with the line.
  public func resumed(
    progress: (borrowing ScriptRun) -> Void
  ) throws(JournalProblem) -> ResumedSearch? {
    try resume(undoBytes: undoBytes, isWatched: true, progress)
  }

  private func resume(
    undoBytes: Int, isWatched: Bool, _ progress: (borrowing ScriptRun) -> Void
  ) throws(JournalProblem) -> ResumedSearch? {
    guard let recorder, let past = recorder.past else { return nil }
    let answers = plan.keepsAnswers && !verifies ? try past.keptAnswers() : KeptAnswers()
    var run = ScriptRun(past.script, recordedBy: recorder, undoBytes: undoBytes) { undoBytes in
      let session = beginSession(undoBytes: undoBytes, answers: answers)
      if isWatched { session.keepHistories() }
      return session
    }
    // Where the two part the recorder knows the line.
    while past.mismatch == nil, try run.goOn() { progress(run) }
    try recorder.goOnWriting()
    return ResumedSearch(run.session, past: past.script)
  }
}
