import Drawing
import Journals
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
  /// Which nodes are listed; nil for none.
  let filter: FilterRequest?
  /// The characters that may be printed.
  let repertoire: Repertoire

  /// Prints the moment; what could not be read is named on standard error.
  func run() throws(CommandError) -> ExitStatus {
    let outcome: MomentReading.Outcome
    do {
      outcome = try MomentReading(of: file, at: moment, answer: answer, filter: filter).read()
    } catch {
      throw commandError(error)
    }
    warn(of: outcome)
    try outcome.result.print(as: format, in: repertoire)
    let isWhole = outcome.loss == nil && !outcome.leavesOut && file.account?.leftOut.isEmpty ?? true
    return isWhole ? .success : .incomplete
  }

  private func commandError(_ failure: MomentReading.Failure) -> CommandError {
    switch failure {
    case .noIteration(let number, let total):
      .usage("--at i\(number): the file holds \(total) iterations")
    case .noEvent(let number, let total):
      .usage("--at \(number): the file has \(total) lines")
    case .unsteady(let loss):
      CommandError(
        place: file.name, reason: "\(loss); it changes faster than it can be read",
        status: .failure)
    case .unfiltered(let error): CommandError(error)
    case .unopened(let failure): CommandError(failure, in: file.name, as: file.name)
    }
  }

  private func warn(of outcome: MomentReading.Outcome) {
    if let account = file.account {
      say("\(file.name): \(account.format): \(account.words)")
      for words in account.sentences { say("\(file.name): \(words)") }
    }
    for remark in outcome.remarks { say("\(file.path): \(remark)") }
    for problem in outcome.problems { say("\(file.name):\(problem.words)") }
    let rest = outcome.problemCount - outcome.problems.count
    if rest > 0 { say("and \(rest) more lines") }
    if let loss = outcome.loss {
      say("\(file.name): \(loss); what is printed is what it holds now")
    }
  }

  private func say(_ text: String) {
    StandardStream.error.print(
      SafeText("treetop: " + text, repertoire: repertoire, limit: 600))
  }
}
