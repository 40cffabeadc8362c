import Drawing
import SearchTrees
import Testing

@testable import Exploring

/// Marks by a letter, as in vi and less.
struct MarkLetterTests {
  @Test func `a letter goes back to the node that it marks`() throws {
    var harness = try ExplorerHarness(simulations: 300)
    harness.press("j j j m a")
    let marked = harness.state.slice.cursor
    harness.press("k k l j")
    let left = harness.state.slice.cursor
    #expect(left != marked)
    harness.press("' a")
    #expect(harness.state.slice.cursor == marked)
    harness.press("' '")
    #expect(harness.state.slice.cursor == left)
    harness.press("' '")
    #expect(harness.state.slice.cursor == marked)
  }

  @Test func `the last mark of a letter counts`() throws {
    var harness = try ExplorerHarness(simulations: 300)
    harness.press("j m a j j m a")
    let second = harness.state.slice.cursor
    harness.press("g g ' a")
    #expect(harness.state.slice.cursor == second)
  }

  @Test func `a mark by a name is gone to by its name`() throws {
    var harness = try ExplorerHarness(simulations: 300)
    harness.press("j j m Enter")
    harness.type("the trap")
    harness.press("Enter")
    let marked = harness.state.slice.cursor
    harness.press("g g :")
    harness.type("goto-mark the trap")
    harness.press("Enter")
    #expect(harness.state.slice.cursor == marked)
    #expect(harness.state.slice.summary.marks.map(\.name) == ["the trap"])
  }

  @Test func `in a recording a mark is a moment and a node`() throws {
    var harness = try ExplorerHarness(simulations: 300)
    harness.recording = .marked
    harness.recording?.marks.append(
      Mark(event: 900, iteration: 600, branch: 0, node: NodeID(3), name: "b"))
    harness.run(0)
    harness.press("j ' b")
    #expect(harness.effects.contains(.send(.goTo(event: 900))))
    #expect(harness.state.slice.cursor == NodeID(3))
    harness.press("' '")
    #expect(harness.effects.last == .send(.goTo(event: 231)))
  }

  @Test func `while a letter is waited for those that are taken are shown`() throws {
    var harness = try ExplorerHarness(simulations: 300)
    harness.press("j m x m")
    #expect(harness.screen.text.contains("Mark by a letter"))
    #expect(harness.screen.text.contains("x  sim     300"))
    harness.press("Esc")
    #expect(harness.state.overlay == nil)
    harness.press("' y")
    #expect(harness.state.message?.text == "no mark is called y; M lists the marks")
    harness.press("' Q")
    #expect(harness.effects.allSatisfy { $0 != .quitAll }, "a letter is no command here")
  }
}
