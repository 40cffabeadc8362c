import Drawing
import Environments
import Journals
import Presets
import SearchTrees
import Sessions
import TreeSearch

/// A search that runs on the main thread and is printed when it has stopped.
struct BatchSearch {
  /// What was asked for.
  let request: SearchRequest
  /// How the result is printed.
  let format: SearchResult.Format
  /// What is asked of the nodes.
  let questions: NodeQuestions
  /// Which plot is printed in the place of a result; nil for none.
  let plot: PlotName?
  /// The characters that may be printed.
  let repertoire: Repertoire
  /// In one search of how many the recording is read again at the end.
  let checkPeriod: Int

  init(
    _ request: SearchRequest, format: SearchResult.Format, questions: NodeQuestions,
    plot: PlotName?, _ terminal: TerminalChoices
  ) {
    self.request = request
    self.format = format
    self.questions = questions
    self.plot = plot
    checkPeriod = terminal.checkPeriod
    repertoire = terminal.isASCII ? .ascii : .ofLocale()
  }

  /// Runs the search to its end and prints what it found.
  func run() throws(CommandError) -> ExitStatus {
    try checkThatItEnds()
    let session = try request.sessionForBatch(keepsHistories: plot != nil)
    try checkQuestions(for: session)
    let interruption = Interruption()
    var progress = ProgressLine(repertoire: repertoire)
    var outcome = BatchRun(request, checkPeriod: checkPeriod).search(
      session, isInterrupted: { interruption.status != nil },
      progress: { progress.show($0, request.limits, seconds: $1) })
    progress.clear()
    if let difference = outcome.difference {
      StandardStream.error.print(
        SafeText("treetop: \(difference.fault)", repertoire: repertoire, limit: 600))
    }
    do {
      outcome.result.nodes = try questions.answers(in: session)
    } catch {
      throw CommandError(error)
    }
    if let plot {
      try PlotOptions.print(session.csv(of: plot), in: repertoire)
    } else {
      try outcome.result.print(as: format, in: repertoire)
    }
    if let recorder = request.recorder, let failure = recorder.failure {
      throw .unrecorded(recorder.place, failure)
    }
    if let failure = outcome.failure {
      StandardStream.error.print(
        SafeText(
          "treetop: \(failure); the search is not complete", repertoire: repertoire, limit: 600))
      return .incomplete
    }
    return interruption.status ?? questions.verdict(outcome.result.nodes, in: repertoire)
  }

  /// What can be known to be wrong with a question is said before the search, not after it.
  private func checkQuestions(for session: any SearchSession) throws(CommandError) {
    do {
      try questions.check(for: session)
    } catch {
      throw CommandError(error)
    }
  }

  /// Nobody can pause a batch: something must end it.
  private func checkThatItEnds() throws(CommandError) {
    let limits = "--iterations N, --nodes N, --calls N or --seconds T"
    guard request.limits.areFinite else {
      throw .usage("a batch needs something that ends it: \(limits), or --solve")
    }
    let hasOther = [request.limits.iterations, request.limits.nodes, request.limits.calls].contains
    { $0 != nil }
    if !hasOther, request.limits.seconds == nil, request.plan.problem.isStochastic {
      throw .usage("chance pays here, so --solve proves nothing; a batch needs \(limits)")
    }
  }
}
