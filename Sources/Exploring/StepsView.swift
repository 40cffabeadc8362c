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
      let lines =
        path(trace, state, width - 2) + [StyledLine()]
        + StepsExplanation.lines(trace, state, width - 2)
      draw(lines, rows, 1..<width, on: &canvas)
    } else {
      let border = width < 110 ? width * 58 / 100 : width * 55 / 100
      draw(path(trace, state, border - 2), rows, 1..<border, on: &canvas)
      canvas.verticalLine(rows: rows.lowerBound - 1..<rows.upperBound, column: border)
      draw(
        StepsExplanation.lines(trace, state, width - border - 3), rows, border + 2..<width,
        on: &canvas)
    }
  }

  private static func draw(
    _ lines: [StyledLine], _ rows: Range<Int>, _ columns: Range<Int>, on canvas: inout Canvas
  ) {
    for (row, line) in zip(rows, lines) { line.draw(row: row, columns: columns, on: &canvas) }
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
    let text =
      state.isRunning && state.slice.summary.pace == nil
      ? "The search runs too fast to watch one simulation. Space pauses it; [ slows it down."
      : "No simulation yet. A dot . runs one phase, s a whole simulation."
    let lines = SafeText.lines(of: text, width: max(10, area.columns.count - 2))
    draw(lines.map { StyledLine($0, .muted) }, rows, 1..<area.columns.upperBound, on: &canvas)
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
          .then(SafeText(NumberText.grouped(step.visits).right(9)), .visits)
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
    var line = StyledLine("    | ", .border)
      .then(SafeText(best.label, repertoire: repertoire).ellipsized(to: 16), .best)
      .then(" ", .plain).then(SafeText(NumberText.fixed(best.score)), .term)
    let losers = table.candidates.indices
      .filter { $0 != winner && !table.candidates[$0].flags.contains(.banned) }
      .sorted { (table.candidates[$1].score, $0) < (table.candidates[$0].score, $1) }
    if !losers.isEmpty { line = line.then(" over ", .muted) }
    var used = line.pieces.reduce(0) { $0 + $1.text.width }
    for (position, index) in losers.enumerated() {
      let label = SafeText(table.candidates[index].label, repertoire: repertoire).ellipsized(to: 16)
      let score = NumberText.fixed(table.candidates[index].score)
      let text = SafeText(position > 0 ? ", " : "") + label + SafeText(" \(score)")
      if used + text.width + 4 > width {
        line = line.then(", ..", .muted)
        break
      }
      used += text.width
      line = line.then(text, .muted)
    }
    return [line]
  }
}
