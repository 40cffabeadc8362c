import Drawing
import Testing

@testable import Exploring

/// The first screen.
struct StartScreenTests {
  private func screen(_ width: Int = 80, _ height: Int = 24) -> StartScreen {
    let live = [
      ("Connect Four", "the whole game; which column wins shows late", "connect-four"),
      ("Tic-tac-toe", "small enough to read every node", "tic-tac-toe"),
      ("Blocksworld", "a plan of six steps, rewarded only at the goal", "blocksworld"),
    ]
    let trees = [
      (
        "The poisoned pawn",
        "Taking the pawn wins against four answers of six, so random play and the prior both prefer it",
        "tree:sample-trees/deceptive-first-move.json"
      ),
      ("Six dishes, one dinner a night", "", "tree:sample-trees/noisy-bandit.json"),
    ]
    return StartScreen(
      entries: live.map { .init(group: "Live searches", title: $0.0, note: $0.1, command: $0.2) }
        + trees.map { .init(group: "Sample trees", title: $0.0, note: $0.1, command: $0.2) },
      size: Size(width: width, height: height), glyphs: .unicode)
  }

  private func press(_ keys: String, _ screen: inout StartScreen) -> StartScreen.Outcome {
    var last = StartScreen.Outcome.undecided
    for key in ExplorerHarness.keys(keys) { last = screen.reduce(.key(key)) }
    return last
  }

  @Test func `it looks as it should`() {
    var start = screen()
    expectGolden(start.draw(), named: "start", styles: true)
    _ = press("j j j", &start)
    expectGolden(start.draw(), named: "start-sample")
    _ = press("v", &start)
    expectGolden(start.draw(), named: "start-message")
    expectGolden(screen(120, 40).draw(), named: "start-120x40")
    expectGolden(screen(40, 12).draw(), named: "start-40x12")
    expectGolden(screen(20, 5).draw(), named: "start-20x5")
  }

  @Test func `a question mark lists all keys, and leads back`() {
    var start = screen()
    let before = start.draw()
    for close in ["q", "Esc", "?"] {
      #expect(press("?", &start) == .undecided)
      #expect(start.draw().text.contains("treetop  keys"))
      _ = press("PgDn", &start)
      #expect(!start.draw().text.contains("lines 1-"))
      #expect(press(close, &start) == .undecided)
      #expect(start.draw() == before)
    }
  }

  @Test func `a command is typed after a colon`() {
    var start = screen()
    let before = start.draw()
    #expect(press(": o p e n Space a . j s o n l", &start) == .undecided)
    #expect(start.draw().text.contains(":open a.jsonl"))
    #expect(press("Enter", &start) == .command(["open", "a.jsonl"]))
    #expect(press(":", &start) == .undecided)
    #expect(start.reduce(.paste("search bandit:0.2\nQ")) == .undecided)
    #expect(press("Enter", &start) == .command(["search", "bandit:0.2"]))
    #expect(start.reduce(.key(Key(":"))) == .undecided)
    _ = start.reduce(.paste("open 'my file.jsonl' --at \"12\""))
    #expect(press("Enter", &start) == .command(["open", "my file.jsonl", "--at", "12"]))
    #expect(press(": q Enter", &start) == .quit)
    for keys in [": Esc", ": x Backspace Backspace", ": Enter", ": ^C"] {
      #expect(press(keys, &start) == .undecided)
      #expect(start.draw() == before, "\(keys)")
    }
    _ = press(": h e l p Enter", &start)
    #expect(start.draw().text.contains("treetop  keys"))
  }

  @Test func `a recording's first mark stands in place of its note`() {
    let entries = [
      StartScreen.Entry(
        group: "Recordings", title: "Two faces", note: "unseen", command: "two.jsonl",
        mark: "the trap: here the value falls\u{1B}[2J")
    ]
    let start = StartScreen(
      entries: entries, size: Size(width: 80, height: 24), glyphs: .unicode)
    let text = start.draw().text
    #expect(!text.contains("unseen"))
    // In the list and in full below it.
    #expect(text.split(separator: "the trap: here the value falls␛[2J").count == 3)
  }

  @Test(arguments: [(80, 24), (120, 40), (200, 60)])
  func `the whole story stands below or beside the list, and where there is room the tree in small`(
    width: Int, height: Int
  ) throws {
    var harness = try ExplorerHarness(simulations: 800, width: width, height: height)
    harness.press("g p")
    let entries = [
      StartScreen.Entry(group: "Learn", title: "A course", note: "by doing", command: "learn"),
      StartScreen.Entry(
        group: "Stories", title: "A win that shows late", note: "", command: "open late.jsonl",
        mark: "X can win with its third stone from here, if it begins in column 1.",
        laterMarks: [
          .init(name: "The turn", note: "The replies to column 1 fail one after the other."),
          .init(name: "Proven", note: "Every reply to column 1 loses."),
        ]),
    ]
    var start = StartScreen(
      entries: entries, size: Size(width: width, height: height), glyphs: .unicode)
    _ = press("j", &start)
    #expect(start.previewed == (width < 110 ? nil : 1))
    start.preview = StartScreen.Preview(entry: 1, slice: harness.state.slice)
    expectGolden(start.draw(), named: "start-story-\(width)x\(height)")
    let text = start.draw().text
    #expect(text.contains("The turn") && text.contains("fail one after the other"))
    #expect(text.contains("VISITS") == (width >= 110))
    #expect(flaws(in: start.draw(), of: start.size).isEmpty)
    // Another entry does not have this one's tree.
    _ = press("k", &start)
    #expect(!start.draw().text.contains("VISITS"))
    start.glyphs = .ascii
    _ = press("j", &start)
    #expect(start.draw().text.unicodeScalars.allSatisfy { $0.isASCII })
  }

  @Test(arguments: [
    ("j", 1), ("k", 0), ("G", 4), ("G j", 4), ("G Home", 0), ("PgDn", 4), ("j j Up", 1),
  ])
  func `keys move within the entries`(keys: String, selected: Int) {
    var start = screen()
    #expect(press(keys, &start) == .undecided)
    #expect(start.selected == selected)
  }

  @Test func `keys choose, leave and draw anew`() {
    var start = screen()
    #expect(press("j Enter", &start) == .chosen(1))
    #expect(press("j l", &start) == .chosen(2))
    #expect(press("q", &start) == .quit)
    #expect(press("^C", &start) == .quit)
    #expect(press("^Z", &start) == .suspend)
    #expect(press("^L", &start) == .redraw)
    #expect(press("F9", &start) == .undecided)
    #expect(start.message?.contains("F9") == true)
    #expect(press("j", &start) == .undecided)
    #expect(start.message == nil)
    #expect(press("Esc", &start) == .undecided)
    #expect(press("g g", &start) == .undecided)
    #expect(start.selected == 0)
    #expect(start.message == nil)
  }

  @Test func `a click selects, two open`() {
    var start = screen()
    let hit = start.draw().hits[2]
    let point = Point(row: hit.row, column: 5)
    #expect(start.reduce(.mouse(MouseEvent(.press(button: 1), at: point))) == .undecided)
    #expect(start.selected == 2)
    #expect(start.reduce(.mouse(MouseEvent(.doublePress, at: point))) == .chosen(2))
  }
}
