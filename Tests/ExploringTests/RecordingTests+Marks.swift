import Drawing
import Presets
import SearchTrees
import Testing

@testable import Exploring

/// Marks, notes and the log of a recording.
extension RecordingTests {
  @Test func `the list of marks`() throws {
    for (width, height) in [(80, 24), (120, 40), (200, 60)] {
      var harness = try harness(.marked, width, height, keys: "M j")
      expectGolden(harness.screen, named: "marks-list-\(width)x\(height)")
      harness.press("~")
      #expect(harness.state.overlay != nil)
    }
    var ascii = try harness(.marked, 80, 24, keys: "M j", glyphs: .ascii)
    expectGolden(ascii.screen, named: "marks-list-ascii")
    ascii.press("Enter")
    #expect(ascii.state.slice.cursor == NodeID(13))
    #expect(ascii.state.overlay == nil)
  }

  @Test func `a mark's note shows where its event is shown, and only there`() throws {
    var small = try harness()
    #expect(small.state.layout.note == nil)
    small.press("}")
    #expect(small.screen.text.contains("the trap: Until here every visit"))
    #expect(small.screen.text.contains(" TREE "))
    let note = small.state.slice.summary.marks[1].note
    let shown = small.screen.text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    #expect(shown.contains(note.split(whereSeparator: \.isWhitespace).joined(separator: " ")))
    small.press("}")
    #expect(small.screen.text.contains("settled ␛[2J: The order"))
    var low = try harness(.marked, 80, 18)
    low.press("}")
    #expect(low.state.layout.note == nil)
    #expect(low.screen.text.contains("the trap: Until here every visit"))
    var large = try harness(.marked, 120, 40, keys: "j")
    let rows = large.state.request.rowCount
    large.press("}")
    #expect(large.state.layout.note?.rows.count == 3)
    #expect(large.state.request.rowCount == rows - 3)
    #expect(large.screen.text.contains(" TREE "))
    large.press("{")
    #expect(large.state.layout.note == nil)
    #expect(large.state.markHere?.name == "first visit")
  }

  @Test func `in a live search marks are places that braces go round`() throws {
    var harness = try ExplorerHarness(simulations: 300)
    #expect(harness.press("}").isEmpty)
    #expect(harness.state.message?.text == "next-mark: there are no marks; m makes one")
    harness.press("j m Enter")
    harness.type("one")
    harness.press("Enter j m Enter")
    harness.type("two")
    harness.press("Enter k k")
    #expect(harness.state.slice.summary.marks.map(\.name) == ["one", "two"])
    let nodes = harness.state.slice.summary.marks.map(\.node)
    #expect(harness.press("{").isEmpty)
    #expect(harness.state.slice.cursor == nodes[1])
    #expect(harness.state.message?.text == "two")
    harness.press("}")
    #expect(harness.state.slice.cursor == nodes[0])
    harness.press("} H")
    #expect(harness.state.slice.cursor == nodes[0], "H goes back to where one was")
    harness.press("M j Enter")
    #expect(harness.state.slice.cursor == nodes[1])
  }

  @Test func `the log`() throws {
    var recording = Recording.marked
    recording.timeline.problemCount = 14
    recording.timeline.problems = [
      "412:7: node 99 has not been seen; expected the id of a node of an earlier expand event",
      "1,031:1: not JSON: \u{1B}[31mTraceback (most recent call last)",
    ]
    recording.log = (1...60).map { LogLine(.event, "iteration \($0) of 60 took \($0 % 7) ms") }
    recording.log[57] = LogLine(
      .output,
      "a line that is no event, longer than the screen is wide, wrapped where it ends: "
        + "the quick brown fox jumps over the lazy dog")
    recording.log[58] = LogLine(.error, "warning: no seed\u{1B}[2J")
    recording.log[59] = LogLine(.treetop, "the program ended with status 3")
    for (width, height) in [(80, 24), (120, 40), (200, 60)] {
      var harness = try harness(recording, width, height, keys: "g o")
      expectGolden(harness.screen, named: "log-top-\(width)x\(height)")
      harness.press("End")
      expectGolden(harness.screen, named: "log-\(width)x\(height)")
    }
    var harness = try harness(recording, 80, 24, keys: "F7 ~ ~")
    expectGolden(harness.screen, named: "log-ascii")
    #expect(flaws(in: harness.screen, of: harness.state.size).isEmpty)
    harness.press("q g o Esc")
    #expect(harness.state.view == .tree)
  }

  @Test func `whoever reads further up in the log stays there`() throws {
    var recording = Recording.marked
    recording.log = (1...90).map { LogLine(.event, "line \($0)") }
    var harness = try harness(recording, 80, 24, keys: "g o")
    #expect(harness.screen.text.contains("line 90"))
    harness.press("k k k")
    #expect(!harness.screen.text.contains("line 88"))
    let before = harness.screen.text.split(separator: "\n")[5]
    harness.recording?.log += [LogLine(.event, "line 91"), LogLine(.event, "line 92")]
    harness.run(0)
    #expect(harness.screen.text.split(separator: "\n")[5] == before)
    harness.press("G")
    #expect(harness.screen.text.contains("line 92"))
    harness.perform(.mouse(MouseEvent(.wheelUp, at: Point(row: 5, column: 5))))
    #expect(harness.state.logBack == 3)
    harness.press("Home")
    #expect(harness.screen.text.contains("line 1\n"))
    harness.press("9 9 j")
    #expect(harness.state.logBack == 0)
  }

  @Test func `an empty log says so`() throws {
    #expect(try harness(keys: "g o").screen.text.contains("Nothing has been logged."))
  }
}
