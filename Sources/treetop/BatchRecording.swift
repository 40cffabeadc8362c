import Drawing
import Journals
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
  /// What is asked of the nodes.
  let questions: NodeQuestions
  /// Which plot is printed in the place of a result; nil for none.
  let plot: PlotName?
  /// The characters that may be printed.
  let repertoire: Repertoire

  /// Prints the moment; what could not be read is named on standard error.
  func run() throws(CommandError) -> ExitStatus {
    let outcome: MomentReading.Outcome
    do {
      var reading = MomentReading(of: file, at: moment, answer: answer, questions: questions)
      reading.plot = plot
      outcome = try reading.read()
    } catch {
      throw CommandError(error, at: "--at", in: file)
    }
    outcome.warn(of: file, in: repertoire)
    if plot != nil {
      try PlotOptions.print(outcome.plot, in: repertoire)
    } else {
      try outcome.result.print(as: format, in: repertoire)
    }
    let verdict = questions.verdict(outcome.result.nodes, in: repertoire)
    guard verdict == .success else { return verdict }
    let isWhole = outcome.loss == nil && !outcome.leavesOut && file.account?.leftOut.isEmpty ?? true
    return isWhole ? .success : .incomplete
  }
}

extension MomentReading.Outcome {
  /// Says on standard error what of a file could not be used.
  func warn(of file: RecordedFile, in repertoire: Repertoire) {
    func say(_ text: String) {
      StandardStream.error.print(
        SafeText("treetop: " + text, repertoire: repertoire, limit: 600))
    }
    if let account = file.account {
      say("\(file.name): \(account.format): \(account.words)")
      for words in account.sentences { say("\(file.name): \(words)") }
    }
    for remark in remarks { say("\(file.path): \(remark)") }
    for problem in problems { say("\(file.name):\(problem.words)") }
    let rest = problemCount - problems.count
    if rest > 0 { say("and \(rest) more lines") }
    if let loss { say("\(file.name): \(loss); what is printed is what it holds now") }
  }
}

extension CommandError {
  /// Says why a moment cannot be read; `place` is where it was asked for.
  init(_ failure: MomentReading.Failure, at place: String, in file: RecordedFile) {
    switch failure {
    case .noIteration, .noEvent, .noBranch, .notOnBranch:
      self = .usage("\(place) \(failure.words)")
    case .unsteady:
      self.init(place: file.name, reason: failure.words, status: .failure)
    case .unanswered(let failure): self.init(failure)
    case .unopened(let failure): self.init(failure, in: file.name, as: file.name)
    }
  }
}
