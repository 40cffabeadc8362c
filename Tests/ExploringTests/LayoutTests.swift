import Drawing
import Presets
import SearchTrees
import Testing

@testable import Exploring

/// How the screen is shared: nothing is hidden or cut while there is room for it.
struct LayoutTests {
  private static let sizes = [
    (80, 13), (80, 14), (80, 16), (80, 24), (80, 40), (100, 30), (109, 50), (120, 40), (200, 60),
  ]

  private func harness(_ problem: String, _ width: Int, _ height: Int) throws -> ExplorerHarness {
    try ExplorerHarness(problem, simulations: 600, width: width, height: height)
  }

  /// Says what is hidden in one pane while another has blank rows.
  private func waste(_ state: ExplorerState) -> String? {
    let layout = state.layout
    let blankTree = layout.treeRows - state.slice.rowTotal
    let isCut = state.slice.rows.contains { if case .more = $0.kind { true } else { false } }
    if isCut, blankTree > 0 { return "children are hidden beside \(blankTree) blank rows" }
    guard let area = layout.inspector, area.columns.lowerBound == 0, !layout.tree.rows.isEmpty
    else { return nil }
    let lines = InspectorPage.parts(state, width: area.columns.count - 1).count
    let blankPage = area.rows.count - 1 - lines
    if blankPage < 0, blankTree > 0 { return "the page is cut beside \(blankTree) blank rows" }
    let isScrolled = isCut || blankTree < 0
    return isScrolled && blankPage > 0 ? "rows are hidden above \(blankPage) blank lines" : nil
  }

  @Test(arguments: sizes)
  func `no child and no line is hidden beside blank rows`(width: Int, height: Int) throws {
    for problem in ["tic-tac-toe", "connect-four", "blocksworld", "bandit:0.2,0.5,0.7"] {
      var harness = try harness(problem, width, height)
      for keys in ["", "j", "d", "d", "d", "d", "l", "e", "P", "Tab", "d"] {
        harness.press(keys)
        let waste = waste(harness.state)
        #expect(waste == nil, "\(problem) \(keys): \(waste ?? "")\n\(harness.screen.text)")
        #expect(flaws(in: harness.screen, of: harness.state.size).isEmpty)
      }
    }
  }

  @Test func `all nine first moves are on the smallest usual screen`() throws {
    let harness = try harness("tic-tac-toe", 80, 24)
    #expect(harness.rows.count == 10)
    #expect(!harness.screen.text.contains("more  (l: show)"))
  }

  @Test func `a row more of the screen does not take the tree away`() throws {
    let low = try harness("tic-tac-toe", 80, 13)
    let high = try harness("tic-tac-toe", 80, 14)
    #expect(low.state.layout.treeRows >= 7)
    #expect(high.state.layout.treeRows >= 6)
  }

  @Test func `each pane keeps a third of the height, and who needs less gives`() throws {
    for height in 14...60 {
      var harness = try harness("blocksworld", 80, height)
      harness.press("E E E")
      for keys in ["d", "Tab"] {
        harness.press(keys)
        let layout = harness.state.layout
        let third = layout.body.rows.count / 3
        let page = try #require(layout.inspector).rows.count
        #expect(layout.tree.rows.count >= min(third, harness.state.wanted.tree))
        #expect(page >= min(third, harness.state.wanted.inspector))
        #expect(layout.tree.rows.count + page == layout.body.rows.count)
      }
    }
  }

  @Test func `a column of nothing but unknown values is left out, and comes back with the first`()
    throws
  {
    var harness = try harness("connect-four", 120, 40)
    #expect(harness.screen.text.contains("SCORE"))
    for index in harness.state.slice.rows.indices {
      harness.state.slice.rows[index].score = nil
      harness.state.slice.rows[index].terms = []
    }
    let head = harness.screen.text.split(separator: "\n")[1]
    #expect(!head.contains("SCORE") && !head.contains(" U ") && head.contains("Q"))
    harness.state.slice.rows[1].score = 0.5
    #expect(harness.screen.text.split(separator: "\n")[1].contains("SCORE"))
    // What the rows are sorted by is never left out.
    harness.state.slice.rows[1].score = nil
    harness.state.request.sort = .score
    #expect(harness.screen.text.split(separator: "\n")[1].contains("SCORE"))
  }

  @Test func `labels keep 24 cells from 60 columns on and 16 below`() throws {
    for width in 40...140 {
      var harness = try harness("blocksworld", width, 24)
      harness.press("e")
      let rows = harness.state.slice.rows.filter { $0.kind == .node && $0.depth > 0 }
      for index in harness.state.slice.rows.indices {
        harness.state.slice.rows[index].label = String(repeating: "abcde ", count: 12)
      }
      let area = harness.state.layout.tree
      let label = TreeColumns(width: area.columns.count, hasColumnHeads: true, harness.state).label
      let drawn = TreeGuides(labelWidth: label)
      let guides = rows.map { drawn.text($0, .ascii).width }.sorted()
      let kept = label - 6 - guides[(guides.count - 1) * 9 / 10]
      #expect(kept >= min(width >= 60 ? 24 : 16, area.columns.count - 30), "\(width)")
      let text = harness.screen.text.split(separator: "\n")
      #expect(text.contains { $0.contains("N") })
    }
  }

  @Test func `the page at hand is always named, and names are whole`() throws {
    for width in 40...200 {
      var harness = try ExplorerHarness(
        "blocksworld", simulations: 100, width: width, height: 40)
      harness.press("P Enter")
      for tab in harness.state.tabs {
        while harness.state.tab != tab { harness.press("d") }
        let area = try #require(harness.state.layout.inspector)
        let line = harness.screen.text.split(separator: "\n", omittingEmptySubsequences: false)[
          area.rows.lowerBound]
        let title = String(line.dropFirst(area.columns.lowerBound).prefix(area.columns.count))
        #expect(title.contains("[\(tab.rawValue)]"), "\(width): \(title)")
        // What stands before the line between pages and path are names of pages, whole.
        let names = title.split(separator: "─").first.map(String.init) ?? ""
        let known = Set(ExplorerState.Tab.allCases.map(\.rawValue))
        for name in names.split(whereSeparator: { " []".contains($0) }) {
          #expect(known.contains(String(name)), "\(width): \(title)")
        }
      }
    }
  }
}
