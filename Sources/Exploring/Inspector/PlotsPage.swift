import Drawing
import Groundwork
import SearchTrees

/// The plots that are about one node: how its value went beside its siblings', what its reward is made of,
/// and what selection sees.
enum PlotsPage {
  /// Returns the lines of the page.
  static func lines(_ state: ExplorerState, _ width: Int) -> [StyledLine] {
    let hasParts = state.slice.detail.siblingVerdicts.contains { !$0.verdict.parts.isEmpty }
    let names: [PlotName] = hasParts ? [.siblings, .parts, .frontier] : [.siblings, .frontier]
    return names.flatMap { name in
      [StyledLine(SafeText(name.title(within: width)), .heading)] + picture(of: name, state, width)
        + [
          StyledLine()
        ]
    }.dropLast()
  }

  /// The rows of a plot: more on a high screen.
  private static func height(of plot: SearchPlot, _ state: ExplorerState) -> Int {
    if case .bars(let bars) = plot.content { return max(2, min(bars.count, 12)) }
    return max(7, min(14, state.size.height / 4))
  }

  private static func picture(
    of name: PlotName, _ state: ExplorerState, _ width: Int
  ) -> [StyledLine] {
    let plot = SearchPlot(name, of: state.slice)
    let size = Size(width: max(1, width), height: height(of: plot, state))
    var canvas = Canvas(size: size, glyphs: state.glyphs)
    PlotPanel(plot: plot, node: state.slice.cursor)
      .draw(in: Area(rows: 0..<size.height, columns: 0..<size.width), on: &canvas)
    return (0..<size.height).map { line(canvas.cells(inRow: $0), state.glyphs.repertoire) }
  }

  /// A row of a canvas as a line.
  private static func line(_ cells: ArraySlice<Cell>, _ repertoire: Repertoire) -> StyledLine {
    var line = StyledLine()
    var rest = cells
    while let style = rest.first?.style {
      let run = rest.prefix { $0.style == style }
      rest = rest.dropFirst(run.count)
      var scalars = String.UnicodeScalarView()
      for cell in run where cell.width > 0 {
        scalars.append(cell.base)
        for mark in [cell.mark, cell.secondMark] where mark != 0 {
          if let scalar = Unicode.Scalar(mark) { scalars.append(scalar) }
        }
      }
      line = line.then(SafeText(String(scalars), repertoire: repertoire), style)
    }
    return line
  }
}
