import Drawing
import Environments
import Glibc
import Presets
import SearchTrees
import Testing

@testable import Exploring

/// Why a step was rewarded: the pages of the inspector, the alarms, the column of rewards.
struct RationaleTests {
  /// A search of Blocksworld at a state with four actions, the cursor on one of them.
  func harness(
    _ width: Int = 80, _ height: Int = 24, _ judged: Judged = Judged(), keys: String = "j"
  ) throws -> ExplorerHarness {
    var harness = try ExplorerHarness(
      "blocksworld:blocks=6,steps=8,seed=2,horizon=8", simulations: 60, width: width,
      height: height)
    harness.judged = judged
    harness.ask()
    harness.settle()
    harness.press(keys)
    // The second of the siblings is the one with most to say.
    while harness.state.slice.cursor != NodeID(2), harness.state.slice.cursorRow < 6 {
      harness.press("j")
    }
    return harness
  }

  private func text(_ lines: [StyledLine]) -> [String] {
    lines.map { $0.pieces.map(\.text.plain).joined() }
  }

  // MARK: - Screens

  @Test(arguments: [(80, 24), (120, 40), (200, 60), (60, 24), (40, 20)])
  func `the rationale and the tokens of a step`(width: Int, height: Int) throws {
    var harness = try harness(width, height)
    for (keys, page) in [("g r", "rationale"), ("g T", "tokens")] {
      harness.press(keys)
      expectGolden(
        harness.screen, named: "\(page)-\(width)x\(height)", styles: width == 120)
      #expect(flaws(in: harness.screen, of: harness.state.size).isEmpty)
    }
  }

  @Test func `the pages with the focus, and in ASCII`() throws {
    var harness = try harness()
    harness.press("g r Enter")
    expectGolden(harness.screen, named: "rationale-focus")
    harness.press("G")
    expectGolden(harness.screen, named: "rationale-focus-end")
    harness.press("g T")
    expectGolden(harness.screen, named: "tokens-focus", styles: true)
    harness.press("j j j")
    expectGolden(harness.screen, named: "tokens-focus-judgement")
    harness.press("~ ~ g g")
    expectGolden(harness.screen, named: "tokens-ascii")
    harness.press("g r")
    expectGolden(harness.screen, named: "rationale-ascii")
    #expect(flaws(in: harness.screen, of: harness.state.size).isEmpty)
    harness.perform(.resize(Size(width: 120, height: 40)))
    expectGolden(harness.screen, named: "rationale-ascii-120x40")
  }

  @Test func `alarms stand in the header and in the log`() throws {
    var harness = try harness()
    #expect(harness.screen.text.contains("! 2 alarms"))
    harness.press("g o")
    expectGolden(harness.screen, named: "alarms-log")
    #expect(harness.screen.text.contains("#2: R_SE fell into"))
    harness.judged?.alarms = [Alarm("one \u{1B}[2J")]
    harness.ask()
    harness.press("q")
    #expect(harness.screen.text.contains("! 1 alarm "))
    harness.judged?.alarms = []
    harness.ask()
    harness.press("g r")
    #expect(!harness.screen.text.contains("larm"))
  }

  // MARK: - Pages

  @Test func `pages that mean nothing in a search are not in the way`() throws {
    var harness = try ExplorerHarness(simulations: 10)
    #expect(harness.state.tabs == [.stats, .selection, .state, .plots, .history])
    harness.press("d d d d d")
    #expect(harness.state.tab == .stats && !harness.state.request.wantsVerdicts)
    harness.press("g r")
    #expect(harness.state.tab == .rationale && harness.state.request.wantsVerdicts)
    #expect(harness.screen.text.contains("No step leads to the root"))
    harness.press("g T j")
    #expect(harness.screen.text.contains("No language model was asked about this step."))
    harness.press("d")
    #expect(harness.state.tabs == [.stats, .selection, .state, .plots, .history])
    var judged = try self.harness()
    #expect(judged.state.tabs == ExplorerState.Tab.allCases)
    judged.press("d")
    #expect(judged.state.tab == .rationale && judged.state.request.wantsTables)
    judged.press("d D D")
    #expect(judged.state.tab == .stats)
    // What a search once had stays where it was.
    judged.judged = nil
    judged.ask()
    judged.press("j")
    #expect(judged.state.tabs == ExplorerState.Tab.allCases)
  }

  @Test func `a narrow screen shows the page that was asked for`() throws {
    var harness = try harness(60, 24)
    harness.press("g s g r")
    #expect(harness.state.view == .tree && harness.state.pane == .inspector)
    #expect(harness.screen.text.contains("SIBLINGS"))
  }

  // MARK: - Numbers

  @Test func `a part is shown with all that made it count`() throws {
    var part = VerdictPart("R_LL", -0.42)
    part.region = 1
    part.regionCount = 3
    part.mean = -2.1
    part.deviation = 1.75
    part.weight = 0.5
    part.normalized = 0.96
    part.contribution = 0.48
    var other = VerdictPart("R_SE", -8.1)
    other.normalized = -3.41
    other.contribution = -3.41
    let verdict = Verdict(value: -2.93, parts: [part, other])
    let table = PartTable(verdict, siblings: [verdict], .ascii, width: 78)
    #expect(
      text(table.lines) == [
        "PART     RAW REGION     MEAN    DEV     Z     W   ADDS  -3.41            +3.41",
        "R_LL   -.420    2/3   -2.100  1.750  +.96   0.5   +.48            |#",
        "R_SE  -8.100      -        -      - -3.41!    -  -3.41  ##########|",
      ])
    #expect(table.warnings == ["R_SE: z -3.41 lies beyond 3 deviations"])
    #expect(
      text(PartTable(verdict, siblings: [], .ascii, width: 30).lines) == [
        "PART     RAW     Z    ADDS", "R_LL   -.420  +.96    +.48",
        "R_SE  -8.100 -3.41!  -3.41",
      ])
    // Where only raw numbers are known nothing is made up.
    let raw = Verdict(value: 1, parts: [VerdictPart("a", 1)])
    #expect(
      text(PartTable(raw, siblings: [], .ascii, width: 78).lines) == [
        "PART     RAW", "a      1.000",
      ])
    #expect(PartTable(raw, siblings: [], .ascii, width: 78).warnings == [])
  }

  @Test func `a reward that does not follow from its parts is flagged`() {
    var part = VerdictPart("a", 2)
    part.contribution = 0.5
    func warnings(_ value: Double) -> [String] {
      PartTable(
        Verdict(value: value, parts: [part]), siblings: [], .ascii, width: 78
      ).warnings
    }
    #expect(warnings(0.5) == [] && warnings(0.504) == [])
    #expect(warnings(0.7) == ["the parts add up to .500, the reward is .700"])
  }

  @Test func `siblings in different regions are marked with the reason`() throws {
    let state = try harness(keys: "g r j").state
    let lines = text(RationalePage.lines(state, 78))
    #expect(
      lines.contains { $0.contains("! R_SE: siblings lie in regions 1, 2, so their z are not on") })
    let table = lines.drop { !$0.hasPrefix("SIBLINGS") }
    let marked = table.filter { $0.contains("!") && !$0.hasPrefix("!") }
    // The step far out, the one in another region, the part no better than chance, the legend.
    #expect(marked.count == 4)
    #expect(table.contains { $0.hasPrefix(" >") && $0.hasSuffix(" +") })
    #expect(
      table.contains { $0.hasPrefix("  separates") && $0.contains(".91") && $0.contains(".48!") })
    #expect(lines.joined(separator: " ").contains("over 37 states; .5 is chance"))
    #expect(
      lines.contains { $0.hasPrefix("! R_JSD tells good steps from bad ones no better than") })
  }

  @Test func `sums, ratios and odds of tokens are those of the evidence`() throws {
    var state = try harness(keys: "g T j").state
    let half = TokenEvidence(
      text: "a", role: .action, likelihoods: .two(0.5, 0.25), divergence: 0.25)
    let eighth = TokenEvidence(
      text: "b", role: .action, likelihoods: .two(0.125, 0.125), divergence: 0.125, isShared: true)
    let good = TokenEvidence(
      text: "good", role: .judgement, likelihoods: .two(0.75, 0.5),
      top: [
        .init(text: "good", likelihoods: .two(0.75, 0.5)),
        .init(text: "bad", likelihoods: .two(0.25, 0.5)),
      ])
    state.slice.detail.siblingVerdicts = []
    state.slice.detail.verdict = Verdict(value: 1, tokens: [good, half, eighth])
    state.glyphs = .ascii
    state.pane = .inspector
    let lines = text(TokensPage.page(state, 46).lines)
    // ln .5 = -.693, ln .125 = -2.079; ln .25 = -1.386.
    #expect(
      lines.prefix(6) == [
        "  TOKEN      EXPERT AMATEUR  LN E/A    JSD",
        " >a            .500    .250    +.69   .250",
        "/ b            .125    .125     .00   .125",
        "  ln p sum   -2.773  -3.466    +.69   .375",
        "  ln p mean  -1.386  -1.733    +.35   .188",
        "JUDGEMENT",
      ])
    #expect(lines.contains("  p(good)/p(bad)  expert 3.00  amateur 1.00"))
    #expect(TokensPage.places(state) == [1, 2, 0] && TokensPage.chosen(state) == 1)
  }

  @Test func `each model has a column, by its name and in the order of first appearance`() throws {
    var state = try harness(keys: "g T").state
    let tokens = [
      TokenEvidence(
        text: "a", role: .action, likelihoods: ["alpha": log(0.5), "mixtral-8x7b": log(0.25)],
        top: [.init(text: "b", likelihoods: ["third": 0])]),
      TokenEvidence(text: "c", role: .action, likelihoods: ["third": log(0.125)]),
    ]
    state.slice.detail.siblingVerdicts = []
    state.slice.detail.verdict = Verdict(value: 1, tokens: tokens)
    state.glyphs = .ascii
    state.pane = .inspector
    func rows(_ width: Int) -> [String] { text(TokensPage.page(state, width).lines) }
    #expect(
      rows(60).prefix(6) == [
        "  TOKEN       ALPHA MIXTRA~   THIRD    JSD",
        " >a            .500    .250       -      -",
        "    b             -       -   1.000",
        "  c               -       -    .125      -",
        "  ln p sum        -       -       -      -",
        "  ln p mean       -       -       -      -",
      ])
    // Without place for three there are two, which are compared.
    #expect(rows(40)[0] == "  TOKEN       ALPHA MIXTRA~  LN A/M    JSD")
    #expect(rows(40).joined(separator: " ").contains("want of width: third"))
    state.slice.detail.verdict?.tokens = [tokens[1]]
    #expect(rows(60)[0] == "  TOKEN       THIRD    JSD")
  }

  @Test func `keys go from token to token and then scroll`() throws {
    var harness = try harness(keys: "j")
    harness.press("g T Enter")
    // At first the one at which the models disagree most.
    #expect(TokensPage.chosen(harness.state) == 1 && harness.state.chosenToken == nil)
    harness.press("j")
    #expect(harness.state.chosenToken == 2)
    harness.press("2 j")
    #expect(harness.state.chosenToken == 4)
    let top = harness.state.inspectorTop
    harness.press("j")
    #expect(harness.state.chosenToken == 4 && harness.state.inspectorTop == top + 1)
    harness.press("g g")
    #expect(harness.state.chosenToken == 0 && harness.state.inspectorTop == 0)
    #expect(
      harness.screen.cursor?.row == harness.state.layout.inspector.map { $0.rows.lowerBound + 2 })
    harness.press("Esc j")
    #expect(harness.state.chosenToken == nil)
  }

  @Test func `no size is too small and no evaluator too hostile`() throws {
    let evil = "\u{1B}[2J\u{202E}木木\n\u{300}"
    var part = VerdictPart(evil, .nan)
    part.region = 99_999_999
    part.regionCount = 1_000_000_000
    part.normalized = -.infinity
    part.contribution = 1e300
    part.weight = .nan
    part.mean = -1e18
    part.deviation = 0
    let token = TokenEvidence(
      text: evil, role: .action, likelihoods: .two(.nan, 0), divergence: .infinity, isShared: true,
      top: Array(repeating: .init(text: evil, likelihoods: .two(2, -1)), count: 16))
    var judgement = token
    judgement.role = .judgement
    judgement.text = ""
    let verdict = Verdict(
      value: -1e300, parts: [part] + Judged.usual[1].parts + Array(repeating: part, count: 61),
      tokens: Array(repeating: token, count: 40) + [judgement], rationale: evil)
    var judged = Judged()
    judged.verdicts = [verdict, verdict, Judged.usual[0], Verdict(value: .nan)]
    judged.discriminations.append(PartDiscrimination(name: evil, auc: .nan, states: 0))
    judged.alarms = [Alarm(evil, node: NodeID(1))]
    judged.edge.head = evil
    judged.use?.seconds = .infinity
    var harness = try harness(80, 24, judged)
    for keys in ["g r", "Enter", "j j", "~", "g T", "j j", "G", "~", "Esc i", "g o", "q g s ."] {
      // A slice that holds what is no number is equal to none: it is asked for only once.
      harness.press(keys)
      for width in [1, 7, 19, 20, 21, 39, 40, 60, 80, 120, 160, 200] {
        for height in [1, 3, 4, 5, 11, 13, 14, 24, 60] {
          let size = Size(width: width, height: height)
          _ = harness.handle(.input(.resize(size)))
          #expect(flaws(in: harness.screen, of: size).isEmpty, "\(keys) at \(width)x\(height)")
        }
      }
      harness.perform(.resize(Size(width: 80, height: 24)))
    }
  }

  // MARK: - The column of rewards

  @Test func `rewards have a sign and room for it, priors look as they did`() throws {
    var harness = try harness()
    #expect(harness.screen.text.contains("      r "))
    harness.press("o o o")
    let order = harness.state.request.sort
    #expect(order == .prior && harness.screen.text.contains("sort r desc"))
    #expect(CellText.signed(-12.345, within: 6) == "-12.35")
    #expect(
      CellText.signed(1234.5, within: 6) == "+1235" || CellText.signed(1234.5, within: 6) == "+1234"
    )
    #expect(
      CellText.signed(0.001, within: 6) == ".00" && CellText.signed(-0.001, within: 6) == ".00")
    #expect(CellText.signed(.nan, within: 6) == "-")
    #expect(CellText.signed(2.5, within: 6) == "+2.50")
    #expect(CellText.probability(0.0001) == "<.001" && CellText.probability(0.99999) == ">.999")
    #expect(CellText.probability(0) == ".000" && CellText.probability(1) == "1.000")
  }
}
