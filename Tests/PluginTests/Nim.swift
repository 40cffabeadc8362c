import Groundwork
import SearchTrees
import Testing
import TreeSearch

/// An environment: a heap of stones, of which two players take 1, 2 or 3 in turn; who takes the last wins.
struct Nim: Environment {
  var stones: Int

  var name: String { "nim:\(stones)" }
  let players = 2
  let valueRange: ClosedRange<Float>? = -1...1
  var initialState: Int { stones }

  func isTerminal(_ state: Int) -> Bool { state == 0 }
  func actionCount(in state: Int) -> Int { min(3, state) }
  func action(at index: Int, in state: Int) -> ActionCode { ActionCode(index + 1) }
  func apply(
    _ action: ActionCode, to state: inout Int, using random: inout RandomSource
  ) -> Transition {
    state -= Int(action)
    return Transition(reward: state == 0 ? 1 : 0, isTerminal: state == 0)
  }

  func label(of action: ActionCode, in state: Int) -> String { "take \(action)" }
  func line(for state: Int) -> String { "\(state) stones" }
  func picture(of state: Int) -> [String] { [String(repeating: "o", count: state)] }
}

@Suite struct NimTests {
  private func recipe(_ stones: Int) -> PluggedRecipe<Nim> {
    let world = Nim(stones: stones)
    return PluggedRecipe(
      plugging: world, proposer: LegalActions<Nim>(), widening: ActionWidening.one,
      selection: UCT(c: 2), evaluator: RandomRollouts<Nim>(), backup: NegamaxBackup(),
      interventions: [ProvenValues(NegamaxBackup(), range: world.valueRange)].compactMap(\.self))
  }

  /// A heap of 4k is lost, any other won by taking what is beyond.
  @Test(arguments: [(1, 1), (2, 2), (3, 3), (5, 1), (6, 2), (7, 3), (9, 1)])
  func `a search proves the winning move`(stones: Int, take: Int) {
    let session = Session(recipe(stones), preset: "uct", seed: 1, undoBytes: 0)
    session.run(20_000)
    let report = session.report(.mostVisits)
    #expect(report.provenValue == 1)
    #expect(report.answer.path.first == "take \(take)")
  }

  @Test func `it is undone, branched, recorded and resumed`() throws {
    expectUndone(Search(recipe(9), seed: 2, undoBytes: 1 << 18))
    expectBranched(Search(recipe(9), seed: 2, undoBytes: 1 << 18))
    try expectRecordedAndResumed {
      Session(recipe(9), preset: "uct", seed: 3, undoBytes: 1 << 18)
    }
  }
}
