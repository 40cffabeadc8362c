import Drawing
import Presets
import SearchTrees
import Testing

@testable import Exploring
@testable import TreeSearch

/// Choosing the columns of the tree.
struct ColumnChoosingTests {
  private func heads(_ harness: ExplorerHarness) -> [String] {
    let state = harness.state
    let columns = TreeColumns(
      width: state.layout.tree.columns.count, hasColumnHeads: true, state)
    return columns.columns.map { TreeColumns.head(of: $0.kind, state) }
  }

  private func adding(_ text: String, _ harness: inout ExplorerHarness) {
    harness.press("g |")
    harness.type(text)
    harness.press("Enter")
  }

  @Test func `an expression is a column, with its own number in each row`() throws {
    var harness = try ExplorerHarness(simulations: 500)
    adding("N * 2", &harness)
    #expect(heads(harness).last == "N * 2")
    for row in harness.state.slice.rows where row.kind == .node {
      #expect(row.cells == [.number((row.visits ?? 0) * 2)])
    }
    #expect(harness.screen.text.contains("N * 2"))
  }

  @Test(
    arguments: [
      ("N >", "column-add: column 4: the end stands"),
      ("M", "column-add: column 1: no name is called"),
    ])
  func `what cannot be asked is said, and is no column`(text: String, message: String) throws {
    var harness = try ExplorerHarness(simulations: 50)
    let before = heads(harness)
    adding(text, &harness)
    #expect(harness.state.message?.text.hasPrefix(message) == true)
    #expect(heads(harness) == before)
  }

  @Test func `columns are switched off and on, moved, widened and given back`() throws {
    var harness = try ExplorerHarness(simulations: 500, width: 120, height: 40)
    let usual = heads(harness)
    harness.press("|")
    #expect(harness.state.overlay == .columns(selected: 0))
    harness.press("Space")
    #expect(heads(harness) == Array(usual.dropFirst()))
    harness.press("Space")
    #expect(Set(heads(harness)) == Set(usual))
    harness.press("Home J")
    #expect(harness.state.overlay == .columns(selected: 1))
    let moved = heads(harness)
    #expect(moved[0] == usual[2] && moved[1] == usual[1])
    let width = TreeColumns(width: 72, hasColumnHeads: true, harness.state).columns[1].width
    harness.press("+ +")
    #expect(
      TreeColumns(width: 72, hasColumnHeads: true, harness.state).columns[1].width == width + 2)
    harness.press("0")
    #expect(heads(harness) == usual)
    harness.press("Esc")
    #expect(harness.state.overlay == nil)
  }

  @Test func `columns of the settings are those of the tree, and are kept with w`() throws {
    var harness = try ExplorerHarness(simulations: 200)
    harness.state.adopt(SettingsFile("columns uct = Q, N * 2:+1\n").settings)
    harness.run(0)
    #expect(heads(harness) == ["Q", "N * 2"])
    harness.press("| j Space")
    #expect(heads(harness) == ["Q"])
    let kept = harness.press("w")
    #expect(kept == [.keep(harness.state.currentSettings)])
    #expect(
      harness.state.currentSettings.columns.choices == ["uct": [.init(.standard(.value))]])
    harness.press("0")
    #expect(harness.state.currentSettings.columns.choices.isEmpty)
  }

  @Test func `a shaded number keeps its digits, and a sign beside it says how large it is`() throws
  {
    var harness = try ExplorerHarness(simulations: 500)
    harness.press("| s Esc")
    let shaded = harness.screen.text
    harness.press("| s Esc")
    let plain = harness.screen.text
    #expect(shaded != plain && shaded.contains("\u{2588}"))
    let visits = harness.state.slice.rows[1].visits.map { "\(Int($0))" } ?? ""
    #expect(shaded.contains(visits))
  }

  @Test func `what was chosen is a value that another search begins with`() throws {
    var harness = try ExplorerHarness(simulations: 50)
    adding("Q * 2", &harness)
    let columns = harness.state.columns
    var other = try ExplorerHarness(simulations: 50)
    other.state.columns = columns
    other.press("j")
    #expect(heads(other).last == "Q * 2")
    var another = try ExplorerHarness("tic-tac-toe", preset: .puct, simulations: 50)
    another.state.columns = columns
    another.press("j")
    #expect(!heads(another).contains("Q * 2"))
  }

  @Test(arguments: [(80, 24), (120, 40), (200, 60)])
  func `the screen of the columns`(width: Int, height: Int) throws {
    var harness = try ExplorerHarness(simulations: 500, width: width, height: height)
    adding("Q - share", &harness)
    harness.press("| j j s")
    expectGolden(harness.screen, named: "columns-\(width)x\(height)", styles: width == 80)
  }
}
