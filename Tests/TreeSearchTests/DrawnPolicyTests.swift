import Environments
import Presets
import SearchTrees
import Testing
import TreeSearch

/// The regularised policy and Gumbel's halving, as searches.
@Suite struct DrawnPolicyTests {
  private func session(_ problem: String, _ preset: Preset) throws -> any SearchSession {
    var plan = SearchPlan(try Problem.named(problem), preset)
    plan.seed = 3
    return plan.makeSession(undoBytes: 1 << 20)
  }

  @Test func `the regularised policy finds the win, and its probabilities add up to 1`() throws {
    let session = try session("connect-four:445566", .regularisedPolicy)
    session.run(300)
    let report = session.report(.mostVisits)
    #expect(["3", "7"].contains(report.answer.path.first))
    var request = SliceRequest()
    request.wantsTables = true
    request.wantsTrace = true
    var slice = TreeSlice()
    session.fill(&slice, for: request)
    let table = try #require(slice.detail.children)
    #expect(abs(table.candidates.compactMap(\.probability).reduce(0, +) - 1) < 1e-12)
    let stage = try #require(slice.trace?.path.first?.table?.stages.first)
    let draw = try #require(stage.draw)
    let winner = try #require(stage.winner)
    let below = stage.arms[..<winner].compactMap(\.probability).reduce(0, +)
    #expect(below <= draw && draw < below + (stage.arms[winner].probability ?? 0) + 1e-12)
  }

  /// With 7 actions and 200 simulations: 3 rounds of 7, 3 and 2 actions.
  ///
  /// Each is visited 200/21 = 9 times in the first, then three of them 200/9 = 22 times more.
  @Test func `root actions are dropped round by round`() throws {
    let session = try session("connect-four", .gumbel)
    func visits() -> [Double] {
      session.report(.mostVisits).children.compactMap(\.visits).sorted(by: >)
    }
    session.run(1 + 7 * 9)
    #expect(visits() == [9, 9, 9, 9, 9, 9, 9])
    session.run(3 * 22)
    #expect(visits() == [31, 31, 31, 9, 9, 9, 9])
    session.run(200 - 63 - 66)
    #expect(visits().dropFirst(2) == [31, 9, 9, 9, 9])
    #expect(visits()[0] - visits()[1] <= 1)
    session.run(20)
    #expect(visits()[0] - visits()[1] <= 1 && visits()[2] == 31)
  }

  @Test func `Gumbel numbers are drawn once, for root actions alone`() throws {
    let session = try session("tic-tac-toe", .gumbel)
    session.run(1)
    var first: [Double?] = []
    func numbers(_ tree: borrowing SearchTree) -> [Double?] {
      let place = tree.statistics.layout.place(of: GumbelMuZero.gumbel.name)
      return (0..<tree.count).map { tree.statistics[place, NodeID($0)] }
    }
    session.read { first = numbers($0) }
    #expect(first[0] == nil && first.dropFirst().allSatisfy { $0 != nil } && first.count == 10)
    session.run(100)
    var later: [Double?] = []
    session.read { later = numbers($0) }
    #expect(Array(later.prefix(10)) == first)
    #expect(later.dropFirst(10).allSatisfy { $0 == nil })
  }
}
