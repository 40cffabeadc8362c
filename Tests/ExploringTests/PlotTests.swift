import Drawing
import Presets
import SearchTrees
import Testing

@testable import Exploring

/// The view of plots: axes, lines, names, the cursor, and what is said where there is nothing to draw.
struct PlotTests {
  @Test(arguments: [(80, 24), (120, 40), (200, 60)])
  func `plots of a search`(width: Int, height: Int) throws {
    let size = "\(width)x\(height)"
    var harness = try ExplorerHarness(simulations: 1000, width: width, height: height)
    harness.press("g p")
    expectGolden(harness.screen, named: "plots-\(size)", styles: width == 80)
    harness.press("3 0 h")
    expectGolden(harness.screen, named: "plots-cursor-\(size)")
    harness.press("~ ~")
    expectGolden(harness.screen, named: "plots-ascii-\(size)")
    harness.press("~")
    expectGolden(harness.screen, named: "plots-blocks-\(size)")
    #expect(flaws(in: harness.screen, of: harness.state.size).isEmpty)
  }

  @Test func `Tab goes through all plots, and each is drawn or says why not`() throws {
    var harness = try ExplorerHarness(simulations: 1000, width: 120, height: 40)
    harness.press("j g p")
    var seen: [PlotName] = []
    for _ in PlotName.allCases {
      seen.append(harness.state.plot)
      // How fast a machine is cannot be kept in a file.
      if harness.state.plot != .speed {
        expectGolden(harness.screen, named: "plot-\(harness.state.plot.rawValue)")
      }
      #expect(flaws(in: harness.screen, of: harness.state.size).isEmpty)
      harness.press("Tab")
    }
    #expect(seen == PlotName.allCases && harness.state.plot == .value)
  }

  @Test func `a search that has not begun says when lines begin`() throws {
    var harness = try ExplorerHarness(simulations: 0)
    harness.press("g p")
    expectGolden(harness.screen, named: "plots-none")
    harness.run(1)
    #expect(harness.screen.text.contains("One simulation so far; lines begin at two."))
  }

  @Test func `the cursor reads values and is gone at the newest sample`() throws {
    var harness = try ExplorerHarness(simulations: 100)
    harness.press("g p h h")
    #expect(harness.state.plotPlace == 98)
    harness.press("l l")
    #expect(harness.state.plotPlace == nil)
    harness.press("H")
    #expect(harness.state.plotPlace == 90)
    harness.press("^")
    #expect(harness.state.plotPlace == 1)
    harness.press("h")
    #expect(harness.state.plotPlace == 1)
    harness.press("Esc")
    #expect(harness.state.plotPlace == nil && harness.state.view == .plots)
    harness.press("Esc")
    #expect(harness.state.view == .tree)
  }

  @Test func `in a live search the way to the moment of the cursor is named`() throws {
    var harness = try ExplorerHarness(simulations: 100)
    harness.press("g p 2 0 h Enter")
    #expect(harness.screen.text.contains("20S takes it to sim 80"))
    harness.press("2 0 S")
    #expect(harness.state.slice.summary.iterations == 80)
  }

  @Test func `nothing that is plotted is asked for where no plot is in sight`() throws {
    var harness = try ExplorerHarness(simulations: 100)
    #expect(!harness.state.request.wantsPlots && harness.state.slice.plots == nil)
    harness.press("g p")
    #expect(harness.state.slice.plots?.iterations.last == 100)
  }

  @Test(arguments: [(20, 5), (30, 8), (40, 12), (60, 16), (100, 20), (110, 30), (300, 90)])
  func `every plot fits every size`(width: Int, height: Int) throws {
    var harness = try ExplorerHarness(simulations: 300, width: width, height: height)
    harness.press("j g p")
    for _ in PlotName.allCases {
      #expect(flaws(in: harness.screen, of: harness.state.size).isEmpty)
      harness.press("h Tab")
    }
  }

  @Test func `a scale holds its numbers between round ones, within the declared range`() throws {
    let share = try #require(PlotScale([0.07, 0.61], within: 0...1, most: 5))
    #expect(
      share.range == 0...0.8 && share.ticks.map(share.text) == [".00", ".20", ".40", ".60", ".80"])
    let value = try #require(PlotScale([-0.93, 0.2], within: -1...1, most: 5))
    #expect(value.range.lowerBound == -1 && value.range.upperBound >= 0.2)
    let level = try #require(PlotScale([0.5, 0.5], within: nil, most: 5))
    #expect(level.range.contains(0.5) && level.range.lowerBound < level.range.upperBound)
    #expect(PlotScale([], within: 0...1, most: 5) == nil)
    #expect(PlotScale([.nan, .infinity], within: nil, most: 5) == nil)
    let wide = try #require(PlotScale([-3e9, 7e12], within: nil, most: 4))
    #expect(wide.ticks.count <= 8 && wide.range.contains(7e12) && wide.range.contains(-3e9))
  }
}
