import Drawing
import Presets
import SearchTrees
import Testing

@testable import Exploring

/// What the pages say of a recording, what it refuses, and what is written to it.
extension RecordingTests {
  // MARK: - Pages

  /// A node of which all is known.
  private static var told: Recording {
    var recording = Recording.marked
    recording.note = "look here again once the left side is closed"
    recording.verdict = Verdict(
      value: 0.8,
      parts: [
        VerdictPart("contrast", -0.22), VerdictPart("log-likelihood", 1.25),
        VerdictPart("self-evaluation", 0.5),
      ],
      rationale: "Keeps the goal reachable in one move: the block on top is clear, and the table "
        + "has room for it.")
    recording.lastChange = ChangeOrigin(event: 204, iteration: 87, words: "backup")
    recording.otherStatistics = [NamedStatistic("max", 0.9), NamedStatistic("virtual loss", 2)]
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
      "d d": "No text was recorded for this node.",
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
    var summary = SearchSummary()
    #expect(MissingDataText.sentence(summary) == nil)
    summary.timeline = Timeline()
    #expect(MissingDataText.sentence(summary) == nil)
    summary.timeline?.lacks = ["a", "b", "c"]
    summary.timeline?.origin = .program
    #expect(MissingDataText.sentence(summary) == "This program tells no a, b or c.")
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
        "mine here", "N = 12", "● chosen is left by .375 over right",
        "  ACTION        n      Q confidence   SCORE",
        "● left          9   .500       .125    .625",
        "  right         3      -       .250    .250",
      ])
    #expect(lines(80).count == 5)
    table.exploration = NamedNumber("c", 1.4)
    #expect(lines(60)[1] == "c = 1.4   N = 12")
    #expect(!lines(60).contains { $0.contains("would change this decision") })
    table.winner = nil
    #expect(lines(60)[2] == "none was chosen: the walk stopped here")
    state.slice.summary.abilities = .search
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
    harness.press("Esc ? PgDn")
    #expect(try muted("run so many simulations"))
    #expect(harness.screen.text.contains("(this is a recording)"))
  }

  // MARK: - Writing

  @Test func `a recording begins again without a question, for nothing is lost`() throws {
    var harness = try harness(.marked, 120)
    #expect(harness.press("R") == [.send(.restart)])
    #expect(harness.state.overlay == nil)
  }

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
    #expect(Explorer.suggestion(for: .save, state) == name, "what is taken, only the system knows")
  }

  @Test func `quitting asks only if something would be lost`() throws {
    var harness = try ExplorerHarness(simulations: 50)
    harness.press("m x")
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

  /// Notices of a source that a test makes up, and keys.
  private struct Told {
    var state = ExplorerState(size: Size(width: 80, height: 24))
    var slice = TreeSlice()

    mutating func press(_ keys: String) -> [Effect] {
      ExplorerHarness.keys(keys).flatMap { Explorer.reduce(&state, .input(.key($0)), at: 0) }
    }

    mutating func tell(_ text: String, isError: Bool = false, replaceable: String? = nil) {
      let serial = (slice.summary.notice?.serial ?? 0) + 1
      slice.summary.notice = .init(
        serial: serial, isError: isError, text: text, replaceable: replaceable)
      _ = Explorer.reduce(&state, .slice(slice), at: 0)
    }
  }

  @Test func `what was saved is not asked for, unless saving failed`() {
    var told = Told()
    told.slice.summary.marks = [Mark(event: 0, iteration: 0, branch: 0, node: .root, name: "x")]
    #expect(told.press("m x Enter").count == 1)
    told.tell("marked")
    #expect(told.press("q").isEmpty)
    #expect(
      told.press("n w Enter")
        == [.nameFile(like: "search.jsonl"), .send(.save(path: "search.jsonl"))])
    told.tell("saving to search.jsonl")
    told.tell("not saved", isError: true)
    #expect(told.press("q").isEmpty, "a save that was begun is not one that is complete")
    #expect(told.press("n w Enter").count == 2)
    told.tell("saving to search.jsonl")
    told.slice.summary.savedCount = 1
    told.tell("saved")
    told.tell("something else went wrong", isError: true)
    #expect(told.press("q") == [.quit])
  }

  @Test func `a recording is replaced only where the person says yes`() {
    var told = Told()
    _ = told.press("w ^U a Enter")
    told.tell("not saved: a: a recording has this name already", isError: true, replaceable: "a")
    #expect(ExplorerScreen.draw(told.state).text.contains("a is there already. Replace it"))
    #expect(told.press("Enter").isEmpty && told.state.overlay == nil)
    _ = told.press("w ^U a Enter")
    told.tell("not saved: a: a recording has this name already", isError: true, replaceable: "a")
    #expect(told.press("y") == [.send(.save(path: "a", replaces: true))])
    // Whoever types already is not interrupted.
    _ = told.press("w ^U a Enter :")
    told.tell("not saved: a: a recording has this name already", isError: true, replaceable: "a")
    #expect(told.state.overlay == nil && told.state.prompt?.purpose == .palette)
  }

  @Test func `a save that is under way can be stopped, and is not lost unasked`() {
    var told = Told()
    told.slice.summary.save = .init(path: "a", done: 0.5)
    told.tell("saving to a: 50%")
    #expect(told.press("w").isEmpty)
    #expect(ExplorerScreen.draw(told.state).text.contains("Stop saving to a?"))
    #expect(told.press("n").isEmpty)
    #expect(told.press("w y") == [.send(.cancelSave)])
    #expect(told.press("q").isEmpty)
    #expect(ExplorerScreen.draw(told.state).text.contains("a is not written yet"))
    #expect(told.press("y") == [.quit])
  }

  @Test func `w proposes a name that no file has`() throws {
    var harness = try ExplorerHarness()
    harness.takenNames = ["connect-four.jsonl"]
    #expect(harness.press("w Enter") == [.send(.save(path: "free-connect-four.jsonl"))])
  }

  @Test func `what is asked for on one branch is not done on another`() throws {
    var harness = try ExplorerHarness(simulations: 50)
    harness.press("b B k Enter")
    try #require(harness.state.slice.summary.branch == 0)
    harness.press("j x p . 5")
    let node = harness.state.slice.cursor
    harness.handle(.input(.wake))
    var slice = harness.state.slice
    slice.summary.branch = 1
    harness.handle(.slice(slice))
    #expect(harness.press("Enter").isEmpty)
    #expect(harness.state.message?.isError == true)
    #expect(harness.state.message?.text.contains("main was on the screen") == true)
    slice.summary.branch = 0
    slice.cursor = .root
    harness.handle(.slice(slice))
    // On one branch it is done at the node at which it was asked for, wherever the cursor went.
    slice.cursor = node
    harness.handle(.slice(slice))
    harness.press("x p . 5")
    slice.cursor = .root
    harness.handle(.slice(slice))
    #expect(harness.press("Enter") == [.send(.edit(.pin(node, value: 0.5)))])
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
