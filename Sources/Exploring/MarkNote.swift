import Drawing
import SearchTrees

/// The note of the mark at the moment that is shown: a band above the time line of large screens.
enum MarkNote {
  /// The lines of a note that are shown.
  private static let longest = 3

  /// The rows that the band takes, its title included; 0 where there is none.
  static func rowCount(_ state: ExplorerState) -> Int {
    guard state.size.width >= 120, state.size.height >= 40, let mark = state.markHere,
      !mark.note.isEmpty
    else { return 0 }
    return 1 + lines(mark, state).count
  }

  /// Draws the band.
  static func draw(_ state: ExplorerState, in area: Area, on canvas: inout Canvas) {
    guard let mark = state.markHere else { return }
    let row = area.rows.lowerBound
    canvas.horizontalLine(row: row, columns: area.columns)
    var column = area.columns.lowerBound + 1
    column += canvas.put(" mark ", row: row, column: column, style: .muted)
    column += canvas.put(
      SafeText(mark.name, repertoire: canvas.repertoire).ellipsized(to: area.columns.count / 2),
      row: row, column: column, style: .best)
    canvas.put(SafeText(" at \(mark.node) "), row: row, column: column, style: .muted)
    for (row, line) in zip(area.rows.dropFirst(), lines(mark, state)) {
      canvas.put(line, row: row, column: area.columns.lowerBound + 2)
    }
  }

  private static func lines(_ mark: Mark, _ state: ExplorerState) -> [SafeText] {
    let width = min(state.size.width - 4, 116)
    let lines = SafeText.lines(of: mark.note, width: width, repertoire: state.glyphs.repertoire)
    guard lines.count > longest else { return lines }
    let cut = (lines[longest - 1] + " " + lines[longest]).ellipsized(to: width)
    return lines[..<longest].dropLast() + [cut]
  }

  /// The mark's name and note in one line, for the status line of screens without the band; nil where
  /// there is nothing to say.
  static func line(_ state: ExplorerState) -> (name: SafeText, note: SafeText)? {
    guard rowCount(state) == 0, let mark = state.markHere, !mark.note.isEmpty else { return nil }
    let repertoire = state.glyphs.repertoire
    return (
      SafeText(mark.name, repertoire: repertoire).ellipsized(to: 30) + ": ",
      SafeText(mark.note, repertoire: repertoire)
    )
  }
}
