/// The runs of an evaluation: what is there of every problem under every entry.
public struct EvaluationResults: Sendable {
  /// The runs by entry, then by problem; nil where there is none yet.
  public private(set) var runs: [[EvaluatedRun?]]

  /// Makes results of nothing yet.
  public init(entries: Int, problems: Int) {
    runs = Array(repeating: Array(repeating: nil, count: problems), count: entries)
  }

  /// The run of a problem under an entry.
  public subscript(entry: Int, problem: Int) -> EvaluatedRun? {
    get { runs[entry][problem] }
    set { runs[entry][problem] = newValue }
  }

  /// How many runs there are.
  public var count: Int { runs.reduce(0) { $0 + $1.count { $0 != nil } } }

  /// What is still to be done: all entries of a problem before the next problem, so that what there is
  /// can be compared at any time.
  public var missing: [(entry: Int, problem: Int)] {
    (runs.first ?? []).indices.flatMap { problem in
      runs.indices.filter { runs[$0][problem] == nil }.map { ($0, problem) }
    }
  }
}
