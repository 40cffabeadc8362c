public import Drawing
import Groundwork
import SearchTrees

/// A view that can be had as lines, one after the other, without a screen.
public enum LinearView: String, Hashable, Sendable, CaseIterable {
  case tree
  case steps
  case selection
  case rationale
  case plots
  case compare

  /// Returns what is done in the explorer to have it.
  ///
  /// - Parameter other: what is compared with, as `:compare-with` takes it; the other views have no use for it.
  public func keys(comparingWith other: String = "") -> [Key] {
    let name: CommandName
    switch self {
    case .tree, .selection, .rationale: return []
    case .steps: name = .stepsView
    case .plots: name = .plotsView
    case .compare:
      let command = ":\(CommandName.compareFile.rawValue) \(other)"
      return command.unicodeScalars.map { Key($0) } + [Key(.enter)]
    }
    let keys = KeyMap.usual.keys(of: name).first ?? ""
    return keys.split(separator: " ").compactMap { Key(notation: String($0)) }
  }

  /// The page of the inspector that it is; nil where it is none.
  public var page: ExplorerState.Tab? {
    switch self {
    case .selection: .selection
    case .rationale: .rationale
    default: nil
    }
  }
}

/// Views as lines that are read from the first to the last: for screen readers, pipes and files.
public enum LinearText {
  /// The rows of a screen that is high enough for all of a view; more are left out.
  private static let highest = 400

  /// Returns the lines of a view, without what stands around it on a screen.
  ///
  /// May hold nothing but safe text.
  package static func lines(
    of view: LinearView, _ state: ExplorerState, width: Int = 78
  ) -> [SafeText] {
    switch view {
    case .selection, .rationale:
      var page = state
      page.view = .tree
      page.tab = view.page ?? page.tab
      return InspectorPage.lines(page, width: width)
        .map { $0.pieces.reduce(SafeText.empty) { $0 + $1.text } }
    case .plots:
      return PlotName.allCases.flatMap { plot($0, state) }
    case .tree: return drawn(.tree, state, width)
    case .steps: return drawn(.steps, state, width)
    case .compare: return state.compared == nil ? [] : drawn(.compare, state, width)
    }
  }

  /// What a view draws on a screen of its own.
  private static func drawn(
    _ view: ExplorerState.View, _ state: ExplorerState, _ width: Int
  ) -> [SafeText] {
    var picture = state
    picture.size = Size(width: width, height: highest)
    picture.view = view
    picture.overlay = nil
    picture.prompt = nil
    picture.showsInspector = false
    picture.isMaximized = true
    picture.pane = .tree
    let canvas = ExplorerScreen.drawBelow(picture)
    let area = picture.layout.body
    var lines: [String] = []
    for row in area.rows {
      let line = canvas.text(row: row, columns: area.columns)
      // Where a pane leaves rows blank, lines have no use for more than one.
      if line.isEmpty, lines.last?.isEmpty ?? true { continue }
      lines.append(line)
    }
    while lines.last?.isEmpty == true { lines.removeLast() }
    return lines.map { SafeText($0, repertoire: state.glyphs.repertoire) }
  }

  /// The places of a line of a plot that are read out.
  private static let readPlaces = 8

  /// A plot in words: its numbers at some places, the first and the last among them.
  private static func plot(_ name: PlotName, _ state: ExplorerState) -> [SafeText] {
    let plot = SearchPlot(name, of: state.slice)
    let repertoire = state.glyphs.repertoire
    var lines = [SafeText(name.title + ": " + name.sentence, repertoire: repertoire)]
    guard !plot.isEmpty else { return lines + ["  no numbers yet", .empty] }
    switch plot.content {
    case .lines(let iterations, let series):
      for one in series {
        let places = places(iterations.count)
        // The newest first: it is what is asked most, and what is left of a line that is cut.
        let words = places.reversed().map { place in
          let value = one.values[place].map { NumberText.short($0) } ?? "-"
          return "\(value) at sim \(NumberText.grouped(iterations[place]))"
        }
        lines.append(
          SafeText(
            "  \(one.label.isEmpty ? name.rawValue : one.label): " + words.joined(separator: ", "),
            repertoire: repertoire, limit: 2000))
      }
    case .bars(let bars):
      for bar in bars {
        let value = bar.value.map { NumberText.short($0) } ?? "-"
        lines.append(SafeText("  \(bar.label): \(value)", repertoire: repertoire))
      }
    case .dots(let dots, _):
      for dot in dots {
        let visits = dot.visits.map { NumberText.short($0) } ?? "-"
        let value = dot.value.map { NumberText.short($0) } ?? "-"
        lines.append(
          SafeText("  \(dot.label): \(visits) visits, Q \(value)", repertoire: repertoire))
      }
    }
    return lines + [.empty]
  }

  private static func places(_ count: Int) -> [Int] {
    guard count > readPlaces else { return Array(0..<count) }
    return (0..<readPlaces).map { $0 * (count - 1) / (readPlaces - 1) }
  }
}
