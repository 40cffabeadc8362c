import Drawing
import Environments
import Presets
import SearchTrees
import Testing

@testable import Exploring

/// The answer on the screen: what it is, where it lies, and why the visits lie elsewhere.
struct AnswerTests {
  /// The README's showcase.
  private func showcase(width: Int = 80, height: Int = 24) throws -> ExplorerHarness {
    try ExplorerHarness(
      "blocksworld:blocks=5,steps=8,seed=1", seed: 0, preset: .contrastive, simulations: 100,
      width: width, height: height)
  }

  @Test func `P goes to the end of the answer, and again to the end of the most visited line`()
    throws
  {
    var harness = try showcase()
    let answer = try #require(harness.state.slice.summary.answer)
    let other = try #require(answer.other)
    harness.press("P")
    #expect(harness.state.slice.cursor == answer.nodes.last)
    #expect(harness.state.slice.cursorPath == answer.path)
    harness.press("P")
    #expect(harness.state.slice.cursor == other.end)
    #expect(harness.state.slice.cursorPath == harness.state.slice.summary.bestLine)
    harness.press("P")
    #expect(harness.state.slice.cursor == answer.nodes.last)
    // After another move it begins with the answer again.
    harness.press("k P")
    #expect(harness.state.slice.cursor == answer.nodes.last)
    harness.press("H H")
    #expect(!harness.state.request.followsAnswer && !harness.state.request.followsBestLine)
  }

  @Test func `the answer's path has a sign, and the most visited line one where it is another`()
    throws
  {
    var harness = try showcase(width: 120, height: 60)
    harness.press("P P")
    let slice = harness.state.slice
    let answer = Set(try #require(slice.summary.answer).nodes)
    #expect(slice.rows.contains { $0.isOnAnswer } && slice.rows.contains { $0.isOnBestLine })
    let lines = harness.screen.text.split(separator: "\n").dropFirst(2)
      .prefix(harness.state.request.rowCount)
    for (row, text) in zip(slice.topRow..., lines) {
      guard let entry = slice.row(at: row), entry.kind == .node else { break }
      #expect(entry.isOnAnswer == answer.contains(entry.id))
      let tree = text.prefix(72)
      #expect(tree.contains("\u{25C6}") == entry.isOnAnswer, "\(tree)")
      #expect(tree.contains(" * ") == (entry.isOnBestLine && !entry.isOnAnswer), "\(tree)")
    }
  }

  @Test func `status and Stats say whether it is valid, what it is worth, and why visits differ`()
    throws
  {
    let harness = try showcase(width: 120, height: 40)
    let text = harness.screen.text
    #expect(
      text.contains("\u{25C6} answer valid plan, 8 steps, the fewest possible   mean reward .718"))
    let page = InspectorPage.lines(harness.state, width: 200)
      .map { $0.pieces.map(\.text.plain).joined() }.joined(separator: "\n")
    for words in [
      "answer: valid plan, 8 steps, the fewest possible", "the highest of 97 finished paths",
      "most visits: fails, ", "They part at step 3: unstack yellow blue, ",
      "Visits say where the search looked",
    ] {
      #expect(page.contains(words), "\(words)")
    }
  }

  @Test func `of a game nothing is said to be valid, and one sign serves both lines`() throws {
    let harness = try ExplorerHarness(simulations: 1000)
    let summary = harness.state.slice.summary
    #expect(summary.answer?.check == nil && summary.answer?.other == nil)
    let text = harness.screen.text
    #expect(!text.contains("valid"))
    #expect(text.contains("\u{25C6} answer \(summary.bestLine.joined(separator: " "))"))
    #expect(text.contains("by most visits, Q "))
  }

  @Test func `an answer in another program's words is shown in its words`() throws {
    var harness = try ExplorerHarness(simulations: 100)
    harness.state.slice.summary.answer = SearchAnswer(
      rule: "majority of \u{1B}[31mvotes", path: ["a"], nodes: [.root, NodeID(1)], value: 0.97,
      text: "17 bags", state: "17 bags", isTerminal: true)
    let text = harness.screen.text
    #expect(text.contains("answer 17 bags") && !text.contains("\u{1B}"))
    let page = InspectorPage.lines(harness.state, width: 200)
      .map { $0.pieces.map(\.text.plain).joined() }.joined(separator: "\n")
    #expect(page.contains("value .970"))
  }
}
