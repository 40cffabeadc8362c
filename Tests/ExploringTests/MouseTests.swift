import Drawing
import Presets
import SearchTrees
import Testing

@testable import Exploring

/// What the wheel and the pointer do.
struct MouseTests {
  private func wheel(_ kind: MouseEvent.Kind, _ point: Point) -> InputEvent {
    .mouse(MouseEvent(kind, at: point))
  }

  private func harness(_ keys: String = "j e j") throws -> ExplorerHarness {
    var harness = try ExplorerHarness(simulations: 2000, width: 80, height: 24)
    harness.press(keys)
    return harness
  }

  @Test func `the wheel over the inspector scrolls its page and nothing else`() throws {
    for pane in ["", "Tab"] {
      var harness = try harness("e j j d " + pane)
      let area = try #require(harness.state.layout.inspector)
      let point = Point(row: area.rows.lowerBound + 1, column: 5)
      let before = Visible(harness.state)
      harness.perform(wheel(.wheelDown, point))
      #expect(harness.state.inspectorTop == 3)
      harness.perform(wheel(.wheelUp, point))
      harness.perform(wheel(.wheelUp, point))
      #expect(Visible(harness.state) == before)
    }
  }

  @Test func `the wheel over the tree scrolls it and never selects`() throws {
    for pane in ["", "Tab"] {
      var harness = try harness("j e j " + pane)
      let node = harness.state.slice.cursor
      let top = harness.state.slice.topRow
      let total = harness.state.slice.rowTotal
      let rows = harness.state.request.rowCount
      try #require(total > rows + 12)
      let point = Point(row: 2, column: 5)
      var turns = 0
      while harness.state.slice.topRow < total - rows, turns < 100 {
        turns += 1
        harness.perform(wheel(.wheelDown, point))
        #expect(harness.state.slice.topRow == min(top + 3 * turns, total - rows))
        #expect(harness.state.slice.cursor == node)
        #expect(harness.state.cursorRow?.id == node)
        #expect(flaws(in: harness.screen, of: harness.state.size).isEmpty)
      }
      // A frame later it is still there.
      harness.run(10)
      #expect(harness.state.slice.cursor == node)
      #expect(harness.state.isScrolledAway)
      // The next key acts on the selected node, and shows it.
      harness.press("Esc x b")
      #expect(harness.effects.last == .send(.edit(.ban(node))))
      #expect(!harness.state.isScrolledAway)
      let row = harness.state.slice.cursorRow - harness.state.slice.topRow
      #expect((0..<harness.state.request.rowCount).contains(row))
    }
  }

  @Test func `keys go on from the selected row, however far the wheel has gone`() throws {
    var harness = try harness("E E E j j")
    let row = harness.state.slice.cursorRow
    for _ in 0..<200 { harness.perform(wheel(.wheelDown, Point(row: 2, column: 5))) }
    harness.press("j")
    #expect(harness.state.slice.cursorRow == row + 1)
    for _ in 0..<200 { harness.perform(wheel(.wheelDown, Point(row: 2, column: 5))) }
    for keys in ["e", "c", "E", "C", "l", "h", "J", "z z"] {
      harness.press(keys)
      #expect(flaws(in: harness.screen, of: harness.state.size).isEmpty)
      for _ in 0..<200 { harness.perform(wheel(.wheelUp, Point(row: 2, column: 5))) }
    }
  }

  @Test func `a click selects the row that was scrolled to`() throws {
    var harness = try harness()
    for _ in 0..<3 { harness.perform(wheel(.wheelDown, Point(row: 2, column: 5))) }
    let top = harness.state.slice.topRow
    harness.perform(wheel(.press(button: 1), Point(row: 4, column: 10)))
    #expect(harness.state.slice.cursorRow == top + 2)
    #expect(harness.state.slice.topRow == top)
  }

  @Test func `the wheel scrolls help, and lists keep what is chosen in them`() throws {
    var harness = try harness("?")
    harness.perform(wheel(.wheelDown, Point(row: 5, column: 5)))
    #expect(harness.state.overlay == .help(top: 3))
    harness.perform(wheel(.wheelUp, Point(row: 5, column: 5)))
    harness.perform(wheel(.wheelUp, Point(row: 5, column: 5)))
    #expect(harness.state.overlay == .help(top: 0))
    var branches = try self.harness("j b B")
    let before = branches.state.overlay
    branches.perform(wheel(.wheelUp, Point(row: 5, column: 5)))
    #expect(branches.state.overlay == before)
  }

  @Test func `the mouse is handed to the terminal and taken back`() throws {
    var harness = try harness()
    #expect(harness.press(": m o u s e Enter") == [.mouse(false)])
    #expect(harness.state.message?.text == "the mouse is the terminal's")
    #expect(harness.press("g M") == [.mouse(true)])
  }
}
