import Environments
import Presets
import SearchTrees

/// What a batch found, and what it took.
struct SearchResult {
  /// What the search found.
  var report: SearchReport
  /// What was asked for; nil for a recording whose problem treetop does not know.
  var plan: SearchPlan?
  /// Seconds that the search ran, where they are known.
  var seconds: Double?
  /// Seconds of processor time that it took, where they are known.
  var work: Double?
  /// Why it stopped, in words.
  var stopped: String

  /// The answer checked as a plan, where it is one: Blocksworld, and the answer ends.
  var checkedPlan: CheckedPlan? {
    guard case .blocksworld(let world) = plan?.problem, report.answer.isTerminal else { return nil }
    return CheckedPlan(report.answer.path, in: world)
  }
}
