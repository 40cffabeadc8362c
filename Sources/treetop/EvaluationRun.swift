import Drawing
import Environments
import Groundwork
import Presets
import SearchTrees
import TreeSearch

/// An evaluation: what there is of it, and how the rest is worked off.
final class EvaluationRun {
  /// The rows.
  let entries: [EvaluationEntry]
  /// The problems.
  let problems: ProblemSet
  /// Everything that the results depend on.
  let settings: EvaluationSettings
  /// The most simulations of a search.
  let iterations: Int
  /// The most calls of a search; nil for any number.
  let calls: Int?
  /// What there is so far.
  private(set) var results: EvaluationResults
  private let file: ResultsFile?

  /// Begins an evaluation, or goes on with one that a file holds.
  init(
    _ entries: [EvaluationEntry], _ problems: ProblemSet, _ settings: EvaluationSettings,
    iterations: Int, calls: Int?, resuming: String?, creating: String?
  ) throws(CommandError) {
    self.entries = entries
    self.problems = problems
    self.settings = settings
    self.iterations = iterations
    self.calls = calls
    var results = EvaluationResults(entries: entries.count, problems: problems.items.count)
    if let resuming {
      file = try ResultsFile(
        resuming: resuming, settings, entries: entries, problems: problems, into: &results)
    } else if let creating {
      file = try ResultsFile(creating: creating, settings)
    } else {
      file = nil
    }
    self.results = results
  }

  /// Does what is missing, until a signal comes.
  func finish(
    jobs: Int, _ repertoire: Repertoire, until interruption: borrowing Interruption
  ) throws(CommandError) {
    let missing = results.missing
    let (entries, items, iterations, calls) = (entries, problems.items, iterations, calls)
    let (before, total) = (results.count, results.count + missing.count)
    var progress = ProgressLine(repertoire: repertoire)
    var failure: CommandError?
    let began = Clocks.monotonic
    WorkerPool<EvaluatedRun>(tasks: missing.count).run(
      jobs: min(jobs, max(1, missing.count)), until: interruption,
      work: { task, isWanted in
        let (entry, problem) = missing[task]
        return entries[entry].run(
          items[problem], iterations: iterations, calls: calls, while: isWanted)
      },
      deliver: { task, run in
        let (entry, problem) = missing[task]
        results[entry, problem] = run
        do throws(CommandError) {
          try file?.append(
            .run(
              entry: entries[entry].name, position: problem, problem: items[problem].world.name, run
            ))
        } catch {
          failure = error
        }
        return failure == nil
      },
      tick: {
        let seconds = Clocks.monotonic - began
        progress.show(seconds: seconds) {
          let done = results.count - before
          return (
            missing.isEmpty ? nil : Double(done) / Double(missing.count),
            ["\(before + done) of \(total) searches"]
          )
        }
      })
    progress.clear()
    if let failure { throw failure }
    if interruption.status != nil, results.count < total { sayHowToGoOn(total, repertoire) }
  }

  private func sayHowToGoOn(_ total: Int, _ repertoire: Repertoire) {
    let how =
      file.map { "the same command with --resume \($0.path) goes on" }
      ?? "only with --output FILE can an evaluation be gone on with"
    let text = "treetop: interrupted after \(results.count) of \(total) searches; \(how)"
    StandardStream.error.print(SafeText(text, repertoire: repertoire, limit: 600))
  }
}
