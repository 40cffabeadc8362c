import Drawing
import Journals
import Presets
import SearchTrees
import Sessions
import TreeSearch

/// A moment of a recording, printed as a batch search would be that stopped there.
struct BatchRecording {
  /// The file.
  let file: RecordedFile
  /// The moment.
  let moment: Moment
  /// How it is printed.
  let format: SearchResult.Format
  /// How the answer is chosen; nil for what the search itself did.
  let answer: AnswerRule?
  /// The characters that may be printed.
  let repertoire: Repertoire

  /// How often a file is read that changes under our hands.
  private static let attempts = 5

  /// Prints the moment; what could not be read is named on standard error.
  ///
  /// A file that is cut short or written anew meanwhile is read again, as it is then: what is printed
  /// is never half of one file and half of another.
  func run() throws(CommandError) -> ExitStatus {
    var loss: String?
    for _ in 0..<Self.attempts {
      // The first line too may be another one by now.
      let current = loss == nil ? file : try RecordedFile(file.path)
      let (recording, session) = try read(current)
      if let reason = Self.loss(of: recording) {
        loss = loss ?? reason
        continue
      }
      try go(in: recording)
      let result = result(of: recording, session, current.plan)
      if let reason = Self.loss(of: recording) {
        loss = loss ?? reason
        continue
      }
      warn(about: recording)
      if let loss {
        StandardStream.error.print(
          SafeText(
            "treetop: \(file.name): \(loss); what is printed is what it holds now",
            repertoire: repertoire, limit: 600))
      }
      try result.print(as: format, in: repertoire)
      return loss == nil && !recording.leavesOut ? .success : .incomplete
    }
    throw CommandError(
      place: file.name, reason: "\(loss ?? ""); it changes faster than it can be read",
      status: .failure)
  }

  private func read(
    _ file: RecordedFile
  ) throws(CommandError) -> (Recording, (any SearchSession)?) {
    let recording: Recording
    do throws(JournalProblem) {
      recording = Recording(try JournalBytes(mapping: file.path))
    } catch {
      throw CommandError(place: file.name, reason: error.reason, status: .failure)
    }
    let session = file.plan?.makeSession(undoBytes: 0)
    recording.makeInterpreter = { _ in session }
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
    of recording: Recording, _ session: (any SearchSession)?, _ plan: SearchPlan?
  ) -> SearchResult {
    let rule = answer ?? self.rule(of: recording, plan)
    var report =
      recording.withTree { tree, moment in
        recording.interpreter == nil
          ? nil : session?.report(rule, from: &tree, at: moment)
      }
      ?? recording.report
    let isKnown = recording.interpreter != nil
    recording.fillAccount(in: &report.summary)
    let stop = recording.stop
    recording.checkTree()
    report.summary.findings = recording.findings(upTo: recording.position)
    return SearchResult(
      report: report, plan: isKnown ? plan : nil,
      calls: stop?.calls, seconds: stop?.seconds, work: stop?.processorSeconds,
      stopped: stop?.words
        ?? "shown as it was after event \(recording.position) of \(recording.eventCount)")
  }

  private func go(in recording: Recording) throws(CommandError) {
    let event: Int
    switch moment {
    case .end: event = recording.eventCount
    case .event(let number): event = number
    case .iteration(let number):
      guard number <= recording.iterationTotal else {
        throw .usage(
          "--at i\(number): the file holds \(recording.iterationTotal) iterations")
      }
      event = recording.event(ofIteration: number)
    }
    guard event <= recording.eventCount else {
      throw .usage("--at \(event): the file has \(recording.eventCount) lines")
    }
    recording.show(event: event)
  }

  private func warn(about recording: Recording) {
    for remark in recording.remarks {
      StandardStream.error.print(
        SafeText("treetop: \(file.path): \(remark)", repertoire: repertoire, limit: 600))
    }
    for problem in recording.problems {
      StandardStream.error.print(
        SafeText("treetop: \(file.name):\(problem.words)", repertoire: repertoire, limit: 600))
    }
    let rest = recording.problemCount - recording.problems.count
    if rest > 0 {
      StandardStream.error.print(SafeText("treetop: and \(rest) more lines"))
    }
  }

  private func rule(of recording: Recording, _ plan: SearchPlan?) -> AnswerRule {
    let words = recording.answerRule
    return AnswerRule.allCases.first { $0.words == words }
      ?? plan?.effectiveAnswer ?? .mostVisits
  }
}
