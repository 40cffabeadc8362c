import Drawing
import Groundwork
import SearchTrees

/// Rows of cells under heads: numbers at the right, and a last column of texts of any length.
struct TextTable {
  /// The heads, and the cells of each row; of each row the last one is a text.
  var rows: [[SafeText]]

  /// The lines, the heads first; empty where there is nothing but heads.
  var lines: [SafeText] {
    guard rows.count > 1 else { return [] }
    let widths = rows[0].indices.dropLast().map { column in
      rows.lazy.map { $0[column].width }.max() ?? 0
    }
    return rows.map { row in
      zip(row, widths).reduce(SafeText.empty) { line, cell in
        line + SafeText.blanks(max(0, cell.1 - cell.0.width)) + cell.0 + "  "
      } + (row.last ?? .empty)
    }
  }
}

/// The nodes of a filter, a line each: number, visits, value, what else the tree keeps or what was asked
/// for, and the way there.
struct MatchTable {
  private let list: MatchList
  private let repertoire: Repertoire

  init(_ list: MatchList, repertoire: Repertoire) {
    self.list = list
    self.repertoire = repertoire
  }

  /// The longest way that is written out, and the widest cell.
  private static let longestPath = 400
  private static let widestCell = 40

  /// The lines, the heads first.
  var lines: [SafeText] {
    guard !list.matches.isEmpty else { return [] }
    let hasPriors = list.matches.contains { $0.prior != nil }
    let heads =
      list.columns ?? ["N", "Q"] + (hasPriors ? ["P"] : [])
      + list.matches[0].statistics.map(\.name)
    let rows = list.matches.map { match in
      let cells =
        list.columns != nil
        ? match.cells.map(Self.text)
        : [NumberText.count(match.visits), Self.number(match.value)]
          + (hasPriors ? [Self.number(match.prior)] : [])
          + match.statistics.map { Self.number($0.value) }
      return ["\(match.node)"] + cells
    }
    let cells = ([["NODE"] + heads] + rows).map { row in
      row.map {
        SafeText($0, repertoire: repertoire, limit: 400).ellipsized(to: Self.widestCell)
      }
    }
    let paths = [SafeText("PATH")] + list.matches.map { Self.path($0, repertoire) }
    let table = TextTable(rows: zip(cells, paths).map { $0 + [$1] }).lines
    return table + Self.rest(list.count - list.matches.count)
  }

  /// What is said of those that are not listed.
  static func rest(_ count: Int) -> [SafeText] {
    count > 0 ? [SafeText("and \(NumberText.grouped(count)) more; --limit 0 lists all")] : []
  }

  static func number(_ number: Double?) -> String { number.map { NumberText.fixed($0) } ?? "-" }

  private static func text(_ cell: ColumnCell) -> String {
    switch cell {
    case .number(let number):
      let isWhole = number.magnitude < 1e15 && number == number.rounded()
      return isWhole ? NumberText.grouped(Int(number)) : NumberText.fixed(number)
    case .truth(let isTrue): return isTrue ? "yes" : "no"
    case .text(let text): return text
    case .node(let node, let label): return label.isEmpty ? "\(node)" : label
    case .unknown: return "-"
    }
  }

  /// The actions with slashes between them, as a path of an expression is written.
  static func path(_ match: MatchList.Match, _ repertoire: Repertoire) -> SafeText {
    guard !match.path.isEmpty else { return "root" }
    let steps = match.path.map { $0.replacing("/", with: "\\/") }
    return SafeText(
      steps.joined(separator: "/"), repertoire: repertoire, limit: longestPath)
  }
}
