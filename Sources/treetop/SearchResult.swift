import Drawing
import Environments
import Presets
import SearchTrees

/// What a batch found, and what it took.
struct SearchResult {
  /// How a result is printed.
  enum Format {
    /// For people.
    case table
    /// For programs.
    case json
  }

  /// What the search found.
  var report: SearchReport
  /// What was asked for; nil for a recording whose problem treetop does not know.
  var plan: SearchPlan?
  /// The calls that it made; nil where nobody counted.
  var calls: Int?
  /// Seconds that the search ran, where they are known.
  var seconds: Double?
  /// Seconds of processor time that it took, where they are known.
  var work: Double?
  /// Why it stopped, in words.
  var stopped: String

  /// The answer checked as a plan, where it is one: Blocksworld, and the answer ends.
  var checkedPlan: CheckedPlan? {
    guard let world = plan?.problem.environment as? Blocksworld, report.answer.isTerminal else {
      return nil
    }
    return CheckedPlan(report.answer.path, in: world)
  }

  /// Prints the result on standard output.
  func print(as format: Format, in repertoire: Repertoire) throws(CommandError) {
    let text =
      switch format {
      case .table: ResultTable(self, repertoire: repertoire).text
      case .json: ResultObject(self, repertoire: repertoire).text
      }
    if let reason = StandardStream.output.write(text) {
      throw .failure("standard output: \(reason)")
    }
  }
}
