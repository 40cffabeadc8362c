import Environments
import Groundwork
import SearchTrees
import Testing
import TreeSearch

/// Successive rejects, roughly: an arm that lags far behind the best is given up (a world with chance).
private struct RejectedArms: Intervention {
  var visits: UInt32
  var gap: Double
  let author = "rejects"
  let trigger = InterventionTrigger.everySimulation
  let isForChance = true

  func intervene(after path: borrowing SimulationPath, _ editor: inout TreeEditor) {
    var best = -Double.infinity
    var lagging: [(node: NodeID, mean: Double)] = []
    for child in editor.tree.children(of: .root) {
      let numbers = editor.tree.nodes[child.index]
      guard numbers.visits >= visits, !numbers.flags.contains(.banned) else { continue }
      best = max(best, numbers.mean)
      lagging.append((child, numbers.mean))
    }
    for one in lagging where one.mean < best - gap { editor.ban(one.node) }
  }
}

/// Plug-in point 7 as a stranger to the engine sees it: without `@testable`.
@Suite struct InterventionTests {
  private typealias Bandits = Composition<
    Bandit, LegalActions<Bandit>, ActionWidening, UCT, RandomRollouts<Bandit>, MeanBackup
  >

  private func search(_ interventions: [any Intervention]) throws -> Search<Bandits> {
    let world = try Bandit(arms: "0.1,0.5,0.9")
    let recipe = Composition(
      world: world, proposer: LegalActions<Bandit>(order: .listed),
      widening: ActionWidening.all(atFirstVisit: false), selection: UCT(),
      evaluator: RandomRollouts<Bandit>(), backup: MeanBackup(), interventions: interventions)
    return Search(recipe, seed: 7, undoBytes: 1 << 20)
  }

  private func banned(in tree: borrowing SearchTree) -> [Bool] {
    tree.children(of: .root).map { tree.nodes[$0.index].flags.contains(.banned) }
  }

  @Test func `one that is for chance edits a world with chance, and what it did is undone exactly`()
    throws
  {
    var search = try search([RejectedArms(visits: 8, gap: 0.2)])
    search.run(40)
    var before: [UInt64] = []
    for _ in 0..<400 {
      before.append(search.tree.fingerprint)
      search.run(1)
    }
    let wanted = banned(in: search.tree)
    #expect(wanted == [true, true, false])
    for fingerprint in before.reversed() {
      let isBack = search.stepBack()
      let there = search.tree.fingerprint
      #expect(isBack)
      #expect(there == fingerprint)
    }
    let left = banned(in: search.tree)
    #expect(left == [false, false, false])
  }

  @Test func `a branch goes on with it, and another search of the seed does the same`() throws {
    var search = try search([RejectedArms(visits: 8, gap: 0.2)])
    search.run(60)
    var branch = search.branch(at: .root, undoBytes: 0)
    search.run(300)
    branch.run(300)
    let both = [branch.tree.fingerprint, search.tree.fingerprint]
    let bans = banned(in: branch.tree)
    #expect(both[0] == both[1])
    #expect(bans == [true, true, false])
  }

  @Test func `its edits are recorded under its own name`() throws {
    var search = try search([RejectedArms(visits: 8, gap: 0.2)])
    var record = SimulationRecord()
    var edits: [(author: String, node: NodeID)] = []
    search.runUntilSettled(atMost: 400, into: &record) { simulation in
      for index in 0..<simulation.edits.count {
        let edit = simulation.edits[index]
        #expect(edit.change == .banned)
        edits.append((simulation.authors[edit.rule], edit.node))
      }
    }
    #expect(edits.map(\.author) == ["rejects", "rejects"])
    #expect(Set(edits.map(\.node)).count == 2)
  }

  @Test func `one that is not for chance is not asked there`() throws {
    let world = try Bandit(arms: "0.1,0.5,0.9")
    let solver = try #require(ProvenValues(MeanBackup(), range: world.valueRange))
    var search = try search([solver, ClosedSubtrees()])
    search.run(200)
    for index in 0..<search.tree.count {
      let flags = search.tree.nodes[index].flags
      #expect(flags.isDisjoint(with: [.proven, .closed]))
    }
  }

  @Test
  func `a backup by which a node's value does not follow from its best child's proves nothing`() {
    #expect(ProvenValues(SuffixMeanBackup(), range: 0...1) == nil)
    #expect(ProvenValues(SuffixSumBackup(), range: 0...1) != nil)
  }
}
