import Groundwork
import SearchTrees
import Testing

@testable import TreeSearch

/// What the tables tell is what the walk does.
struct WalkTests {
  /// Steps through `count` simulations phase by phase and returns how many decisions were checked.
  private func expectTold<World, Selection, Backing>(
    _ recipe: Recipe<World, Selection, Backing>, seed: UInt64, count: Int,
    prepare: (inout Search<Recipe<World, Selection, Backing>>) throws -> Void = { _ in },
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws -> Int {
    var stepped = Search(recipe, seed: seed, undoBytes: 1 << 20)
    var running = Search(recipe, seed: seed, undoBytes: 1 << 20)
    try prepare(&stepped)
    try prepare(&running)
    var decisions = 0
    for _ in 0..<count {
      running.run(1)
      var trace = SimulationTrace(iteration: 0)
      for phase in SearchPhase.allCases {
        try #require(stepped.phase == phase)
        stepped.stepPhase(into: &trace)
      }
      let nodes = trace.path.map(\.node)
      for (position, step) in trace.path.enumerated() {
        guard let table = step.table else { continue }
        let winner = table.winner.map { table.candidates[$0].node }
        let next = position + 1 < nodes.count ? nodes[position + 1] : nil
        #expect(winner == next, "\(trace)", sourceLocation: sourceLocation)
        #expect(table.node == step.node, sourceLocation: sourceLocation)
        #expect(table.parentVisits == step.visits, sourceLocation: sourceLocation)
        for candidate in table.candidates where candidate.score.isFinite {
          let sum = candidate.terms.reduce(0) { $0 + $1.value }
          #expect(abs(sum - candidate.score) < 1e-5, sourceLocation: sourceLocation)
        }
        decisions += 1
      }
      #expect(trace.iteration == running.iterations, sourceLocation: sourceLocation)
      let same = Snapshot(stepped) == Snapshot(running)
      #expect(same, sourceLocation: sourceLocation)
      #expect(stepped.tree.brokenInvariants() == [], sourceLocation: sourceLocation)
      guard case .backedUp(let path, let effects)? = trace.phases.last?.changes.first else {
        Issue.record("no backup was told", sourceLocation: sourceLocation)
        continue
      }
      #expect(path == nodes, sourceLocation: sourceLocation)
      for effect in effects {
        let numbers = stepped.tree.nodes[effect.node.index]
        #expect(effect.visits == Double(numbers.visits), sourceLocation: sourceLocation)
        #expect(effect.meanAfter == numbers.mean, sourceLocation: sourceLocation)
      }
    }
    return decisions
  }

  @Test(arguments: allWidenings)
  func `the winner of a table is the child that the walk takes`(widening: ActionWidening) throws {
    var numbers = RandomSource(seed: 41)
    var decisions = 0
    for seed in 1...3 as ClosedRange<UInt64> {
      let root = Branch.random(&numbers, depth: 5, isRewardedOnTheWay: true)
      let one = LiteralTree(root)
      let two = LiteralTree(root, players: 2)
      for solves in [false, true] {
        decisions += try expectTold(
          recipe(one, UCT(c: 0.5), MeanBackup(), widening, solves: solves), seed: seed, count: 60)
        decisions += try expectTold(
          recipe(one, PUCT(), SuffixSumBackup(), widening, solves: solves), seed: seed, count: 60)
        decisions += try expectTold(
          recipe(two, UCT(c: 1), NegamaxBackup(), widening, solves: solves), seed: seed, count: 60)
        decisions += try expectTold(
          recipe(two, PUCT(c: 2, reduction: 0.3), NegamaxBackup(), widening, solves: solves),
          seed: seed, count: 60)
      }
    }
    #expect(decisions > 1000)
  }

  @Test func `tables tell the truth about banned, pinned and boosted nodes and changed numbers`()
    throws
  {
    let decisions = try expectTold(
      recipe(TicTacToe(), PUCT(), NegamaxBackup(), solves: true), seed: 6, count: 150
    ) { search in
      search.run(100)
      try search.edit(.ban(NodeID(2)))
      try search.edit(.pin(NodeID(3), value: 0.9))
      try search.edit(.prior(NodeID(4), value: 0.7))
      try search.edit(.parameter(name: "c", value: 0.4))
      try search.edit(.boost(NodeID(1), visits: 20))
    }
    #expect(decisions > 100)
  }

  @Test func `tables tell the truth about pinned ends`() throws {
    for (solves, pinned) in [(false, -1.0), (false, 2), (true, -1), (true, 2)] {
      _ = try expectTold(
        recipe(LiteralTree([1, 0.5, [0.25, 0.75]]), UCT(c: 0.3), MeanBackup(), solves: solves),
        seed: 2, count: 40
      ) { search in
        search.run(2)
        if let open = search.tree.children(of: .root).last {
          try search.edit(.pin(open, value: pinned))
        }
      }
    }
  }

  @Test func `a stochastic problem is told as it runs`() throws {
    let decisions = try expectTold(
      recipe(GaussianBandit(pulls: 2), UCT(c: 0.5), SuffixSumBackup()), seed: 6, count: 200)
    #expect(decisions > 200)
  }

  @Test func `a simulation is told again without changing anything`() throws {
    var search = Search(
      recipe(TicTacToe(), UCT(c: 1), NegamaxBackup(), solves: true), seed: 5, undoBytes: 1 << 16)
    search.run(40)
    var trace = SimulationTrace(iteration: 0)
    for phase in 0..<4 {
      for _ in 0..<phase { search.stepPhase(into: &trace) }
      let before = Snapshot(search)
      let again = search.retrace()
      #expect(Snapshot(search) == before)
      // Compared as text: Q of an unvisited child is not a number, which equals nothing.
      if phase > 0 { #expect(again.map { "\($0)" } == "\(trace)") }
      #expect(again?.phases.count == (phase == 0 ? 4 : phase))
      search.rewindSimulation()
    }
  }

  @Test func `telling a simulation again never takes an edit back`() throws {
    var search = Search(recipe(TicTacToe(), UCT(), NegamaxBackup()), seed: 5, undoBytes: 1 << 16)
    search.run(40)
    try search.edit(.ban(NodeID(1)))
    let before = Snapshot(search)
    #expect(search.retrace() == nil)
    #expect(Snapshot(search) == before)
    #expect(search.tree.nodes[1].flags.contains(.banned))
    search.run(1)
    let trace = search.retrace()
    #expect(trace?.iteration == 41)
    #expect(search.tree.nodes[1].flags.contains(.banned))
  }

  @Test func `a walk without an undo record cannot be told again but goes on`() {
    var search = Search(recipe(TicTacToe(), UCT(), NegamaxBackup()), seed: 5)
    search.run(3)
    let trace = search.retrace()
    #expect(trace == nil)
    #expect(search.iterations == 3)
  }
}
