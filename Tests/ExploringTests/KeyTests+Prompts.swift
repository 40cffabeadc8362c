import Drawing
import Presets
import SearchTrees
import Testing

@testable import Exploring

/// Prompts, messages, the mouse, and what lies over the view.
extension KeyTests {
  @Test func `prompts take what is typed and pasted, and nothing else does`() throws {
    var harness = try ExplorerHarness(simulations: 100)
    let before = Visible(harness.state)
    #expect(harness.perform(.paste("jjjqQRy\n")).isEmpty)
    #expect(Visible(harness.state) == before)
    #expect(harness.state.message?.text == "a paste of 8 bytes was ignored; press : first")
    harness.press("r s")
    harness.perform(.paste("1,0 0\nq"))
    #expect(harness.state.prompt?.text == "1,0 0")
    #expect(harness.press("Enter") == [.send(.runUntil(.iterations(100)))])
    harness.press(":")
    harness.type("runn")
    harness.press("Backspace")
    #expect(harness.state.prompt?.text == "run")
    harness.press("Down Down Up")
    #expect(harness.state.prompt?.selected == 1)
    harness.press("Tab")
    #expect(harness.state.prompt?.text == "run-simulations ")
    harness.type("12")
    #expect(harness.press("Enter") == [.send(.runUntil(.iterations(12)))])
    harness.press(": a b c ^U")
    #expect(harness.state.prompt?.text.isEmpty == true)
    harness.press("Backspace")
    #expect(harness.state.prompt == nil)
    harness.press(":")
    for _ in 0..<5 { harness.perform(.paste(String(repeating: "x", count: 150))) }
    harness.type(String(repeating: "y", count: 100))
    #expect(harness.state.prompt?.text.unicodeScalars.count == 200)
    #expect(harness.screen.cursor?.column == 79)
    harness.press("Up Up Down ^C")
    // Keys of the table mean nothing in a prompt.
    harness.press(": q Q R j Space")
    #expect(harness.state.prompt?.text == "qQRj ")
    #expect(harness.effects.allSatisfy { $0 != .quit && $0 != .quitAll })
  }

  @Test func `what cannot be done says why and does nothing`() throws {
    var harness = try ExplorerHarness(simulations: 50)
    let kinds: [SearchCommand.Kind] = [.run, .runUntil, .pace, .ban, .pin, .undoEdit]
    for kind in kinds { harness.disabledReasons[kind] = "this is a recording" }
    harness.press("j")
    let before = Visible(harness.state)
    for keys in ["Space", "r b", "r s", "x b", "x p", "u", "["] {
      #expect(harness.press(keys).isEmpty, "\(keys)")
      #expect(harness.state.message?.text.hasSuffix(": this is a recording") == true)
      #expect(Visible(harness.state) == before)
    }
    harness.press(":")
    harness.type("run-simulations 5")
    #expect(harness.press("Enter").isEmpty)
    #expect(harness.state.message?.text == "run-simulations: this is a recording")
    #expect(!harness.press("s").isEmpty)
  }

  @Test func `messages come from the search and go with the next key`() throws {
    var harness = try ExplorerHarness(simulations: 50)
    harness.press("j x b")
    #expect(harness.state.message?.text.contains("is banned") == true)
    harness.run(5)
    #expect(harness.state.message != nil)
    harness.press("k")
    #expect(harness.state.message == nil)
    harness.run(5)
    #expect(harness.state.message == nil, "an old notice is not told twice")
    harness.press("9 9 9 S")
    #expect(harness.state.message?.text.contains("this is where the search begins") == true)
    harness.perform(.mouse(MouseEvent(.press(button: 1), at: Point(row: 2, column: 5))))
    #expect(harness.state.message == nil)
  }

  @Test func `the mouse selects, folds, scrolls, sorts, turns pages and runs hints`() throws {
    var harness = try ExplorerHarness(simulations: 300)
    func press(_ row: Int, _ column: Int) -> InputEvent {
      .mouse(MouseEvent(.press(button: 1), at: Point(row: row, column: column)))
    }
    harness.perform(press(4, 10))
    #expect(harness.state.slice.cursorRow == 2)
    harness.perform(.mouse(MouseEvent(.doublePress, at: Point(row: 4, column: 10))))
    #expect(harness.state.slice.rowTotal == 15)
    let head = harness.screen.hits.first { $0.action == "sort" && $0.argument == 1 }
    harness.perform(press(1, try #require(head).columns.lowerBound))
    #expect(harness.state.request.sort == .value)
    harness.perform(press(1, try #require(head).columns.lowerBound))
    #expect(harness.state.request.isAscending)
    let page = ExplorerState.Tab.allCases.firstIndex(of: .state)
    let tab = try #require(harness.screen.hits.first { $0.action == "tab" && $0.argument == page })
    harness.perform(press(tab.row, tab.columns.lowerBound))
    #expect(harness.state.tab == .state)
    harness.perform(.mouse(MouseEvent(.wheelDown, at: Point(row: 5, column: 5))))
    #expect(harness.state.slice.topRow == 3)
    harness.perform(.mouse(MouseEvent(.wheelUp, at: Point(row: 5, column: 5))))
    #expect(harness.state.slice.topRow == 0)
    let hint = try #require(
      harness.screen.hits.first {
        $0.action == "command" && CommandName.allCases[$0.argument] == .help
      })
    harness.perform(press(hint.row, hint.columns.lowerBound))
    #expect(harness.state.overlay == .help(top: 0))
    for point in [(-1, -1), (1000, 1000), (0, 0), (23, 79)] {
      for kind: MouseEvent.Kind in [.press(button: 1), .doublePress, .release, .press(button: 3)] {
        harness.state.overlay = nil
        harness.perform(.mouse(MouseEvent(kind, at: Point(row: point.0, column: point.1))))
      }
    }
  }

  @Test func `the help page and the list of branches scroll within their bounds`() throws {
    var harness = try ExplorerHarness(simulations: 10)
    harness.press("? k")
    #expect(harness.state.overlay == .help(top: 0))
    harness.press("G j j PgDn")
    let lines = HelpPage.lineCount(harness.state)
    #expect(harness.screen.text.contains("of \(lines)"))
    #expect(harness.screen.text.contains("A number before a command"))
    harness.press("Home")
    #expect(harness.state.overlay == .help(top: 0))
    harness.press("? B j j j")
    #expect(harness.state.overlay == .branches(selected: 0))
  }
}
