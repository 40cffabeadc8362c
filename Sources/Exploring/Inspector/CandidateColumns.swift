import Drawing
import Groundwork
import SearchTrees

/// Which columns the table of a decision has room for, and how wide they are; none is cut.
struct CandidateColumns {
  /// The cells of the actions.
  let label: Int
  /// The cells of the visits, the gap before them included.
  let visits: Int
  /// The terms that have room.
  let terms: [String]
  /// The cells of each: `term`, and as many as its name takes where there is room.
  let widths: [Int]
  /// How many terms have none.
  let left: Int
  /// Whether candidates have probabilities.
  let isDrawn: Bool
  /// Whether candidates have scores.
  let isScored: Bool
  /// The decimals of scores: those that tell the winner from the next one.
  let scorePlaces: Int

  private let repertoire: Repertoire

  private static let marks = 2
  private static let probability = 7
  private static let term = 7
  private static let score = 8

  /// Lays out a table.
  ///
  /// Where there is too little room the column of visits becomes as narrow as its numbers, then the actions
  /// give up cells, then the last terms are left out.
  init(_ table: SelectionTable, width: Int, repertoire: Repertoire) {
    self.repertoire = repertoire
    isDrawn = table.candidates.contains { $0.probability != nil }
    isScored = table.candidates.contains { !$0.score.isNaN }
    scorePlaces = table.margin.map { CellText.places(toSee: $0) } ?? 3
    let names = Self.termNames(table)
    let longest =
      table.candidates.map { SafeText($0.label, repertoire: repertoire).width }.max() ?? 6
    var label = max(6, min(width / 3, longest))
    var visits = 9
    let others =
      Self.marks + (isDrawn ? Self.probability : 0) + (isScored ? Self.score : 0)
      + names.count * Self.term
    func lack() -> Int { others + label + visits - width }
    if lack() > 0 {
      let digits = table.candidates.map { CellText.count($0.visits, within: 8).count }.max() ?? 1
      visits = max(visits - lack(), digits + 2)
    }
    if lack() > 0 { label = max(label - lack(), min(label, 10)) }
    let dropped = max(0, min(names.count, (lack() + Self.term - 1) / Self.term))
    self.label = label
    self.visits = visits
    terms = Array(names.dropLast(dropped))
    left = dropped
    var spare = max(0, -lack())
    widths = terms.map { name in
      let more = min(spare, max(0, SafeText(name, repertoire: repertoire).width + 1 - Self.term))
      spare -= more
      return Self.term + more
    }
  }

  /// Returns the heads of the columns; those of `marked` terms have a sign before them.
  func heads(marked: Set<String>) -> StyledLine {
    var heads = StyledLine(SafeText("  " + "ACTION".left(label) + "n".right(visits)), .heading)
    if isDrawn { heads = heads.then(SafeText("PROB".right(Self.probability)), .heading) }
    for (name, width) in zip(terms, widths) {
      let isMarked = marked.contains(name)
      let head = SafeText((isMarked ? Guide.sign : "") + name, repertoire: repertoire)
      heads = heads.then(
        " " + head.leftPadded(to: width - 1), isMarked ? .accent : .heading)
    }
    if isScored { heads = heads.then(SafeText("SCORE".right(Self.score)), .heading) }
    return heads
  }

  /// Returns how often a candidate was visited, as wide as its column.
  func visits(_ count: Double?) -> SafeText {
    SafeText(CellText.count(count, within: visits - 1).right(visits))
  }

  /// The names of all terms: another program may leave one out that a candidate does not have.
  private static func termNames(_ table: SelectionTable) -> [String] {
    var names: [String] = []
    for candidate in table.candidates where candidate.terms.map(\.name) != names {
      for term in candidate.terms where !names.contains(term.name) { names.append(term.name) }
    }
    return names
  }
}
