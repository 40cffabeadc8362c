import Drawing
import SearchTrees

/// What the signs and heads of the tree mean, at the foot of a tree that leaves rows blank.
enum TreeLegend {
  /// The most rows that it takes, and the blank one above it.
  private static let most = 4

  /// Draws the legend into the rows that the tree leaves; nothing where there are too few.
  static func draw(
    _ state: ExplorerState, _ columns: TreeColumns, in area: Area, on canvas: inout Canvas
  ) {
    guard state.layout.stacksPages, state.guide == nil, area.columns.count >= 60 else { return }
    let lines = lines(state, columns, width: area.columns.count - 2).prefix(most)
    guard !lines.isEmpty, area.rows.count > lines.count else { return }
    let rows = area.rows.upperBound - lines.count..<area.rows.upperBound
    for (row, line) in zip(rows, lines) {
      line.draw(
        row: row, columns: area.columns.lowerBound + 1..<area.columns.upperBound, on: &canvas)
    }
  }

  /// The signs that are in sight, then what the columns hold.
  private static func lines(
    _ state: ExplorerState, _ columns: TreeColumns, width: Int
  ) -> [StyledLine] {
    let glyphs = state.glyphs
    let summary = state.slice.summary
    let rows = state.slice.rows
    func shows(_ column: TreeColumns.Column) -> Bool {
      columns.columns.contains { $0.kind == column }
    }
    var signs: [String] = []
    if rows.contains(where: \.isOnAnswer) {
      signs.append("\(glyphs.answer.plain) the answer so far")
    }
    if rows.contains(where: { $0.isOnBestLine && !$0.isOnAnswer }) {
      signs.append("\(glyphs.best.plain) most visits")
    }
    if rows.contains(where: \.hasNote) { signs.append("\(glyphs.note.plain) a note") }
    signs.append("\(glyphs.cursor.plain) this row")
    if rows.contains(where: { $0.canOpen && !$0.isOpen }) {
      signs.append("\(glyphs.folded.plain) closed, l opens")
    }
    if rows.contains(where: \.isOpen) { signs.append("\(glyphs.unfolded.plain) open, h closes") }
    var words: [String] = []
    if shows(.value), !summary.valueMeaning.isEmpty { words.append("Q \(summary.valueMeaning)") }
    if shows(.score), !summary.formula.isEmpty { words.append("SCORE = \(summary.formula)") }
    if shows(.drift) { words.append("DRIFT: Q less Q at half its visits") }
    return StyledLine.packed(
      signs, separator: "   ", width: width, style: .muted, repertoire: glyphs.repertoire)
      + StyledLine.packed(
        words, separator: "   ", width: width, style: .muted, repertoire: glyphs.repertoire)
  }
}
