import Groundwork
import SearchTrees
import Testing
import TreeSearch

/// A reader: the line to the deepest visited node, the oldest among equals.
struct LongestLine: Reader {
  let words = "deepest visited node"
  let measure: String? = "depth"

  func choose(_ tree: borrowing SearchTree, problem: ProblemFacts) -> AnswerChoice {
    var deepest = NodeID.root
    for index in 0..<tree.count where tree.nodes[index].visits > 0 {
      if tree.depth(of: NodeID(index)) > tree.depth(of: deepest) { deepest = NodeID(index) }
    }
    return AnswerChoice(tree.path(to: deepest), value: Double(tree.depth(of: deepest)))
  }
}

@Suite struct LongestLineTests {
  @Test func `a session answers by a reader that it does not know, now and after an undo`() {
    let recipe = PluggedRecipe<Nim>(
      plugging: Nim(stones: 9), proposer: LegalActions<Nim>(),
      widening: ActionWidening.all(atFirstVisit: false), selection: UCT(),
      evaluator: RandomRollouts<Nim>(), backup: NegamaxBackup())
    let session = Session(recipe, preset: "uct", seed: 1, undoBytes: 1 << 18)
    session.run(50)
    let before = session.report(by: LongestLine())
    #expect(before.answer.rule == "deepest visited node" && before.answer.measure == "depth")
    #expect(before.answer.nodes.count == before.summary.depth + 1)
    #expect(before.answer.value == Double(before.summary.depth))
    session.run(200)
    for _ in 0..<200 { _ = session.stepBack() }
    #expect(session.report(by: LongestLine()).answer == before.answer)
  }
}
