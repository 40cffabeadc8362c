import Drawing
import Environments
import Groundwork
import Journals
import Presets
import SearchTrees
import TreeSearch

/// A search that runs on the main thread and is printed when it has stopped.
struct BatchSearch {
  /// What was asked for.
  let request: SearchRequest
  /// How the result is printed.
  let format: SearchResult.Format
  /// The characters that may be printed.
  let repertoire: Repertoire
  /// In one search of how many the recording is read again at the end.
  let checkPeriod: Int

  init(_ request: SearchRequest, format: SearchResult.Format, _ terminal: TerminalChoices) {
    self.request = request
    self.format = format
    checkPeriod = terminal.checkPeriod
    repertoire = terminal.isASCII ? .ascii : .ofLocale()
  }

  /// Runs the search to its end and prints what it found.
  func run() throws(CommandError) -> ExitStatus {
    try checkThatItEnds()
    let session = try request.makeSession()
    let interruption = Interruption()
    let result = search(session, until: interruption)
    try result.print(as: format, in: repertoire)
    if let recorder = request.recorder, let failure = recorder.failure {
      throw .unrecorded(recorder.place, failure)
    }
    return interruption.status ?? .success
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

  /// Runs the search until a rule or a signal ends it.
  private func search(
    _ session: any SearchSession, until interruption: borrowing Interruption
  ) -> SearchResult {
    let iterationsBefore = session.iterations
    var rules = request.rules
    var progress = ProgressLine(repertoire: repertoire)
    var burst = Burst()
    let began = (time: Clocks.monotonic, work: Clocks.processorTime)
    var seconds = 0.0
    var reason: StopReason?
    while reason == nil, interruption.status == nil {
      reason = burst.run(session, recordedBy: request.recorder, &rules, seconds: seconds)
      let now = Clocks.monotonic - began.time
      burst.adapt(seconds: now - seconds)
      seconds = now
      progress.show(session, request.limits, seconds: seconds)
    }
    let work = Clocks.processorTime - began.work
    progress.clear()
    let result = SearchResult(
      report: session.report(request.plan.effectiveAnswer), plan: request.plan,
      calls: request.calls.count, seconds: seconds,
      work: work,
      stopped: interruption.status == nil ? reason?.words ?? "" : "interrupted")
    // A search that was over already has its end in the file.
    if session.iterations > iterationsBefore || iterationsBefore == 0 {
      record(result, interruption.status == nil ? reason?.recorded ?? .quit : .quit)
    }
    checkRecording(of: session)
    request.recorder?.finish()
    return result
  }

  /// Holds the recording against the tree, and warns where they differ.
  ///
  /// A batch stops once: which one is checked depends on its seed.
  private func checkRecording(of session: any SearchSession) {
    var check = ShadowCheck(period: checkPeriod, offset: session.seed)
    guard let recorder = request.recorder, check.isDue() else { return }
    var place: String?
    session.read { tree in
      if tree.count <= ShadowCheck.largestTree { place = recorder.difference(from: tree) }
    }
    guard let place else { return }
    let difference = ShadowDifference(
      .recording, at: place, seed: session.seed, iteration: session.iterations)
    StandardStream.error.print(
      SafeText("treetop: \(difference.fault)", repertoire: repertoire, limit: 600))
  }

  private func record(_ result: SearchResult, _ reason: RecordedStop.Reason) {
    request.recorder?.stopped(
      RecordedStop(
        reason, message: result.stopped, seconds: result.seconds ?? 0,
        processorSeconds: result.work, calls: result.calls,
        modelUse: result.report.summary.modelUse,
        alarms: result.report.summary.alarms))
    let answer = result.report.answer
    request.recorder?.answered(
      answer.nodes, value: answer.value, text: answer.path.joined(separator: ", "),
      why: answer.rule, instead: answer.instead)
  }
}
