import Drawing
import Presets
import SearchTrees
import Testing

@testable import Exploring

/// The explorer on what looks like a recording: its time line, marks, log and words.
struct RecordingTests {
  func harness(
    _ recording: Recording = .marked, _ width: Int = 80, _ height: Int = 24, keys: String = "P",
    glyphs: Glyphs = .unicode
  ) throws -> ExplorerHarness {
    var harness = try ExplorerHarness(simulations: 1000, width: width, height: height)
    harness.state.glyphs = glyphs
    harness.recording = recording
    harness.run(0)
    harness.press(keys)
    return harness
  }

  /// The row of the screen that has the time line.
  func timeline(_ harness: ExplorerHarness) throws -> String {
    let row = try #require(harness.state.layout.timeline)
    return harness.screen.text.split(separator: "\n", omittingEmptySubsequences: false)
      .map(String.init)[row]
  }

  func firstRow(_ harness: ExplorerHarness) -> String {
    String(harness.screen.text.prefix { $0 != "\n" })
  }

  // MARK: - The time line

  @Test(arguments: [(80, 24), (120, 40), (200, 60)])
  func `a recording has a time line`(width: Int, height: Int) throws {
    let size = "\(width)x\(height)"
    var harness = try harness(.marked, width, height)
    expectGolden(harness.screen, named: "timeline-\(size)", styles: width == 80)
    harness.press("}")
    expectGolden(harness.screen, named: "timeline-mark-\(size)")
    harness.press("~ ~ k j")
    expectGolden(harness.screen, named: "timeline-ascii-\(size)")
    #expect(flaws(in: harness.screen, of: harness.state.size).isEmpty)
  }

  @Test func `the time line on small screens, in the steps and under a prompt`() throws {
    for (width, height) in [(60, 20), (40, 12), (20, 12), (20, 5)] {
      let harness = try harness(.marked, width, height, keys: "}")
      expectGolden(harness.screen, named: "timeline-\(width)x\(height)")
    }
    var harness = try harness(.marked, 80, 24, keys: "g s s")
    expectGolden(harness.screen, named: "timeline-steps")
    harness.press("q g e")
    harness.type("i48")
    expectGolden(harness.screen, named: "prompt-goto")
    harness.press("Esc g")
    expectGolden(harness.screen, named: "which-key-g")
    var recording = Recording.marked
    recording.timeline.origin = .followed
    recording.timeline.problemCount = 2
    recording.activity = .running
    recording.timeline.event = 1480
    let behind = try self.harness(recording, 120, 40)
    expectGolden(behind.screen, named: "timeline-behind-120x40")
    #expect(behind.screen.text.contains("PLAY max"))
  }

  @Test func `the time line takes a row from the panes and moves nothing above it`() throws {
    var plain = try ExplorerHarness(simulations: 1000)
    plain.press("P")
    let recorded = try harness()
    let (before, after) = (plain.state.layout, recorded.state.layout)
    #expect(before.timeline == nil && after.timeline == 21)
    #expect(after.body.rows.upperBound == before.body.rows.upperBound - 1)
    #expect(after.tree.rows.lowerBound == before.tree.rows.lowerBound)
    #expect(after.status == before.status && after.hints == before.hints)
    for (height, isShown) in [(11, false), (12, true)] {
      let small = try harness(.marked, 80, height)
      #expect((small.state.layout.timeline != nil) == isShown)
    }
  }

  @Test func `the bar shows the share of the events that lie behind`() throws {
    var recording = Recording.marked
    recording.timeline.eventCount = 101
    recording.marks = [
      Mark(event: 1, iteration: 0, branch: 0, node: .root, name: "a"),
      Mark(event: 101, iteration: 9, branch: 0, node: .root, name: "b"),
      Mark(event: 1000, iteration: 9, branch: 0, node: .root, name: "beyond"),
    ]
    for (event, bar) in [
      (1, "[o----------------+]"), (51, "[+========o--------+]"), (101, "[+=================o]"),
    ] {
      recording.timeline.event = event
      let row = try timeline(try harness(recording, 80, 24, keys: "j", glyphs: .ascii))
      let shown = row.drop { $0 != "[" }.prefix { $0 != "]" }
      // As long as the room lets it be; its ends and its middle are where they should be.
      let cells = Array(shown.dropFirst())
      #expect(cells.first == (event == 1 ? "o" : "+"), "\(row)")
      #expect(cells.last == (event == 101 ? "o" : "+"), "\(row)")
      #expect(cells.filter { $0 == "o" }.count == 1, "\(row), like \(bar)")
      if event == 51 {
        #expect(abs((cells.firstIndex(of: "o") ?? 0) - cells.count / 2) <= 1, "\(row)")
      }
    }
    #expect(TimelineView.cell(of: 51, of: 101, 21) == 10)
    #expect(TimelineView.event(at: 10, of: 101, 21) == 51)
    #expect(TimelineView.event(at: 20, of: 101, 21) == 101)
    #expect(TimelineView.event(at: 0, of: 101, 21) == 1)
    #expect(TimelineView.cell(of: 7, of: 1, 21) == 0)
    #expect(TimelineView.cell(of: -7, of: 0, 21) == 0)
  }

  @Test func `a click on the bar goes to the event, on a mark exactly to its event`() throws {
    var harness = try harness()
    let hits = harness.screen.hits.filter { $0.action == "event" }
    #expect(hits.first?.argument == 1 && hits.last?.argument == 1500)
    let mark = try #require(hits.first { $0.argument == 712 })
    let point = Point(row: mark.row, column: mark.columns.lowerBound)
    let effects = harness.perform(.mouse(MouseEvent(.press(button: 1), at: point)))
    #expect(effects == [.send(.goTo(event: 712))])
    #expect(try timeline(harness).contains("mark \"the trap\""))
    harness.disabledReasons[.goTo] = "the file is still being read"
    harness.run(0)
    #expect(harness.perform(.mouse(MouseEvent(.press(button: 1), at: point))).isEmpty)
    #expect(harness.state.message?.text == "goto: the file is still being read")
  }

  @Test func `the time line says how far a file is read, what comes, and what went wrong`() throws {
    var recording = Recording.marked
    recording.timeline.loaded = 0.4399
    #expect(try timeline(try harness(recording)).contains("loading 43%"))
    recording.timeline.loaded = .nan
    #expect(try timeline(try harness(recording)).contains("loading "))
    recording.timeline.loaded = nil
    recording.timeline.origin = .followed
    recording.timeline.event = 296
    #expect(try timeline(try harness(recording)).contains("behind by 1,204; g$ follows"))
    #expect(
      try timeline(try harness(recording, 120)).contains("behind by 1,204 events; g$ follows"))
    recording.timeline.event = 1500
    recording.timeline.isAtEnd = true
    #expect(try timeline(try harness(recording)).contains("live"))
    recording.timeline.problemCount = 2
    #expect(try timeline(try harness(recording, 120)).contains("live  2 lines not read: go"))
    recording.timeline.ending = "the program was killed\u{1B}[2J"
    let ended = try timeline(try harness(recording, 120))
    #expect(ended.contains("the program was killed␛[2J") && !ended.contains("live"), "\(ended)")
  }

  @Test func `the first word says what a recording does`() throws {
    var recording = Recording.marked
    func word() throws -> String { firstRow(try harness(recording, 120)) }
    #expect(try word().contains("AT 231"))
    recording.activity = .running
    #expect(try word().contains("PLAY max"))
    recording.activity = .stopped(.exhausted)
    recording.timeline.event = 1500
    #expect(try word().contains("END"))
    recording.timeline.origin = .followed
    recording.timeline.isAtEnd = true
    #expect(try word().contains("LIVE"))
    recording.timeline.origin = .program
    #expect(try word().contains("PAUSE"))
    recording.activity = .running
    #expect(try word().contains("RUN"))
    recording.activity = .paused
    recording.timeline.ending = "it ended"
    #expect(try word().contains("END"))
    recording.timeline.eventCount = 0
    #expect(try word().contains("WAIT"))
    #expect(try !word().contains("seed"))
  }

  @Test func `a way that takes a while says where it leads`() throws {
    var recording = Recording.marked
    func row() throws -> String { try harness(recording, 120).screen.text }
    #expect(try !row().contains("going to"))
    recording.timeline.eventCount = 50_000
    recording.timeline.target = 400
    #expect(try !row().contains("going to"))
    recording.timeline.target = 12_000
    #expect(try row().contains("going to 12,000"))
    recording.timeline.target = .max
    #expect(try row().contains("going to 50,000"))
  }

  @Test func `a search that is recorded says so`() throws {
    var state = try harness(.marked, 120).state
    state.slice.summary.abilities = .search
    state.slice.summary.recording = "/tmp/two\u{1B}faced.jsonl"
    func row(_ width: Int) -> String {
      state.size.width = width
      return String(ExplorerScreen.draw(state).text.prefix { $0 != "\n" })
    }
    #expect(row(120).contains("  REC two␛faced.jsonl  "))
    #expect(row(80).contains("  REC  "))
    #expect(!row(39).contains("REC"))
  }
}
