import Drawing
import Groundwork
import SearchTrees
import Sessions
import TreeSearch

/// One line on a terminal's standard error that says how far a batch is; gone when it ends.
struct ProgressLine {
  private let repertoire: Repertoire
  private let columns: Int?
  private var nextDue = 1.0
  private var width = 0

  init(repertoire: Repertoire) {
    self.repertoire = repertoire
    // The last column stays free: a character in it could wrap the line.
    columns = StandardStream.error.isTerminal ? (StandardStream.error.columns ?? 80) - 1 : nil
  }

  /// Shows how far a search is: after the first second, and at most ten times a second.
  mutating func show(_ session: any SearchSession, _ limits: SearchLimits, seconds: Double) {
    show(seconds: seconds) {
      var summary = SearchSummary()
      session.fill(&summary)
      let pace = NumberText.compact(Double(summary.iterations) / seconds)
      return (
        limits.fractionDone(
          iterations: summary.iterations, nodes: summary.nodes, seconds: seconds),
        [
          NumberText.grouped(summary.iterations) + " iterations",
          NumberText.grouped(summary.nodes) + " nodes", pace + "/s",
        ]
      )
    }
  }

  /// Shows how far some work is: after the first second, and at most ten times a second.
  ///
  /// Only then it asks for the part that is done, in 0...1, where it is known, and for words about it.
  mutating func show(seconds: Double, _ state: () -> (done: Double?, words: [String])) {
    guard let columns, seconds >= nextDue else { return }
    nextDue = seconds + 0.1
    let (done, words) = state()
    var parts = words
    if let done { parts.insert(NumberText.plain(done * 100, places: 0) + "%", at: 0) }
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
    _ = StandardStream.error.write("\r" + SafeText.blanks(width).plain + "\r")
    width = 0
  }
}
