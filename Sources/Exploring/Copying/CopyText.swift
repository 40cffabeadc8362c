import Drawing
import Groundwork
import SearchTrees

/// What a copy holds, made of the newest slice.
///
/// May hold untrusted text.
enum CopyText {
  /// Returns the text of a thing; nil where nothing is known of it.
  static func text(of thing: CopiedThing, _ state: ExplorerState) -> String? {
    let slice = state.slice
    switch thing {
    case .path: return path(slice)
    case .action: return slice.cursorPath.last
    case .state:
      let detail = slice.detail
      return detail.text ?? detail.picture?.joined(separator: "\n") ?? detail.stateLine
    case .value: return slice.subtree?.rootJSON(path: slice.cursorPath).text()
    case .subtree: return slice.subtree?.json(path: slice.cursorPath).text()
    case .rationale: return rationale(state)
    case .row: return row(state)
    case .plot:
      let plot = SearchPlot(state.plot, of: slice)
      return plot.isEmpty ? nil : plot.csv(of: slice).joined(separator: "\n") + "\n"
    case .screen: return ExplorerScreen.draw(state).text + "\n"
    }
  }

  /// Says why there is nothing to copy.
  static func lack(of thing: CopiedThing, _ state: ExplorerState) -> String {
    switch thing {
    case .action: "no action leads to the root"
    case .state: "nothing is known of this node's state"
    case .plot: "the plot \(state.plot.rawValue) has no numbers yet"
    default: "nothing is known of it here"
    }
  }

  /// The actions that lead to the cursor, with slashes between them, as `goto` and `--node` take them.
  private static func path(_ slice: TreeSlice) -> String {
    guard !slice.cursorPath.isEmpty else { return "\(NodeID.root)" }
    return slice.cursorPath.map { $0.replacing("/", with: "\\/") }.joined(separator: "/")
  }

  /// The cells of a line of prose.
  private static let proseWidth = 76

  private static func rationale(_ state: ExplorerState) -> String? {
    var page = state
    page.view = .tree
    page.tab = .rationale
    let lines = InspectorPage.lines(page, width: proseWidth)
      .map { $0.pieces.map(\.text.plain).joined() }
    return lines.isEmpty ? nil : lines.joined(separator: "\n") + "\n"
  }

  /// The row under the cursor as the tree has it, below the heads of its columns.
  private static func row(_ state: ExplorerState) -> String? {
    var picture = state
    picture.view = .tree
    picture.pane = .tree
    picture.overlay = nil
    picture.prompt = nil
    let canvas = ExplorerScreen.draw(picture)
    let area = picture.layout.tree
    guard let row = canvas.cursor?.row, area.rows.contains(row) else { return nil }
    // The first column has the sign of the cursor.
    let columns = area.columns.dropFirst()
    let heads = picture.layout.hasColumnHeads ? [area.rows.lowerBound] : []
    return (heads + [row]).map { canvas.text(row: $0, columns: columns) }
      .joined(separator: "\n") + "\n"
  }
}
