import Drawing
import Journals
import Presets
import SearchTrees
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

  /// Prints the moment; what could not be read is named on standard error.
  func run() throws(Complaint) -> ExitStatus {
    let recording: Recording
    do throws(JournalProblem) {
      recording = Recording(try JournalBytes(mapping: file.path))
    } catch {
      throw Complaint(place: file.path, reason: error.reason, status: .failure)
    }
    let session = file.plan?.makeSession(undoBytes: 0)
    recording.makeInterpreter = { _ in session }
    recording.readWhole()
    try go(in: recording)
    complain(about: recording)
    let rule = answer ?? self.rule(of: recording)
    let report = recording.withTree { tree, moment in
      recording.interpreter == nil
        ? nil : session?.report(rule, from: &tree, at: moment)
    }
    let stop = recording.stop
    let result = SearchResult(
      report: report ?? recording.report, plan: report == nil ? nil : file.plan,
      seconds: stop?.seconds, work: stop?.processorSeconds,
      stopped: stop?.words
        ?? "shown as it was after event \(recording.position) of \(recording.eventCount)")
    try result.print(as: format, in: repertoire)
    return .success
  }

  private func go(in recording: Recording) throws(Complaint) {
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

  private func complain(about recording: Recording) {
    for problem in recording.problems {
      StandardStream.error.print(
        SafeText("treetop: \(file.path):\(problem.words)", repertoire: repertoire, limit: 600))
    }
    let rest = recording.problemCount - recording.problems.count
    if rest > 0 {
      StandardStream.error.print(SafeText("treetop: and \(rest) more lines"))
    }
  }

  private func rule(of recording: Recording) -> AnswerRule {
    let words = recording.answerRule
    return AnswerRule.allCases.first { $0.words == words }
      ?? file.plan.map { .usual(for: $0) } ?? .mostVisits
  }
}
