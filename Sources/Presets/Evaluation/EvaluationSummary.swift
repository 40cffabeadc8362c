import SearchTrees

/// What an evaluation comes to: the numbers of its tables.
public struct EvaluationSummary: Sendable {
  /// The numbers of one entry; means are over the problems that it ran on, nil where nothing is known.
  public struct Row: Sendable {
    /// What it is called.
    public var name: String
    /// What it is, in one line.
    public var remark: String
    /// The problems with a path to the goal in the tree, by length.
    public var found: [Share] = []
    /// The same of all lengths.
    public var foundOverall: Share
    /// The problems whose answer reaches the goal, by length.
    public var chosen: [Share] = []
    /// The same of all lengths.
    public var chosenOverall: Share
    /// The median place of the answers among all, by length; nil where they are not ranked.
    public var ranks: [Median?] = []
    /// The same of all lengths.
    public var rankOverall: Median?
    /// Simulations a problem.
    public var iterations: Double?
    /// Calls a problem, by ``CallTally``.
    public var asked: Double?
    /// Nodes a problem.
    public var nodes: Double?
    /// Calls of language models a problem.
    public var calls: Double?
    /// Tokens read by language models a problem.
    public var tokens: Double?
    /// Seconds a problem.
    public var seconds: Double?
    /// The part of the drafted tokens that was accepted, in 0...1.
    public var acceptance: Double?
    /// The iteration after which the answer did not change any more.
    public var settledAt: Double?
    /// The steps that a reward model judged, each once a problem.
    public var judgedSteps: Int
    /// How reward and progress go together by rank.
    public var spearman: Double?
    /// How reward and progress go together.
    public var pearson: Double?
    /// The first entry against this one by what is found; nil for the first itself.
    public var foundAgainstFirst: PairedTest?
    /// The first entry against this one by what is chosen; nil for the first itself.
    public var chosenAgainstFirst: PairedTest?
    /// The entry before against this one by what is found; nil for the first.
    public var foundAgainstPrevious: PairedTest?
    /// The entry before against this one by what is chosen; nil for the first.
    public var chosenAgainstPrevious: PairedTest?
  }

  /// Whether a tree can hold what is asked for without choosing it; else nothing counts as found.
  public var canBeFound: Bool
  /// The lengths, the shortest first.
  public var lengths: [Int]
  /// How many problems there are of each length.
  public var counts: [Int]
  /// The entries.
  public var rows: [Row]
  /// The runs that there are.
  public var done: Int
  /// The runs that there are to be.
  public var total: Int

  /// Sums up results.
  ///
  /// O(problems times entries), and O(n log n) in the judged steps.
  public init(
    of results: EvaluationResults, entries: [EvaluationEntry], problems: ProblemSet
  ) {
    let lengths = problems.lengths
    self.lengths = lengths
    canBeFound = problems.truth.canBeFound
    counts = lengths.map { length in problems.items.count { $0.length == length } }
    done = results.count
    total = entries.count * problems.items.count
    rows = entries.enumerated().map { index, entry in
      var row = Row(entry, results.runs[index].compactMap { $0 })
      for length in lengths {
        let runs = zip(problems.items, results.runs[index]).compactMap { item, run in
          item.length == length ? run : nil
        }
        row.found.append(Share(runs.count { $0.found != nil }, of: runs.count))
        row.chosen.append(Share(runs.count { $0.chosen }, of: runs.count))
        row.ranks.append(Median(of: runs.compactMap(\.rank)))
      }
      guard index > 0 else { return row }
      let (first, previous) = (pairs(results, 0, index), pairs(results, index - 1, index))
      row.foundAgainstFirst = PairedTest(first.map { ($0.found != nil, $1.found != nil) })
      row.chosenAgainstFirst = PairedTest(first.map { ($0.chosen, $1.chosen) })
      row.foundAgainstPrevious = PairedTest(previous.map { ($0.found != nil, $1.found != nil) })
      row.chosenAgainstPrevious = PairedTest(previous.map { ($0.chosen, $1.chosen) })
      return row
    }
  }
}

/// Returns the runs of the problems that two entries have both worked on.
private func pairs(
  _ results: EvaluationResults, _ one: Int, _ other: Int
) -> [(EvaluatedRun, EvaluatedRun)] {
  zip(results.runs[one], results.runs[other]).compactMap { first, second in
    first.flatMap { first in second.map { (first, $0) } }
  }
}

extension EvaluationSummary.Row {
  /// Sums up the runs of an entry, but not by length.
  fileprivate init(_ entry: EvaluationEntry, _ runs: [EvaluatedRun]) {
    name = entry.name
    remark = entry.remark
    foundOverall = Share(runs.count { $0.found != nil }, of: runs.count)
    chosenOverall = Share(runs.count { $0.chosen }, of: runs.count)
    rankOverall = Median(of: runs.compactMap(\.rank))
    func mean(_ value: (EvaluatedRun) -> Double?) -> Double? {
      let values = runs.compactMap(value)
      return values.isEmpty ? nil : values.reduce(0, +) / Double(values.count)
    }
    iterations = mean { Double($0.iterations) }
    nodes = mean { Double($0.nodes) }
    asked = mean { $0.calls.map { Double($0) } }
    calls = mean { $0.modelUse.map { Double($0.calls) } }
    tokens = mean { $0.modelUse.map { Double($0.tokens) } }
    seconds = mean(\.seconds)
    settledAt = mean { $0.settledAt.map { Double($0) } }
    let accepted = runs.reduce(0) { $0 + ($1.modelUse?.accepted ?? 0) }
    let drafted = runs.reduce(accepted) { $0 + ($1.modelUse?.rejected ?? 0) }
    acceptance = drafted > 0 ? Double(accepted) / Double(drafted) : nil
    let steps = runs.flatMap(\.steps)
    let rewards = steps.map { Double($0.reward) }
    let progress = steps.map { Double($0.progress) }
    judgedSteps = steps.count
    spearman = Correlation.spearman(rewards, progress)
    pearson = Correlation.pearson(rewards, progress)
  }
}
