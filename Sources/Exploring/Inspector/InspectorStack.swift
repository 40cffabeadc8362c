import Drawing
import SearchTrees

/// Which pages of the inspector stand below each other: the one at hand, and where there is room the
/// others that say why.
enum InspectorStack {
  /// The pages that are added, in this order.
  static let companions: [ExplorerState.Tab] = [.stats, .rationale, .selection, .state]

  /// A page, where it is, and its lines.
  struct Page {
    var tab: ExplorerState.Tab
    var area: Area
    var lines: [StyledLine]
    /// What of the node it is about.
    var note = SafeText.empty
  }

  /// Returns the pages that are added below the one at hand, which takes its title and `count` lines.
  ///
  /// Each is shown whole or not at all.
  static func pages(below count: Int, _ state: ExplorerState, in area: Area) -> [Page] {
    guard state.layout.stacksPages else { return [] }
    var next = area.rows.lowerBound + count + 1
    var pages: [Page] = []
    for tab in companions where tab != state.tab && state.tabs.contains(tab) {
      let (lines, note) = brief(tab, state, width: area.columns.count - 1)
      guard !lines.isEmpty, next + lines.count + 1 <= area.rows.upperBound else { continue }
      pages.append(
        Page(
          tab: tab,
          area: Area(rows: next..<next + lines.count + 1, columns: area.columns), lines: lines,
          note: note))
      next += lines.count + 1
    }
    return pages
  }

  /// Returns a page as it stands below another one: without what only who turns to it wants to know.
  private static func brief(
    _ tab: ExplorerState.Tab, _ state: ExplorerState, width: Int
  ) -> (lines: [StyledLine], note: SafeText) {
    guard state.guide?.conceals(tab) != true else { return ([], "") }
    let detail = state.slice.detail
    switch tab {
    case .selection:
      guard let table = detail.siblings ?? detail.children else { return ([], "") }
      let note: SafeText =
        detail.siblings == nil ? "among its children" : "among its siblings"
      return (
        SelectionPage.brief(table, highlighted: detail.node, state, width), note
      )
    case .state:
      if let lines = PictureLines.lines(detail, state.glyphs) { return (lines, "") }
      return (detail.text == nil ? [] : InspectorPage.state(state, width), "")
    default:
      return (InspectorPage.lines(state, of: tab, width: width), "")
    }
  }

  /// Draws the pages; a click on a title turns to it.
  static func draw(_ pages: [Page], _ state: ExplorerState, on canvas: inout Canvas) {
    for page in pages {
      let row = page.area.rows.lowerBound
      PaneTitle.draw(
        SafeText(page.tab.rawValue), page.note, row: row, columns: page.area.columns, on: &canvas)
      let index = ExplorerState.Tab.allCases.firstIndex(of: page.tab) ?? 0
      canvas.hits.append(
        HitRegion(row: row, columns: page.area.columns, action: "tab", argument: index))
      let columns = page.area.columns.lowerBound + 1..<page.area.columns.upperBound
      for (row, line) in zip(page.area.rows.dropFirst(), page.lines) {
        line.draw(row: row, columns: columns, on: &canvas)
      }
    }
  }
}
