import Drawing
import Groundwork
import SearchTrees
import TreeSearch

/// One line on a terminal's standard error that says how far a batch is; gone when it ends.
struct ProgressLine {
  private let limits: SearchLimits
  private let repertoire: Repertoire
  private let columns: Int?
  private var nextDue = 1.0
  private var width = 0

  init(_ limits: SearchLimits, repertoire: Repertoire) {
    self.limits = limits
    self.repertoire = repertoire
    // The last column stays free: a character in it could wrap the line.
    columns = StandardStream.error.isTerminal ? (StandardStream.error.columns ?? 80) - 1 : nil
  }

  /// Shows how far the search is: after the first second, and at most ten times a second.
  mutating func show(_ session: any SearchSession, seconds: Double) {
    guard let columns, seconds >= nextDue else { return }
    nextDue = seconds + 0.1
    var summary = SearchSummary()
    session.fill(&summary)
    let done = limits.fractionDone(
      iterations: summary.iterations, nodes: summary.nodes, seconds: seconds)
    var parts: [String] = []
    if let done { parts.append(NumberText.plain(done * 100, places: 0) + "%") }
    parts.append(NumberText.grouped(summary.iterations) + " iterations")
    parts.append(NumberText.grouped(summary.nodes) + " nodes")
    parts.append(NumberText.compact(Double(summary.iterations) / seconds) + "/s")
    parts.append(NumberText.plain(seconds, places: 0) + " s")
    if let done, done > 0 {
      parts.append(NumberText.plain(seconds / done - seconds, places: 0) + " s left")
    }
    let line = SafeText(parts.joined(separator: "  "), repertoire: repertoire)
    let shown = line.clipped(to: columns)
    _ = StandardStream.error.write("\r" + shown.padded(to: max(width, shown.width)).plain)
    width = shown.width
  }

  /// Takes the line away.
  mutating func clear() {
    guard width > 0 else { return }
    _ = StandardStream.error.write("\r" + String(repeating: " ", count: width) + "\r")
    width = 0
  }
}
