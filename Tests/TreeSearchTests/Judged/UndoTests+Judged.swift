import Groundwork
import RewardModels
import SearchTrees
import Testing

@testable import TreeSearch

/// Searches of judged steps are taken back like all others: tree, spread, log of simulations.
extension UndoTests {
  @Test(arguments: UnvisitedRule.allCases)
  func `whatever is done to judged steps and taken back leaves a search as a fresh one`(
    unvisited: UnvisitedRule
  ) throws {
    var takenBack = 0
    for seed in 1...4 as ClosedRange<UInt64> {
      let root = world(seed + 10).root
      takenBack += try expectTakenBack(
        judged(root, SuffixSumBackup(), unvisited: unvisited, closes: seed % 2 == 0),
        seed: seed, operations: 50)
      takenBack += try expectTakenBack(
        judged(
          root, ProgressBackup(isCorrected: false), c: 3, isScaled: false, unvisited: unvisited,
          walk: TreeRollout(.random, lastLayer: 3), closes: false),
        seed: seed, operations: 50)
      takenBack += try expectTakenBack(
        judged(
          root, SuffixMeanBackup(), unvisited: unvisited,
          walk: TreeRollout(.random)), seed: seed, operations: 30)
    }
    #expect(takenBack > 100)
  }

  @Test func `a judged search goes back to its beginning iteration by iteration`() {
    var search = Search(
      judged(world(5).root, SuffixSumBackup(), closes: false), seed: 3, undoBytes: 1 << 18)
    var known: [Snapshot] = []
    for _ in 0..<80 {
      known.append(Snapshot(search))
      search.run(1)
      var fresh = search.recipe.selection
      fresh.recompute(from: search.tree)
      let isKept = fresh == search.recipe.selection
      #expect(isKept)
      let logged = search.log.count
      #expect(logged == search.iterations)
    }
    #expect(known.contains { $0.iterations - $0.newestGrowth > 3 })
    for snapshot in known.reversed() {
      _ = search.stepBack()
      #expect(Snapshot(search) == snapshot)
    }
  }

  @Test func `phases of a judged search make what a run makes`() {
    for walk in [TreeRollout(), TreeRollout(.random), TreeRollout(.greedy, lastLayer: 3)] {
      let recipe = judged(world(6).root, SuffixSumBackup(), walk: walk, closes: false)
      var search = Search(recipe, seed: 3, undoBytes: 1 << 16)
      var stepped = Search(recipe, seed: 3, undoBytes: 1 << 16)
      for _ in 0..<40 {
        search.run(1)
        var trace = SimulationTrace(iteration: 0)
        for _ in 0..<4 { stepped.stepPhase(into: &trace) }
        #expect(Snapshot(stepped) == Snapshot(search))
      }
    }
  }

  @Test func `a trace tells of every node that a rollout made grow, in their order`() throws {
    var search = Search(
      judged([[[1, 2], 3], 4], SuffixSumBackup()), seed: 3, undoBytes: 1 << 12)
    var trace = SimulationTrace(iteration: 0)
    for _ in 0..<4 { search.stepPhase(into: &trace) }
    #expect(trace.path.map(\.node) == [0, 1, 3, 5].map { NodeID($0) })
    #expect(trace.path.map(\.isNew) == [false, true, true, true])
    #expect(trace.path.dropLast().allSatisfy { $0.remark == "goes on by the highest reward" })
    #expect(trace.path.allSatisfy { $0.table == nil })
    #expect(
      trace.phases[1].changes == [
        .expanded(NodeID(0), first: NodeID(1), count: 2, unexpanded: 0),
        .expanded(NodeID(1), first: NodeID(3), count: 2, unexpanded: 0),
        .expanded(NodeID(3), first: NodeID(5), count: 2, unexpanded: 0),
      ])
    guard case .backedUp(_, let effects) = try #require(trace.phases[3].changes.first) else {
      Issue.record("no backup")
      return
    }
    #expect(effects.map(\.reward) == [nil, 0, 0, 1])
    #expect(effects.map(\.value) == [1, 1, 1, 1])
    // The next one is a choice with a table.
    for _ in 0..<4 { search.stepPhase(into: &trace) }
    #expect(trace.path.first?.table != nil)
  }

  @Test func `a branch of a judged search goes on as the search would`() {
    var search = Search(
      judged(world(7).root, SuffixSumBackup(), closes: false), seed: 3, undoBytes: 1 << 16)
    search.run(20)
    var branch = search.branch(at: .root, undoBytes: 1 << 16)
    #expect(Snapshot(branch) == Snapshot(search))
    search.run(20)
    branch.run(20)
    #expect(Snapshot(branch) == Snapshot(search))
  }

  @Test func `a boost does not enter a last layer that nobody enters`() throws {
    var search = Search(
      judged(
        [[1, 2]], SuffixSumBackup(), unvisited: .estimate,
        walk: TreeRollout(lastLayer: 2), closes: false),
      seed: 3, undoBytes: 1 << 12)
    search.run(1)
    try search.edit(.boost(NodeID(3), visits: 5))
    search.run(5)
    #expect(search.tree.nodes[3].visits == 5)
    #expect(search.tree.nodes[3].flags.contains(.unentered))
    #expect(!search.tree.nodes[3].flags.contains(.terminal))
    #expect(search.isExhausted == false)
  }

  @Test func `the estimate of a step may be set below 0`() throws {
    var search = Search(
      judged([1, 2], SuffixSumBackup()), seed: 3, undoBytes: 1 << 12)
    search.run(1)
    try search.edit(.prior(NodeID(2), value: -7))
    #expect(search.tree.priors[2] == -7)
  }
}
