import Drawing
import Presets
import SearchTrees
import Testing

@testable import Exploring

/// Screens with room: several pages, plots, a log, the tree as far as there are rows.
struct WideScreenTests {
  private static let sizes = [(80, 24), (120, 40), (200, 60)]

  private func harness(
    _ width: Int, _ height: Int, _ problem: String = "connect-four", _ simulations: Int = 3000
  ) throws -> ExplorerHarness {
    try ExplorerHarness(problem, simulations: simulations, width: width, height: height)
  }

  @Test(arguments: sizes)
  func `a search as it is seen by whoever comes new`(width: Int, height: Int) throws {
    for problem in ["connect-four", "tic-tac-toe", "blocksworld"] {
      var harness = try harness(width, height, problem, problem == "blocksworld" ? 600 : 3000)
      harness.press("?")
      harness.press("Esc")
      let name = "new-\(problem)-\(width)x\(height)"
      expectGolden(harness.screen, named: name, styles: problem == "connect-four" && width == 120)
      #expect(flaws(in: harness.screen, of: harness.state.size).isEmpty)
    }
  }

  @Test(arguments: sizes)
  func `the whole tree at a glance`(width: Int, height: Int) throws {
    var harness = try harness(width, height)
    harness.press("g i")
    expectGolden(harness.screen, named: "icicle-\(width)x\(height)", styles: width == 80)
    harness.press("j j l")
    expectGolden(harness.screen, named: "icicle-moved-\(width)x\(height)")
    #expect(flaws(in: harness.screen, of: harness.state.size).isEmpty)
    harness.press("~ ~")
    expectGolden(harness.screen, named: "icicle-ascii-\(width)x\(height)")
  }

  @Test
  func `keys walk through the whole tree: down, up, to the right, to the left, and back to it`()
    throws
  {
    var harness = try harness(120, 40)
    harness.press("g i j")
    let first = harness.state.slice.cursor
    #expect(harness.state.slice.cursorAncestors.count == 2)
    harness.press("l")
    #expect(harness.state.slice.cursor != first)
    #expect(harness.state.slice.cursorAncestors.count == 2)
    harness.press("h")
    #expect(harness.state.slice.cursor == first)
    harness.press("j k")
    #expect(harness.state.slice.cursor == first)
    harness.press("Enter")
    #expect(harness.state.view == .tree && harness.state.slice.cursor == first)
  }

  @Test(arguments: sizes)
  func `numbers of the moves stand on the board`(width: Int, height: Int) throws {
    for (problem, preset) in [("connect-four", Preset.puct), ("tic-tac-toe", .uct)] {
      var harness = try ExplorerHarness(
        problem, preset: preset, simulations: 900, width: width, height: height)
      harness.press("j d d Enter")
      #expect(harness.state.tab == .state)
      expectGolden(harness.screen, named: "board-\(problem)-\(width)x\(height)")
      let lines = BoardNumbers.lines(harness.state, 200)
      let words = lines.flatMap { line in
        line.pieces.map(\.text.plain).joined().split(separator: " ").map(String.init)
      }
      let children = try #require(harness.state.slice.detail.children).candidates
      for child in children {
        #expect(words.contains(CellText.count(child.visits, within: 5)), "\(child.label)")
        #expect(words.contains(child.value.map { CellText.fixed($0, within: 5) } ?? "-"))
      }
      #expect(words.contains("P") == children.contains { $0.prior != nil })
    }
  }

  @Test(arguments: sizes)
  func `a page of the inspector has the plots of a node`(width: Int, height: Int) throws {
    var harness = try harness(width, height)
    harness.press("j d d d")
    #expect(harness.state.tab == .plots)
    expectGolden(harness.screen, named: "inspector-plots-\(width)x\(height)")
    #expect(flaws(in: harness.screen, of: harness.state.size).isEmpty)
  }

  @Test func `what opened unasked stays when somebody moves, and what is closed stays closed`()
    throws
  {
    var harness = try harness(120, 40)
    let rows = harness.rows
    #expect(rows.count > 8)
    harness.press("j")
    #expect(harness.rows.map { $0.dropFirst() } == rows.map { $0.dropFirst() })
    let open = harness.state.slice.cursor
    harness.press("h")
    #expect(harness.rows.count < rows.count)
    harness.run(500)
    #expect(!harness.state.slice.rows.contains { $0.id == open && $0.isOpen })
  }

  @Test func `on a screen for two panes below each other nothing opens unasked`() throws {
    var harness = try harness(120, 40)
    #expect(harness.rows.count > 8)
    harness.perform(.resize(Size(width: 100, height: 40)))
    #expect(harness.rows.count == 8)
    harness.perform(.resize(Size(width: 120, height: 40)))
    #expect(harness.rows.count > 8)
  }

  @Test(arguments: [(110, 28), (120, 40), (159, 50), (160, 40), (200, 60), (300, 90)])
  func `panes never overlap, and every page beside the tree is whole or not there`(
    width: Int, height: Int
  ) throws {
    for problem in ["connect-four", "blocksworld", "bandit:0.2,0.5,0.7"] {
      var harness = try harness(width, height, problem, 800)
      for keys in ["", "d", "d", "d", "d", "j", "Tab", "Esc", "l j"] {
        harness.press(keys)
        let layout = harness.state.layout
        let areas = [
          layout.tree, layout.inspector, layout.side, layout.plotStrip, layout.logStrip,
        ].compactMap(\.self)
        for (place, one) in areas.enumerated() {
          for other in areas.dropFirst(place + 1) {
            #expect(!one.rows.overlaps(other.rows) || !one.columns.overlaps(other.columns))
          }
        }
        let inspector = try #require(layout.inspector)
        let lines = InspectorPage.lines(harness.state, width: inspector.columns.count - 1)
        var end = inspector.rows.lowerBound + 1 + lines.count
        for page in InspectorStack.pages(below: lines.count, harness.state, in: inspector) {
          #expect(page.tab != harness.state.tab && page.area.rows.lowerBound >= end)
          end = page.area.rows.upperBound
          #expect(page.area.rows.count == page.lines.count + 1 && end <= inspector.rows.upperBound)
        }
        #expect(flaws(in: harness.screen, of: harness.state.size).isEmpty)
      }
    }
  }

  @Test func `a tree whose growth is not known has no plots over simulations beside it`() throws {
    var harness = try harness(120, 40, "tic-tac-toe", 0)
    #expect(harness.screen.text.contains("No simulation so far"))
    harness.run(300)
    #expect(!harness.screen.text.contains("No simulation so far"))
    harness.state.slice.summary.areIterationsKnown = false
    #expect(harness.state.layout.plotStrip == nil)
  }
}
