import Groundwork
import Journals
import Presets
import SearchTrees
import TreeSearch

extension SearchRequest {
  /// Makes the session of the search for a batch, run again to where its recording ends if it is one that
  /// goes on.
  ///
  /// - Throws: an error where the search and the file part.
  func makeSession() throws(CommandError) -> any SearchSession {
    try resume(undoBytes: 0, isWatched: false)?.session ?? beginSession(undoBytes: 0)
  }

  /// Runs a search again to where its recording ends, for the explorer; nil where one is begun.
  ///
  /// - Throws: an error where the search and the file part.
  func resumed() throws(CommandError) -> ResumedSearch? {
    try resume(undoBytes: undoBytes, isWatched: true)
  }

  private func resume(undoBytes: Int, isWatched: Bool) throws(CommandError) -> ResumedSearch? {
    guard let recorder, let past = recorder.past else { return nil }
    var progress = ProgressLine(repertoire: .ofLocale())
    defer { progress.clear() }
    do throws(JournalProblem) {
      let answers = plan.asksModels && !verifies ? try past.keptAnswers() : KeptAnswers()
      var run = ScriptRun(past.script, recordedBy: recorder, undoBytes: undoBytes) { undoBytes in
        let session = beginSession(undoBytes: undoBytes, answers: answers)
        if isWatched { session.keepHistories() }
        return session
      }
      let began = Clocks.monotonic
      // Where the two part the recorder knows the line.
      while past.mismatch == nil, try run.goOn() {
        progress.show(seconds: Clocks.monotonic - began) {
          let done = NumberText.grouped(run.session.iterations)
          return (run.done, ["\(done) recorded iterations run again"])
        }
      }
      try recorder.goOnWriting()
      return ResumedSearch(run.session, past: past.script)
    } catch {
      throw CommandError(error, in: recorder.place)
    }
  }
}
