import Drawing
import Environments
import Presets
import SearchTrees
import Testing

@testable import Exploring

/// The screens of searches that draw, that make children by choice, and that go by whole episodes.
@Suite struct DrawnScreenTests {
  private func harness(
    _ preset: Preset, _ problem: String, _ simulations: Int, _ width: Int, _ height: Int
  ) throws -> ExplorerHarness {
    try ExplorerHarness(
      problem, seed: 3, preset: preset, simulations: simulations, width: width, height: height)
  }

  @Test(
    arguments: [
      ("ab-mcts-a", "design", 40), ("ab-mcts-m", "design", 40),
      ("reg-policy", "connect-four:445566", 60), ("gumbel", "connect-four", 60),
      ("best-first", "connect-four", 30), ("greedy", "tic-tac-toe", 30),
      ("repeated", "blocksworld", 20), ("ucb1-tuned", "tic-tac-toe", 40),
      ("random-walk", "tic-tac-toe", 30),
    ])
  func `the tree, the decision and a simulation`(
    name: String, problem: String, simulations: Int
  ) throws {
    let preset = try #require(Preset.named(name))
    for (width, height) in [(80, 24), (120, 40)] {
      var harness = try harness(preset, problem, simulations, width, height)
      harness.press("d")
      expectGolden(harness.screen, named: "drawn-\(name)-\(width)x\(height)")
      harness.press("g s s")
      expectGolden(harness.screen, named: "drawn-\(name)-steps-\(width)x\(height)")
    }
  }

  @Test func `what stands in for something is said in the first row`() throws {
    for (width, words) in [(80, "ab-mcts-a (stand-in)"), (160, "ab-mcts-a (stand-in: writers)")] {
      let harness = try harness(.adaptiveBranching, "design", 5, width, 24)
      #expect(harness.screen.text.split(separator: "\n").first?.contains(words) == true)
    }
    let genuine = try harness(.regularisedPolicy, "tic-tac-toe", 5, 80, 24)
    #expect(
      !genuine.screen.text.contains("genuine") && !genuine.screen.text.contains("(reg-policy"))
  }

  private func words(_ line: StyledLine) -> String {
    line.pieces.map { $0.0.plain }.joined()
  }

  @Test(arguments: [
    ("ab-mcts-a", "design"), ("ab-mcts-m", "design"), ("gumbel", "connect-four"),
    ("ucb1-tuned", "tic-tac-toe"),
  ])
  func `no number of a decision is cut, however narrow its pane`(
    name: String, problem: String
  ) throws {
    let preset = try #require(Preset.named(name))
    var harness = try harness(preset, problem, 40, 120, 40)
    harness.press("d")
    let table = try #require(harness.state.slice.detail.children)
    for width in 36...110 {
      let columns = CandidateColumns(table, width: width, repertoire: .unicode)
      #expect(columns.heads(marked: []).width <= width, "\(width) cells")
      // Each number of the rows is as wide as its head, so that none reaches beyond it.
      let lines = SelectionPage.lines(
        table, title: "", highlighted: nil, harness.state, width)
      let head = try #require(lines.firstIndex { words($0).contains("ACTION") })
      let rows = lines[(head + 1)...].filter { words($0).contains(/\.\d/) }
      #expect(!rows.isEmpty)
      #expect(rows.allSatisfy { $0.width <= width }, "\(width) cells")
    }
  }

  @Test func `a source stands in the tree by its name, and counts are whole`() throws {
    let wide = try harness(.adaptiveBranching, "design", 40, 200, 40)
    #expect(wide.screen.text.contains("SRC") && wide.screen.text.contains("careful"))
    #expect(wide.screen.text.contains("\u{00B1}"))
    var harness = try harness(.adaptiveBranching, "design", 40, 80, 24)
    harness.press("d")
    let rows = harness.screen.text.split(separator: "\n")
    let head = try #require(rows.firstIndex { $0.contains("PROB") && $0.contains("seen") })
    // The last number of a row is how many scores were seen.
    let seen = rows[head + 1].split(separator: " ").last
    #expect(seen.flatMap { Int($0) } != nil, "\(rows[head + 1])")
  }
}
