import Glibc
import Groundwork
import SearchTrees
import Testing
import TreeSearch

/// A rule with a GEN arm: a new child competes with those that are there, by the mean of their values and
/// what there is to explore in an arm that was tried as often as there are children.
struct NewChildRule: SelectionPolicy {
  var c = 1.0
  let name = "UCT with a new child"
  let formula = "Q + c*sqrt(ln N / n); new: mean Q + c*sqrt(ln N / children)"
  let termNames = ["Q", "U"]
  var parameters: [Parameter] { [Parameter("c", c, in: 0...100, "exploration constant")] }

  private func scores(_ family: borrowing Family) -> [CandidateTerms] {
    let logarithm = log(Double(max(1, family.visits)))
    func terms(_ choice: Choice, _ value: Double, _ tries: Double) -> CandidateTerms {
      let bonus = c * (logarithm / max(1, tries)).squareRoot()
      return CandidateTerms(
        choice, score: Float(value + bonus),
        terms: [NamedNumber("Q", value), NamedNumber("U", bonus)])
    }
    var result: [CandidateTerms] = []
    var total = 0.0
    family.forEachCandidate { child in
      let value = child.visits == 0 ? 0 : Double(child.mean)
      total += value
      result.append(terms(.child(child.node), value, Double(child.visits)))
    }
    let count = Double(result.count)
    if family.canGrow {
      result.append(terms(.grow(source: 0), count == 0 ? 0 : total / count, count))
    }
    return result
  }

  func choose(_ family: borrowing Family, using random: inout RandomSource) -> Choice {
    var best: CandidateTerms?
    for candidate in scores(family) where candidate.score ?? 0 > best?.score ?? -.infinity {
      best = candidate
    }
    return best?.choice ?? .none
  }

  func explain(_ family: borrowing Family) -> [CandidateTerms] { scores(family) }
}

@Suite struct NewChildRuleTests {
  private let recipe = PluggedRecipe<Nim>(
    plugging: Nim(stones: 9), proposer: LegalActions<Nim>(order: .listed),
    widening: GrowthByRule(), selection: NewChildRule(), evaluator: RandomRollouts<Nim>(),
    backup: NegamaxBackup())

  @Test func `nodes get one child at a time, when the rule finds that worth more`() {
    var search = Search(recipe, seed: 1, undoBytes: 1 << 16)
    var counts: [Int] = []
    for _ in 0..<40 {
      search.run(1)
      counts.append(search.tree.childCount(of: .root))
    }
    #expect(counts.first == 0 && counts[1] == 1 && counts.last == 3)
    #expect(zip(counts, counts.dropFirst()).allSatisfy { $1 == $0 || $1 == $0 + 1 })
    // No child waits for its first visit: it was made to be visited.
    for index in 1..<search.tree.count {
      let visits = search.tree.nodes[index].visits
      #expect(visits > 0)
    }
  }

  @Test func `it is undone, branched, recorded and resumed`() throws {
    expectUndone(Search(recipe, seed: 1, undoBytes: 1 << 18))
    expectBranched(Search(recipe, seed: 1, undoBytes: 1 << 18))
    let recipe = recipe
    try expectRecordedAndResumed {
      Session(recipe, preset: "new-child", seed: 3, undoBytes: 1 << 18)
    }
  }

  @Test func `the new child stands in the table, with its score`() throws {
    let session = Session(recipe, preset: "new-child", seed: 3, undoBytes: 1 << 16)
    session.run(5)
    var request = SliceRequest()
    request.wantsTables = true
    var slice = TreeSlice()
    session.fill(&slice, for: request)
    let table = try #require(slice.detail.children)
    let arm = try #require(table.candidates.last)
    #expect(arm.node == .none && arm.label == "+ new child" && arm.score.isFinite)
    #expect(table.candidates.count == slice.detail.childCount + 1)
    #expect(session.report(.mostVisits).children.count == slice.detail.childCount)
  }
}
