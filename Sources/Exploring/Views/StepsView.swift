import Drawing
import Groundwork
import SearchTrees

/// One simulation, phase by phase: the walk with every decision whole, what each phase changed.
enum StepsView {
  /// Draws the view into its area.
  static func draw(_ state: ExplorerState, in area: Area, on canvas: inout Canvas) {
    guard !area.rows.isEmpty else { return }
    drawPhases(state, area, on: &canvas)
    let rows = area.rows.dropFirst()
    guard let first = rows.first else { return }
    canvas.cursor = Point(row: first, column: area.columns.lowerBound)
    guard let trace = state.slice.trace else {
      return draw(
        absence(state, area.columns.count - 2), rows, area.columns.dropFirst(), on: &canvas)
    }
    let page = Page(trace, state, area)
    page.table.head.draw(row: first, columns: page.columns, on: &canvas)
    draw(page.walk, page.upper, page.columns, top: state.stepsTop, on: &canvas)
    guard let lower = page.lower else { return }
    canvas.horizontalLine(row: lower.rows.lowerBound - 1, columns: area.columns)
    for (row, line) in zip(lower.rows, page.tree) {
      line.draw(row: row, columns: area.columns.lowerBound..<lower.border, on: &canvas)
    }
    canvas.verticalLine(
      rows: lower.rows.lowerBound - 1..<lower.rows.upperBound, column: lower.border)
    draw(
      page.words.map { $0 }, lower.rows, lower.border + 2..<area.columns.upperBound,
      top: state.stepsTop, on: &canvas)
  }

  /// How far the view can be scrolled.
  static func highestTop(_ state: ExplorerState) -> Int {
    guard let page = page(state) else { return 0 }
    let upper = page.walk.count - page.upper.count
    let lower = page.lower.map { page.words.count - $0.rows.count } ?? 0
    return max(0, upper, lower)
  }

  /// The first line that is shown of a simulation that has just moved on: its end matters most, and what
  /// was done last.
  static func startTop(_ state: ExplorerState) -> Int {
    guard let page = page(state) else { return 0 }
    guard page.lower == nil else { return max(0, page.walk.count - page.upper.count) }
    let below = min(page.walk.count - page.table.rows.count, page.upper.count / 2)
    return max(0, page.table.rows.count + below - page.upper.count)
  }

  private static func page(_ state: ExplorerState) -> Page? {
    state.slice.trace.map { Page($0, state, state.layout.body) }
  }

  /// What is shown of a simulation, and where.
  private struct Page {
    /// The walk as a table.
    let table: StepsTable
    /// The rows of the table, and below them, where there is one column only, a rule and the words; nil is
    /// the rule.
    var walk: [StyledLine?]
    /// What the last phase did, in words.
    let words: [StyledLine]
    /// The walk as a tree, on large screens.
    var tree: [StyledLine] = []
    /// The rows of the table.
    var upper: Range<Int>
    /// Where tree and words stand side by side below the table, on large screens.
    var lower: (rows: Range<Int>, border: Int)?
    let columns: Range<Int>

    init(_ trace: SimulationTrace, _ state: ExplorerState, _ area: Area) {
      let width = area.columns.count
      columns = area.columns
      table = StepsTable(trace, state, width: width)
      walk = table.rows
      upper = area.rows.dropFirst(2)
      let isLarge = width >= 110 && area.rows.count >= 24
      let border = area.columns.lowerBound + width * 55 / 100
      words = StepsExplanation.lines(
        trace, state, isLarge ? area.columns.upperBound - border - 3 : width - 2)
      guard isLarge else {
        walk += [nil] + words.map { StyledLine(pieces: [(" ", .plain)] + $0.pieces) }
        return
      }
      let height = min(table.rows.count, upper.count / 2)
      let rows = upper.lowerBound + height + 1..<upper.upperBound
      upper = upper.prefix(height)
      lower = (rows, border)
      tree =
        WalkTree(trace, state, width: border - area.columns.lowerBound, height: rows.count)
        .lines
    }
  }

  /// Draws lines from `top` on, and says at either edge how many are out of sight.
  private static func draw(
    _ lines: [StyledLine?], _ rows: Range<Int>, _ columns: Range<Int>, top: Int = 0,
    on canvas: inout Canvas
  ) {
    let top = max(0, min(top, lines.count - rows.count))
    let hidden = lines.count - top - rows.count
    let saysSo = rows.count > 3
    for (offset, row) in rows.enumerated() {
      if saysSo, top > 0, offset == 0 {
        drawNote("\(top + 1) above: k", row, columns, on: &canvas)
      } else if saysSo, hidden > 0, offset == rows.count - 1 {
        drawNote("\(hidden + 1) more: j", row, columns, on: &canvas)
      } else if top + offset < lines.count {
        guard let line = lines[top + offset] else {
          canvas.horizontalLine(row: row, columns: columns)
          continue
        }
        line.draw(row: row, columns: columns, on: &canvas)
      }
    }
  }

  private static func drawNote(
    _ note: String, _ row: Int, _ columns: Range<Int>, on canvas: inout Canvas
  ) {
    canvas.putRight(
      SafeText(note), row: row, column: columns.lowerBound, width: columns.count - 1, style: .muted)
  }

  /// The four phases; brackets say which was done last, not only colour.
  private static func drawPhases(_ state: ExplorerState, _ area: Area, on canvas: inout Canvas) {
    let done = state.slice.trace?.phases.last?.phase
    let row = area.rows.lowerBound
    var column = area.columns.lowerBound + 1
    let isASCII = state.glyphs.repertoire == .ascii
    let between: SafeText = area.columns.count < 60 ? "" : isASCII ? " -- " : " ── "
    for phase in SearchPhase.allCases {
      let isHere = phase == done
      let isPast = done.map { phase.rawValue < $0.rawValue } ?? false
      let name = "\(phase.rawValue + 1) \(phase.name.uppercased())"
      column += canvas.put(
        SafeText(isHere ? "[\(name)]" : " \(name) "), row: row, column: column,
        style: isHere ? .accent : isPast ? .plain : .muted,
        width: area.columns.upperBound - column)
      guard phase != .backUp else { continue }
      column += canvas.put(
        between, row: row, column: column, style: .border, width: area.columns.upperBound - column)
    }
    guard let trace = state.slice.trace else { return }
    let number = "sim " + NumberText.grouped(trace.iteration)
    let total = state.slice.summary.iterationCount
    let texts = total > 0 ? [number + " of " + NumberText.grouped(total), number] : [number]
    let room = area.columns.upperBound - column - 2
    guard let text = texts.first(where: { $0.count <= room }) else { return }
    canvas.put(
      SafeText(text), row: row, column: area.columns.upperBound - text.count - 1, style: .heading)
  }

  private static func absence(_ state: ExplorerState, _ width: Int) -> [StyledLine] {
    MissingDataText.lines(
      state,
      live: state.isRunning && state.slice.summary.pace == nil
        ? "The search runs too fast to watch one simulation. Space pauses it; [ slows it down."
        : "No simulation yet. A dot . runs one phase, s a whole simulation.",
      recorded: "No simulation is under way at this event.", width)
  }
}
