import Drawing
import SearchTrees
import Testing

@testable import Exploring

/// H and L go back and forth through all that makes a view.
struct ViewPlaceTests {
  /// What H and L are about.
  private func view(_ harness: ExplorerHarness) -> ViewPlace { ViewPlace(harness.state) }

  @Test(arguments: [
    "l", "E", "z M", "=", ">", "I", "| J Enter", "| Space Enter", "f N > 1 0 Enter",
    "f Q < 0 Enter !",
    "e", "z R", "P",
  ])
  func `H comes back from one change and L goes forth again`(keys: String) throws {
    var harness = try ExplorerHarness(simulations: 300)
    harness.press("j l j")
    let before = view(harness)
    harness.press(keys)
    harness.run(0)
    let after = view(harness)
    #expect(after != before)
    var steps = 0
    while view(harness) != before, steps < 6 {
      harness.press("H")
      steps += 1
    }
    #expect(view(harness) == before)
    for _ in 0..<steps { harness.press("L") }
    #expect(view(harness) == after)
    harness.press("L")
    #expect(harness.state.message?.text == "no place further on")
  }

  @Test func `a filter that is only tried leaves no place`() throws {
    var harness = try ExplorerHarness(simulations: 300)
    harness.press("j f N > 2 Esc H")
    #expect(harness.state.message?.text == "no place further back")
  }

  @Test func `moving leaves no place`() throws {
    var harness = try ExplorerHarness(simulations: 300)
    harness.press("j j k J K d D i i H")
    #expect(harness.state.message?.text == "no place further back")
  }

  @Test func `a change after H forgets what lay ahead`() throws {
    var harness = try ExplorerHarness(simulations: 300)
    harness.press("j l > H I L")
    #expect(harness.state.message?.text == "no place further on")
  }

  @Test func `a view is come back to while the search goes on`() throws {
    var harness = try ExplorerHarness(simulations: 300)
    harness.press("j l j l")
    let open = harness.state.request.open
    harness.press("z M")
    harness.run(500)
    harness.press("H")
    #expect(harness.state.request.open.isSuperset(of: open))
  }
}
