import Drawing
import Groundwork
import SearchTrees

/// The root's actions as a table: N, the share of all visits, Q, P where there are priors, the other
/// terms of the score, the score, and what is certain.
struct ActionTable {
  private let report: SearchReport
  private let repertoire: Repertoire

  /// Longer labels are cut in the middle.
  private static let labelWidth = 40

  private struct Column {
    /// A term of a foreign program can have any name.
    let title: SafeText
    let isLeft: Bool
    let cells: [SafeText]
    /// The columns of the screen that the widest cell takes; measured once, since a word may be chosen
    /// among hundreds of thousands.
    let width: Int

    init(title: SafeText, isLeft: Bool, cells: [SafeText]) {
      self.title = title
      self.isLeft = isLeft
      self.cells = cells
      width = max(title.width, cells.lazy.map(\.width).max() ?? 0)
    }
  }

  init(_ report: SearchReport, repertoire: Repertoire) {
    self.report = report
    self.repertoire = repertoire
  }

  /// The title line and a line for each action.
  var lines: [SafeText] {
    // A column of which nothing is known says nothing; N and Q are looked for, so that they stay.
    let columns = columns.filter { column in
      ["N", "Q"].contains(column.title.plain)
        || column.cells.contains { !$0.isEmpty && $0.plain != "-" }
    }
    let titles = columns.map { aligned($0.title, in: $0) }
    let rows = report.children.indices.map { row in columns.map { aligned($0.cells[row], in: $0) } }
    return ([titles] + rows).map { cells in
      cells.dropFirst().reduce(cells[0]) { $0 + safe("  ") + $1 }
    }
  }

  private var columns: [Column] {
    // The value has its own column, whatever the rule made of it.
    let terms = report.summary.termNames.enumerated().filter { $1 != "Q" }
    return [
      column("ACTION", isLeft: true) { label($0) },
      column("N") { safe(NumberText.count($0.visits)) },
      column("%") { child in
        safe(child.share.map { NumberText.plain($0 * 100, places: 1) } ?? "-")
      },
      column("Q") { number($0.value) },
      column(report.summary.hasPriors ? report.summary.edge.head : "") {
        number($0.prior)
      },
    ]
      + terms.map { index, name in
        column(name) { child in
          child.terms.indices.contains(index) ? term(child.terms[index]) : safe("-")
        }
      }
      + statistics
      + [
        column(report.children.allSatisfy { $0.score.isNaN } ? "" : "SCORE") {
          number($0.score)
        },
        column("", isLeft: true) {
          safe([$0.kind ?? "", marks($0.flags)].filter { !$0.isEmpty }.joined(separator: " "))
        },
      ]
  }

  /// The statistics that are shown and are no term of the score: declared ones by their heads.
  private var statistics: [Column] {
    let layout = StatisticLayout(report.summary.statistics)
    let declared = report.summary.statistics.filter { statistic in
      statistic.isShown && !report.summary.termNames.contains(statistic.head)
    }
    let hidden = Set(layout.cellNames)
    func row(_ child: SearchReport.Child) -> [Double?] {
      layout.cellNames.map { name in child.statistics.first { $0.name == name }?.value }
    }
    return declared.flatMap { statistic in
      statistic.cellNames.enumerated().map { number, _ in
        column(statistic.head + (statistic.width > 1 ? "\(number + 1)" : "")) { child in
          words(statistic, at: layout.place(of: statistic.name) + number, in: row(child), layout)
        }
      }
    }
      + report.children[0].statistics.indices.filter { index in
        !hidden.contains(report.children[0].statistics[index].name)
      }.map { index in
        column(report.children[0].statistics[index].name) { child in
          safe(
            child.statistics.indices.contains(index)
              ? child.statistics[index].value.map { NumberText.short($0) } ?? "-" : "-")
        }
      }
  }

  private func words(
    _ statistic: Statistic, at place: Int, in row: [Double?], _ layout: StatisticLayout
  ) -> SafeText {
    guard let number = row[place] else { return safe("-") }
    if let choice = statistic.choice(number) { return safe(choice).ellipsized(to: 16) }
    guard let deviation = layout.spread(of: statistic, in: row)?.deviation else {
      return safe(NumberText.fixed(number))
    }
    let sign = repertoire == .ascii ? "+-" : "\u{00B1}"
    return safe(NumberText.fixed(number) + sign + NumberText.fixed(deviation))
  }

  private func column(
    _ title: String, isLeft: Bool = false, _ cell: (SearchReport.Child) -> SafeText
  ) -> Column {
    Column(
      title: safe(title).ellipsized(to: Self.labelWidth), isLeft: isLeft,
      cells: report.children.map(cell))
  }

  private func aligned(_ cell: SafeText, in column: Column) -> SafeText {
    column.isLeft ? cell.padded(to: column.width) : cell.leftPadded(to: column.width)
  }

  private func label(_ child: SearchReport.Child) -> SafeText {
    safe(child.action).middleEllipsized(to: Self.labelWidth)
  }

  private func term(_ term: NamedNumber) -> SafeText {
    term.isCount && term.value == term.value.rounded()
      ? safe(NumberText.count(term.value)) : number(term.value)
  }

  private func number(_ value: Double?) -> SafeText {
    safe(value.map { NumberText.fixed($0) } ?? "-")
  }

  private func marks(_ flags: NodeFlags) -> String {
    let names: [(NodeFlags, String)] = [
      (.terminal, "END"), (.proven, "PROVEN"), (.pinned, "PINNED"), (.banned, "BANNED"),
      (.retired, "RETIRED"),
    ]
    return names.filter { flags.contains($0.0) }.map(\.1).joined(separator: " ")
  }

  private func safe(_ raw: String) -> SafeText { SafeText(raw, repertoire: repertoire) }
}
