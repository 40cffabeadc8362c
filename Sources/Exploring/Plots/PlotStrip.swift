import Drawing
import Groundwork
import SearchTrees

/// The strip below tree and inspector: two small plots, and what happened lately.
enum PlotStrip {
  /// Draws the plots into an area: Q of the root's moves, and beside it their share.
  static func draw(
    _ state: ExplorerState, in area: Area, keeping kept: inout KeptPicture,
    on canvas: inout Canvas
  ) {
    let source = PlotSource(state)
    let middle = area.columns.lowerBound + area.columns.count / 2
    let parts: [(PlotName, Range<Int>)] = [
      (.value, area.columns.lowerBound..<middle), (.share, middle..<area.columns.upperBound),
    ]
    for (name, columns) in parts {
      panel(
        name, source, Area(rows: area.rows, columns: columns), keeping: &kept, on: &canvas)
    }
  }

  /// Draws one plot with its title.
  static func panel(
    _ name: PlotName, _ source: PlotSource, _ area: Area, hasFrame: Bool = false,
    keeping kept: inout KeptPicture, on canvas: inout Canvas
  ) {
    guard area.rows.count >= 3 else { return }
    kept.draw(.plot(name), from: source, in: area, on: &canvas) { canvas in
      PaneTitle.draw(
        SafeText(name.title(within: PaneTitle.room(area.columns))), row: area.rows.lowerBound,
        columns: area.columns, on: &canvas)
      var panel = PlotPanel(plot: source.plot(name), node: source.cursor)
      panel.hasFrame = hasFrame
      panel.draw(
        in: Area(rows: area.rows.dropFirst(), columns: area.columns), on: &canvas)
    }
  }

  /// Returns what the letters at the ends of a plot's lines stand for; nothing where they are the labels
  /// themselves.
  static func legend(
    _ name: PlotName, _ source: PlotSource, _ repertoire: Repertoire
  ) -> [StyledLine] {
    guard
      let plotted = PlottedLines(
        source.plot(name), cursor: source.cursor, repertoire: repertoire),
      plotted.needsLegend, plotted.iterations.count > 1
    else { return [] }
    return plotted.lines.map { StyledLine($0.name, $0.style).then(" ").then($0.label, .muted) }
  }

  /// Draws what happened lately, and below it the legend of the plots beside it.
  static func drawLog(
    _ state: ExplorerState, in area: Area, legend: [StyledLine] = [], on canvas: inout Canvas
  ) {
    let rows = area.rows.count - 1
    let shown = legend.prefix(max(0, rows - 2))
    let lines = logLines(state, count: max(0, rows - shown.count), canvas.repertoire)
    draw(log: lines, in: area, legend: shown, on: &canvas)
  }

  /// Draws the newest of these lines, and below them a legend.
  static func draw(
    log lines: [StyledLine], in area: Area, legend: ArraySlice<StyledLine> = [],
    on canvas: inout Canvas
  ) {
    guard !area.rows.isEmpty else { return }
    PaneTitle.draw("Log", "go", row: area.rows.lowerBound, columns: area.columns, on: &canvas)
    let columns = area.columns.lowerBound + 1..<area.columns.upperBound
    for (row, line) in zip(area.rows.suffix(legend.count), legend) {
      line.draw(row: row, columns: columns, on: &canvas)
    }
    let room = max(0, area.rows.count - 1 - legend.count)
    for (row, line) in zip(area.rows.dropFirst(), lines.suffix(room)) {
      line.draw(row: row, columns: columns, on: &canvas)
    }
  }

  /// The newest lines of the log, and above them as many turns of the search as there is room for.
  static func logLines(
    _ state: ExplorerState, count: Int, _ repertoire: Repertoire
  ) -> [StyledLine] {
    let log = state.log.suffix(max(0, count)).map { line in
      StyledLine(
        SafeText(line.text, repertoire: repertoire, limit: 400),
        line.source == .error ? .warning : .plain)
    }
    let turns = turns(state.plotted.samples, most: max(0, count - log.count), repertoire)
    let lines = turns + log
    return lines.isEmpty ? [StyledLine("Nothing has happened yet.", .muted)] : Array(lines)
  }

  /// When another move of the root came to have most visits, as far as the samples tell: the last ones.
  private static func turns(
    _ plots: PlotSamples?, most: Int, _ repertoire: Repertoire
  ) -> [StyledLine] {
    guard let plots else { return [] }
    var leader: NodeID?
    var turns: [(iteration: Int, label: String)] = []
    for (place, iteration) in plots.iterations.enumerated() {
      var best: (child: Int, visits: Double)?
      for child in plots.root.children.indices {
        guard let visits = plots.root.children[child].visits[place], visits > best?.visits ?? 0
        else { continue }
        best = (child, visits)
      }
      guard let best, plots.root.children[best.child].node != leader else { continue }
      leader = plots.root.children[best.child].node
      turns.append((iteration, plots.root.children[best.child].label))
    }
    let width = turns.last.map { NumberText.grouped($0.iteration).count } ?? 0
    return turns.suffix(most).map { turn in
      StyledLine(
        SafeText("by sim " + NumberText.grouped(turn.iteration).leftPadded(to: width)), .muted
      ).then("  ").then(untrusted: turn.label, repertoire: repertoire).then(" leads", .plain)
    }
  }
}
