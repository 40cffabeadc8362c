import Drawing
import Groundwork
import SearchTrees

/// The breakpoints: why the search stopped, and the list.
enum BreakpointsView {
  /// Draws the row below the header that says at which breakpoint the search stopped.
  static func drawBanner(_ state: ExplorerState, row: Int, on canvas: inout Canvas) {
    guard let hit = state.slice.summary.breakpointHit else { return }
    let width = canvas.size.width
    let hints: SafeText = width >= 60 ? "Space goes on   W list " : ""
    let mark = " " + state.glyphs.step + " "
    canvas.put(mark, row: row, column: 0, style: .warning)
    let room = max(1, width - mark.width - hints.width - 1)
    canvas.put(
      SafeText(hit.words, repertoire: canvas.repertoire).ellipsized(to: room), row: row,
      column: mark.width, style: .warning, width: room)
    canvas.putRight(hints, row: row, column: 0, width: width, style: .muted)
  }

  /// Draws the list over the lower part of the screen.
  static func drawList(_ selected: Int, _ state: ExplorerState, on canvas: inout Canvas) {
    let list = state.slice.summary.breakpoints
    let width = canvas.size.width
    let lines = list.flatMap {
      Self.lines(of: $0, isChosen: $0.number == chosen(selected, list), state)
    }
    let bottom = max(1, canvas.size.height - 2)
    let wanted = max(lines.count, 1) + 3
    let height = max(1, min(wanted, bottom - 1))
    let rows = max(0, bottom - height)..<bottom
    canvas.clear(rows: rows, columns: 0..<width)
    canvas.horizontalLine(row: rows.lowerBound, columns: 0..<width)
    canvas.put("[Breakpoints]", row: rows.lowerBound, column: 1, style: .heading, width: width - 2)
    canvas.putRight(" W ", row: rows.lowerBound, column: 0, width: width - 1, style: .muted)
    var row = rows.lowerBound + 1
    guard row < bottom - 1 else { return }
    if !list.isEmpty {
      head(width).draw(row: row, columns: 0..<width, on: &canvas)
      row += 1
    }
    let empty = StyledLine(
      " none yet: a adds one, such as answer, Q < .2 or N(\"4\") > 1000", .muted)
    let visible = max(0, bottom - 1 - row)
    // The chosen one is in sight.
    let chosenLine =
      lines.firstIndex { $0.pieces.first?.text.plain.hasPrefix(">") == true } ?? 0
    let first = max(0, chosenLine - visible + 1)
    for line in (list.isEmpty ? [empty] : Array(lines.dropFirst(first))).prefix(visible) {
      line.draw(row: row, columns: 0..<width, on: &canvas)
      row += 1
    }
    StyledLine(" Enter on, off   a add   w watch a number   D delete   Esc back", .muted)
      .draw(row: bottom - 1, columns: 0..<width, on: &canvas)
  }

  private static func chosen(_ selected: Int, _ list: [Breakpoint]) -> Int? {
    list.indices.contains(selected) ? list[selected].number : list.last?.number
  }

  private static func head(_ width: Int) -> StyledLine {
    let columns = columns(width)
    let words =
      "     " + "WHEN".left(columns.when) + " " + "WHERE".left(columns.place)
      + "HITS".right(6) + "AT MOST".right(9)
    return StyledLine(SafeText(words), .heading)
  }

  private static func columns(_ width: Int) -> (when: Int, place: Int) {
    let room = max(20, width - 22)
    return (room * 3 / 5, room - room * 3 / 5)
  }

  private static func lines(
    of breakpoint: Breakpoint, isChosen: Bool, _ state: ExplorerState
  ) -> [StyledLine] {
    let columns = columns(state.size.width)
    let repertoire = state.glyphs.repertoire
    let style: Style = breakpoint.isArmed ? .plain : .muted
    func cell(_ text: String, _ width: Int) -> SafeText {
      let safe = SafeText(text, repertoire: repertoire, limit: 400)
      return safe.ellipsized(to: width).padded(to: width)
    }
    let mark = breakpoint.isOn ? state.glyphs.next : " "
    var lines = [
      StyledLine(isChosen ? ">" : " ", .accent)
        .then(SafeText("\(breakpoint.number)".right(2) + " "), style)
        .then(mark + " ", breakpoint.isArmed ? .accent : .muted)
        .then(cell(breakpoint.words, columns.when), isChosen ? .accent : style).then(" ")
        .then(cell(breakpoint.place, columns.place), style)
        .then(SafeText(NumberText.grouped(breakpoint.hits).right(6)), style)
        .then(
          SafeText((breakpoint.most.map { NumberText.grouped($0) } ?? "-").right(9)), style)
    ]
    let remarks = [
      breakpoint.lack.map { "waits: \($0)" },
      breakpoint.cost == .small ? nil : breakpoint.cost.rawValue,
    ].compactMap(\.self)
    for remark in remarks {
      lines.append(
        StyledLine("     ").then(
          SafeText(remark, repertoire: repertoire)
            .ellipsized(to: max(1, state.size.width - 6)), .muted))
    }
    return lines
  }
}
