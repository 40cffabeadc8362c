import Groundwork
import SearchTrees
import Testing

@testable import TreeSearch

/// Phases taken back, and what the record tells of the past.
extension UndoTests {
  // MARK: - Phases

  @Test(arguments: allWidenings)
  func `stepping by phase gives the same tree as running`(widening: ActionWidening) {
    let recipe = recipe(world(4), UCT(c: 1), NegamaxBackup(), widening, solves: true)
    var running = Search(recipe, seed: 6)
    var stepping = Search(recipe, seed: 6, undoBytes: 1 << 16)
    for iteration in 1...80 {
      running.run(1)
      let order = (0..<4).map { _ in
        let phase = stepping.phase
        stepping.runPhase()
        return phase
      }
      #expect(order == SearchPhase.allCases)
      #expect(stepping.iterations == iteration)
      #expect(Snapshot(stepping) == Snapshot(running))
    }
  }

  @Test func `running finishes the simulation under way first`() {
    for phases in 0...3 {
      let recipe = recipe(TicTacToe(), UCT(), NegamaxBackup())
      var search = Search(recipe, seed: 6, undoBytes: 1 << 16)
      for _ in 0..<phases { search.runPhase() }
      search.run(0)
      #expect(search.iterations == 0)
      search.run(5)
      var expected = Search(recipe, seed: 6, undoBytes: 1 << 16)
      expected.run(5)
      #expect(Snapshot(search) == Snapshot(expected))
    }
  }

  @Test func `one phase back and forward again is where it was`() {
    let recipe = recipe(world(5), PUCT(), NegamaxBackup(), .one, solves: true)
    var search = Search(recipe, seed: 6, undoBytes: 1 << 16)
    search.run(20)
    for _ in 0..<40 {
      let before = Snapshot(search)
      search.runPhase()
      let isBack = search.stepBackPhase()
      #expect(isBack)
      #expect(Snapshot(search) == before)
      search.runPhase()
    }
    var steps = 0
    while search.stepBackPhase() { steps += 1 }
    #expect(steps == 30 * 4)
    #expect(search.tree.count == 1)
  }

  @Test func `the simulation under way is dropped and begins again as it began`() {
    let recipe = recipe(TicTacToe(), UCT(), NegamaxBackup())
    var search = Search(recipe, seed: 6, undoBytes: 1 << 16)
    search.run(9)
    let before = Snapshot(search)
    for phases in 0...3 {
      for _ in 0..<phases { search.runPhase() }
      search.rewindSimulation()
      #expect(Snapshot(search) == before)
    }
  }

  // MARK: - History

  /// Rewards are multiples of a quarter, so that values can be told from sums exactly.
  @Test(arguments: allWidenings)
  func `the history of a node is what was backed up through it`(widening: ActionWidening) throws {
    let recipe = recipe(world(6), PUCT(), NegamaxBackup(), widening, solves: true)
    var search = Search(recipe, seed: 3, undoBytes: 1 << 18)
    var known: [NodeID: [NodeBackup]] = [:]
    for iteration in 1...150 {
      if iteration % 20 == 0 {
        try search.edit(.parameter(name: "c", value: Double(iteration) / 100))
      }
      let before = (0..<search.tree.count).map { search.tree.nodes[$0] }
      search.run(1)
      for index in 0..<search.tree.count {
        let now = search.tree.nodes[index]
        let (visits, sum) =
          index < before.count ? (before[index].visits, before[index].valueSum) : (0, 0)
        guard now.visits > visits else { continue }
        known[NodeID(index), default: []].append(
          NodeBackup(iteration: iteration, value: now.valueSum - sum, mean: now.mean))
      }
    }
    #expect(known.count > 20)
    for (node, backups) in known {
      #expect(search.backups(through: node, limit: 1000) == backups.reversed())
      #expect(search.backups(through: node, limit: 3) == Array(backups.reversed().prefix(3)))
      #expect(
        search.backups(through: node, limit: 1000, simulations: 10)
          == backups.reversed().filter { $0.iteration > 140 })
    }
    #expect(search.backups(through: NodeID(search.tree.count), limit: 5) == [])
    // A simulation under way is not history yet.
    let root = search.backups(through: .root, limit: 1000)
    search.runPhase()
    search.runPhase()
    #expect(search.backups(through: .root, limit: 1000) == root)
    search.run(1)
    _ = search.stepBack()
    #expect(search.backups(through: .root, limit: 1000) == root)
  }

  @Test func `the history reaches as far as the record`() {
    var search = Search(
      recipe(TicTacToe(), UCT(), NegamaxBackup()), seed: 3, undoBytes: 2048)
    search.run(500)
    let history = search.backups(through: .root, limit: 1000)
    #expect(history.count == search.undoDepth)
    #expect(history.map(\.iteration) == Array((501 - history.count...500).reversed()))
    var none = Search(recipe(TicTacToe(), UCT(), NegamaxBackup()), seed: 3)
    none.run(50)
    #expect(none.backups(through: .root, limit: 10) == [])
  }
}
