import Groundwork
import Journals
import Presets
public import SearchTrees
public import TreeSearch

/// A search that runs on the thread that waits for it, until a rule or whoever waits ends it.
public struct BatchRun {
  /// What was asked for.
  public let request: SearchRequest
  /// In one search of how many the recording is read again at the end; 0 is never.
  public let checkPeriod: Int

  /// Describes a run.
  public init(_ request: SearchRequest, checkPeriod: Int) {
    self.request = request
    self.checkPeriod = checkPeriod
  }

  /// What came of a run.
  public struct Outcome {
    /// What the search found.
    public var result: SearchResult
    /// Where the recording is not that of the search; nil where nobody looked, and where all is well.
    public var difference: ShadowDifference?
    /// Why the search could not go on, where an answer that it waited for did not come.
    ///
    /// Untrusted text.
    public var failure: String?
  }

  /// Runs a search until a rule ends it or `isInterrupted`, which is asked every few milliseconds, and ends
  /// its recording.
  ///
  /// - Parameter progress: hears every few milliseconds of the search and how many seconds it runs.
  public func search(
    _ session: any SearchSession, isInterrupted: () -> Bool,
    progress: (_ session: any SearchSession, _ seconds: Double) -> Void
  ) -> Outcome {
    let iterationsBefore = session.iterations
    var rules = request.rules
    var burst = Burst(arrivals: request.plan.arrivals)
    let began = (time: Clocks.monotonic, work: Clocks.processorTime)
    var seconds = 0.0
    var reason: StopReason?
    while reason == nil, !isInterrupted() {
      reason = burst.run(session, recordedBy: request.recorder, &rules, seconds: seconds)
      let now = Clocks.monotonic - began.time
      burst.adapt(seconds: now - seconds)
      seconds = now
      progress(session, seconds)
    }
    let work = Clocks.processorTime - began.work
    let wasInterrupted = isInterrupted()
    let result = SearchResult(
      report: session.report(request.plan.effectiveAnswer), plan: request.plan,
      calls: request.calls.count, seconds: seconds, work: work,
      stopped: wasInterrupted ? "interrupted" : reason?.words ?? "")
    // A search that was over already has its end in the file.
    if session.iterations > iterationsBefore || iterationsBefore == 0 {
      record(result, wasInterrupted ? .quit : reason?.recorded ?? .quit)
    }
    let difference = differenceOfRecording(from: session)
    request.recorder?.finish()
    var outcome = Outcome(result: result, difference: difference)
    if case .failed = reason { outcome.failure = result.stopped }
    return outcome
  }

  /// Holds the recording against the tree.
  ///
  /// A batch stops once: which one is checked depends on its seed.
  private func differenceOfRecording(from session: any SearchSession) -> ShadowDifference? {
    var check = ShadowCheck(period: checkPeriod, offset: session.seed)
    guard let recorder = request.recorder, check.isDue() else { return nil }
    var place: String?
    session.read { tree in
      if tree.count <= ShadowCheck.largestTree { place = recorder.difference(from: tree) }
    }
    return place.map {
      ShadowDifference(.recording, at: $0, seed: session.seed, iteration: session.iterations)
    }
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
