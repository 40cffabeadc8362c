import ArgumentParser
import Groundwork
import Journals
import Presets
import Sessions
import TreeSearch

/// Where a search is recorded.
struct RecordingOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp("Record the search in a new file.", valueName: "file"),
    completion: .file(extensions: ["jsonl"]))
  var record: String?

  @Option(
    help: ArgumentHelp("Go on with a recorded search, in the same file.", valueName: "file"),
    completion: .file(extensions: ["jsonl"]))
  var resume: String?

  @Flag(
    help: """
      Where a recorded search is run again, by --resume or for a save, ask models anew and compare, \
      instead of taking what they said.
      """)
  var verify = false

  /// Begins the recording that was asked for, if one was.
  func recorder(
    _ plan: SearchPlan, _ limits: SearchLimits
  ) throws(CommandError) -> JournalRecorder? {
    guard let record else { return nil }
    do throws(JournalProblem) {
      let recorder = JournalRecorder(
        try JournalFile(creating: record), header: JournalHeader(plan, limits),
        calls: plan.calls)
      if let failure = recorder.failure { throw JournalProblem(reason: failure) }
      return recorder
    } catch {
      throw CommandError(error, in: record)
    }
  }
}

extension CommandError {
  /// Says what is wrong with a journal.
  init(_ problem: JournalProblem, in path: String) {
    let place = problem.line > 0 ? "\(path):\(problem.line):\(problem.column)" : path
    self.init(place: place, reason: problem.reason, status: .failure)
  }

  /// Says that a recording is not complete.
  static func unrecorded(_ path: String, _ reason: String) -> CommandError {
    CommandError(place: path, reason: "\(reason); the recording is not complete", status: .failure)
  }
}

extension StopOptions {
  /// Whether a limit beside that of memory was given.
  var areGiven: Bool {
    iterations != nil || nodes != nil || calls != nil || seconds != nil || untilValue != nil
      || maxCost != nil || maxTokens != nil || maxRequests != nil
  }
}
