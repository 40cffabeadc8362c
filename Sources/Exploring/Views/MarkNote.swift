import Drawing
import SearchTrees

/// What there is to see at this moment: the note of a mark, or the story of a search that has not begun; a
/// band above the time line.
enum MarkNote {
  /// The lines that are shown of a note, and of a story, which is gone with the first simulation.
  private static let longest = (note: 3, story: 6)
  /// The size from which on the band has a title; below the least size the note stands in the status line.
  private static let sizes = (
    titled: Size(width: 120, height: 40), least: Size(width: 60, height: 20)
  )

  private struct Text {
    var name: String
    var note: String
    var node: NodeID?
  }

  private static func text(_ state: ExplorerState) -> Text? {
    if let mark = state.markHere {
      return mark.note.isEmpty ? nil : Text(name: mark.name, note: mark.note, node: mark.node)
    }
    let summary = state.slice.summary
    guard summary.iterations == 0, !summary.story.isEmpty else { return nil }
    return Text(name: "", note: summary.story, node: nil)
  }

  private static func fits(_ state: ExplorerState, _ size: Size) -> Bool {
    state.size.width >= size.width && state.size.height >= size.height
  }

  /// The rows that the band takes, its title included; 0 where there is none.
  static func rowCount(_ state: ExplorerState) -> Int {
    guard fits(state, sizes.least), let text = text(state) else { return 0 }
    return (fits(state, sizes.titled) ? 1 : 0) + lines(text, state).count
  }

  /// Draws the band.
  static func draw(_ state: ExplorerState, in area: Area, on canvas: inout Canvas) {
    guard let text = text(state) else { return }
    var rows = area.rows
    if fits(state, sizes.titled) {
      let row = rows.removeFirst()
      canvas.horizontalLine(row: row, columns: area.columns)
      var column = area.columns.lowerBound + 1
      column += canvas.put(
        text.node == nil ? " what there is to see " : " mark ", row: row, column: column,
        style: .muted)
      if let node = text.node {
        column += canvas.put(
          SafeText(text.name, repertoire: canvas.repertoire).ellipsized(to: area.columns.count / 2),
          row: row, column: column, style: .best)
        canvas.put(SafeText(" at \(node) "), row: row, column: column, style: .muted)
      }
    }
    for (row, line) in zip(rows, lines(text, state)) {
      canvas.put(line, row: row, column: area.columns.lowerBound + 1)
    }
  }

  private static func lines(_ text: Text, _ state: ExplorerState) -> [SafeText] {
    let width = min(state.size.width - 2, 116)
    // Without a title the name stands before the note.
    let isTitled = fits(state, sizes.titled) || text.name.isEmpty
    let words = isTitled ? text.note : "\(text.name): \(text.note)"
    let lines = SafeText.lines(of: words, width: width, repertoire: state.glyphs.repertoire)
    let most = text.node == nil ? longest.story : longest.note
    guard lines.count > most else { return lines }
    let cut = (lines[most - 1] + " " + lines[most]).ellipsized(to: width)
    return lines[..<most].dropLast() + [cut]
  }

  /// The name and the note in one line, for the status line of screens without the band; nil where there
  /// is nothing to say.
  static func line(_ state: ExplorerState) -> (name: SafeText, note: SafeText)? {
    guard rowCount(state) == 0, let text = text(state) else { return nil }
    let repertoire = state.glyphs.repertoire
    let name = SafeText(text.name, repertoire: repertoire).ellipsized(to: 30)
    return (
      text.name.isEmpty ? .empty : name + ": ", SafeText(text.note, repertoire: repertoire)
    )
  }
}
