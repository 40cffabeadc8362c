import Environments
import Groundwork
import SearchTrees
import Testing
import TreeSearch

/// Writers and judges as a stranger to the engine uses them: without `@testable`.
@Suite struct WrittenDesignsTests {
  private func recipe(noise: Double = 0.1) throws -> PluggedRecipe<Design> {
    let world = try Design(places: 5, letters: 3, ruggedness: 2, noise: noise, seed: 3)
    let writings = Writings()
    return PluggedRecipe(
      plugging: world, proposer: WrittenThings(DesignWriter(seed: 7), keeping: writings),
      widening: GrowthByRule(), selection: NewChildRule(),
      evaluator: JudgedThings(DesignCritic(seed: 7), knowing: writings), backup: MeanBackup())
  }

  private func session(noise: Double = 0.1) throws -> Session<PluggedRecipe<Design>> {
    Session(try recipe(noise: noise), preset: "written", seed: 5, undoBytes: 1 << 20)
  }

  @Test func `what is written and judged is undone, branched, recorded and resumed`() throws {
    expectUndone(Search(try recipe(), seed: 1, undoBytes: 1 << 20))
    expectBranched(Search(try recipe(), seed: 1, undoBytes: 1 << 20))
    let recipe = try recipe()
    try expectRecordedAndResumed {
      Session(recipe, preset: "written", seed: 5, undoBytes: 1 << 18)
    }
  }

  @Test
  func `the root's children are fresh strings, all others differ from their parent in a place`()
    throws
  {
    let session = try session()
    session.run(60)
    let world = try recipe().world
    session.read { tree in
      for index in 1..<tree.count {
        let node = NodeID(index)
        var state = world.initialState
        var random = RandomSource(seed: 0)
        for step in tree.path(to: node).dropFirst() {
          _ = world.apply(tree.nodes[step.index].action, to: &state, using: &random)
        }
        #expect(state.revision == tree.depth(of: node))
        let origin = world.origin(of: state)?.key ?? ""
        let changes = zip(origin, world.key(of: state)).count { $0 != $1 }
        #expect(changes == (tree.depth(of: node) == 1 ? 0 : 1))
      }
    }
  }

  @Test func `the verdict of a node is at hand, with the critique that led to it`() throws {
    let session = try session()
    session.run(40)
    var nodes: [NodeID] = []
    session.read { tree in
      nodes = (0..<tree.count).map { NodeID($0) }.filter { tree.depth(of: $0) == 2 }
    }
    let node = try #require(nodes.first)
    var request = SliceRequest()
    request.cursor = .node(node)
    request.open = Set([.root] + session.path(to: node))
    var slice = TreeSlice()
    session.fill(&slice, for: request)
    let verdict = try #require(slice.detail.verdict)
    #expect(slice.detail.node == node)
    #expect(verdict.isStandIn && verdict.mayBeAskedAgain && verdict.evidence.count == 1)
    #expect(verdict.voices.first?.name.hasPrefix("writer ") == true)
    #expect(verdict.voices.first?.text?.hasPrefix("stand-in writer: ") == true)
    #expect(verdict.cost == [NamedNumber("calls", 1)])
  }

  @Test func `another order of visits gives the same judgements of the same strings`() throws {
    let world = try recipe().world
    func judgements(_ seed: UInt64, _ count: Int) throws -> [String: Double] {
      var search = Search(try recipe(), seed: seed, undoBytes: 0)
      search.run(count)
      var known: [String: Double] = [:]
      for index in 1..<search.tree.count where search.tree.nodes[index].visits == 1 {
        let key = world.key(of: search.state(at: NodeID(index)).state)
        known[key] = search.tree.nodes[index].valueSum
      }
      return known
    }
    let (one, other) = (try judgements(1, 60), try judgements(2, 90))
    let both = Set(one.keys).intersection(other.keys)
    #expect(both.count > 5)
    for key in both { #expect(one[key] == other[key]) }
  }
}

extension Session {
  /// The nodes from the root to a node.
  fileprivate func path(to node: NodeID) -> [NodeID] {
    var path: [NodeID] = []
    read { path = $0.path(to: node) }
    return path
  }
}
