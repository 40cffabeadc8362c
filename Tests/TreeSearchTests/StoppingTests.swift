import Environments
import Groundwork
import Presets
import SearchTrees
import Testing

@testable import TreeSearch

struct StoppingTests {
  private func progress(
    iterations: Int = 0, nodes: Int = 1, bytes: Int = 0, seconds: Double = 0,
    isExhausted: Bool = false
  ) -> SearchProgress {
    SearchProgress(
      iterations: iterations, nodes: nodes, bytes: bytes, seconds: seconds,
      isExhausted: isExhausted)
  }

  private func search() -> Search<Recipe<TicTacToe, UCT, NegamaxBackup>> {
    Search(recipe(TicTacToe(), UCT(c: 1), NegamaxBackup()), seed: 2)
  }

  @Test func `iterations stop at their limit and not before`() {
    let rule = IterationLimit(100)
    let tree = SearchTree(hasPriors: false)
    #expect(rule.reason(progress(iterations: 0), tree: tree) == nil)
    #expect(rule.reason(progress(iterations: 99), tree: tree) == nil)
    #expect(rule.reason(progress(iterations: 100), tree: tree) == .iterations(100))
    #expect(rule.reason(progress(iterations: 101), tree: tree) == .iterations(100))
    #expect(rule.checkInterval(progress(iterations: 0)) == 100)
    #expect(rule.checkInterval(progress(iterations: 99)) == 1)
    #expect(rule.checkInterval(progress(iterations: 100)) == 1)
    #expect(rule.checkInterval(progress(iterations: 500)) == 1)
  }

  @Test func `nodes stop once there are enough`() {
    let rule = NodeLimit(200_000)
    let tree = SearchTree(hasPriors: false)
    #expect(rule.reason(progress(nodes: 199_999), tree: tree) == nil)
    #expect(rule.reason(progress(nodes: 200_000), tree: tree) == .nodes(200_000))
    #expect(rule.reason(progress(nodes: 200_001), tree: tree) == .nodes(200_000))
    // A simulation may add 65,535 nodes: the limit is not passed unasked.
    #expect(rule.checkInterval(progress(nodes: 1)) == 3)
    #expect(rule.checkInterval(progress(nodes: 199_999)) == 1)
    #expect(rule.checkInterval(progress(nodes: 300_000)) == 1)
  }

  @Test func `a run under a node limit overshoots by one expansion at most`() {
    var search = search()
    let rule = NodeLimit(500)
    while rule.reason(search.progress(seconds: 0), tree: search.tree) == nil {
      search.run(rule.checkInterval(search.progress(seconds: 0)))
    }
    #expect((500...508).contains(search.tree.count))
  }

  @Test func `time stops when it is up`() {
    let rule = TimeLimit(seconds: 2.5)
    let tree = SearchTree(hasPriors: false)
    #expect(rule.reason(progress(seconds: 2.4999), tree: tree) == nil)
    #expect(rule.reason(progress(seconds: 2.5), tree: tree) == .seconds(2.5))
    #expect(rule.checkInterval(progress()) >= 1)
  }

  @Test func `memory stops when it is used`() {
    var rule = MemoryLimit(MemoryAllowance(bytes: 1 << 20))
    let tree = SearchTree(hasPriors: false)
    let below = rule.reason(progress(bytes: (1 << 20) - 1), tree: tree)
    let reached = rule.reason(progress(bytes: 1 << 20), tree: tree)
    #expect(below == nil && reached == .memory(bytes: 1 << 20))
    #expect(rule.checkInterval(progress()) >= 1)
    var search = search()
    search.run(50)
    #expect(search.progress(seconds: 0).bytes == search.tree.count * 32)
    #expect(search.progress(seconds: 0, besides: 1000).bytes == search.tree.count * 32 + 1000)
  }

  @Test func `the undo record counts as memory`() {
    var search = Search(
      recipe(TicTacToe(), UCT(c: 1), NegamaxBackup()), seed: 2, undoBytes: 1 << 20)
    search.run(1000)
    #expect(search.undo.bytes > 50_000)
    #expect(search.progress(seconds: 0).bytes == search.tree.count * 32 + search.undo.bytes)
  }

  @Test func `a settled root stops the search`() {
    let rule = Settled()
    var tree = SearchTree(hasPriors: false)
    #expect(rule.reason(progress(), tree: tree) == nil)
    #expect(rule.reason(progress(isExhausted: true), tree: tree) == .exhausted)
    tree.nodes[0].flags.insert(.proven)
    #expect(rule.reason(progress(), tree: tree) == .solved)
    #expect(rule.reason(progress(isExhausted: true), tree: tree) == .solved)
  }

  @Test func `a run until settled ends at the simulation that settles the root`() {
    var stepped = Search(recipe(Nim(7), UCT(), NegamaxBackup(), solves: true), seed: 3)
    var settled = 0
    while !stepped.tree.nodes[0].flags.contains(.proven) {
      stepped.run(1)
      settled += 1
    }
    var search = Search(recipe(Nim(7), UCT(), NegamaxBackup(), solves: true), seed: 3)
    search.runUntilSettled(atMost: settled - 1)
    #expect(search.iterations == settled - 1)
    search.runUntilSettled(atMost: 10_000)
    #expect(search.iterations == settled)
    #expect(search.tree.fingerprint == stepped.tree.fingerprint)
    search.runUntilSettled(atMost: 10_000)
    #expect(search.iterations == settled + 1)
  }

  @Test func `a node is waited for until it has its visits`() throws {
    var search = search()
    search.run(10)
    let node = NodeID(2)
    let rule = VisitTarget(node, visits: 12)
    while rule.reason(search.progress(seconds: 0), tree: search.tree) == nil {
      try #require(search.tree.nodes[node.index].visits < 12)
      search.run(rule.checkInterval(search.progress(seconds: 0)))
    }
    #expect(search.tree.nodes[node.index].visits == 12)
    #expect(
      rule.reason(search.progress(seconds: 0), tree: search.tree) == .visits(node, 12))
    let absent = VisitTarget(NodeID(100_000), visits: 0)
    #expect(absent.reason(search.progress(seconds: 0), tree: search.tree) == nil)
  }

  @Test func `a new best action stops the search`() {
    var rule = BestActionChange()
    var tree = SearchTree(hasPriors: false)
    func ask(_ visits: [UInt32]) -> StopReason? {
      for (offset, number) in visits.enumerated() { tree.nodes[offset + 1].visits = number }
      return rule.reason(progress(), tree: tree)
    }
    #expect(rule.reason(progress(), tree: tree) == nil)
    _ = tree.appendChildren(of: .root, count: 2)
    #expect(ask([0, 0]) == nil)
    #expect(ask([5, 3]) == nil)
    #expect(ask([5, 5]) == nil)
    #expect(ask([5, 6]) == .bestActionChanged)
    #expect(ask([5, 7]) == nil)
    #expect(ask([8, 7]) == .bestActionChanged)
    tree.nodes[1].flags.insert(.banned)
    #expect(ask([8, 7]) == .bestActionChanged)
  }

  @Test func `as many visits are no new best action, whatever the values say`() {
    var rule = BestActionChange(within: 100)
    var tree = SearchTree(hasPriors: false)
    _ = tree.appendChildren(of: .root, count: 2)
    func ask(_ visits: [UInt32], _ values: [Double], iterations: Int = 0) -> StopReason? {
      for (offset, number) in visits.enumerated() {
        tree.nodes[offset + 1].visits = number
        tree.nodes[offset + 1].valueSum = values[offset] * Double(number)
      }
      var now = progress()
      now.iterations = iterations
      return rule.reason(now, tree: tree)
    }
    #expect(ask([5, 4], [0.5, 0.9], iterations: 50) == nil)
    #expect(ask([5, 5], [0.5, 0.9], iterations: 60) == nil)
    #expect(ask([5, 5], [0.5, 0.1], iterations: 61) == nil)
    // Nor is the change waited for for ever.
    #expect(ask([6, 5], [0.5, 0.9], iterations: 149) == nil)
    #expect(ask([6, 5], [0.5, 0.9], iterations: 150) == .bestActionStayed(100))
  }

  @Test func `counters tell what the search has done`() {
    var search = search()
    let start = search.progress(seconds: 0)
    #expect(start == progress(nodes: 1, bytes: 32))
    search.run(30)
    let now = search.progress(seconds: 1.5)
    #expect(now.iterations == 30)
    #expect(now.nodes == search.tree.count)
    #expect(now.seconds == 1.5)
    #expect(now.isExhausted == false)
  }

  @Test func `a search stops once a simulation ends at a node that is worth enough`() throws {
    var plan = SearchPlan(try Problem.named("blocksworld:blocks=4,steps=4,seed=1"))
    plan.preset = .contrastive
    plan.stepRewards = .best
    plan.stepRewards?.rewards = .random
    let session = plan.makeSession(undoBytes: 1 << 20)
    var rules: [any StoppingRule] = [ValueLimit(0.5), IterationLimit(500)]
    #expect(session.reason(in: &rules, seconds: 0) == nil)
    while session.reason(in: &rules, seconds: 0) == nil {
      session.run(min(500 - session.iterations, session.checkInterval(of: rules, seconds: 0)))
    }
    #expect(session.reason(in: &rules, seconds: 0) == .value(0.5))
    #expect(session.iterations < 500)
    let leaf = session.report(.lastIteration).answer
    var worth = 0.0
    session.read { tree in worth = tree.value(of: leaf.nodes[leaf.nodes.count - 1]) ?? 0 }
    #expect(worth >= 0.5)
    // Taken back, the simulation no longer stops the search.
    #expect(session.stepBack())
    #expect(session.reason(in: &rules, seconds: 0) == nil)
  }
}
