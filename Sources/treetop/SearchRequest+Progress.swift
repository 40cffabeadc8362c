import Groundwork
import Journals
import Sessions
import TreeSearch

extension SearchRequest {
  /// Runs a search again to where its recording ends, for the explorer; nil where one is begun.
  func resumedForExplorer() throws(CommandError) -> ResumedSearch? {
    try resuming { (request, progress) throws(JournalProblem) in
      try request.resumed(progress: progress)
    }
  }

  /// Makes the session of the search for a batch, run again to where its recording ends if it is one that
  /// goes on.
  func sessionForBatch(
    keepsHistories: Bool = false
  ) throws(CommandError) -> any SearchSession {
    try resuming { (request, progress) throws(JournalProblem) in
      try request.makeSession(keepsHistories: keepsHistories, progress: progress)
    }
  }

  /// Does what may run a search again, and shows how far it is.
  private func resuming<Result>(
    _ body: (SearchRequest, (borrowing ScriptRun) -> Void) throws(JournalProblem) -> Result
  ) throws(CommandError) -> Result {
    var line = ProgressLine(repertoire: .ofLocale())
    defer { line.clear() }
    let began = Clocks.monotonic
    do {
      return try body(self) { run in
        line.show(seconds: Clocks.monotonic - began) {
          let done = NumberText.grouped(run.session.iterations)
          return (run.done, ["\(done) recorded iterations run again"])
        }
      }
    } catch {
      throw CommandError(error, in: recorder?.place ?? "")
    }
  }
}
