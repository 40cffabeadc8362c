import Drawing
import Groundwork
import SearchTrees

/// The tree of an entry of the start screen in small: its first moves, and how their visits came about.
enum StartPreview {
  /// The moves that are listed at most.
  private static let mostMoves = 8

  /// Draws the picture as far as there is room.
  static func draw(_ slice: TreeSlice, in area: Area, on canvas: inout Canvas) {
    guard let plots = slice.plots, !plots.root.children.isEmpty, area.rows.count >= 4 else {
      return
    }
    let moves = Array(plots.root.children.prefix(mostMoves))
    var rows = area.rows
    let sims =
      slice.summary.areIterationsKnown
      ? SafeText(NumberText.grouped(slice.summary.iterations) + " sims") : .empty
    let isRunning = slice.summary.activity == .running
    PaneTitle.draw(
      isRunning ? "a search, now" : "the first moves", sims, row: rows.removeFirst(),
      columns: area.columns, on: &canvas)
    for line in table(moves, slice, width: area.columns.count - 2, canvas.glyphs) {
      guard !rows.isEmpty else { return }
      line.draw(
        row: rows.removeFirst(),
        columns: area.columns.lowerBound + 1..<area.columns.upperBound, on: &canvas)
    }
    guard rows.count >= 7, plots.iterations.count > 1 else { return }
    let plot = Area(rows: rows.prefix(14), columns: area.columns)
    PaneTitle.draw(
      SafeText(PlotName.share.title), row: plot.rows.lowerBound, columns: plot.columns,
      on: &canvas)
    let cursor = canvas.cursor
    PlotPanel(plot: SearchPlot(.share, of: slice), node: .root)
      .draw(in: Area(rows: plot.rows.dropFirst(), columns: plot.columns), on: &canvas)
    canvas.cursor = cursor
  }

  private static func table(
    _ moves: [PlotSamples.Child], _ slice: TreeSlice, width: Int, _ glyphs: Glyphs
  ) -> [StyledLine] {
    let label = max(8, min(26, width - 40))
    let answer = Set(slice.summary.answer?.nodes ?? [])
    let visits = moves.map { $0.visits.last ?? nil }
    let total = slice.plots?.root.children.reduce(0) { $0 + (($1.visits.last ?? nil) ?? 0) } ?? 0
    let plotted = PlottedLines(
      SearchPlot(.share, of: slice), cursor: .root, repertoire: glyphs.repertoire)
    let letters = plotted.map { $0.needsLegend ? $0.lines.map(\.name) : [] } ?? []
    let head = StyledLine(
      SafeText(
        "  " + "MOVE".left(label) + "VISITS".right(9) + "  " + "SHARE".left(12) + "%".right(5)
          + "Q".right(8)), .heading)
    let shown = SiblingLabels.shortened(
      moves.map { (text: $0.label, room: label) }, repertoire: glyphs.repertoire)
    return [head]
      + moves.indices.map { place in
        let share = visits[place].flatMap { total > 0 ? $0 / total : nil }
        let bar = SafeText(share.map { PlotBars.bar($0, width: 12, glyphs) } ?? "")
        let percent = share.map { NumberText.plain($0 * 100, places: 0) } ?? "-"
        let value = (moves[place].values.last ?? nil).map { NumberText.fixed($0) } ?? "-"
        let isAnswer = answer.contains(moves[place].node)
        return StyledLine(isAnswer ? glyphs.answer + " " : "  ", .best)
          .then(shown[place].shared, .muted)
          .then(shown[place].own.padded(to: max(0, label - shown[place].shared.width)))
          .then(SafeText(CellText.count(visits[place], within: 8).right(9)), .visits).then("  ")
          .then(bar.padded(to: 12), .bar).then(SafeText(percent.right(5)), .muted)
          .then(SafeText(value.right(8)), .value).then("  ")
          .then(letters.indices.contains(place) ? letters[place] : "", .accent)
      }
  }
}
