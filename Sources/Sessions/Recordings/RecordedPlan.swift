import Groundwork
public import Journals
public import Presets
import SearchTrees
public import TreeSearch

/// A search that is run again to a moment of its recording, to go on from there.
public struct RecordedPlan: Sendable {
  /// The recording.
  public let path: String
  /// The search.
  public let plan: SearchPlan
  /// The event at which it goes on.
  public let event: Int
  /// Whether models are asked anew and what they say is compared with the file, instead of taking what the
  /// file holds.
  public var verifies: Bool

  /// Describes a search that goes on from a moment of a recording.
  public init(path: String, plan: SearchPlan, event: Int, verifies: Bool = false) {
    self.path = path
    self.plan = plan
    self.event = event
    self.verifies = verifies
  }

  /// Runs the search again; `progress` hears now and then how many iterations are done.
  ///
  /// - Throws: a problem where the search that this program runs is not the one in the file, or where
  ///   `isCancelled` says that nobody waits for it any more.
  public func resume(
    undoBytes: Int, isCancelled: () -> Bool, _ progress: (Int) -> Void
  ) throws(JournalProblem) -> ResumedSearch {
    let (past, answers, fingerprint) = try read()
    var script = past
    script.steps.append(.compare(fingerprint: fingerprint, branch: "the recording"))
    var run = ScriptRun(script, undoBytes: undoBytes) { undoBytes in
      let session = plan.makeSession(SessionOptions(undoBytes: undoBytes, answers: answers))
      session.keepHistories()
      return session
    }
    var nextProgress = Clocks.monotonic + 0.2
    while try run.goOn() {
      if isCancelled() { throw JournalProblem(reason: "not gone on with: it is being closed") }
      guard Clocks.monotonic > nextProgress else { continue }
      nextProgress += 0.2
      progress(run.session.iterations)
    }
    return ResumedSearch(run.session, past: past)
  }

  /// Reads the recording up to the event; what is kept of it is small.
  private func read() throws(JournalProblem) -> (SearchScript, KeptAnswers, fingerprint: UInt64) {
    let recording = Recording(try JournalBytes(mapping: path))
    // Who knows the search knows what its tree keeps before any event says so.
    recording.makeInterpreter = { [plan] _ in plan.makeSession(undoBytes: 0) }
    recording.isAtEnd = false
    recording.readWhole()
    recording.show(event: event)
    recording.settle()
    // What was answered later was paid for too.
    if let calls = plan.calls {
      try recording.restore(calls, upTo: recording.eventCount, isCompared: verifies)
    }
    let script = try recording.script(upTo: recording.position)
    let answers = plan.keepsAnswers && !verifies ? recording.keptAnswers() : KeptAnswers()
    let fingerprint = recording.withTree { tree, _ in tree.fingerprint }
    try recording.check()
    return (script, answers, fingerprint)
  }
}

extension ScriptRun {
  /// Does the next portion of what a file says; false once there is nothing left to do.
  mutating func goOn() throws(JournalProblem) -> Bool {
    do {
      return try turn()
    } catch {
      throw JournalProblem(error)
    }
  }
}

extension JournalProblem {
  /// Says why what a file says cannot be done again.
  init(_ failure: ScriptRun.Failure) {
    switch failure {
    case .refused(_, let reason):
      self.init(reason: "an edit of this file cannot be made: \(reason)")
    case .unrecorded(let reason): self.init(reason: reason)
    case .unanswered(let reason): self.init(reason: "no answer: \(reason)")
    case .isAnother:
      self.init(
        reason: "the search that this treetop runs from the same seed is not the one in the file; "
          + "it can be watched but not gone on with")
    }
  }
}
