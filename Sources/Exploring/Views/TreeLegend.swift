import Drawing
import SearchTrees

/// What the signs and heads of the tree mean, at the foot of a tree that leaves rows blank.
enum TreeLegend {
  /// The most rows that it takes, and the blank one above it.
  private static let most = 4

  /// What it is made of.
  private struct Source: Equatable {
    let glyphs: Glyphs
    let width: Int
    /// Which signs are in sight.
    let isAnswer, isBest, isNoted, isClosed, isOpen: Bool
    /// What Q and the score are, and whether a column says how far Q has moved; empty without such a column.
    let value, score: String
    let hasDrift: Bool

    init(_ state: ExplorerState, _ columns: TreeColumns, width: Int) {
      let rows = state.slice.rows
      func shows(_ column: TreeColumns.Column) -> Bool {
        columns.columns.contains { $0.kind == column }
      }
      glyphs = state.glyphs
      self.width = width
      isAnswer = rows.contains(where: \.isOnAnswer)
      isBest = rows.contains { $0.isOnBestLine && !$0.isOnAnswer }
      isNoted = rows.contains(where: \.hasNote)
      isClosed = rows.contains { $0.canOpen && !$0.isOpen }
      isOpen = rows.contains(where: \.isOpen)
      value = shows(.value) ? state.slice.summary.valueMeaning : ""
      score = shows(.score) ? state.slice.summary.formula : ""
      hasDrift = shows(.drift)
    }

    /// The signs that are in sight, then what the columns hold.
    var lines: [StyledLine] {
      var signs: [String] = []
      if isAnswer { signs.append("\(glyphs.answer.plain) the answer so far") }
      if isBest { signs.append("\(glyphs.best.plain) most visits") }
      if isNoted { signs.append("\(glyphs.note.plain) a note") }
      signs.append("\(glyphs.cursor.plain) this row")
      if isClosed { signs.append("\(glyphs.folded.plain) closed, l opens") }
      if isOpen { signs.append("\(glyphs.unfolded.plain) open, h closes") }
      var words: [String] = []
      if !value.isEmpty { words.append("Q \(value)") }
      if !score.isEmpty { words.append("SCORE = \(score)") }
      if hasDrift { words.append("DRIFT: Q less Q at half its visits") }
      return [signs, words].flatMap {
        StyledLine.packed(
          $0, separator: "   ", width: width, style: .muted, repertoire: glyphs.repertoire)
      }
    }
  }

  /// Draws the legend into the rows that the tree leaves; nothing where there are too few.
  static func draw(
    _ state: ExplorerState, _ columns: TreeColumns, in area: Area, keeping kept: inout KeptPicture,
    on canvas: inout Canvas
  ) {
    guard state.layout.stacksPages, state.guide == nil, area.columns.count >= 60 else { return }
    let source = Source(state, columns, width: area.columns.count - 2)
    let lines = kept.lines(.legend, from: source) { source.lines }.prefix(most)
    guard !lines.isEmpty, area.rows.count > lines.count else { return }
    let rows = area.rows.upperBound - lines.count..<area.rows.upperBound
    for (row, line) in zip(rows, lines) {
      line.draw(
        row: row, columns: area.columns.lowerBound + 1..<area.columns.upperBound, on: &canvas)
    }
  }
}
