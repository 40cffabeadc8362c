import Drawing
import Presets
import SearchTrees
import Testing

@testable import Exploring

/// Every word of the screen is explained where somebody asks.
@Suite struct GlossaryTests {
  private static func text(_ lines: [StyledLine]) -> [String] {
    lines.map { $0.pieces.map(\.text.plain).joined() }
  }

  /// The words that help explains on a screen, in their order.
  private static func words(_ state: ExplorerState) -> [String] {
    let canvas = ExplorerScreen.drawBelow(state)
    let rows = 0..<(state.layout.hints ?? canvas.size.height)
    return Glossary(state).entries(on: canvas, rows: rows).map { $0.words[0] }
  }

  @Test(arguments: [(80, 24), (120, 40), (200, 60)])
  func `help explains every head of the columns that are on the screen`(
    width: Int, height: Int
  ) throws {
    for preset in [Preset.uct, .puct] {
      let harness = try ExplorerHarness(
        "connect-four", preset: preset, simulations: 50, width: width, height: height)
      let state = harness.state
      let words = Self.words(state)
      let columns = TreeColumns(
        width: state.layout.tree.columns.count, hasColumnHeads: true, state)
      #expect(columns.columns.count >= 5)
      for column in columns.columns.map(\.kind) {
        let head = TreeColumns.head(of: column, state)
        #expect(words.contains(head), "\(head) is on the screen and not explained")
      }
      let page = Self.text(HelpPage.lines(state))
      #expect(page.first == "Words on this screen")
      #expect(page.contains { $0.hasPrefix("  Q ") })
    }
  }

  @Test func `help begins with the words and goes on with the keys`() throws {
    var harness = try ExplorerHarness(simulations: 30)
    harness.press("?")
    let text = harness.screen.text
    #expect(text.contains("Words on this screen") && text.contains("The visits: how many"))
    let page = Self.text(HelpPage.lines(harness.state))
    let keys = try #require(page.firstIndex(of: "Run"))
    let words = try #require(page.firstIndex(of: "Words on this screen"))
    #expect(words < keys)
  }

  @Test func `a word that is not on the screen is not explained there`() throws {
    let harness = try ExplorerHarness(simulations: 30)
    let words = Self.words(harness.state)
    #expect(words.contains("SCORE") && !words.contains("JSD") && !words.contains("PROVEN"))
    // The action 4 and its siblings are labels, whatever they read.
    #expect(!words.contains("W"))
  }

  @Test func `a flag of the selected node is explained`() throws {
    var harness = try ExplorerHarness(simulations: 30)
    harness.press("l x b")
    #expect(Self.words(harness.state).contains("BANNED"))
  }

  @Test func `each page explains its own heads`() throws {
    var harness = try ExplorerHarness(simulations: 60, width: 120, height: 40)
    harness.press("l")
    while harness.state.tab != .selection { harness.press("d") }
    #expect(Self.words(harness.state).contains("flips"))
    #expect(Self.words(harness.state).contains(harness.state.glyphs.next.plain))
    while harness.state.tab != .history { harness.press("d") }
    #expect(Self.words(harness.state).contains("BACKED UP"))
    harness.press("g s .")
    #expect(Self.words(harness.state).contains("SELECT"))
  }

  @Test(arguments: [
    ("Q", "mean return for the player who moved here"), ("q", "mean return"),
    ("SCORE", "SCORE = Q + c*sqrt(ln N / n)"), ("c", "A constant of the rule"),
    ("U", "c = 2.8284"), ("rollout", "Random actions"), ("R_JSD", "expert and amateur"),
    ("*", "line of most visits"), ("!", "out of the ordinary"),
  ])
  func `explain tells what a word means, in whatever case`(word: String, sentence: String) throws {
    var harness = try ExplorerHarness(simulations: 30, width: 120, height: 40)
    harness.press(":")
    harness.type("explain \(word)")
    harness.press("Enter")
    #expect(harness.state.overlay == .explanation(word: word))
    #expect(harness.screen.text.contains(sentence))
    harness.press("Esc")
    #expect(harness.state.overlay == nil)
    harness.press("g ?")
    harness.type(word)
    harness.press("Enter")
    #expect(harness.state.overlay == .explanation(word: word))
  }

  @Test func `a word that nobody knows is said to be unknown, with the one that was meant`() throws
  {
    var harness = try ExplorerHarness(simulations: 30)
    harness.press(":")
    harness.type("explain SCROE")
    harness.press("Enter")
    #expect(harness.state.overlay == nil)
    let message = try #require(harness.state.message)
    #expect(message.isError && message.text.contains("did you mean SCORE?"))
    harness.press(":")
    harness.type("explain \u{202E}zzzzzzzzzz")
    harness.press("Enter")
    #expect(harness.state.message?.text.contains("nothing is known of") == true)
  }

  @Test func `no two entries explain the same word, and every entry has a sentence`() throws {
    let harness = try ExplorerHarness(simulations: 30)
    var seen: Set<String> = []
    for entry in Glossary(harness.state).entries {
      #expect(entry.sentence.hasSuffix("."), "\(entry.words)")
      #expect(!entry.words.contains(""))
      for word in Set(entry.words) { #expect(seen.insert(word).inserted, "\(word) twice") }
    }
  }

  @Test func `terms and parts that only a file knows are explained as its own`() throws {
    let harness = try ExplorerHarness(simulations: 30)
    var state = harness.state
    state.slice.summary.termNames = ["Q", "novelty\u{1B}[31m"]
    let entry = try #require(Glossary(state).entry(for: "novelty\u{1B}[31m"))
    #expect(entry.sentence.contains("the program that wrote the file"))
    let lines = HelpPage.lines(for: entry, width: 78, .unicode)
    #expect(!Self.text(lines).joined().contains("\u{1B}"))
  }

  // MARK: - Findings

  @Test(arguments: [(40, "!1"), (80, "! 1 finding"), (120, "! 1 finding")])
  func `what contradicts itself stands in the header and in the log`(
    width: Int, sign: String
  ) throws {
    var harness = try ExplorerHarness(simulations: 30, width: width, height: 24)
    harness.state.slice.summary.findings = [
      TreeFinding(
        .pickNotHighest, count: 2, checked: 3, node: .root, event: 4, expected: .number(0.4),
        found: .number(0.3), example: "event 4: a\u{1B}[2J was taken with .300, b has .400")
    ]
    #expect(harness.screen.text.contains(sign))
    harness.state.view = .log
    let log = harness.screen.text.split(separator: "\n").joined(separator: " ")
    #expect(log.contains("2 of 3"))
    #expect(!log.contains("\u{1B}"))
  }
}
