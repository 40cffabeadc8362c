public import Journals
import Presets
public import SearchTrees
public import TreeSearch

/// A moment of a recording, read as a batch search would have ended that stopped there.
public struct MomentReading {
  /// The file.
  public let file: RecordedFile
  /// The moment.
  public let moment: Moment
  /// How the answer is chosen; nil for what the search itself did.
  public let answer: AnswerRule?
  /// What is asked of the nodes.
  public let questions: NodeQuestions
  /// The branch that the moment is on, by name or number; nil for the one that the file ends on, or that
  /// the event is on.
  ///
  /// Untrusted text.
  public let branch: String?
  /// Which plot is wanted; nil for none.
  public var plot: PlotName?

  /// Asks for a moment.
  public init(
    of file: RecordedFile, at moment: Moment, answer: AnswerRule? = nil,
    questions: NodeQuestions = NodeQuestions(), branch: String? = nil
  ) {
    self.file = file
    self.moment = moment
    self.answer = answer
    self.questions = questions
    self.branch = branch
  }

  /// What there is at the moment.
  public struct Outcome {
    /// What the search had found.
    public var result: SearchResult
    /// Why the file had to be read again; nil where it was read once.
    public var loss: String?
    /// Whether the file holds more than what was read.
    public var leavesOut: Bool
    /// What there is to say of the file.
    ///
    /// Untrusted text.
    public var remarks: [String]
    /// The lines that could not be used: the first hundred.
    public var problems: [JournalProblem]
    /// How many lines could not be used.
    public var problemCount: Int
    /// The plot that was asked for, as lines of comma-separated values.
    ///
    /// May hold untrusted text.
    public var plot: [String] = []
  }

  /// Why a moment cannot be shown.
  public enum Failure: Error {
    /// The file cannot be opened, for this reason.
    case unopened(RecordedFile.Failure)
    /// The file holds fewer iterations than the number of the one that was asked for.
    case noIteration(Int, of: Int)
    /// The file has fewer events than the number of the one that was asked for.
    case noEvent(Int, of: Int)
    /// The file has no such branch; the ones that it has.
    case noBranch(String, of: [String])
    /// The event is on another branch than the one that was asked for.
    case notOnBranch(Int, String)
    /// What is asked of the nodes cannot be answered.
    case unanswered(NodeQuestions.Failure)
    /// The file changes faster than it can be read; how it changed first.
    case unsteady(String)
  }

  /// How often a file is read that changes under our hands.
  private static let attempts = 5

  /// Reads the moment.
  ///
  /// A file that is cut short or written anew meanwhile is read again, as it is then: what is returned is
  /// never half of one file and half of another. O(events).
  public func read() throws(Failure) -> Outcome {
    try read { _, _ throws(Failure) in }.outcome
  }

  /// Reads the moment, and looks at the recording while it shows it; `look` may be called for more than
  /// one version of the file.
  func read<Seen>(
    _ look: (Recording, SearchResult) throws(Failure) -> Seen
  ) throws(Failure) -> (outcome: Outcome, seen: Seen) {
    var loss: String?
    for _ in 0..<Self.attempts {
      // The first line too may be another one by now.
      let current = try loss.map { (loss) throws(Failure) in try reopened(after: loss) } ?? file
      let (recording, session) = try read(current)
      if let reason = Self.loss(of: recording) {
        loss = loss ?? reason
        continue
      }
      try go(in: recording)
      var result = result(of: recording, session, current)
      result.imported = current.header.imported
      result.nodes = try answers(in: recording)
      let seen = try look(recording, result)
      let plot = plot.map { recording.csv(of: $0) } ?? []
      if let reason = Self.loss(of: recording) {
        loss = loss ?? reason
        continue
      }
      var outcome = Outcome(
        result: result, loss: loss, leavesOut: recording.leavesOut, remarks: recording.remarks,
        problems: recording.problems, problemCount: recording.problemCount)
      outcome.plot = plot
      return (outcome, seen)
    }
    throw .unsteady(loss ?? "")
  }

  private func reopened(after loss: String) throws(Failure) -> RecordedFile {
    // What became of another program's file is known only once it is read anew, as a tree.
    guard file.unwritten == nil else {
      throw .unopened(.unreadable(JournalProblem(reason: loss)))
    }
    do {
      return try RecordedFile(file.path, name: file.name)
    } catch {
      throw .unopened(error)
    }
  }

  private func read(
    _ file: RecordedFile
  ) throws(Failure) -> (Recording, (any SearchSession)?) {
    let recording: Recording
    do throws(JournalProblem) {
      recording = try file.recording()
    } catch {
      throw .unopened(.unreadable(error))
    }
    let session = file.plan?.makeSession(undoBytes: 0)
    recording.makeInterpreter = { _ in session }
    if plot != nil { recording.keepHistories() }
    if let answer { recording.answerReader = TreeReader(answer) }
    recording.readWhole()
    return (recording, session)
  }

  private static func loss(of recording: Recording) -> String? {
    do throws(JournalProblem) {
      try recording.check()
      return nil
    } catch {
      return error.reason
    }
  }

  private func result(
    of recording: Recording, _ session: (any SearchSession)?, _ file: RecordedFile
  ) -> SearchResult {
    let rule = answer ?? rule(of: recording, file)
    var report =
      recording.withTree { tree, moment in
        recording.interpreter == nil
          ? nil : session?.report(rule, from: &tree, at: moment)
      }
      ?? recording.report
    let isKnown = recording.interpreter != nil
    recording.fillAccount(in: &report.summary)
    report.summary.servers = recording.servers
    let stop = recording.stop
    recording.checkTree()
    report.summary.findings = recording.findings(upTo: recording.position)
    return SearchResult(
      report: report, plan: isKnown ? file.plan : nil,
      calls: stop?.calls, seconds: stop?.seconds, work: stop?.processorSeconds,
      stopped: stop?.words
        ?? "shown as it was after event \(recording.position) of \(recording.eventCount)")
  }

  private func answers(in recording: Recording) throws(Failure) -> NodeQuestions.Answers {
    do {
      let notes = recording.notes(keptAt: file.notesPlace)
      return try questions.answers(in: AnnotatedFacts(recording, notes: notes))
    } catch {
      throw .unanswered(error)
    }
  }

  private func go(in recording: Recording) throws(Failure) {
    var end = recording.eventCount
    if let branch {
      guard let last = recording.lastEvent(ofBranch: branch) else {
        throw .noBranch(branch, of: recording.branchNames)
      }
      recording.show(event: last)
      end = last
    }
    let event: Int
    switch moment {
    case .end: event = end
    case .event(let number): event = number
    case .iteration(let number):
      let total = recording.iterationTotal
      guard number <= total else { throw .noIteration(number, of: total) }
      event = recording.event(ofIteration: number)
    }
    guard event <= recording.eventCount else {
      throw .noEvent(event, of: recording.eventCount)
    }
    recording.show(event: event)
    if let branch, let last = recording.lastEvent(ofBranch: branch),
      event > last
        || !recording.isOnBranch(event, branch)
    {
      throw .notOnBranch(event, branch)
    }
  }

  private func rule(of recording: Recording, _ file: RecordedFile) -> AnswerRule {
    let words = recording.answerRule
    return AnswerRule.allCases.first { $0.words == words }
      ?? file.plan?.effectiveAnswer ?? .mostVisits
  }
}
