import Glibc
import Groundwork
import SearchTrees
import Testing
import TreeSearch

/// A rule that draws: a child with probability proportional to `exp(Q / t)`, unvisited ones with Q = 1.
struct SoftmaxRule: SelectionPolicy {
  var temperature = 0.25
  let name = "softmax"
  let formula = "P(a) = exp(Q/t) / sum exp(Q/t)"
  let termNames = ["Q"]
  var parameters: [Parameter] { [Parameter("t", temperature, in: 0.01...10, "temperature")] }

  mutating func set(_ name: String, to value: Double) -> Bool {
    guard name == "t", 0.01...10 ~= value else { return false }
    temperature = value
    return true
  }

  private func weights(
    _ family: borrowing Family
  ) -> [(child: NodeID, value: Double, weight: Double)] {
    var result: [(child: NodeID, value: Double, weight: Double)] = []
    family.forEachCandidate { child in
      let value = child.visits == 0 ? 1 : Double(child.mean)
      result.append((child.node, value, exp(value / temperature)))
    }
    return result
  }

  func choose(_ family: borrowing Family, using random: inout RandomSource) -> Choice {
    let weights = weights(family)
    var left = random.unit() * weights.reduce(0) { $0 + $1.weight }
    for candidate in weights {
      left -= candidate.weight
      if left <= 0 { return .child(candidate.child) }
    }
    return weights.last.map { .child($0.child) } ?? .none
  }

  func explain(_ family: borrowing Family) -> [CandidateTerms] {
    let weights = weights(family)
    let total = weights.reduce(0) { $0 + $1.weight }
    return weights.map { candidate in
      CandidateTerms(
        .child(candidate.child), terms: [NamedNumber("Q", candidate.value)],
        probability: candidate.weight / total)
    }
  }
}

@Suite struct SoftmaxRuleTests {
  private let recipe:
    Composition<
      Nim, LegalActions<Nim>, ActionWidening, SoftmaxRule, RandomRollouts<Nim>, NegamaxBackup
    > = Composition(
      world: Nim(stones: 7), proposer: LegalActions(order: .listed),
      widening: .all(atFirstVisit: false), selection: SoftmaxRule(), evaluator: RandomRollouts(),
      backup: NegamaxBackup())

  @Test func `what it draws is undone, and drawn again`() {
    expectUndone(Search(recipe, seed: 4, undoBytes: 1 << 18))
  }

  @Test func `a branch draws what the search draws`() {
    expectBranched(Search(recipe, seed: 4, undoBytes: 1 << 18))
  }

  @Test func `it is recorded and resumed`() throws {
    let recipe = recipe
    try expectRecordedAndResumed {
      Session(recipe, preset: "softmax", seed: 6, undoBytes: 1 << 18)
    }
  }

  @Test func `its table shows probabilities that add up to 1, and who was drawn in a simulation`()
    throws
  {
    let session = Session(recipe, preset: "softmax", seed: 6, undoBytes: 1 << 18)
    session.run(30)
    for _ in 0..<4 { session.stepPhase() }
    var request = SliceRequest()
    request.wantsTrace = true
    request.wantsTables = true
    var slice = TreeSlice()
    session.fill(&slice, for: request)
    let now = try #require(slice.detail.children)
    #expect(now.winner == nil && now.margin == nil)
    #expect(abs(now.candidates.compactMap(\.probability).reduce(0, +) - 1) < 1e-9)
    let trace = try #require(slice.trace)
    let table = try #require(trace.path[0].table)
    let drawn = try #require(table.winner)
    #expect(table.candidates[drawn].node == trace.path[1].node)
  }
}
