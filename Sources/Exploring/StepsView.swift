import Drawing
import Groundwork
import SearchTrees

/// One simulation, phase by phase: the path and why it went there, what each phase changed.
enum StepsView {
  /// Draws the view into its area.
  static func draw(_ state: ExplorerState, in area: Area, on canvas: inout Canvas) {
    guard !area.rows.isEmpty else { return }
    drawPhases(state, area, on: &canvas)
    guard area.rows.count > 2 else { return }
    canvas.horizontalLine(row: area.rows.lowerBound + 1, columns: area.columns)
    let rows = area.rows.lowerBound + 2..<area.rows.upperBound
    canvas.cursor = Point(row: rows.lowerBound, column: area.columns.lowerBound)
    guard let trace = state.slice.trace else {
      return drawAbsence(state, rows, area, on: &canvas)
    }
    let width = area.columns.count
    if width < 72 {
      draw(scrolling(trace, state, width), rows, 1..<width, top: state.stepsTop, on: &canvas)
    } else {
      let border = border(width)
      draw(
        shortened(path(trace, state, border - 2), to: rows.count), rows, 1..<border, on: &canvas)
      canvas.verticalLine(rows: rows.lowerBound - 1..<rows.upperBound, column: border)
      draw(
        scrolling(trace, state, width), rows, border + 2..<width, top: state.stepsTop, on: &canvas)
    }
  }

  /// How far the explanation can be scrolled.
  static func highestTop(_ state: ExplorerState) -> Int {
    let area = state.layout.body
    guard let trace = state.slice.trace, area.rows.count > 2 else { return 0 }
    return max(0, scrolling(trace, state, area.columns.count).count - (area.rows.count - 2))
  }

  private static func border(_ width: Int) -> Int { width * 54 / 100 }

  /// The lines that can be scrolled: beside the path where there is room for two columns, else below.
  private static func scrolling(
    _ trace: SimulationTrace, _ state: ExplorerState, _ width: Int
  ) -> [StyledLine] {
    guard width < 72 else {
      return StepsExplanation.lines(trace, state, width - border(width) - 3)
    }
    return path(trace, state, width - 2) + [StyledLine()]
      + StepsExplanation.lines(trace, state, width - 2)
  }

  private static func draw(
    _ lines: [StyledLine], _ rows: Range<Int>, _ columns: Range<Int>, top: Int = 0,
    on canvas: inout Canvas
  ) {
    let top = max(0, min(top, lines.count - rows.count))
    let hidden = lines.count - top - rows.count
    let visible = hidden > 0 && rows.count > 1 ? rows.dropLast() : rows
    for (row, line) in zip(visible, lines.dropFirst(top)) {
      line.draw(row: row, columns: columns, on: &canvas)
    }
    guard hidden > 0, let last = rows.last, rows.count > 1 else { return }
    canvas.putRight(
      SafeText("\(hidden + 1) more: j"), row: last, column: columns.lowerBound,
      width: columns.count - 1, style: .muted)
  }

  /// Leaves the middle out of a path that is longer than the screen: its end matters most.
  private static func shortened(_ lines: [StyledLine], to count: Int) -> [StyledLine] {
    guard lines.count > count, count > 6 else { return lines }
    let tail = count - 4
    let note = StyledLine(SafeText("    | .. \(lines.count - 3 - tail) lines left out"), .muted)
    return lines.prefix(3) + [note] + lines.suffix(tail)
  }

  /// The four phases; brackets and arrows say which is done, not only colour.
  private static func drawPhases(_ state: ExplorerState, _ area: Area, on canvas: inout Canvas) {
    let done = state.slice.trace?.phases.last?.phase
    var column = area.columns.lowerBound + 1
    let isNarrow = area.columns.count < 60
    for phase in SearchPhase.allCases {
      let name = phase.name.uppercased()
      let number = phase.rawValue + 1
      let isHere = phase == done
      let isPast = done.map { phase.rawValue < $0.rawValue } ?? false
      let text = isHere ? "[\(number) \(name)]" : " \(number) \(name) "
      let style: Style = isHere ? .accent : isPast ? .plain : .muted
      column += canvas.put(
        SafeText(text), row: area.rows.lowerBound, column: column, style: style,
        width: area.columns.upperBound - column)
      if phase != .backUp {
        let arrow: SafeText = isNarrow ? ">" : isPast ? " ===> " : " ---> "
        column += canvas.put(
          arrow, row: area.rows.lowerBound, column: column, style: .border,
          width: area.columns.upperBound - column)
      }
    }
    if let trace = state.slice.trace {
      let text = SafeText("simulation \(NumberText.grouped(trace.iteration))")
      if column + text.width + 2 < area.columns.upperBound {
        canvas.put(
          text, row: area.rows.lowerBound, column: area.columns.upperBound - text.width - 1,
          style: .heading)
      }
    }
  }

  private static func drawAbsence(
    _ state: ExplorerState, _ rows: Range<Int>, _ area: Area, on canvas: inout Canvas
  ) {
    let lines = LackText.lines(
      state,
      live: state.isRunning && state.slice.summary.pace == nil
        ? "The search runs too fast to watch one simulation. Space pauses it; [ slows it down."
        : "No simulation yet. A dot . runs one phase, s a whole simulation.",
      recorded: "No simulation is under way at this event.", area.columns.count - 2)
    draw(lines, rows, 1..<area.columns.upperBound, on: &canvas)
  }

  // MARK: - The path

  private static func path(
    _ trace: SimulationTrace, _ state: ExplorerState, _ width: Int
  )
    -> [StyledLine]
  {
    let repertoire = state.glyphs.repertoire
    var lines = [StyledLine("path of this simulation (top = root)", .heading)]
    // Beside the label stand 29 cells of numbers.
    let labelWidth = max(6, min(24, width - 29))
    for (index, step) in trace.path.enumerated() {
      let name = index == 0 ? "root" : step.label
      let label = SafeText(name, repertoire: repertoire).ellipsized(to: labelWidth)
      let isLast = index == trace.path.count - 1
      var line = StyledLine(
        SafeText(step.isNew ? "+ " : isLast ? "> " : "  "), step.isNew ? .good : .accent
      )
      .then(label.padded(to: labelWidth), isLast ? .heading : .plain)
      .then(SafeText("\(step.node)".right(8)), .muted)
      line =
        step.isNew
        ? line.then("  NEW", .good)
        : line.then(" N", .muted)
          .then(SafeText(CellText.count(step.visits, within: 8).right(9)), .visits)
          .then(" Q", .muted)
          .then(SafeText((step.value.map { NumberText.fixed($0) } ?? "-").right(7)), .value)
      lines.append(line)
      lines += reasons(for: step, state, width)
    }
    return lines
  }

  /// Why the walk went on from a node: the winner and the losing scores, or a remark.
  private static func reasons(
    for step: SimulationTrace.Step, _ state: ExplorerState, _ width: Int
  ) -> [StyledLine] {
    if let remark = step.remark, step.table == nil {
      return SafeText.lines(of: remark, width: max(8, width - 6))
        .map { StyledLine("    | ", .border).then($0, .muted) }
    }
    guard let table = step.table, let winner = table.winner else { return [] }
    let repertoire = state.glyphs.repertoire
    let best = table.candidates[winner]
    let chosen = SafeText(best.label, repertoire: repertoire).ellipsized(to: width / 2)
    let line = StyledLine("    | ", .border).then(chosen, .best)
      .then(SafeText(" \(NumberText.fixed(best.score))"), .term)
    let losers = table.candidates.indices
      .filter { $0 != winner && !table.candidates[$0].flags.contains(.banned) }
      .sorted { (table.candidates[$1].score, $0) < (table.candidates[$0].score, $1) }
    guard !losers.isEmpty else { return [line] }
    let used = line.pieces.reduce(0) { $0 + $1.text.width }
    let short = self.losers(losers, table, repertoire, width - used)
    if losers.count <= 6, short.isComplete || table.candidates.allSatisfy({ $0.label.count < 4 }) {
      return [line.then(short.text, .muted)]
    }
    let long = self.losers(losers, table, repertoire, width - 6)
    return [line, StyledLine("    |", .border).then(long.text, .muted)]
  }

  /// Returns the losing candidates with their scores, as many as fit, and whether all did.
  private static func losers(
    _ losers: [Int], _ table: SelectionTable, _ repertoire: Repertoire, _ width: Int
  ) -> (text: SafeText, isComplete: Bool) {
    var text: SafeText = " over "
    for (position, index) in losers.enumerated() {
      let candidate = table.candidates[index]
      let next =
        SafeText(position > 0 ? ", " : "")
        + SafeText(candidate.label, repertoire: repertoire).ellipsized(to: 20)
        + SafeText(" \(NumberText.fixed(candidate.score))")
      let rest = position + 1 < losers.count ? 4 : 0
      if text.width + next.width + rest > width {
        return (text + SafeText(position > 0 ? ", .." : ".."), false)
      }
      text += next
    }
    return (text, true)
  }
}
