import Environments
import Groundwork
import Presets
import SearchTrees
import Testing

@testable import TreeSearch

/// A search stops at the very simulation at which something happens.
@Suite struct BreakpointTests {
  private static func plan(
    _ problem: String = "connect-four", seed: UInt64 = 1
  ) throws -> SearchPlan {
    var plan = SearchPlan(try Problem.named(problem))
    plan.seed = seed
    return plan
  }

  /// A search with a channel and no thread.
  private final class Run {
    let worker: SearchWorker
    private let channel = LiveSearch.Channel()

    init(_ plan: SearchPlan, recorder: (@Sendable () -> any SearchRecorder)? = nil) {
      var options = LiveSearch.Options()
      options.startsRunning = false
      options.makeRecorder = recorder
      worker = SearchWorker(
        options, channel: channel, wake: {}, makeSession: { plan.makeSession(undoBytes: $0) })
    }

    func add(_ text: String, isWatch: Bool = false, at node: NodeID = .root) {
      worker.carryOut(.breakpoints(.add(text, isWatch: isWatch, node: node)))
    }

    /// Runs to the next stop, or so many simulations at most; returns what hit, if something did.
    func run(atMost limit: Int = 2000) -> BreakpointHit? {
      worker.carryOut(.run)
      while worker.activity == .running, worker.session.iterations < limit { _ = worker.turn() }
      return worker.breakpoints.hit
    }

    var iterations: Int { worker.session.iterations }
  }

  /// The simulations after which the most visited action was overtaken, one by one in another search.
  private func overtakings(_ plan: SearchPlan, _ count: Int) -> [Int] {
    let session = plan.makeSession(undoBytes: 0)
    var known: NodeID?
    var changes: [Int] = []
    for iteration in 1...count {
      session.run(1)
      session.read { tree in
        let children = tree.children(of: .root)
        let most = children.map { tree.nodes[$0.index].visits }.max() ?? 0
        guard most > 0 else { return }
        if let best = known {
          if tree.nodes[best.index].visits < most {
            known = tree.mostVisitedChild(of: .root)
            changes.append(iteration)
          }
        } else {
          known = tree.mostVisitedChild(of: .root)
        }
      }
    }
    return changes
  }

  @Test(arguments: [1, 2, 3] as [UInt64])
  func `each change of the answer stops the search just there`(seed: UInt64) throws {
    let plan = try Self.plan(seed: seed)
    let expected = overtakings(plan, 600)
    #expect(expected.count > 2)
    let run = Run(plan)
    run.add("answer")
    var found: [Int] = []
    while run.run(atMost: 600) != nil {
      found.append(run.iterations)
      #expect(run.worker.breakpoints.hit?.words.contains("the answer changed, from") == true)
    }
    #expect(found.filter { $0 <= 600 } == expected)
    #expect(run.worker.breakpoints.list.first?.hits == found.count)
  }

  @Test func `a run until the best action changes ends where a breakpoint does`() throws {
    let plan = try Self.plan()
    let expected = overtakings(plan, 300)
    let run = Run(plan)
    for iteration in expected.prefix(3) {
      run.worker.carryOut(.runUntil(.bestActionChange(within: 1000)))
      while run.worker.activity == .running { _ = run.worker.turn() }
      #expect(run.iterations == iteration)
      #expect(run.worker.activity == .stopped(.bestActionChanged))
    }
  }

  /// The first simulations after which a condition became true somewhere where it was not, by asking every
  /// node after each.
  private func becomings(
    _ condition: String, _ plan: SearchPlan, _ count: Int, at only: NodeID? = nil
  ) throws -> [Int] {
    let session = plan.makeSession(undoBytes: 1 << 20)
    let expression = try TreeExpression(condition: condition, session.expressionNames)
    var evaluator: ExpressionEvaluator?
    var holding: Set<Int> = []
    var found: [Int] = []
    for iteration in 1...count {
      session.run(1)
      if evaluator == nil { evaluator = try? ExpressionEvaluator(expression, session) }
      guard let evaluator else { continue }
      evaluator.forget()
      var now: Set<Int> = []
      for node in only.map({ [$0] }) ?? (0..<session.nodeCount).map({ NodeID($0) })
      where evaluator.condition(at: node) == true {
        now.insert(node.index)
      }
      if !now.isSubset(of: holding) { found.append(iteration) }
      holding = now
    }
    return found
  }

  @Test(arguments: [
    "Q < -.4 and N > 3", "N(\"4\") > 20", "Q(\"2\") < .2", "N >= 10", "depth = 3", "children > 0",
    "share > .5 and N > 5", "U < 1.2", "action ~ \"7\" and N > 2", "N > 5 and Q > Q(\"3\")",
    "terminal", "nodes > 300", "iteration = 77", "not (Q < .3) and N = 6",
    "score(\"1\") > score(\"2\")",
  ])
  func `a condition stops the search at the simulation that made it true`(condition: String) throws
  {
    let plan = try Self.plan()
    // What names no node in particular is asked once, of the search.
    let isSearch =
      condition.contains("(\"") && !condition.contains("N > 5 and") || condition.hasPrefix("nodes")
      || condition.hasPrefix("iteration")
    let expected = try becomings(condition, plan, 200, at: isSearch ? .root : nil)
    let run = Run(plan)
    run.add(condition)
    var found: [Int] = []
    while run.run(atMost: 200) != nil { found.append(run.iterations) }
    #expect(found.filter { $0 <= 200 } == expected, "\(condition)")
    #expect(!expected.isEmpty || condition == "terminal", "\(condition) is never true")
  }

  @Test func `a node is watched by its visits and by how far its value moves`() throws {
    let plan = try Self.plan()
    let session = plan.makeSession(undoBytes: 0)
    session.run(50)
    let node = NodeID(3)
    var base = session.number(.value, of: node)
    var (visits, moves): ([Int], [Int]) = ([], [])
    for iteration in 51...200 {
      let before = session.number(.visits, of: node)
      session.run(1)
      if session.number(.visits, of: node) != before { visits.append(iteration) }
      if let value = session.number(.value, of: node), let from = base, abs(value - from) >= 0.05 {
        moves.append(iteration)
        base = value
      }
    }
    for (text, isWatch, expected) in [("visit", false, visits), ("Q by .05", true, moves)] {
      let run = Run(plan)
      run.worker.session.run(50)
      run.add(text, isWatch: isWatch, at: node)
      var found: [Int] = []
      while run.run(atMost: 200) != nil { found.append(run.iterations) }
      #expect(found.filter { $0 <= 200 } == expected, "\(text)")
      #expect(!expected.isEmpty)
    }
  }

  @Test func `a breakpoint may be switched off, taken away, and stops so often at most`() throws {
    let run = Run(try Self.plan())
    run.add("N > 10 max 2")
    #expect(run.run() != nil && run.run() != nil && run.run(atMost: 400) == nil)
    #expect(run.worker.breakpoints.list.map(\.hits) == [2])
    run.add("visit")
    run.worker.carryOut(.breakpoints(.toggle(2)))
    #expect(!run.worker.breakpoints.isArmed && run.run(atMost: 500) == nil)
    run.worker.carryOut(.breakpoints(.toggle(2)))
    #expect(run.run(atMost: 600)?.number == 2)
    run.worker.carryOut(.breakpoints(.remove(2)))
    #expect(run.worker.breakpoints.list.map(\.number) == [1])
  }

  @Test func `what was true before is no hit, and a node that is not there yet is waited for`()
    throws
  {
    let run = Run(try Self.plan())
    run.add("Q(\"4/4\") < .5 or Q(\"4/4\") >= .5")
    #expect(run.worker.breakpoints.list.first?.lack != nil)
    #expect(run.run(atMost: 300) != nil)
    #expect(
      run.worker.session.number(.visits, of: run.worker.session.children(of: .root)[0]) != nil)
    #expect(run.worker.breakpoints.list.first?.lack == nil)
    let other = Run(try Self.plan())
    other.worker.session.run(100)
    other.add("N(\"4\") > 2")
    #expect(other.run(atMost: 300) == nil)
  }

  @Test(arguments: ["Q <", "N", "Z > 1", "N(\"9\") > 1", "", " max 2", "here: N by"])
  func `what cannot be waited for is refused with a reason`(text: String) throws {
    let run = Run(try Self.plan())
    run.worker.session.run(20)
    run.add(text)
    #expect(run.worker.breakpoints.list.isEmpty)
    #expect(run.worker.notice?.isError == true)
  }

  @Test func `a search that is taken back and goes on stops there again`() throws {
    let run = Run(try Self.plan())
    run.add("answer")
    #expect(run.run() != nil)
    let first = run.iterations
    run.worker.carryOut(.back(5))
    #expect(run.run()?.words.contains("at sim \(first)") == true && run.iterations == first)
    run.worker.carryOut(.back(5))
    run.worker.carryOut(.step(50))
    #expect(run.iterations == first)
    #expect(run.worker.activity != .running)
  }

  @Test func `a tie that values break is no change, a proven action is one`() {
    var tree = SearchTree(hasPriors: false)
    _ = tree.appendChildren(of: .root, count: 2)
    func set(_ visits: [UInt32], _ sums: [Double]) {
      for place in 0..<2 {
        tree.nodes[place + 1].visits = visits[place]
        tree.nodes[place + 1].valueSum = sums[place]
      }
    }
    var watch = AnswerWatch()
    func changes(_ visits: [UInt32], _ sums: [Double]) -> Bool {
      set(visits, sums)
      return watch.hasChanged(in: tree)
    }
    func changes(to nodes: [Int], isByVisits: Bool) -> Bool {
      watch.hasChanged(to: nodes.map { NodeID($0) }, isByVisits: isByVisits, in: tree)
    }
    #expect(!changes([3, 2], [0, 0]))
    #expect(!changes([3, 3], [0, 3]))
    #expect(watch.knownAction == NodeID(1))
    #expect(changes([3, 4], [0, 3]))
    #expect(watch.knownAction == NodeID(2))
    #expect(!changes(to: [0, 2, 9], isByVisits: true))
    tree.nodes[1].flags.insert(.proven)
    tree.setExactValue(1, of: NodeID(1))
    #expect(changes(to: [0, 1], isByVisits: true))
    // Another rule may answer what has fewer visits.
    #expect(changes(to: [0, 2], isByVisits: false))
    // Where nobody counts visits, the values decide.
    for place in 1...2 { tree.nodes[place].flags.insert(.unknownVisits) }
    let mayHaveChanged = watch.mayHaveChanged(in: tree)
    #expect(mayHaveChanged)
    #expect(changes(to: [0, 1], isByVisits: true))
  }

  @Test func `where the answer goes by another rule, its changes count`() throws {
    let plan = try Self.plan("blocksworld")
    let session = plan.makeSession(undoBytes: 0)
    let rule = session.shownAnswer
    #expect(rule != .mostVisits)
    var known: NodeID?
    var expected: [Int] = []
    for iteration in 1...60 {
      session.run(1)
      let action = session.answerNodes(rule).dropFirst().first
      if let known, let action, action != known { expected.append(iteration) }
      known = action ?? known
    }
    let run = Run(plan)
    run.add("answer")
    var found: [Int] = []
    while run.run(atMost: 60) != nil { found.append(run.iterations) }
    #expect(found.filter { $0 <= 60 } == expected)
  }
}
