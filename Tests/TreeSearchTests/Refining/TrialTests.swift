import Environments
import Groundwork
import SearchTrees
import Testing

@testable import TreeSearch

/// Simulations that judge more than the node that they end at.
@Suite struct TrialTests {
  private func recipe(_ rule: Refinement, places: Int) throws -> PluggedRecipe<Design> {
    let world = try Design(places: places, letters: 3, ruggedness: 2, noise: 0.1, seed: 3)
    let writings = Writings()
    let critic = ScaledDesignCritic(DesignCritic(seed: 7), scale: 200, offset: -100)
    return PluggedRecipe(
      plugging: world,
      proposer: WrittenThings(RefiningDesignWriter(skill: 0.7, seed: 7), keeping: writings),
      widening: ActionWidening.one, selection: OpenNodeScores(rule),
      evaluator: JudgedThings(critic, knowing: writings), backup: RefinementBackup(rule),
      walk: RefinementWalk(rule))
  }

  private func search(places: Int = 5) throws -> Search<PluggedRecipe<Design>> {
    Search(try recipe(Refinement(.published), places: places), seed: 1, undoBytes: 1 << 22)
  }

  @Test func `a visit counts a judgement at the node or below it, two a simulation`() throws {
    var search = try search(places: 9)
    search.run(80)
    let root = search.tree.nodes[0].visits
    #expect(root == 2 * 80)
    for index in 0..<search.tree.count {
      let node = NodeID(index)
      var visits = UInt32(search.tree.statistics[0, node] ?? 0)
      for child in search.tree.children(of: node) {
        visits += search.tree.nodes[child.index].visits
      }
      let own = search.tree.nodes[index].visits
      #expect(own == visits, "\(node)")
    }
  }

  @Test func `only the path and what lies next to it is looked at, never the tree`() throws {
    var search = try search()
    search.run(200)
    let rebuilds = search.openNodes?.rebuilds
    #expect(rebuilds == 1)
    // And still the highest score of all is taken.
    var rule = Refinement(.published)
    rule.locate(in: search.tree.statistics.layout)
    for _ in 0..<60 {
      var best: (node: NodeID, score: Double)?
      for index in 0..<search.tree.count {
        guard let score = rule.priority(of: NodeID(index), in: search.tree) else { continue }
        if best.map({ score > $0.score }) ?? true { best = (NodeID(index), score) }
      }
      let before = search.tree.count
      search.run(1)
      guard search.tree.count > before else { break }
      let parent = search.tree.parent(of: NodeID(before))
      #expect(parent == best?.node)
    }
  }

  /// What is kept from simulation to simulation, beside a look at every node of the tree.
  private func expectTheSameOpenNodes(in search: inout Search<PluggedRecipe<Design>>) {
    for _ in 0..<150 {
      search.run(1)
      let kept = search.lookAtOpenNodes(isLent: false)
      let looked = search.lookAtOpenNodes(isLent: true)
      #expect(kept?.count == looked?.count)
      #expect(kept?.best.prefix(4) == looked?.best.prefix(4), "\(search.iterations)")
    }
    #expect(search.openNodes?.rebuilds == 1)
  }

  @Test(arguments: [Refinement.Variant.published, .coded, .zero])
  func `the open nodes that are kept are those of the whole tree`(
    variant: Refinement.Variant
  ) throws {
    var search = Search(
      try recipe(Refinement(variant), places: 5), seed: 1, undoBytes: 1 << 22)
    expectTheSameOpenNodes(in: &search)
  }

  @Test func `a run changes the scores of the children next to it too`() throws {
    let rule = Introspection()
    let writings = Writings()
    let insight = DesignInsight(noise: 0.1, seed: 7)
    let proposer = ForeseenProposer(
      WrittenThings(DesignWriter(seed: 7), keeping: writings),
      { insight.value(of: $0, in: $1) })
    var search = Search(
      PluggedRecipe(
        plugging: try Design(places: 5, letters: 3, ruggedness: 2, seed: 3), proposer: proposer,
        widening: ChildrenAtOnce(3), selection: OpenNodeScores(rule),
        evaluator: JudgedThings(DesignCritic(seed: 7), knowing: writings),
        backup: JudgementBackup(), walk: IntrospectionWalk(rule)),
      seed: 1, undoBytes: 1 << 22)
    expectTheSameOpenNodes(in: &search)
  }

  @Test func `another constant is used from the next simulation on`() throws {
    var bold = try search()
    var shy = try search()
    try bold.edit(.parameter(name: "c", value: 200))
    bold.run(60)
    shy.run(60)
    let (first, second) = (bold.tree.fingerprint, shy.tree.fingerprint)
    #expect(first != second)
  }

  @Test func `steps tell each verdict and each backup, in their order`() throws {
    var search = try search()
    search.run(5)
    var trace = SimulationTrace(iteration: 6)
    for _ in 0..<4 { search.stepPhase(into: &trace) }
    let changes = trace.phases.flatMap(\.changes)
    let judged = changes.compactMap { change -> NodeID? in
      if case .evaluated(let node, _) = change { node } else { nil }
    }
    let paths = changes.compactMap { change -> [NodeID]? in
      if case .backedUp(let path, _) = change { path } else { nil }
    }
    #expect(judged.count == 2 && paths.count == 2)
    #expect(paths.map(\.last) == judged.map { Optional($0) })
    let parent = search.tree.parent(of: judged[1])
    #expect(parent == judged[0])
    var whole = try self.search()
    whole.run(6)
    let (one, other) = (search.tree.fingerprint, whole.tree.fingerprint)
    #expect(one == other)
  }

  @Test func `the backups of a node that is judged again and passed through are both remembered`()
    throws
  {
    var search = try search()
    search.run(1)
    let first = search.backups(through: NodeID(1), limit: 10).count
    search.run(30)
    for index in 0..<search.tree.count {
      let node = NodeID(index)
      let visits = Int(search.tree.nodes[index].visits)
      let backups = search.backups(through: node, limit: 1_000)
      #expect(backups.count == visits)
      #expect(backups.map(\.iteration) == backups.map(\.iteration).sorted(by: >))
    }
    #expect(first == 1)
  }

  @Test func `a record holds what was judged beside the leaf, and its rows`() throws {
    var search = try search()
    var record = SimulationRecord()
    var trials: [[NodeID]] = []
    var others: [Int] = []
    search.runUntilSettled(atMost: 3, into: &record) { record in
      trials.append(record.trials.map(\.node))
      others.append(record.others.count)
    }
    // At first both answers, side by side; then one of them again, on the path to what is new.
    #expect(trials[0] == [NodeID(1)] && others[0] == 1)
    #expect(trials[1].count == 1 && others[1] == 0)
  }
}

/// The rules of searches that choose among all open nodes, as they are worked out by hand.
@Suite struct LayerTests {
  @Test func `a beam takes the best of a layer, the oldest among equals`() {
    let layer = [0.2, 0.9, 0.5, 0.9, 0.5].map { LayerNode(score: $0) }
    func taken(_ width: Int) -> [Int] {
      Beam(width: width, children: 3).plan(layer, finishedBefore: 0).map(\.children)
    }
    #expect(taken(1) == [0, 3, 0, 0, 0])
    #expect(taken(3) == [0, 3, 3, 3, 0])
    #expect(taken(9) == [3, 3, 3, 3, 3])
  }

  @Test func `what is finished keeps no place in a beam`() {
    var layer = [0.2, 0.9, 0.5].map { LayerNode(score: $0) }
    layer[1].isFinished = true
    let shares = Beam(width: 2, children: 2).plan(layer, finishedBefore: 5)
    #expect(shares.map(\.children) == [2, 0, 2])
  }

  /// Two groups of one and strength 0.3: the first group takes 0.9, action 1, so that 0.8 counts 0.5 for the
  /// second, which takes 0.7.
  @Test func `a later group keeps away from the actions of earlier ones`() {
    let layer = zip([0.9, 0.8, 0.7, 0.6], [1, 1, 2, 3]).map {
      LayerNode(score: $0, action: ActionCode($1))
    }
    let beam = Beam(width: 2, children: 2, groups: 2, strength: 0.3)
    let shares = beam.plan(layer, finishedBefore: 0)
    #expect(shares.map(\.children) == [2, 0, 2, 0])
    #expect(shares.map(\.group) == [0, nil, 1, nil])
    // Without strength the best ones are taken, whoever takes them.
    let plain = Beam(width: 2, children: 2, groups: 2, strength: 0).plan(layer, finishedBefore: 0)
    #expect(plain.map(\.children) == [2, 2, 0, 0])
  }

  /// Groups of two and one: the first takes the two best of its own, a penalty counts between groups alone.
  @Test func `a group chooses among the children of its own nodes, without a penalty within`() {
    let layer = [
      LayerNode(score: 0.9, action: 1, group: 0), LayerNode(score: 0.8, action: 1, group: 0),
      LayerNode(score: 0.1, action: 2, group: 0), LayerNode(score: 0.95, action: 1, group: 1),
      LayerNode(score: 0.2, action: 3, group: 1),
    ]
    let shares = Beam(width: 3, children: 1, groups: 2, strength: 0.5)
      .plan(layer, finishedBefore: 0)
    // Two earlier choices of action 1 make .95 count -.05.
    #expect(shares.map(\.children) == [1, 1, 0, 0, 1])
    #expect(shares.map(\.group) == [0, 0, nil, nil, 1])
  }

  /// e^(.9/.2), e^(.5/.2), e^(.1/.2) of 16: 13.86 up to 14, then 2 * .88 up to 2, then nothing.
  @Test func `a budget is shared out from the best node down, rounded up`() {
    let rule = RewardBalance(width: 16)
    #expect(rule.shares(of: [0.9, 0.5, 0.1], budget: 16).widths == [14, 2, 0])
    #expect(rule.shares(of: [0.1, 0.9, 0.5], budget: 16).order == [1, 2, 0])
    var layer = [0.9, 0.5, 0.1].map { LayerNode(score: $0) }
    #expect(rule.plan(layer, finishedBefore: 0).map(\.children) == [14, 2, 0])
    // One that is finished gets nothing and lowers the budget for good.
    layer[0].isFinished = true
    #expect(rule.plan(layer, finishedBefore: 3).map(\.children) == [0, 11, 1])
    #expect(rule.plan(layer, finishedBefore: 20).map(\.children) == [0, 0, 0])
    #expect(rule.plan([], finishedBefore: 0).isEmpty)
  }

  @Test(arguments: [Beam(width: 2, children: 3), Beam(width: 2, children: 3, groups: 2)])
  func `a search by a beam makes layer after layer, each of as many nodes`(rule: Beam) throws {
    let world = try Design(places: 5, letters: 3, ruggedness: 1, seed: 3)
    let recipe = PluggedRecipe(
      plugging: world, proposer: WrittenThings(DesignWriter(seed: 7), keeping: Writings()),
      widening: ActionWidening.one, selection: OwnJudgements(name: "beam", formula: ""),
      evaluator: JudgedThings(DesignCritic(seed: 7)), backup: JudgementBackup(),
      interventions: [LayerPlanning(rule)], walk: LayerWalk(rule))
    var search = Search(recipe, seed: 1, undoBytes: 1 << 18)
    search.run(3 + 4 * 6)
    var depths: [Int] = []
    for index in 0..<search.tree.count { depths.append(search.tree.depth(of: NodeID(index))) }
    #expect(depths == [0, 1, 1, 1] + (2...5).flatMap { Array(repeating: $0, count: 6) })
    // Of each layer only the two best have children, and all of one node before the next one's.
    for depth in 1...4 {
      let layer = depths.indices.filter { depths[$0] == depth }.map { NodeID($0) }
      let parents = layer.filter { search.tree.childCount(of: $0) > 0 }
      #expect(parents.count == 2)
      guard rule.groups == 1 else { continue }
      let scores = layer.map { search.tree.statistics[0, $0] ?? 0 }.sorted(by: >)
      let chosen = parents.map { search.tree.statistics[0, $0] ?? 0 }.sorted(by: >)
      #expect(chosen == Array(scores.prefix(2)))
    }
  }
}
