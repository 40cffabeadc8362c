import Drawing
import SearchTrees
import Testing

@testable import Exploring

/// Faults are planted in what the explorer keeps of its layouts, and in what a terminal shows.
struct FrameCheckTests {
  /// Shows what it is given but for one cell, until it is to draw in full.
  private final class FaultyTerminal: Terminal {
    let size = Size(width: 80, height: 24)
    let repertoire = Repertoire.unicode
    let colourDepth = ColourDepth.mono
    var hasMouse = false
    var isFaulty = true
    private(set) var shown = Canvas(size: Size(width: 80, height: 24))

    func present(_ canvas: Canvas) {
      shown = canvas
      if isFaulty { shown.put("?", row: 7, column: 3, style: .bad) }
    }

    func difference(from canvas: Canvas) -> Point? { canvas.firstDifference(from: shown) }
    func invalidate() { isFaulty = false }
    func waitForEvents(timeout milliseconds: Int?) -> [InputEvent] { [] }
    func suspend() {}
    func close() {}
  }

  @Test(arguments: [(80, 24), (120, 40), (200, 50), (40, 10), (20, 4)] as [(Int, Int)])
  func `a sound explorer finds nothing, whatever is pressed`(width: Int, height: Int) throws {
    var harness = try ExplorerHarness(simulations: 300, width: width, height: height)
    var check = FrameCheck(period: 1)
    let keys = "l j j l Tab 2 j Tab s s S t Esc Tab 3 ] ] v L Esc n + z R G g g / Esc ? Esc i i f"
    for key in keys.split(separator: " ") {
      harness.press(String(key))
      _ = check.draw(&harness.state)
    }
    #expect(check.frames.checkCount == keys.split(separator: " ").count)
    #expect(check.frames.differenceCount == 0)
    #expect(harness.state.ownLog.isEmpty)
  }

  @Test func `a layout that was kept wrong is found, logged, and laid out anew`() throws {
    var harness = try ExplorerHarness(simulations: 300, width: 80, height: 24)
    let right = harness.screen
    // What the panes want was measured wrong, and is not measured again.
    harness.state.wanted.inspector = harness.state.wanted.inspector == 5 ? 9 : 5
    harness.state.wanted.tree = 100
    var check = FrameCheck(period: 1)
    let shown = check.draw(&harness.state)
    #expect(check.frames.differenceCount == 1)
    let line = try #require(harness.state.ownLog.first)
    #expect(line.text.contains("(seed 1, iteration 300)"))
    #expect(harness.state.message?.isError == true)
    // All but the status line is as it was.
    for row in 0..<22 { #expect(shown.row(row, looksAsOn: right)) }
    _ = check.draw(&harness.state)
    #expect(check.frames.differenceCount == 1)
    harness.press("L")
    #expect(harness.state.log.contains(line))
  }

  @Test func `between its turns nothing is drawn twice`() throws {
    var harness = try ExplorerHarness(simulations: 300, width: 80, height: 24)
    var check = FrameCheck(period: 3)
    harness.state.wanted.tree = 100
    harness.state.wanted.inspector = 5
    _ = check.draw(&harness.state)
    _ = check.draw(&harness.state)
    #expect(check.frames.checkCount == 0)
    _ = check.draw(&harness.state)
    #expect(check.frames.checkCount == 1)
    #expect(check.frames.differenceCount == 1)
  }

  @Test func `a terminal with a wrong cell is found and drawn in full`() throws {
    var harness = try ExplorerHarness(simulations: 300, width: 80, height: 24)
    let terminal = FaultyTerminal()
    var check = FrameCheck(period: 1)
    let picture = check.draw(&harness.state)
    terminal.present(picture)
    check.look(at: terminal, picture, &harness.state)
    #expect(check.screens.differenceCount == 1)
    #expect(harness.state.ownLog.first?.text.contains("row 7, column 3") == true)
    #expect(terminal.shown == harness.screen)
    let next = check.draw(&harness.state)
    terminal.present(next)
    check.look(at: terminal, next, &harness.state)
    #expect(check.screens.differenceCount == 1)
  }
}
