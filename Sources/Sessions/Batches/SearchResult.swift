import Environments
public import Journals
public import Presets
public import SearchTrees

/// What a batch found, and what it took.
public struct SearchResult {
  /// What the search found.
  public var report: SearchReport
  /// What was asked for; nil for a recording whose problem treetop does not know.
  public var plan: SearchPlan?
  /// The calls that it made; nil where nobody counted.
  public var calls: Int?
  /// Seconds that the search ran, where they are known.
  public var seconds: Double?
  /// Seconds of processor time that it took, where they are known.
  public var work: Double?
  /// Why it stopped, in words.
  ///
  /// Of a recording untrusted text.
  public var stopped: String
  /// Of which file of another program the recording was made; nil for a search.
  public var imported: ImportAccount?
  /// What was asked of the nodes.
  public var nodes = NodeQuestions.Answers()

  /// States what was found.
  public init(
    report: SearchReport, plan: SearchPlan?, calls: Int?, seconds: Double?, work: Double?,
    stopped: String
  ) {
    self.report = report
    self.plan = plan
    self.calls = calls
    self.seconds = seconds
    self.work = work
    self.stopped = stopped
  }

  /// The answer checked as a plan, where it is one: Blocksworld, and the answer ends.
  public var checkedPlan: CheckedPlan? {
    guard let world = plan?.problem.environment as? Blocksworld, report.answer.isTerminal else {
      return nil
    }
    return CheckedPlan(report.answer.path, in: world)
  }
}
