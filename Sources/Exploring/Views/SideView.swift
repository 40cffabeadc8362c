import Drawing
import Groundwork
import SearchTrees

/// The third column of wide screens: how it came about.
enum SideView {
  /// The most rows that one plot takes.
  private static let tallestPlot = 18

  /// Draws the column: what must be known first, then plots, then what happened.
  ///
  /// Each of its parts is drawn again only where something that it shows has changed.
  static func draw(
    _ state: ExplorerState, in area: Area, keeping kept: inout KeptPicture,
    on canvas: inout Canvas
  ) {
    let source = PlotSource(state)
    var rest = area
    for (title, lines) in notes(state, area.columns.count - 1, canvas) {
      let place = take(lines.count + 1, of: &rest)
      PaneTitle.draw(title, row: place.rows.lowerBound, columns: place.columns, on: &canvas)
      draw(lines, below: place, on: &canvas)
    }
    let depths = source.samples?.depths
    let depthRows = min(depths?.nodes.count ?? 0, 10)
    let log = PlotStrip.logLines(state, count: max(5, rest.rows.count), canvas.repertoire)
    let logRows = min(5, log.count) + 1
    let hasLines = source.hasLines
    if hasLines {
      let free = rest.rows.count - (depthRows + 1) - 2 - logRows
      let shown: [PlotName] = free >= 14 ? [.value, .share] : free >= 7 ? [.value] : []
      let repertoire = canvas.repertoire
      let legend = kept.lines(.plot(.value), from: source) {
        PlotStrip.legend(.value, source, repertoire)
      }
      for name in shown {
        let height = min(Self.tallestPlot, (free - legend.count) / shown.count)
        PlotStrip.panel(
          name, source, take(height, of: &rest), hasFrame: true, keeping: &kept, on: &canvas)
        guard name == shown.first else { continue }
        let place = take(legend.count, of: &rest)
        for (row, line) in zip(place.rows, legend) {
          line.draw(
            row: row, columns: place.columns.lowerBound + 8..<place.columns.upperBound,
            on: &canvas)
        }
      }
    }
    if depthRows > 0, rest.rows.count > depthRows {
      let place = take(depthRows + 1, of: &rest)
      kept.draw(.depths, from: depths, in: place, on: &canvas) { canvas in
        let total = NumberText.grouped(depths?.total ?? 0)
        PaneTitle.draw(
          SafeText(PlotName.depth.title), SafeText(total + " in all"),
          row: place.rows.lowerBound, columns: place.columns, on: &canvas)
        PlotPanel(plot: source.plot(.depth), node: .root)
          .draw(in: Area(rows: place.rows.dropFirst(), columns: place.columns), on: &canvas)
      }
    }
    if hasLines, rest.rows.count >= 2 {
      let place = take(2, of: &rest)
      kept.draw(.entropy, from: source, in: place, on: &canvas) { canvas in
        PaneTitle.draw(
          SafeText(PlotName.entropy.title), "entropy of the visits", row: place.rows.lowerBound,
          columns: place.columns, on: &canvas)
        draw([doubt(source, canvas.glyphs, place.columns.count - 1)], below: place, on: &canvas)
      }
    }
    PlotStrip.draw(log: log, in: rest, on: &canvas)
  }

  /// Cuts so many rows off the top of an area, or what is left of it.
  private static func take(_ count: Int, of area: inout Area) -> Area {
    let border = min(area.rows.upperBound, area.rows.lowerBound + max(0, count))
    defer { area.rows = border..<area.rows.upperBound }
    return Area(rows: area.rows.lowerBound..<border, columns: area.columns)
  }

  private static func draw(_ lines: [StyledLine], below title: Area, on canvas: inout Canvas) {
    let columns = title.columns.lowerBound + 1..<title.columns.upperBound
    for (row, line) in zip(title.rows.dropFirst(), lines) {
      line.draw(row: row, columns: columns, on: &canvas)
    }
  }

  /// What is unusual: alarms, and branches where there are several.
  private static func notes(
    _ state: ExplorerState, _ width: Int, _ canvas: Canvas
  ) -> [(title: SafeText, lines: [StyledLine])] {
    let summary = state.slice.summary
    var notes: [(title: SafeText, lines: [StyledLine])] = []
    if !summary.alarms.isEmpty {
      notes.append(("Alarms", SearchRemarks.alarms(summary, width: width, canvas.repertoire)))
    }
    if summary.branches.count > 1 {
      let lines = summary.branches.map {
        BranchLine.line($0, isShown: $0.id == summary.branch, canvas)
      }
      notes.append(("Branches", Array(lines.prefix(8))))
    }
    if !summary.events.isEmpty {
      notes.append(("Done to this branch", Array(EventLine.lines(summary).prefix(6))))
    }
    return notes
  }

  /// The entropy of the root's visits in the course of the search, in one row.
  private static func doubt(_ source: PlotSource, _ glyphs: Glyphs, _ width: Int) -> StyledLine {
    let plot = source.plot(.entropy)
    guard case .lines(_, let series) = plot.content, let values = series.first?.values,
      let now = values.last ?? nil, let range = plot.range
    else { return StyledLine("not known", .muted) }
    let first = SafeText(NumberText.fixed(range.upperBound, places: 2) + " ")
    let last = SafeText("  now " + NumberText.fixed(now, places: 2))
    let cells = max(0, min(values.count, width - first.width - last.width))
    return StyledLine(first, .muted)
      .then(
        SafeText(
          glyphs.sparkline(
            values.map { $0 ?? .nan }, low: 0, high: range.upperBound, width: cells)), .bar
      ).then(last)
  }
}

/// A branch in one line.
enum BranchLine {
  /// Returns the line of a branch.
  static func line(
    _ branch: SearchSummary.Branch, isShown: Bool, _ canvas: Canvas
  ) -> StyledLine {
    var line = StyledLine(isShown ? canvas.glyphs.next + " " : "  ", .best)
      .then(SafeText("\(branch.id) "), .muted)
      .then(untrusted: branch.name, isShown ? .heading : .plain, repertoire: canvas.repertoire)
    guard branch.hasBegun else { return line.then("  begins later", .muted) }
    line = line.then(SafeText("  \(NumberText.grouped(branch.iterations)) sims"), .visits)
    if !branch.bestAction.isEmpty {
      line = line.then("  best ", .muted)
        .then(untrusted: branch.bestAction, repertoire: canvas.repertoire)
    }
    if let value = branch.bestValue {
      line = line.then(SafeText(" Q \(NumberText.fixed(value))"), .value)
    }
    if let origin = branch.origin {
      line = line.then(
        SafeText("  from \(origin) at \(NumberText.grouped(branch.start))"), .muted)
    }
    return line
  }
}
