import Drawing
import Groundwork
import SearchTrees
import Testing

@testable import Exploring
@testable import TreeSearch

/// Showing only some nodes.
struct FilteringTests {
  private func filtered(
    _ text: String, simulations: Int = 1000, width: Int = 80, height: Int = 24
  ) throws -> ExplorerHarness {
    var harness = try ExplorerHarness(simulations: simulations, width: width, height: height)
    harness.press("f")
    harness.type(text)
    harness.press("Enter")
    return harness
  }

  private func status(_ harness: ExplorerHarness) -> String {
    let canvas = harness.screen
    return text(ofRow: canvas.size.height - 2, of: canvas)
  }

  private func text(ofRow row: Int, of canvas: Canvas) -> String {
    canvas.cells(inRow: row).map { String($0.base) }.joined()
  }

  /// The nodes for which a condition on visits and value holds.
  private func nodes(_ harness: ExplorerHarness, _ holds: (Double, Double?) -> Bool?) -> Set<Int> {
    var nodes: Set<Int> = []
    harness.worker.session.read { tree in
      for index in 0..<tree.count {
        let node = NodeID(index)
        if holds(tree.visits(of: node) ?? 0, tree.value(of: node)) == true { nodes.insert(index) }
      }
    }
    return nodes
  }

  @Test func `matches are shown with all that lies above them, and are counted`() throws {
    let harness = try filtered("N > 30 & Q < .2", height: 100)
    let matches = nodes(harness) { visits, value in value.map { visits > 30 && $0 < 0.2 } }
    #expect(matches.count > 3)
    let rows = harness.state.slice.rows.filter { $0.kind == .node }
    #expect(Set(rows.filter(\.isMatch).map(\.id.index)) == matches)
    let parents = Set(rows.compactMap(\.parent))
    #expect(rows.allSatisfy { $0.isMatch || parents.contains($0.id) })
    #expect(status(harness).contains("FILTER N > 30 & Q < .2"))
    #expect(status(harness).contains("\(matches.count) of "))
    #expect(harness.state.cursorRow?.isMatch == true)
  }

  @Test func `a filter is turned round to what is known to be false`() throws {
    var harness = try filtered("Q < .2")
    let report = harness.state.slice.filter
    harness.press("!")
    #expect(harness.state.request.filter == "! Q < .2")
    let known = nodes(harness) { _, value in value.map { !($0 < 0.2) } }
    #expect(harness.state.slice.filter?.count == known.count)
    harness.press("!")
    #expect(harness.state.slice.filter?.count == report?.count)
  }

  @Test func `Esc shows all nodes, folded as they were, with the cursor where it is`() throws {
    var harness = try ExplorerHarness(simulations: 1000)
    harness.press("j l j l")
    let open = harness.state.request.open
    harness.press("f")
    harness.type("depth = 2 & N > 20")
    harness.press("Enter n")
    let cursor = harness.state.slice.cursor
    #expect(harness.state.cursorRow?.isMatch == true)
    harness.press("Esc")
    #expect(harness.state.request.filter == nil && harness.state.slice.filter == nil)
    #expect(harness.state.slice.cursor == cursor)
    #expect(harness.state.request.open.isSuperset(of: open))
    #expect(harness.state.slice.rows.filter(\.isMatch).isEmpty)
  }

  @Test(
    arguments: [
      ("N >", "filter: column 4: the end stands where"),
      ("M > 1", "filter: column 1: no name is called \"M\""),
      ("N(\"9\") > 1", "filter: column 3: the root has no action \"9\"; it has"),
      ("age > 3", "filter: column 1: age: a running search does not keep"),
    ])
  func `what cannot be asked is said, and all nodes stay`(text: String, message: String) throws {
    let harness = try filtered(text)
    #expect(harness.state.message?.isError == true)
    #expect(harness.state.message?.text.hasPrefix(message) == true)
    #expect(harness.state.request.filter == nil)
    #expect(harness.state.slice.rows.count > 1)
  }

  @Test func `what is refused comes back with a caret under it, and goes when it is changed`()
    throws
  {
    var harness = try filtered("N > 30 & Z < 1", width: 100)
    #expect(harness.state.prompt?.text == "N > 30 & Z < 1")
    #expect(harness.state.prompt?.refusal?.column == 10)
    let rows = harness.screen.text.split(separator: "\n", omittingEmptySubsequences: false)
    #expect(rows[22].hasPrefix(" filter N > 30 & Z < 1"))
    #expect(rows[23].hasPrefix("                 ^ no name is called \"Z\""))
    harness.press("Backspace")
    #expect(harness.state.prompt?.refusal == nil && harness.state.request.filter == nil)
    #expect(!harness.screen.text.contains("no name is called"))
    harness.press("^U")
    harness.type("N > 30")
    harness.press("Enter")
    #expect(harness.state.request.filter == "N > 30" && harness.state.prompt == nil)
  }

  @Test(
    arguments: [
      ("f", "chil", "children"), ("Z", "dep", "depth"), ("g |", "Q - chi", "Q - children"),
      ("r e", "an", "answer"), ("r e", "here: ter", "here: terminal"), ("r w", "chi", "children"),
      (":", "filter N > 3 & chi", "filter N > 3 & children"), (":", "break vis", "break visit"),
      (":", "column-add Q - dep", "column-add Q - depth"),
    ])
  func `names are offered and completed wherever an expression is typed`(
    keys: String, typed: String, completed: String
  ) throws {
    var harness = try ExplorerHarness(simulations: 30)
    harness.press(keys)
    harness.type(typed)
    #expect(harness.screen.text.contains("Tab takes the first"))
    harness.press("Tab")
    #expect(harness.state.prompt?.text == completed)
  }

  @Test(
    arguments: [
      ("f", "N >", 4), ("f", "N(\"9\") > 1", 3), ("Z", "Q -", 4), ("Z", "best", 1),
      ("g |", "N + M", 5),
      ("r e", "here: N <", 10), ("r e", "any:  Z > 3 max 2", 7), ("r w", "Q by 0", 6),
      ("r w", "N = 3", 1), (":", "filter   N >", 4), (":", "break N(\"4/x\") > 1", 3),
    ])
  func `every line that takes an expression says where it is wrong`(
    keys: String, typed: String, column: Int
  ) throws {
    var harness = try ExplorerHarness(simulations: 300)
    harness.press(keys)
    harness.type(typed)
    harness.press("Enter")
    #expect(harness.state.prompt?.refusal?.column == column)
    #expect(harness.state.view == .tree && harness.state.slice.summary.breakpoints.isEmpty)
    #expect(harness.screen.text.split(separator: "\n").last?.contains("^") == true)
    harness.press("Esc")
    #expect(harness.state.prompt == nil && harness.state.message == nil)
  }

  @Test func `a reason that has no room beside its caret stands above the line, at every size`()
    throws
  {
    var harness = try filtered("N(\"a very long action that nobody took\") > 1", width: 60)
    #expect(harness.screen.text.contains("Refused"))
    for height in [1, 2, 5, 8, 24] {
      for width in [1, 7, 20, 40, 60, 80, 200] {
        let size = Size(width: width, height: height)
        _ = harness.handle(.input(.resize(size)))
        #expect(flaws(in: harness.screen, of: size).isEmpty, "\(size)")
      }
    }
  }

  @Test func `what comes back is not put over what was begun since`() throws {
    var harness = try ExplorerHarness(simulations: 100)
    harness.press("f")
    harness.type("M > 1")
    harness.burst("Enter j")
    #expect(harness.state.prompt == nil && harness.state.message?.isError == true)
  }

  @Test func `no match leaves the root, and the search goes on under a filter`() throws {
    var harness = try filtered("N > 10000")
    #expect(harness.state.slice.rows.map(\.id) == [.root])
    #expect(status(harness).contains("0 of "))
    harness.run(12_000)
    #expect(
      harness.state.slice.filter?.count == nodes(harness) { visits, _ in visits > 10_000 }.count)
    #expect(harness.state.slice.filter?.count ?? 0 > 0)
  }

  @Test func `names are completed with Tab`() throws {
    var harness = try ExplorerHarness(simulations: 10)
    harness.press("f")
    harness.type("N > 1 & chi")
    harness.press("Tab")
    #expect(harness.state.prompt?.text == "N > 1 & children")
  }

  @Test func `a filter while the search is taken back and branched asks anew`() throws {
    var harness = try filtered("N > 3", simulations: 400)
    harness.press("2 0 0 S")
    #expect(harness.state.slice.filter?.count == nodes(harness) { visits, _ in visits > 3 }.count)
    harness.press("j b")
    harness.run(300)
    #expect(harness.state.slice.filter?.count == nodes(harness) { visits, _ in visits > 3 }.count)
  }

  @Test(arguments: [(80, 24), (120, 40), (200, 60)])
  func `the screen of a filter, of names that fit, and of one that is refused`(
    width: Int, height: Int
  ) throws {
    var harness = try filtered("N > 40 & Q < .1", width: width, height: height)
    let size = "\(width)x\(height)"
    expectGolden(harness.screen, named: "filter-\(size)", styles: width == 80)
    harness.press("Esc f ^U")
    harness.type("N > 3 & te")
    expectGolden(harness.screen, named: "prompt-names-\(size)")
    harness.press("Enter")
    expectGolden(harness.screen, named: "prompt-refused-\(size)", styles: width == 80)
  }
}
