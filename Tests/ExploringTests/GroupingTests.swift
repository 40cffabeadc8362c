import Drawing
import Groundwork
import SearchTrees
import Testing

@testable import Exploring
@testable import TreeSearch

/// The nodes in groups, as the explorer shows them.
struct GroupingTests {
  private func grouped(
    _ text: String, simulations: Int = 1000, width: Int = 80, height: Int = 24
  ) throws -> ExplorerHarness {
    var harness = try ExplorerHarness(simulations: simulations, width: width, height: height)
    harness.press("Z")
    harness.type(text)
    harness.press("Enter")
    return harness
  }

  private func row(_ harness: ExplorerHarness, _ row: Int) -> String {
    let canvas = harness.screen
    return canvas.cells(inRow: row).map { String($0.base) }.joined()
  }

  @Test func `Z shows the groups, and Enter the nodes of one of them`() throws {
    var harness = try grouped("action")
    #expect(harness.state.view == .groups)
    let rows = harness.state.grouping.rows
    #expect(
      rows.count == 8 && rows.reduce(0) { $0 + $1.count } == harness.state.slice.summary.nodes)
    harness.press("j j Enter")
    guard case .text(let action) = rows[2].value else {
      Issue.record("the third group is one of an action")
      return
    }
    #expect(harness.state.view == .tree)
    #expect(harness.state.request.filter == "action = \"\(action)\"")
    #expect(harness.state.slice.filter?.count == rows[2].count)
    harness.press("Esc")
    #expect(harness.state.view == .groups && harness.state.request.filter == nil)
    #expect(harness.state.grouping.selected == 2)
    harness.press("q")
    #expect(harness.state.view == .tree)
  }

  @Test func `the groups of a filter are those of its nodes, and Esc comes back to it`() throws {
    var harness = try ExplorerHarness(simulations: 1000)
    harness.press("f")
    harness.type("! N < 20")
    harness.press("Enter Z")
    harness.type("depth")
    harness.press("Enter")
    let count = harness.state.slice.filter?.count
    #expect(harness.state.grouping.groups.nodeCount == count)
    harness.press("j Enter")
    #expect(harness.state.request.filter == "not (N < 20) and depth = 1")
    #expect(harness.state.slice.filter?.count == harness.state.grouping.rows[1].count)
    harness.press("Esc")
    #expect(harness.state.view == .groups && harness.state.request.filter == "! N < 20")
    harness.press("Esc Esc")
    #expect(harness.state.view == .tree && harness.state.request.filter == nil)
  }

  @Test func `they are sorted by any column, and the cursor stays on its group`() throws {
    var harness = try grouped("action")
    harness.press("j")
    let chosen = harness.state.grouping.rows[1].value
    for order in GroupOrder.allCases {
      harness.state.grouping.order = order
      harness.press("I I")
      #expect(harness.state.grouping.rows[harness.state.grouping.selected].value == chosen)
      let expected = order.sorted(harness.state.grouping.groups.groups)
      #expect(harness.state.grouping.rows == expected)
    }
    harness.press(">")
    #expect(harness.state.grouping.order == .value)
  }

  @Test func `groups follow a search that goes on`() throws {
    var harness = try grouped("depth", simulations: 50)
    harness.run(500)
    #expect(harness.state.grouping.groups.nodeCount == harness.state.slice.summary.nodes)
  }

  @Test(
    arguments: [
      ("N >", "group: column 4: the end stands where"),
      ("M", "group: column 1: no name is called \"M\""),
      ("best", "group: column 1: this is a node; groups go by"),
      ("Q(\"9\")", "group: column 3: the root has no action \"9\""),
    ])
  func `what no group can be made by is said, and the tree stays`(
    text: String, message: String
  ) throws {
    let harness = try grouped(text)
    #expect(harness.state.message?.isError == true)
    #expect(harness.state.message?.text.hasPrefix(message) == true)
    #expect(harness.state.view == .tree && harness.state.request.group == nil)
  }

  @Test func `a name is completed, and the names that fit are shown`() throws {
    var harness = try ExplorerHarness(simulations: 10)
    harness.press("Z")
    harness.type("ac")
    #expect(harness.screen.text.contains("text: the action that leads there"))
    harness.press("Tab")
    #expect(harness.state.prompt?.text == "action")
  }

  @Test(arguments: [(80, 24), (120, 40), (200, 60)])
  func `the screen of groups`(width: Int, height: Int) throws {
    var harness = try grouped("action", width: width, height: height)
    harness.press("j j")
    expectGolden(harness.screen, named: "groups-\(width)x\(height)", styles: width == 80)
    harness.press("Z")
    harness.press("^U")
    harness.type("Q")
    harness.press("Enter")
    expectGolden(harness.screen, named: "groups-bins-\(width)x\(height)")
  }
}
