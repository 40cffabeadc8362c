import Environments
import Presets
import SearchTrees

/// What a batch found, and what it took.
struct SearchResult {
  /// What the search found.
  var report: SearchReport
  /// What was asked for.
  var plan: SearchPlan
  /// Seconds that the search ran.
  var seconds: Double
  /// Seconds of processor time that it took.
  var work: Double
  /// Why it stopped, in words.
  var stopped: String

  /// The answer checked as a plan, where it is one: Blocksworld, and the answer ends.
  var checkedPlan: CheckedPlan? {
    guard case .blocksworld(let world) = plan.problem, report.answer.isTerminal else { return nil }
    return CheckedPlan(report.answer.path, in: world)
  }
}
