import Drawing
import Groundwork
import SearchTrees

/// The nodes of a filter, a line each: number, visits, value, what else the tree keeps, and the way there.
struct MatchTable {
  private let list: MatchList
  private let repertoire: Repertoire

  init(_ list: MatchList, repertoire: Repertoire) {
    self.list = list
    self.repertoire = repertoire
  }

  /// The longest way that is written out.
  private static let longestPath = 400

  /// The lines, the heads first.
  var lines: [SafeText] {
    guard !list.matches.isEmpty else { return [] }
    let hasPriors = list.matches.contains { $0.prior != nil }
    let names = list.matches[0].statistics.map(\.name)
    let heads = ["NODE", "N", "Q"] + (hasPriors ? ["P"] : []) + names
    let rows = list.matches.map { match in
      ["\(match.node)", NumberText.count(match.visits), number(match.value)]
        + (hasPriors ? [number(match.prior)] : []) + match.statistics.map { number($0.value) }
    }
    let cells = ([heads] + rows).map { $0.map { SafeText($0, repertoire: repertoire, limit: 40) } }
    let widths = heads.indices.map { column in cells.map { $0[column].width }.max() ?? 0 }
    let paths = [SafeText("PATH")] + list.matches.map(path)
    let table = zip(cells, paths).map { row, path in
      zip(row, widths).reduce(SafeText.empty) { line, cell in
        line + SafeText.blanks(max(0, cell.1 - cell.0.width)) + cell.0 + "  "
      } + path
    }
    let rest = list.count - list.matches.count
    return table
      + (rest > 0 ? [SafeText("and \(NumberText.grouped(rest)) more; --limit 0 lists all")] : [])
  }

  private func number(_ number: Double?) -> String { number.map { NumberText.fixed($0) } ?? "-" }

  /// The actions with slashes between them, as a path of an expression is written.
  private func path(_ match: MatchList.Match) -> SafeText {
    guard !match.path.isEmpty else { return "root" }
    let steps = match.path.map { $0.replacing("/", with: "\\/") }
    return SafeText(
      steps.joined(separator: "/"), repertoire: repertoire, limit: Self.longestPath)
  }
}
