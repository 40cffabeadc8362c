import Drawing
import Groundwork
import SearchTrees

/// A comparison as a page of text, for people.
struct ComparisonPage {
  private let comparison: TreeComparison
  private let repertoire: Repertoire

  /// Lines are wrapped at this width; tables are as wide as they must be.
  private static let width = 80
  /// The names of the lines stand in a column of this width.
  private static let nameWidth = 12
  /// As many children of a place are listed.
  private static let mostRows = 40

  init(_ comparison: TreeComparison, repertoire: Repertoire) {
    self.comparison = comparison
    self.repertoire = repertoire
  }

  /// The whole page.
  var text: String {
    let blocks = [heading, counts, children, decision, results, wrapped("", comparison.sentence)]
    return blocks.filter { !$0.isEmpty }
      .map { $0.map { Self.trimmed($0) + "\n" }.joined() }.joined(separator: "\n")
  }

  // MARK: - The parts of the page

  private var heading: [SafeText] {
    let told = comparison.settings.map {
      "\($0.name) \($0.a ?? "-") in A, \($0.b ?? "-") in B"
    }
    return wrapped("A", words(for: comparison.a)) + wrapped("B", words(for: comparison.b))
      + (told.isEmpty ? [] : wrapped("settings", told.joined(separator: "; ")))
  }

  private func words(for tree: TreeSnapshot) -> String {
    let summary = tree.summary
    var facts: [String] = []
    let title = summary.title
    let how = ([title, summary.preset.isEmpty ? "" : "by \(summary.preset)"])
      .filter { !$0.isEmpty }.joined(separator: " ")
    if !how.isEmpty { facts.append(how) }
    if summary.areIterationsKnown {
      facts.append("\(NumberText.grouped(summary.iterations)) iterations")
    }
    facts.append("\(NumberText.grouped(tree.nodeCount)) nodes")
    facts.append("depth \(summary.depth)")
    return "\(tree.title): \(facts.joined(separator: ", "))"
  }

  private var counts: [SafeText] {
    let counts = comparison.counts
    let parts = [
      (counts.equal, "equal"), (counts.different, "differ"), (counts.onlyA, "only in A"),
      (counts.onlyB, "only in B"),
    ].map { "\(NumberText.grouped($0.0)) \($0.1)" }
    let total = NumberText.grouped(comparison.counts.total)
    return wrapped(
      "places",
      "\(total): \(parts.joined(separator: ", "))"
        + (comparison.tolerance.map { ", values within \(NumberText.short($0))" } ?? ""))
  }

  private var children: [SafeText] { table(of: 0) }

  /// The decision that differs with all that was to be chosen from; at the root its table stands above.
  private var decision: [SafeText] {
    guard let decision = comparison.decision else { return [] }
    let head = wrapped("parting", comparison.place(of: decision))
    return decision.pair == 0 ? head : head + table(of: decision.pair)
  }

  private var results: [SafeText] {
    let lines = [("A", comparison.lineA), ("B", comparison.lineB)].map { name, line in
      let labels = line.dropFirst().map { comparison.label(of: $0) }
      return "\(name) \(labels.isEmpty ? "none" : TreeComparison.joined(labels))"
    }
    let divergence =
      comparison.divergence.map {
        "\(NumberText.plain($0)) bits of 1 between the visits of the root's children "
          + "(Jensen-Shannon)"
      } ?? "not known: visits are missing"
    let same =
      comparison.isSameAnswer
      ? "the same: \(lines[0].dropFirst(2))"
      : comparison.lineA == comparison.lineB
        ? "the same actions, worded differently: \(lines[0].dropFirst(2))"
        : lines.joined(separator: "; ")
    return wrapped("answer", same) + wrapped("divergence", divergence)
  }

  // MARK: - Tables

  private struct Column {
    var head: SafeText
    var cells: [SafeText]
    var isLeft = false
    var isKnown: Bool { cells.contains { !$0.isEmpty && $0.plain != "-" } }
  }

  /// The children of a place, a row each: the numbers of both trees and how far they are apart.
  private func table(of pair: Int) -> [SafeText] {
    let all = comparison.candidates(of: pair)
    guard !all.isEmpty else { return [] }
    let rows = Array(all.prefix(Self.mostRows))
    let chosen = (
      Self.choice(in: comparison.lineA, below: pair) ?? comparison.decision?.choiceA,
      Self.choice(in: comparison.lineB, below: pair) ?? comparison.decision?.choiceB
    )
    var columns = [
      Column(
        head: "ACTION",
        cells: rows.map { safe(comparison.label(of: $0.pair)).middleEllipsized(to: 40) },
        isLeft: true),
      Column(
        head: "",
        cells: rows.map { row in
          SafeText(
            (row.pair == chosen.0 ? "A" : " ") + (row.pair == chosen.1 ? "B" : ""))
        }, isLeft: true),
    ]
    columns += side("A", rows.map(\.a), comparison.a.summary)
    columns += side("B", rows.map(\.b), comparison.b.summary)
    columns.append(
      Column(
        head: "dN",
        cells: rows.map { row in
          gap(row.a, row.b) ?? change(row.a?.visits, row.b?.visits) { NumberText.count($0) }
        }))
    columns.append(
      Column(
        head: "dQ",
        cells: rows.map { row in
          row.a == nil || row.b == nil
            ? .empty : change(row.a?.value, row.b?.value) { NumberText.fixed($0) }
        }))
    let rest = all.count - rows.count
    return laid(columns)
      + (rest > 0 ? [safe("and \(NumberText.grouped(rest)) more")] : [])
  }

  /// What the line takes below a place.
  private static func choice(in line: [Int], below pair: Int) -> Int? {
    line.firstIndex(of: pair).flatMap { $0 + 1 < line.count ? line[$0 + 1] : nil }
  }

  private func gap(
    _ a: TreeComparison.Candidate?, _ b: TreeComparison.Candidate?
  ) -> SafeText? {
    a == nil ? "only in B" : b == nil ? "only in A" : nil
  }

  private func side(
    _ name: String, _ rows: [TreeComparison.Candidate?], _ summary: SearchSummary
  ) -> [Column] {
    func column(_ head: String, _ cell: (TreeComparison.Candidate) -> String?) -> Column {
      Column(
        head: safe("\(head) \(name)"),
        cells: rows.map { $0.map { safe(cell($0) ?? "-") } ?? "-" })
    }
    func fixed(_ number: Double?) -> String? { number.map { NumberText.fixed($0) } }
    let terms = summary.termNames.filter { $0 != "Q" }
    let known =
      [column(summary.edge.head) { fixed($0.prior) }]
      + terms.map { term in
        column(term) { fixed($0.terms.first { $0.name == term }?.value) }
      } + [column("SCORE") { fixed($0.score) }]
    return [
      column("N") { NumberText.count($0.visits) }, column("Q") { fixed($0.value) },
    ] + known.filter(\.isKnown)
  }

  /// How far B is from A, with its sign.
  private func change(_ a: Double?, _ b: Double?, _ text: (Double) -> String) -> SafeText {
    guard let a, let b else { return "-" }
    let words = text(b - a)
    return safe(b - a >= 0 && words != "-" ? "+" + words : words)
  }

  private func laid(_ columns: [Column]) -> [SafeText] {
    let widths = columns.map { ([$0.head] + $0.cells).map(\.width).max() ?? 0 }
    let rows =
      [columns.map(\.head)]
      + columns[0].cells.indices.map { row in
        columns.map { $0.cells[row] }
      }
    return rows.map { cells in
      var line = SafeText.empty
      for (place, cell) in cells.enumerated() {
        let blanks = SafeText.blanks(max(0, widths[place] - cell.width))
        line =
          line + (place == 0 ? .empty : "  ")
          + (columns[place].isLeft ? cell + blanks : blanks + cell)
      }
      return line
    }
  }

  // MARK: - Lines

  private func safe(_ raw: String) -> SafeText {
    SafeText(raw, repertoire: repertoire, limit: 1_000)
  }

  /// Returns a text as lines, its name in a column of its own.
  private func wrapped(_ name: String, _ text: String) -> [SafeText] {
    let indent = name.isEmpty ? 0 : Self.nameWidth
    return safe(text).wrapped(to: Self.width - indent).enumerated().map { index, line in
      safe(index == 0 ? name : "").padded(to: indent) + line
    }
  }

  private static func trimmed(_ line: SafeText) -> String {
    var text = line.plain
    while text.hasSuffix(" ") { text.removeLast() }
    return text
  }
}
