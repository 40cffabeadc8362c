import Environments
public import Presets
import SearchTrees
import TreeSearch

/// An evaluation: what there is of it, and how the rest is worked off.
public final class EvaluationRun {
  /// The rows.
  public let entries: [EvaluationEntry]
  /// The problems.
  public let problems: ProblemSet
  /// Everything that the results depend on.
  public let settings: EvaluationSettings
  /// The most simulations of a search.
  public let iterations: Int
  /// The most calls of a search; nil for any number.
  public let calls: Int?
  /// What there is so far.
  public private(set) var results: EvaluationResults
  /// Where results are kept; nil where they are not.
  public let file: ResultsFile?

  /// Begins an evaluation, or goes on with one that a file holds.
  public init(
    _ entries: [EvaluationEntry], _ problems: ProblemSet, _ settings: EvaluationSettings,
    iterations: Int, calls: Int?, resuming: String?, creating: String?
  ) throws(ResultsError) {
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

  /// Does what is missing, `jobs` searches at a time, until `isInterrupted`; returns whether all is done.
  ///
  /// - Parameter progress: hears about ten times a second how many searches are done since this began, of
  ///   how many.
  /// - Throws: an error where a result cannot be kept; what is done by then is.
  @discardableResult
  public func finish(
    jobs: Int, isInterrupted: () -> Bool, progress: (_ done: Int, _ missing: Int) -> Void
  ) throws(ResultsError) -> Bool {
    let missing = results.missing
    let (entries, items, iterations, calls) = (entries, problems.items, iterations, calls)
    let before = results.count
    var failure: ResultsError?
    WorkerPool<EvaluatedRun>(tasks: missing.count).run(
      jobs: min(jobs, max(1, missing.count)), isInterrupted: isInterrupted,
      work: { task, isWanted in
        let (entry, problem) = missing[task]
        return entries[entry].run(
          items[problem], iterations: iterations, calls: calls, while: isWanted)
      },
      deliver: { task, run in
        let (entry, problem) = missing[task]
        results[entry, problem] = run
        do throws(ResultsError) {
          try file?.append(
            .run(
              entry: entries[entry].name, position: problem, problem: items[problem].world.name, run
            ))
        } catch {
          failure = error
        }
        return failure == nil
      },
      tick: { progress(results.count - before, missing.count) })
    if let failure { throw failure }
    return results.count == before + missing.count
  }
}
