import Drawing
import SearchTrees
import Testing

@testable import Exploring

/// Keeping a moment, and comparing it with another one.
@Suite struct ComparingTests {
  private func compared(width: Int = 80, height: Int = 24) throws -> ExplorerHarness {
    var harness = try ExplorerHarness(simulations: 300, width: width, height: height)
    harness.press("t")
    harness.run(700)
    harness.press("g c")
    return harness
  }

  /// The rows of the comparison: the cursor's sign, the indent and the action.
  private func rows(_ harness: ExplorerHarness) -> [String] {
    guard let view = harness.state.compared else { return [] }
    return view.active.rows.enumerated().map { index, pair in
      let depth = Int(view.comparison.pairs[Int(pair)].depth)
      let label = pair == 0 ? "root" : view.comparison.label(of: Int(pair))
      return (index == view.active.cursor ? ">" : " ") + String(repeating: "  ", count: depth)
        + label
    }
  }

  @Test(arguments: [(80, 24), (120, 40), (200, 60)])
  func `two moments of a search`(width: Int, height: Int) throws {
    let harness = try compared(width: width, height: height)
    #expect(harness.state.view == .compare)
    expectGolden(harness.screen, named: "compare-\(width)x\(height)", styles: width == 80)
  }

  @Test func `a comparison in ASCII`() throws {
    var harness = try compared()
    harness.press("~ ~")
    expectGolden(harness.screen, named: "compare-ascii")
  }

  @Test func `every size shows comparisons, breakpoints, letters and places`() throws {
    var harness = try compared()
    harness.press("r e")
    harness.type("N > 1")
    harness.press("Enter 9 s")
    let sizes = [1, 2, 4, 5, 8, 12, 13, 24, 60].flatMap { height in
      [1, 7, 19, 20, 40, 60, 80, 110, 149, 150, 200].map { Size(width: $0, height: height) }
    }
    for keys in ["", "W", "Esc g j", "Esc Esc W", "Esc g j a", "Esc y o"] {
      harness.press(keys)
      for size in sizes {
        _ = harness.handle(.input(.resize(size)))
        #expect(flaws(in: harness.screen, of: size).isEmpty, "\(keys) at \(size)")
      }
      harness.perform(.resize(Size(width: 80, height: 24)))
    }
  }

  @Test func `nothing is compared before something is kept`() throws {
    var harness = try ExplorerHarness(simulations: 20)
    harness.press("g c")
    #expect(harness.state.view == .tree && harness.state.message?.isError == true)
    harness.press("t")
    #expect(harness.state.message?.text == "kept: main, sim 20; gc compares with it")
    harness.press("g c")
    #expect(harness.state.compared?.comparison.isEqual == true)
    harness.press("Esc T g c")
    #expect(harness.state.view == .tree && harness.state.message?.isError == true)
  }

  @Test func `two nodes of one moment are compared with what is below them`() throws {
    var harness = try ExplorerHarness(simulations: 300)
    harness.press("l t")
    let first = harness.label
    harness.press("j g c")
    let comparison = try #require(harness.state.compared?.comparison)
    #expect(comparison.a.path(to: comparison.pairs[0].a) == [first])
    #expect(comparison.b.path(to: comparison.pairs[0].b) == [harness.label])
  }

  @Test func `two branches are compared from their roots`() throws {
    var harness = try ExplorerHarness(simulations: 300)
    harness.press("t b l x b")
    harness.run(200)
    harness.press("g c")
    let comparison = try #require(harness.state.compared?.comparison)
    #expect(comparison.a.title == "main, sim 300" && comparison.b.title.hasPrefix("branch 1, sim"))
    #expect(comparison.decision?.step == 1)
    #expect(comparison.sentence.contains("banned in B"))
  }

  @Test func `the keys of the tree go through the comparison, one cursor for both`() throws {
    var harness = try compared()
    harness.press("z M g g")
    #expect(rows(harness).count == 8 && rows(harness)[0] == ">root")
    harness.press("j l")
    #expect(rows(harness).count > 8)
    harness.press("l")
    #expect(rows(harness)[2].hasPrefix(">    "))
    harness.press("h")
    #expect(rows(harness)[1].hasPrefix(">  "))
    harness.press("h")
    #expect(rows(harness).count == 8)
    harness.press("G k")
    #expect(rows(harness).firstIndex { $0.hasPrefix(">") } == 6)
    harness.press("q")
    #expect(harness.state.view == .tree)
  }

  @Test func `braces go from difference to difference, into what hides one`() throws {
    var harness = try ExplorerHarness(simulations: 300)
    harness.press("t s g c")
    let view = try #require(harness.state.compared)
    let differing = view.comparison.pairs.count(where: \.isDifferent)
    #expect(differing > 1)
    harness.press("g g")
    var seen: Set<Int32> = [0]
    for _ in 0..<50 {
      harness.press("}")
      guard let view = harness.state.compared else { break }
      #expect(view.comparison.pairs[view.active.pair].isDifferent)
      seen.insert(Int32(view.active.pair))
    }
    #expect(harness.state.message?.text == "no difference further on")
    harness.press("{")
    #expect(harness.state.message == nil)
    harness.press("!")
    let rows = try #require(harness.state.compared).active.rows
    #expect(rows.allSatisfy { view.comparison.pairs[Int($0)].hasDifferences })
  }

  @Test(arguments: [(80, 24), (120, 40), (200, 60)])
  func `unlocked, each side has its rows and its cursor`(width: Int, height: Int) throws {
    var harness = try compared(width: width, height: height)
    harness.press("\\ Tab j j l")
    expectGolden(harness.screen, named: "compare-unlocked-\(width)x\(height)", styles: width == 80)
    let view = try #require(harness.state.compared)
    #expect(!view.isLocked && view.side == .b)
    let (a, b) = (view.rows(on: .a), view.rows(on: .b))
    #expect(a.pair != b.pair && a.rows.count < b.rows.count)
    for (rows, side) in [(a, TreeComparison.Side.a), (b, .b)] {
      #expect(
        rows.rows.allSatisfy { view.comparison.pairs[Int($0)].node(on: side) != .none })
    }
  }

  @Test func `one key locks the cursors again, at the place that was moved last`() throws {
    var harness = try compared()
    harness.press("Tab")
    #expect(harness.state.message?.text == "one cursor for both; \\ gives each side its own")
    harness.press("\\ Tab g g j l j")
    let place = try #require(harness.state.compared?.active.pair)
    harness.press("\\")
    let view = try #require(harness.state.compared)
    #expect(view.isLocked && view.active.pair == place && view.active.side == nil)
    #expect(harness.screen.text.contains("locked"))
    harness.press("Esc \\")
    #expect(harness.state.message?.text == "compare-lock: gc and gC compare first")
  }

  @Test func `rows are ordered by the differences of N and Q, the largest first`() throws {
    var harness = try compared()
    harness.press("o")
    let view = try #require(harness.state.compared)
    let changes = view.active.rows.dropFirst().map { pair -> Double in
      let visits = view.comparison.visits(of: Int(pair))
      return abs((visits.b ?? 0) - (visits.a ?? 0))
    }
    #expect(changes.count == 7 && changes == changes.sorted(by: >))
    harness.press("o")
    let values = try #require(harness.state.compared).active.rows.dropFirst().map { pair in
      let values = view.comparison.values(of: Int(pair))
      return abs((values.b ?? 0) - (values.a ?? 0))
    }
    #expect(values == values.sorted(by: >))
  }

  @Test func `Enter goes to the place in the tree, where the tree has it`() throws {
    var harness = try ExplorerHarness(simulations: 100)
    harness.press("t 9 0 S g c z R")
    let view = try #require(harness.state.compared)
    let onlyA = try #require(
      view.active.rows.firstIndex { view.comparison.pairs[Int($0)].b == .none })
    Explorer.moveInComparison(to: onlyA, &harness.state)
    harness.press("Enter")
    #expect(harness.state.view == .compare && harness.state.message?.isError == true)
    harness.press("g g j Enter")
    #expect(harness.state.view == .tree && harness.state.cursorRow?.depth == 1)
  }

  @Test func `a file is opened beside, and what came of it is told`() throws {
    var harness = try ExplorerHarness(simulations: 50)
    harness.press("g C")
    harness.type("other.jsonl@i7")
    #expect(harness.press("Enter") == [.openTree("other.jsonl@i7")])
    harness.handle(.opened(.failed("other.jsonl: No such file")))
    #expect(harness.state.message?.text == "compare-with: other.jsonl: No such file")
    harness.press("t s")
    let kept = try #require(harness.state.tag)
    harness.press("T")
    harness.handle(.opened(.tree(kept)))
    harness.settle()
    #expect(harness.state.view == .compare && harness.state.compared?.comparison.a == kept)
  }

  // MARK: - Breakpoints

  @Test(arguments: [(80, 24), (120, 40), (200, 60)])
  func `the breakpoints and the reason of a stop`(width: Int, height: Int) throws {
    var harness = try ExplorerHarness(simulations: 100, width: width, height: height)
    for condition in ["answer", "Q < -.9 and N > 3 max 1", "score > 2", "N(\"4/4\") > 1000"] {
      harness.press("r e")
      harness.type(condition)
      harness.press("Enter")
    }
    harness.press("l r w")
    harness.type("Q by .05")
    harness.press("Enter 2 0 0 s")
    expectGolden(harness.screen, named: "breakpoint-hit-\(width)x\(height)", styles: width == 80)
    harness.press("W j j Space")
    expectGolden(harness.screen, named: "breakpoints-\(width)x\(height)", styles: width == 80)
  }

  @Test func `the list switches breakpoints on and off, adds and takes away`() throws {
    var harness = try ExplorerHarness(simulations: 100)
    harness.press("W")
    #expect(harness.screen.text.contains("none yet: a adds one"))
    harness.press("a")
    harness.type("visit")
    harness.press("Enter W")
    var list: [Breakpoint] { harness.state.slice.summary.breakpoints }
    #expect(list.map(\.isOn) == [true])
    harness.press("Enter")
    #expect(list.map(\.isOn) == [false])
    harness.press("w")
    harness.type("N")
    harness.press("Enter W j D")
    #expect(list.map(\.number) == [1])
    harness.press("Esc")
    #expect(harness.state.overlay == nil)
    harness.press("r e")
    harness.type("Z > 3")
    harness.press("Enter")
    #expect(harness.state.message?.isError == true && list.count == 1)
  }

  // MARK: - Letters on rows, and the name of a place

  @Test(arguments: [(120, 40), (200, 60)])
  func `letters stand on the rows of wide screens too`(width: Int, height: Int) throws {
    var harness = try ExplorerHarness(simulations: 300, width: width, height: height)
    harness.press("g j")
    expectGolden(harness.screen, named: "jump-\(width)x\(height)")
  }

  @Test func `two letters lead to any row in sight`() throws {
    var harness = try ExplorerHarness(simulations: 300)
    harness.press("g j")
    expectGolden(harness.screen, named: "jump-80x24", styles: true)
    harness.press("a f")
    #expect(harness.screenRow == 3 && harness.state.overlay == nil)
    harness.press("g j a")
    #expect(harness.state.overlay == .jump(typed: "a"))
    harness.press("z")
    #expect(harness.state.overlay == nil && harness.state.message?.isError == true)
    harness.press("g j Esc")
    #expect(harness.state.overlay == nil && harness.screenRow == 3)
  }

  @Test func `a place in no file has no name`() throws {
    var harness = try ExplorerHarness(simulations: 30)
    harness.press("y o")
    #expect(harness.state.message?.text == "place: the search is in no file; w saves it")
  }

  @Test func `a place is named as a shell reads it`() {
    func command(_ file: String, _ moment: String?, _ node: String?) -> String {
      SearchPlace(file: file, moment: moment, node: node).command(page: .selection)
    }
    #expect(
      command("run.jsonl", "i87", "0/3/1")
        == "treetop open run.jsonl --at i87 --node 0/3/1 --page selection")
    #expect(
      command("it's here.jsonl", nil, "put down/it")
        == "treetop open 'it'\\''s here.jsonl' --node 'put down/it' --page selection")
    #expect(
      SearchPlace(file: "a", moment: "7", node: "#12").command(page: .stats)
        == "treetop open a --at 7 --node '#12'")
  }
}
