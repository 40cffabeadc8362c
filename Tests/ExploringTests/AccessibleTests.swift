import Drawing
import SearchTrees
import Testing

@testable import Exploring

/// The explorer for people who hear the screen.
struct AccessibleTests {
  private func heard(
    _ problem: String = "connect-four", width: Int = 80, height: Int = 24
  ) throws
    -> ExplorerHarness
  {
    var harness = try ExplorerHarness(problem, simulations: 300, width: width, height: height)
    harness.press(":")
    harness.type("set accessible")
    harness.press("Enter")
    return harness
  }

  @Test(arguments: [(80, 24), (120, 40), (200, 60), (40, 12), (20, 5)])
  func `every view is ASCII with a cursor that is shown`(width: Int, height: Int) throws {
    var harness = try heard(width: width, height: height)
    for keys in ["", "g s", "g p", "g o", "v", "g t", "Enter", "Esc", "?", "Esc", ":"] {
      harness.press(keys)
      let canvas = harness.screen
      #expect(canvas.text.unicodeScalars.allSatisfy { $0.isASCII }, "\(keys)")
      #expect(canvas.showsCursor && canvas.cursor != nil, "\(keys)")
      #expect(flaws(in: canvas, of: Size(width: width, height: height)).isEmpty)
    }
  }

  @Test func `signs without Braille can be chosen and are kept, others are not for it`() throws {
    var harness = try heard()
    #expect(harness.state.glyphs == .ascii)
    harness.press("~")
    #expect(harness.state.glyphs == .brailleFree)
    #expect(harness.state.currentSettings.given[.signs] == "braille-free")
    harness.press("~")
    #expect(harness.state.glyphs == .ascii)
    for word in ["unicode", "blocks-free"] {
      harness.press(":")
      harness.type("set signs=\(word)")
      harness.press("Enter")
      #expect(harness.state.message?.text.hasSuffix("there are ascii, braille-free") == true)
      #expect(harness.state.glyphs == .ascii)
    }
    harness.press(":")
    harness.type("set signs=braille-free")
    harness.press("Enter")
    #expect(harness.state.glyphs == .brailleFree)

    // What was kept holds where the program begins again, and other columns are kept as well.
    var again = ExplorerState(size: Size(width: 80, height: 24))
    again.adopt(harness.state.currentSettings)
    #expect(again.isAccessible && again.glyphs == .brailleFree)
    var other = Settings()
    _ = other.set(.signs, to: "blocks-free")
    _ = other.set(.accessible, to: "on")
    var calm = ExplorerState(size: Size(width: 80, height: 24))
    calm.adopt(other)
    #expect(calm.glyphs == .ascii)
    #expect(calm.currentSettings.given == other.given, "what was chosen for other screens stays")
  }

  @Test func `the cursor is on the row that a key went to`() throws {
    var harness = try heard()
    harness.press("j j")
    let canvas = harness.screen
    let row = try #require(canvas.cursor?.row)
    #expect(canvas.text(row: row, columns: 0..<80).contains(harness.label))
  }

  @Test func `one pane is shown at a time`() throws {
    var harness = try heard(width: 200, height: 60)
    #expect(harness.state.layout.inspector == nil)
    harness.press("Enter")
    #expect(harness.state.layout.inspector?.columns == 0..<200)
  }

  @Test func `what changes is said in a line, once`() throws {
    var harness = try heard()
    var said = Announcements()
    said.note(harness.state)
    let before = said.lines.count
    said.note(harness.state)
    #expect(said.lines.count == before)
    harness.press("j")
    said.note(harness.state)
    let row = try #require(harness.state.cursorRow)
    #expect(
      said.lines.last
        == "\(row.label), \(Int(row.visits ?? 0)) visits, Q "
        + "\(Announcements.row(harness.state).split(separator: "Q ")[1])")
    #expect(said.lines.last?.hasSuffix("closed, level 1, row 2 of 8") == true)
    harness.press("x b")
    said.note(harness.state)
    #expect(said.lines.suffix(2).first?.contains(", banned, ") == true)
    #expect(said.lines.last?.contains("is banned") == true)
  }

  @Test func `it is switched off again with the signs that were there`() throws {
    var harness = try heard()
    let glyphs = ExplorerState(size: harness.state.size).glyphs
    harness.press(":")
    harness.type("set noaccessible")
    harness.press("Enter")
    #expect(harness.state.glyphs == glyphs)
    #expect(!harness.screen.showsCursor)
  }

  @Test func `plots are numbers in words`() throws {
    var harness = try heard()
    harness.press("g p")
    let text = harness.screen.text
    #expect(text.contains(" at sim "))
    let lines = LinearText.lines(of: .plots, harness.state).map(\.plain)
    for name in PlotName.allCases {
      #expect(lines.contains { $0.hasPrefix(name.title + ": ") }, "\(name)")
    }
  }

  @Test(arguments: LinearView.allCases)
  func `each view can be had as lines`(view: LinearView) throws {
    var harness = try ExplorerHarness(simulations: 300)
    if view == .compare {
      harness.press("t")
      harness.simulate(100)
      harness.press("g c")
    } else {
      for key in view.keys() { harness.perform(.key(key)) }
      harness.press("j")
    }
    let lines = LinearText.lines(of: view, harness.state).map(\.plain)
    #expect(lines.contains { !$0.isEmpty })
    #expect(lines.allSatisfy { !$0.contains("\n") })
    #expect(!zip(lines, lines.dropFirst()).contains { $0.isEmpty && $1.isEmpty })
  }
}
