import Groundwork

/// The tables of an evaluation as lines of at most 80 columns, for people.
public struct EvaluationTable {
  private let summary: EvaluationSummary

  /// The names of the rows stand in a column of this width.
  private let nameWidth: Int
  /// Numbers stand to the right in columns of this width.
  private static let cellWidth = 8
  /// Ranks stand in wider ones: their intervals are as in `1.2k-3.4k`.
  private static let rankWidth = 10

  /// How many columns of numbers fit beside the names.
  private func cells(of width: Int = cellWidth) -> Int { (80 - nameWidth) / width }

  /// Makes the tables of a summary.
  public init(_ summary: EvaluationSummary) {
    self.summary = summary
    let longest = summary.rows.map(\.name.count).max() ?? 0
    nameWidth = min(40, max(18, longest + 1))
  }

  /// All tables, without the titles; the blocks are parted by empty lines.
  ///
  /// Names of entries are in them, and nothing from files.
  public var lines: [String] {
    let blocks = [
      summary.canBeFound ? accuracies("found", \.found, \.foundOverall) : [],
      accuracies("chosen", \.chosen, \.chosenOverall),
      ranks, work, models, correlations, pairs, steps,
    ]
    return Array(blocks.filter { !$0.isEmpty }.joined(separator: [""]))
  }

  private typealias Row = EvaluationSummary.Row

  // MARK: - Accuracy

  /// Returns the accuracies by length in per cent, with their intervals below; as many blocks as it takes.
  private func accuracies(
    _ title: String, _ shares: KeyPath<Row, [Share]>, _ overall: KeyPath<Row, Share>
  ) -> [String] {
    let heads = summary.lengths.map { "L=\($0)" } + ["all"]
    var lines: [String] = []
    for start in stride(from: 0, to: heads.count, by: cells()) {
      let part = start..<min(start + cells(), heads.count)
      if start > 0 { lines.append("") }
      lines.append(line(title + ", %", heads[part]))
      for row in summary.rows {
        let columns = (row[keyPath: shares] + [row[keyPath: overall]])[part]
        lines.append(line(row.name, columns.map { Self.perCent($0.fraction) }))
        lines.append(line("", columns.map { Self.range($0.interval) }))
      }
    }
    return lines
  }

  private static func perCent(_ fraction: Double?) -> String {
    fraction.map { NumberText.plain($0 * 100, places: 1) } ?? "-"
  }

  private static func range(_ interval: ClosedRange<Double>?) -> String {
    guard let interval else { return "" }
    let ends = [interval.lowerBound, interval.upperBound]
    return ends.map { NumberText.plain($0 * 100, places: 0) }.joined(separator: "-")
  }

  /// Returns the median ranks by length, with their intervals below; nothing where answers are not ranked.
  private var ranks: [String] {
    guard summary.rows.contains(where: { $0.rankOverall != nil }) else { return [] }
    let heads = summary.lengths.map { "L=\($0)" } + ["all"]
    var lines: [String] = []
    let cells = cells(of: Self.rankWidth)
    func wide(_ texts: some Sequence<String>) -> [(String, Int)] {
      texts.map { ($0, Self.rankWidth) }
    }
    for start in stride(from: 0, to: heads.count, by: cells) {
      let part = start..<min(start + cells, heads.count)
      if start > 0 { lines.append("") }
      lines.append(line("rank, median", wide(heads[part])))
      for row in summary.rows {
        let columns = (row.ranks + [row.rankOverall])[part]
        lines.append(line(row.name, wide(columns.map { Self.mean($0?.middle) })))
        lines.append(line("", wide(columns.map { Self.range($0?.interval) })))
      }
    }
    return lines
  }

  private static func range(_ interval: ClosedRange<Int>?) -> String {
    guard let interval else { return "" }
    let ends = [interval.lowerBound, interval.upperBound]
    return ends.map { NumberText.compact(Double($0)) }.joined(separator: "-")
  }

  // MARK: - Work

  private var work: [String] {
    let heads = ["iter.", "nodes", "asked", "settled", "seconds"]
    return [line("a problem", heads)]
      + summary.rows.map { row in
        line(
          row.name,
          [
            Self.mean(row.iterations), Self.mean(row.nodes), Self.mean(row.asked),
            Self.mean(row.settledAt),
            row.seconds.map { NumberText.plain($0, places: $0 < 10 ? 3 : 1) } ?? "-",
          ])
      }
  }

  /// What language models did, where there were any.
  private var models: [String] {
    guard summary.rows.contains(where: { $0.calls != nil }) else { return [] }
    return [line("models, a problem", ["calls", "tokens", "draft %"])]
      + summary.rows.map { row in
        line(
          row.name, [Self.mean(row.calls), Self.mean(row.tokens), Self.perCent(row.acceptance)])
      }
  }

  private static func mean(_ number: Double?) -> String {
    guard let number else { return "-" }
    return number < 9_999.95 ? NumberText.plain(number, places: 1) : NumberText.compact(number)
  }

  // MARK: - Comparisons

  /// How rewards go with progress, where a reward model judged steps.
  private var correlations: [String] {
    let rows = summary.rows.filter { $0.judgedSteps > 0 }
    guard !rows.isEmpty else { return [] }
    return [line("reward, progress", ["Spearman", "Pearson", "steps"])]
      + rows.map { row in
        let numbers = [row.spearman, row.pearson]
        return line(
          row.name,
          numbers.map { $0.map { NumberText.fixed($0, places: 2) } ?? "-" }
            + [NumberText.grouped(row.judgedSteps)])
      }
  }

  /// The first entry against each other one, on the same problems.
  private var pairs: [String] {
    guard let first = summary.rows.first, summary.rows.count > 1 else { return [] }
    return tests("only \(first.name) : only the other one", summary.rows.dropFirst()) {
      [$0.foundAgainstFirst, $0.chosenAgainstFirst]
    }
  }

  /// Each entry against the one before it, on the same problems: what one thing more changes.
  private var steps: [String] {
    // The second entry's is the first one's too.
    guard summary.rows.count > 2 else { return [] }
    return tests("only the row before : only this one", summary.rows.dropFirst(2)) {
      [$0.foundAgainstPrevious, $0.chosenAgainstPrevious]
    }
  }

  private func tests(
    _ title: String, _ rows: some Sequence<Row>, _ tests: (Row) -> [PairedTest?]
  ) -> [String] {
    let wide = Self.cellWidth * 2
    let names = summary.canBeFound ? ["found", "chosen"] : ["chosen"]
    let heads = names.flatMap { [($0, wide), ("p", Self.cellWidth)] }
    return [title, line("", heads)]
      + rows.map { row in
        let cells = tests(row).suffix(names.count).compactMap { $0 }.flatMap { test in
          [
            ("\(test.onlyFirst) : \(test.onlySecond)", wide),
            (test.p < 0.0005 ? "<.001" : NumberText.fixed(test.p), Self.cellWidth),
          ]
        }
        return line(row.name, cells)
      }
  }

  // MARK: - Lines

  private func line(_ name: String, _ cells: some Sequence<String>) -> String {
    line(name, cells.map { ($0, Self.cellWidth) })
  }

  private func line(_ name: String, _ cells: [(text: String, width: Int)]) -> String {
    let line = cells.reduce(name.padded(to: nameWidth)) { line, cell in
      // A text that is too wide for its column moves the others on, and never touches its neighbour.
      let text = cell.text.leftPadded(to: cell.width)
      return line.hasSuffix(" ") || text.hasPrefix(" ") ? line + text : line + " " + text
    }
    return String(line.reversed().drop { $0 == " " }.reversed())
  }
}
