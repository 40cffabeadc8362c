import Drawing
import Groundwork
import SearchTrees

/// The view of plots: the chosen one, and others beside it where there is room.
enum PlotsView {
  /// The plots that are looked at together, of the root and of the tree as a whole.
  private static let overview: [PlotName] = [.value, .share, .entropy, .depth]

  /// Draws the view into its area.
  static func draw(_ state: ExplorerState, in area: Area, on canvas: inout Canvas) {
    for (name, area) in places(state.plot, area) {
      draw(name, state, area, on: &canvas)
    }
  }

  /// Where the chosen plot is, and those beside it.
  static func places(_ chosen: PlotName, _ area: Area) -> [(name: PlotName, area: Area)] {
    let (rows, columns) = (area.rows, area.columns)
    func part(_ from: Int, _ to: Int, _ columns: Range<Int>? = nil) -> Area {
      Area(
        rows: rows.lowerBound + from..<rows.lowerBound + to, columns: columns ?? area.columns)
    }
    guard let index = overview.firstIndex(of: chosen), rows.count >= 18 else {
      return [(chosen, area)]
    }
    let rest = overview.indices.filter { $0 != index }.map { overview[$0] }
    if rows.count < 30 || columns.count < 100 {
      let border = rows.count * 6 / 10
      return [(chosen, part(0, border)), (rest[0], part(border, rows.count))]
    }
    let (first, second) = (rows.count * 46 / 100, rows.count * 76 / 100)
    let middle = columns.lowerBound + columns.count / 2
    return [
      (chosen, part(0, first)), (rest[0], part(first, second)),
      (rest[1], part(second, rows.count, columns.lowerBound..<middle)),
      (rest[2], part(second, rows.count, middle + 1..<columns.upperBound)),
    ]
  }

  /// The cells that the values at the cursor take at the right of a wide plot.
  private static let legendWidth = 26

  private static func draw(
    _ name: PlotName, _ state: ExplorerState, _ area: Area, on canvas: inout Canvas
  ) {
    guard area.rows.count >= 2 else { return }
    let isChosen = name == state.plot
    PaneTitle.draw(
      SafeText(
        title(of: name, within: PaneTitle.room(area.columns), state),
        repertoire: canvas.repertoire, limit: 200),
      SafeText(note(on: name, state)), row: area.rows.lowerBound,
      columns: area.columns, style: isChosen ? .accent : .heading, on: &canvas)
    var inner = area
    inner.rows = area.rows.dropFirst()
    let plot = SearchPlot(name, of: state.slice)
    var panel = PlotPanel(plot: plot, node: state.slice.cursor)
    if name.isOverTime { panel.cursor = state.plotPlace }
    if let legend = legend(plot, state, isBrief: area.columns.count < 100), !plot.isEmpty {
      if area.columns.count >= 100, inner.rows.count >= 6 {
        inner.columns = area.columns.lowerBound..<area.columns.upperBound - legendWidth
        let columns = inner.columns.upperBound..<area.columns.upperBound
        for (row, line) in zip(inner.rows, legend) {
          line.draw(row: row, columns: columns, on: &canvas)
        }
      } else if inner.rows.count >= 7 {
        inner.rows = inner.rows.dropLast()
        let columns = area.columns.lowerBound + 1..<area.columns.upperBound
        legend.reduce(StyledLine()) { StyledLine(pieces: $0.pieces + $1.pieces).then("  ") }
          .draw(row: inner.rows.upperBound, columns: columns, on: &canvas)
      }
    }
    panel.draw(in: inner, on: &canvas)
  }

  /// The title, with the family that the plot is about.
  private static func title(
    of name: PlotName, within width: Int, _ state: ExplorerState
  ) -> String {
    switch name {
    case .siblings, .frontier, .parts:
      let node = state.slice.cursorPath.last ?? "root"
      return "\(name.title(within: width - node.count - 2)): \(node)"
    default: return name.title(within: width)
    }
  }

  private static func note(on name: PlotName, _ state: ExplorerState) -> String {
    let place = (PlotName.allCases.firstIndex(of: name) ?? 0) + 1
    switch name {
    case .entropy:
      let count = state.slice.plots?.root.childCount ?? 0
      guard count > 1 else { return "\(place)" }
      let most = SearchPlot(.entropy, of: state.slice).range?.upperBound ?? 0
      return "nats, at most \(NumberText.fixed(most, places: 2))   \(place)"
    case .depth:
      let total = state.slice.plots?.depths?.total ?? 0
      return "\(NumberText.grouped(total)) in all   \(place)"
    default: return "\(place)"
    }
  }

  /// The names of the lines with what they are worth at the cursor, or else now.
  private static func legend(
    _ plot: SearchPlot, _ state: ExplorerState, isBrief: Bool
  ) -> [StyledLine]? {
    guard
      let plotted = PlottedLines(
        plot, cursor: state.slice.cursor, repertoire: state.glyphs.repertoire),
      !plotted.iterations.isEmpty
    else { return nil }
    let place = state.plotPlace.map { plotted.place(of: $0) } ?? plotted.iterations.count - 1
    let sims = NumberText.grouped(plotted.iterations[place])
    var lines = [
      StyledLine(SafeText((state.plotPlace == nil ? "now, sim " : "at sim ") + sims), .muted)
    ]
    if !isBrief { lines.append(StyledLine()) }
    for line in plotted.lines {
      let value = line.values.indices.contains(place) ? line.values[place] : nil
      var text = StyledLine(line.name, line.style)
      if !line.name.isEmpty { text = text.then(" ") }
      if !isBrief, !line.name.isEmpty {
        text = text.then(SafeText(line.stroke.name.left(8)), .muted)
      }
      text = text.then(SafeText(Self.text(value, plot.name)))
      if plotted.needsLegend, !line.label.isEmpty {
        text = text.then(" ").then(line.label.ellipsized(to: isBrief ? 12 : 40), .muted)
      }
      lines.append(text)
    }
    if plotted.left > 0 {
      lines.append(StyledLine(SafeText("\(plotted.left) more not drawn"), .muted))
    }
    return lines
  }

  /// A value of a line as it is written.
  private static func text(_ value: Double?, _ name: PlotName) -> String {
    guard let value else { return "-" }
    switch name {
    case .share: return NumberText.plain(value * 100, places: 0) + "%"
    case .speed: return NumberText.compact(value) + "/s"
    case .entropy: return NumberText.fixed(value, places: 2)
    default: return NumberText.fixed(value)
    }
  }
}
