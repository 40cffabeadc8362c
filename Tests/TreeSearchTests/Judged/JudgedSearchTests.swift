import Environments
import Glibc
import Groundwork
import Presets
import SearchTrees
import Testing

@testable import TreeSearch

/// Searches of judged steps as the presets put them together.
struct JudgedSearchTests {
  static func plan(
    _ preset: Preset, _ tree: JudgedTree, _ change: (inout StepRewardSettings) -> Void = { _ in }
  ) throws -> SearchPlan {
    var plan = SearchPlan(Problem(try ExplicitTree(json: tree.json, path: "drawn")))
    plan.preset = preset
    var settings = try #require(preset.stepRewards)
    change(&settings)
    plan.stepRewards = settings
    return plan
  }

  /// Compares a search with the reference, node by node, after each iteration.
  private func expectSame(
    _ session: any SearchSession, _ reference: ReasonersReference, iterations: Int,
    _ words: Comment
  ) throws {
    for _ in 0..<iterations {
      session.run(1)
      reference.iterate { logf($0) }
      var differences: [String] = []
      session.read { tree in
        guard tree.count == reference.nodes.count else {
          return differences.append(
            "\(tree.count) nodes, \(reference.nodes.count) in the reference")
        }
        for node in reference.nodes {
          let own = tree.nodes[node.id]
          let sum = node.sums.reduce(0) { $0 + Double($1) }
          let isSame =
            Int(own.visits) == node.sums.count && own.valueSum == sum
            && tree.parent(of: NodeID(node.id)) == node.parent.map { NodeID($0.id) }
            && (node.id == 0 || tree.priors[node.id] == node.estimate)
          if !isSame { differences.append("\(node.id): \(own), \(node.sums)") }
        }
      }
      try #require(differences == [], words)
    }
    let answer = reference.answer()
    if !answer.path.isEmpty {
      #expect(session.report(.bestPath).answer.nodes.map(\.index) == answer.path, words)
    }
  }

  @Test(arguments: [(1, 3), (2, 4), (3, 3), (4, 3), (5, 2), (7, 2)])
  func `sc-mcts-code grows the tree of the public code`(depth: Int, branching: Int) throws {
    var numbers = RandomSource(seed: UInt64(100 * depth + branching))
    for number in 0..<12 {
      let tree = JudgedTree.random(&numbers, depth: depth, branching: branching)
      guard tree.depth > 0 else { continue }
      var plan = try Self.plan(number % 3 == 0 ? .rap : .contrastiveCode, tree)
      if number % 4 == 3 { plan.c = 0.5 }
      let reference = ReasonersReference(
        tree, c: Float(plan.stepRewardSettings?.c ?? 0), limit: tree.depth)
      try expectSame(
        plan.makeSession(undoBytes: 0), reference, iterations: 60, "tree \(number)")
    }
  }

  @Test func `a depth limit above the leaves ends every walk of the public code`() throws {
    var numbers = RandomSource(seed: 8)
    for limit in 1...4 {
      for number in 0..<6 {
        let tree = JudgedTree.random(&numbers, depth: 5, branching: 3)
        guard tree.depth >= limit else { continue }
        var plan = try Self.plan(.contrastiveCode, tree)
        plan.depthLimit = limit
        plan.c = number % 2 == 0 ? 50 : 1
        let reference = ReasonersReference(tree, c: number % 2 == 0 ? 50 : 1, limit: limit)
        try expectSame(
          plan.makeSession(undoBytes: 0), reference, iterations: 60, "tree \(number) to \(limit)")
      }
    }
  }

  @Test func `with the last layer entered every leaf that is reached is stepped`() throws {
    var numbers = RandomSource(seed: 21)
    for number in 0..<12 {
      let tree = JudgedTree.random(&numbers, depth: 4, branching: 3)
      let plan = try Self.plan(.contrastiveCode, tree) { $0.entersLastLayer = true }
      let reference = ReasonersReference(tree, c: 50, limit: tree.depth, stepsLastLayer: true)
      try expectSame(
        plan.makeSession(undoBytes: 0), reference, iterations: 60, "tree \(number)")
    }
  }

  // MARK: - The flaw of the last layer

  /// The goal is the second leaf, which looks a little worse than it is.
  private let toy = JudgedTree(children: [
    JudgedTree(
      estimate: 0.5, reward: 0.5,
      children: [JudgedTree(estimate: 0.75, reward: 0.25), JudgedTree(estimate: 0.5, reward: 10)])
  ])

  @Test func `the public code visits the goal in the last layer and never learns of it`() throws {
    let session = try Self.plan(.contrastiveCode, toy).makeSession(undoBytes: 0)
    session.run(50)
    let report = session.report(.bestPath)
    #expect(report.answer.nodes == [.root, NodeID(1), NodeID(2)])
    session.read { tree in
      #expect(tree.nodes[3].visits > 10)
      #expect(tree.nodes[3].mean == 0.5)
      #expect(tree.nodes[3].flags.contains(.unentered))
      #expect(!tree.nodes[3].flags.contains(.terminal))
    }
    let alarm = report.summary.alarms.first { $0.node == NodeID(3) }
    #expect(alarm?.text.hasPrefix("visited but never evaluated") == true)
    // No answer takes the estimate for a reward.
    for rule in [AnswerRule.meanReward, .bestEnd, .followReward, .lastTerminal] {
      #expect(session.report(rule).answer.nodes.last == NodeID(2), "\(rule)")
    }
    // .5 + .5 is worth more than .5 + .25, by the estimate.
    #expect(session.report(.bestIteration).answer.nodes.last == NodeID(3))
  }

  @Test func `sc-mcts steps the same leaf and finds the goal`() throws {
    let session = try Self.plan(.contrastive, toy).makeSession(undoBytes: 0)
    session.run(50)
    let report = session.report(.meanReward)
    #expect(report.answer.nodes == [.root, NodeID(1), NodeID(3)])
    #expect(report.summary.alarms.allSatisfy { !$0.text.contains("never evaluated") })
    // Two leaves, each walked to once, and nothing is left.
    #expect(session.iterations == 2)
    var rules: [any StoppingRule] = [Settled()]
    #expect(session.reason(in: &rules, seconds: 0) == .exhausted)
  }

  @Test func `iterations without a new node are told of, and only those`() throws {
    let session = try Self.plan(.contrastiveCode, toy).makeSession(undoBytes: 0)
    func idle() -> [String] {
      session.report(.bestPath).summary.alarms.map(\.text)
        .filter { $0.contains("without a new node") }
    }
    // The first iteration makes all nodes there are.
    session.run(5)
    #expect(idle() == [])
    session.run(1)
    #expect(idle() == ["5 iterations without a new node: known ways are walked again"])
  }

  // MARK: - Ties and bans

  @Test func `among equals the first child is taken, by selection and by the walk`() throws {
    let leaf = JudgedTree(estimate: 0.25, reward: 0.25)
    let tree = JudgedTree(children: [
      JudgedTree(estimate: 0.25, reward: 0.25, children: [leaf, leaf]),
      JudgedTree(estimate: 0.25, reward: 0.25, children: [leaf, leaf]),
    ])
    for preset in [Preset.contrastiveCode, .contrastivePaper, .contrastive] {
      let session = try Self.plan(preset, tree).makeSession(undoBytes: 0)
      session.run(1)
      session.read { #expect($0.nodes[1].visits == 1 && $0.nodes[3].visits == 1) }
    }
  }

  @Test func `a banned leaf is not in the answer, nor what lies below a banned node`() throws {
    let session = try Self.plan(.contrastive, toy).makeSession(undoBytes: 1 << 12)
    session.run(10)
    _ = try session.edit(.ban(NodeID(3)), by: .user)
    #expect(session.report(.meanReward).answer.nodes.last == NodeID(2))
    #expect(session.report(.bestEnd).answer.nodes.last == NodeID(2))
    _ = try session.edit(.ban(NodeID(1)), by: .user)
    #expect(session.report(.bestEnd).answer.nodes == [.root])
  }

  @Test func `a depth limit needs a last layer that is not entered`() throws {
    var plan = try Self.plan(.contrastive, toy)
    plan.depthLimit = 2
    #expect(plan.validationError?.contains("--last-layer skip") == true)
    plan.stepRewards?.entersLastLayer = false
    #expect(plan.validationError == nil)
  }
}
