import Drawing
import Presets
import SearchTrees
import Testing

@testable import Exploring

/// The explorer on what looks like a recording: its time line, marks, log and words.
struct RecordingTests {
  private func harness(
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
  private func timeline(_ harness: ExplorerHarness) throws -> String {
    let row = try #require(harness.state.layout.timeline)
    return harness.screen.text.split(separator: "\n", omittingEmptySubsequences: false)
      .map(String.init)[row]
  }

  private func firstRow(_ harness: ExplorerHarness) -> String {
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
    harness.refusals[.goTo] = "the file is still being read"
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
    state.slice.summary.timeline = nil
    state.slice.summary.recording = "/tmp/two\u{1B}faced.jsonl"
    func row(_ width: Int) -> String {
      state.size.width = width
      return String(ExplorerScreen.draw(state).text.prefix { $0 != "\n" })
    }
    #expect(row(120).contains("  REC two␛faced.jsonl  "))
    #expect(row(80).contains("  REC  "))
    #expect(!row(39).contains("REC"))
  }

  // MARK: - Marks, notes, the log

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
    let facts = small.screen.text.contains(" TREE ")
    #expect(facts)
    small.press("}")
    #expect(small.screen.text.contains("the trap: Until here every visit"))
    #expect(!small.screen.text.contains(" TREE "))
    small.press("}")
    #expect(small.screen.text.contains("settled ␛[2J: The order"))
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
    harness.press("j m")
    harness.type("one")
    harness.press("Enter j m")
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

  // MARK: - Pages

  /// A node of which all is known.
  private static var told: Recording {
    var recording = Recording.marked
    recording.note = "look here again once the left side is closed"
    recording.verdict = Verdict(
      value: 0.8,
      parts: [
        NamedNumber("contrast", -0.22), NamedNumber("log-likelihood", 1.25),
        NamedNumber("self-evaluation", 0.5),
      ],
      rationale: "Keeps the goal reachable in one move: the block on top is clear, and the table "
        + "has room for it.")
    recording.lastChange = ChangeOrigin(event: 204, iteration: 87, words: "backup")
    recording.otherStatistics = [NamedNumber("max", 0.9), NamedNumber("virtual loss", 2)]
    recording.timeline.lacks = ["selection scores", "states"]
    return recording
  }

  @Test func `the Stats page says what was said of a node`() throws {
    for (width, height) in [(80, 24), (120, 40), (200, 60)] {
      let harness = try harness(Self.told, width, height, keys: "j l j")
      expectGolden(harness.screen, named: "told-\(width)x\(height)")
    }
    let focus = try harness(Self.told, 80, 24, keys: "j l j Enter")
    expectGolden(focus.screen, named: "told-focus")
  }

  @Test func `an empty page of a recording says what the file does not hold`() throws {
    var recording = Recording.marked
    recording.isBare = true
    let plain = [
      "d": "Up to this event no decision was recorded here.",
      "d d": "The recording says nothing of this state.",
      "D": "The recording holds no backups of this node.",
      "g s": "No simulation is under way at this event.",
    ]
    for (keys, words) in plain {
      #expect(try harness(recording, 80, 24, keys: keys).screen.text.contains(words), "\(keys)")
    }
    recording.timeline.lacks = ["single iterations"]
    for keys in plain.keys {
      let text = try harness(recording, 80, 24, keys: keys).screen.text
      #expect(text.contains("This recording holds no single iterations."), "\(keys)")
    }
    var timeline = Timeline()
    #expect(LackText.sentence(nil) == nil && LackText.sentence(timeline) == nil)
    timeline.lacks = ["a", "b", "c"]
    timeline.origin = .program
    #expect(LackText.sentence(timeline) == "This program tells no a, b or c.")
  }

  @Test func `a recorded decision claims no more than was recorded`() throws {
    var state = try harness().state
    var table = SelectionTable(
      node: .root, rule: "mine", formula: "", parentVisits: 12, exploration: NamedNumber("", 0),
      candidates: [
        .init(
          node: NodeID(1), label: "left", visits: 9, value: 0.5,
          terms: [NamedNumber("Q", 0.5), NamedNumber("confidence", 0.125)], score: 0.625),
        .init(
          node: NodeID(2), label: "right", visits: 3, value: nil,
          terms: [NamedNumber("confidence", 0.25)], score: 0.25),
      ])
    func lines(_ width: Int) -> [String] {
      SelectionPage.lines(table, title: "here", highlighted: nil, state, width)
        .map { $0.pieces.map(\.text.plain).joined() }
    }
    #expect(
      lines(60) == [
        "mine here", "N = 12", "chosen left by .375 over right",
        "  ACTION        n      Q confi…   SCORE",
        "* left          9   .500   .125    .625",
        "  right         3      -   .250    .250",
      ])
    #expect(lines(80).count == 5)
    table.exploration = NamedNumber("c", 1.4)
    #expect(lines(60)[1] == "c = 1.4   N = 12")
    #expect(!lines(60).contains { $0.contains("would change this decision") })
    table.winner = nil
    #expect(lines(60)[2] == "none was chosen: the walk stopped here")
    state.slice.summary.timeline = nil
    #expect(lines(60)[2] == "nothing can be chosen: every action is banned")
  }

  // MARK: - Refusals

  @Test func `what a recording refuses is greyed with the reason, wherever it stands`() throws {
    var harness = try harness()
    func muted(_ word: String) throws -> Bool {
      let canvas = harness.screen
      let lines = canvas.text.split(separator: "\n", omittingEmptySubsequences: false)
      let row = try #require(lines.firstIndex { $0.contains(word) }, "\(word)")
      let line = lines[row]
      let column = try #require(line.firstRange(of: word)).lowerBound
      let offset = line.distance(from: line.startIndex, to: column)
      return Array(canvas.cells(inRow: row))[offset].style.role == .muted
    }
    #expect(try muted("b branch"))
    harness.press("r")
    #expect(try muted("run so many simulations"))
    #expect(harness.screen.text.contains("(this is a recording)"))
    harness.press("Esc :")
    harness.type("run-s")
    #expect(try muted("run-simulations"))
    #expect(harness.screen.text.contains("(this is a recording)"))
    harness.press("Esc ?")
    #expect(try muted("run so many simulations"))
    #expect(harness.screen.text.contains("(this is a recording)"))
  }

  // MARK: - Writing

  @Test func `a prompt for a note begins with the note that is there`() throws {
    var harness = try harness(Self.told, 80, 24, keys: "j a")
    #expect(harness.state.prompt?.text == Self.told.note)
    let node = harness.state.slice.cursor
    #expect(harness.press("^U Enter") == [.send(.edit(.note(node, text: "")))])
  }

  @Test(arguments: [
    ("connect-four:445566", "connect-four.jsonl"), ("a b/Ü-c.jsonl", "c.jsonl"),
    ("", "search.jsonl"),
    ("../..", "search.jsonl"), ("\u{1B}[2J x", "2j-x.jsonl"), ("old.jsonl", "old.jsonl"),
  ])
  func `a file gets a plain name`(problem: String, name: String) throws {
    var state = ExplorerState(size: Size(width: 80, height: 24))
    state.slice.summary.problem = problem
    #expect(Explorer.suggestion(for: .save, state) == name)
    state.slice.summary.timeline = Timeline()
    #expect(Explorer.suggestion(for: .save, state) == name)
    state.slice.summary.timeline?.name = "/tmp/" + name
    #expect(Explorer.suggestion(for: .save, state) == name.dropLast(6) + "-2.jsonl")
  }

  @Test func `quitting asks only if something would be lost`() throws {
    var harness = try ExplorerHarness(simulations: 50)
    harness.press("m x Enter")
    #expect(harness.press("q").isEmpty)
    #expect(harness.screen.text.contains("Quit? 1 mark or note is not saved; w saves."))
    harness.press("n j b")
    harness.press("q")
    #expect(harness.screen.text.contains("Quit? 1 branch and 1 mark or note are not saved"))
    harness.press("n")
    harness.state.slice.summary.recording = "file.jsonl"
    #expect(harness.press("q") == [.quit])
    var recorded = try self.harness()
    #expect(recorded.press("q") == [.quit])
  }

  @Test func `what was saved is not asked for, unless saving failed`() {
    var state = ExplorerState(size: Size(width: 80, height: 24))
    var slice = TreeSlice()
    slice.summary.marks = [Mark(event: 0, iteration: 0, branch: 0, node: .root, name: "x")]
    func press(_ keys: String) -> [Effect] {
      ExplorerHarness.keys(keys).flatMap {
        Explorer.reduce(&state, .input(.key($0)), at: 0)
      }
    }
    func answer(isError: Bool) {
      let serial = (slice.summary.notice?.serial ?? 0) + 1
      slice.summary.notice = .init(serial: serial, isError: isError, text: "so it went")
      _ = Explorer.reduce(&state, .slice(slice), at: 0)
    }
    #expect(press("m x Enter").count == 1)
    answer(isError: false)
    #expect(press("q").isEmpty)
    #expect(press("n w Enter") == [.send(.save(path: "search.jsonl"))])
    answer(isError: true)
    #expect(press("q").isEmpty)
    #expect(press("n w Enter").count == 1)
    answer(isError: false)
    answer(isError: true)
    #expect(press("q") == [.quit])
  }

  @Test func `no size is too small for a recording`() throws {
    var recording = Self.told
    recording.timeline.problemCount = 3
    recording.timeline.problems = ["1:1: \u{1B}[2J", "木木木木木木木木木木木木木木木木木木木木"]
    recording.timeline.ending = "木\u{202E}"
    recording.log = [LogLine(.error, String(repeating: "木 ", count: 90))]
    var harness = try harness(recording)
    for keys in ["}", "M", "Esc g o", "q d", "Enter", "Esc a", "Esc g e", "Esc g s", "q"] {
      harness.press(keys)
      for width in [1, 7, 19, 20, 21, 39, 40, 60, 80, 120, 160] {
        for height in [1, 3, 4, 5, 11, 12, 13, 24, 40] {
          let size = Size(width: width, height: height)
          _ = harness.handle(.input(.resize(size)))
          #expect(flaws(in: harness.screen, of: size).isEmpty, "\(keys) at \(width)x\(height)")
        }
      }
    }
  }
}
