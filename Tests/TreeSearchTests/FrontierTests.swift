import Environments
import Groundwork
import SearchTrees
import Testing

@testable import TreeSearch

/// Walks that choose among the open nodes of the whole tree.
@Suite struct FrontierTests {
  private func recipe(
    noise: Double = 0.05, children: Int? = nil, seed: UInt64 = 3
  ) throws -> PluggedRecipe<Design> {
    let world = try Design(places: 5, letters: 3, ruggedness: 2, noise: noise, seed: seed)
    let writings = Writings()
    return PluggedRecipe(
      plugging: world, proposer: WrittenThings(DesignWriter(seed: 7), keeping: writings),
      widening: ActionWidening.one, selection: OwnJudgements(name: "best-first", formula: ""),
      evaluator: JudgedThings(DesignCritic(seed: 7), knowing: writings),
      backup: JudgementBackup(),
      walk: BestFirstWalk(mostChildren: children, judgesRoot: false))
  }

  private func search(
    noise: Double = 0.05, children: Int? = nil
  ) throws -> Search<PluggedRecipe<Design>> {
    Search(try recipe(noise: noise, children: children), seed: 1, undoBytes: 1 << 20)
  }

  /// The node that is to be refined next, found by looking at every node.
  private func best(
    _ tree: borrowing SearchTree, children: Int, below base: NodeID = .root,
    barred: Set<NodeID> = []
  ) -> NodeID? {
    var best: (node: NodeID, value: Double)?
    for index in 0..<tree.count {
      let node = NodeID(index)
      let path = tree.path(to: node)
      guard path.contains(base), barred.isDisjoint(with: path) else { continue }
      let made = tree.children(of: node).count
      // Of five places with three letters there are ten changes.
      if made >= min(children, node == .root ? 243 : 10) { continue }
      let value: Double
      if node == .root {
        value = made == 0 ? .infinity : -.infinity
      } else {
        guard let judged = tree.statistics[0, node] else { continue }
        value = judged
      }
      if best.map({ value > $0.value }) ?? true { best = (node, value) }
    }
    return best?.node
  }

  @Test(arguments: [2, 4, 1000])
  func `every simulation refines the open node that was judged best, the oldest among equals`(
    children: Int
  ) throws {
    var search = try search(children: children)
    for _ in 0..<250 {
      let wanted = best(search.tree, children: children)
      let before = search.tree.count
      search.run(1)
      let after = search.tree.count
      let parent = search.tree.parent(of: NodeID(before))
      #expect(after == before + 1 && parent == wanted)
    }
    let rebuilds = search.openNodes?.rebuilds
    #expect(rebuilds == 1, "what a simulation changes is looked at, not the tree")
  }

  @Test func `the judgement of each node is kept beside the mean`() throws {
    var search = try search()
    search.run(60)
    for index in 1..<search.tree.count {
      let node = NodeID(index)
      let numbers = search.tree.nodes[index]
      let own = search.tree.statistics[0, node]
      let judged = try #require(own)
      var sum = judged
      for child in search.tree.children(of: node) {
        sum += search.tree.nodes[child.index].valueSum
      }
      #expect(abs(sum - numbers.valueSum) < 1e-6)
    }
    let root = search.tree.statistics[0, .root]
    #expect(root == nil, "where nothing is written nothing is judged")
  }

  @Test func `one simulation back and forth costs no second look at the tree`() throws {
    var search = try search()
    search.run(100)
    let tree = search.tree.fingerprint
    for _ in 0..<20 {
      let isBack = search.stepBack()
      search.run(1)
      #expect(isBack)
    }
    let rebuilds = search.openNodes?.rebuilds
    #expect(rebuilds == 1)
    for _ in 0..<50 { _ = search.stepBack() }
    search.run(50)
    let again = search.tree.fingerprint
    let later = search.openNodes?.rebuilds
    #expect(again == tree && later == 2)
  }

  @Test func `a phase that is taken back and done again chooses the same node`() throws {
    var search = try search()
    var whole = try self.search()
    for count in 1...40 {
      whole.run(1)
      search.runPhases(3)
      search.rewindSimulation()
      search.runPhases(4)
      let same = search.tree.fingerprint == whole.tree.fingerprint
      #expect(same, "simulation \(count)")
    }
  }

  @Test
  func `nothing below a banned or pinned node is refined, and all is again once that is undone`()
    throws
  {
    var search = try search()
    search.run(80)
    let open = search.lookAtOpenNodes(isLent: false)?.count
    let first = search.tree.children(of: .root).first
    let banned = try #require(first)
    try search.edit(.ban(banned))
    for _ in 0..<30 {
      let wanted = best(search.tree, children: 1000, barred: [banned])
      let before = search.tree.count
      search.run(1)
      let parent = search.tree.parent(of: NodeID(before))
      #expect(parent == wanted)
    }
    for _ in 0..<30 { _ = search.stepBack() }
    let isUndone = search.undoEdit()
    let again = search.lookAtOpenNodes(isLent: false)?.count
    #expect(isUndone && again == open)
    let next = best(search.tree, children: 1000)
    let pinned = try #require(next)
    try search.edit(.pin(pinned, value: 5))
    let wanted = best(search.tree, children: 1000, barred: [pinned])
    let before = search.tree.count
    search.run(1)
    let parent = search.tree.parent(of: NodeID(before))
    #expect(parent == wanted)
  }

  @Test func `a branch refines below where it begins, a boost below its node as often as it says`()
    throws
  {
    var search = try search()
    search.run(60)
    let focus = NodeID(20)
    var branch = search.branch(at: focus, undoBytes: 1 << 16)
    for _ in 0..<30 {
      let wanted = best(branch.tree, children: 1000, below: focus)
      let before = branch.tree.count
      branch.run(1)
      let parent = branch.tree.parent(of: NodeID(before))
      #expect(parent == wanted)
    }
    try search.edit(.boost(focus, visits: 5))
    for turn in 0..<10 {
      let wanted = best(search.tree, children: 1000, below: turn < 5 ? focus : .root)
      let before = search.tree.count
      search.run(1)
      let parent = search.tree.parent(of: NodeID(before))
      #expect(parent == wanted, "turn \(turn)")
    }
  }

  @Test func `a search in which no node is open is exhausted`() throws {
    let world = try Design(places: 2, letters: 2, ruggedness: 1, seed: 3)
    let recipe = PluggedRecipe(
      plugging: world, proposer: WrittenThings(DesignWriter(seed: 7), keeping: Writings()),
      widening: ActionWidening.one, selection: OwnJudgements(name: "repeated", formula: ""),
      evaluator: JudgedThings(DesignCritic(seed: 7)), backup: JudgementBackup(),
      walk: RepeatedSampling())
    var search = Search(recipe, seed: 1, undoBytes: 0)
    search.runUntilSettled(atMost: 100)
    let (nodes, isExhausted) = (search.tree.count, search.isExhausted)
    #expect(nodes == 5 && isExhausted)
  }

  @Test func `the summary, the trace and a look at the same tree count the open nodes alike`()
    throws
  {
    let session = Session(try recipe(), preset: "best-first", seed: 1, undoBytes: 1 << 18)
    session.run(30)
    var summary = SearchSummary()
    session.fill(&summary)
    let open = try #require(summary.openNodes)
    session.stepPhase()
    var request = SliceRequest()
    request.wantsTrace = true
    var slice = TreeSlice()
    session.fill(&slice, for: request)
    #expect(slice.trace?.openNodes == open && slice.summary.openNodes == open)
    #expect(slice.trace?.path.allSatisfy { $0.table == nil } == true)
    for _ in 0..<3 { session.stepPhase() }
    session.fill(&summary)
    let interpreter = Session(try recipe(), preset: "best-first", seed: 1, undoBytes: 0)
    var tree = SearchTree(hasPriors: false)
    session.read { tree = $0.copy() }
    #expect(
      interpreter.openNodes(in: &tree, at: RecordedMoment(iterations: 31, deepest: 9))
        == summary.openNodes)
  }

  @Test func `the best open nodes are those that are taken next, in their order`() throws {
    var search = try search()
    search.run(150)
    let known = search.lookAtOpenNodes(isLent: false)?.best ?? []
    let lent = search.lookAtOpenNodes(isLent: true)?.best ?? []
    #expect(known.count == 16 && Set(known).count == 16 && known == lent)
    let first = best(search.tree, children: 1000)
    #expect(known.first == first)
    let scores = known.map { search.tree.statistics[0, $0] ?? .infinity }
    #expect(scores == scores.sorted(by: >))
  }

  @Test func `the answer is the path to what was judged best`() throws {
    var search = try search()
    search.run(100)
    let answer = search.answer(AnswerRule.bestJudgement)
    var highest = -Double.infinity
    for index in 1..<search.tree.count {
      highest = max(highest, search.tree.statistics[0, NodeID(index)] ?? highest)
    }
    let own = search.tree.statistics[0, answer[answer.count - 1]]
    #expect(own == highest)
  }
}
