import Environments
import Groundwork
import Presets
import SearchTrees
import Testing
import TreeSearch

/// What searches are measured by, on any problem.
@Suite struct BaselineTests {
  private static let baselines = Preset.all.filter { $0.group == Preset.bestFirst.group }

  private static let problems = [
    "tic-tac-toe", "connect-four:4453", "blocksworld:blocks=3,steps=4,seed=2", "bandit:0.2,0.5",
    "design:places=4,letters=3",
  ]

  private func session(
    _ preset: Preset, _ problem: Problem, _ options: [String: String] = [:],
    counting calls: CallTally = CallTally()
  ) throws -> any SearchSession {
    var plan = SearchPlan(problem, preset)
    plan.seed = 4
    try plan.set(options.map { GivenOption($0.key, $0.value, spelling: "--set") })
    #expect(plan.validationError == nil)
    return plan.makeSession(SessionOptions(undoBytes: 1 << 20, calls: calls))
  }

  private func tree(_ json: String) throws -> Problem {
    Problem(try ExplicitTree(json: json, path: "t.json"))
  }

  /// The labels of the answer.
  private func answer(_ session: any SearchSession, of preset: Preset) -> [String] {
    session.report(preset.answer ?? .mostVisits).answer.path
  }

  @Test func `there are four, and each takes every kind of problem`() throws {
    #expect(Self.baselines == [.bestFirst, .greedy, .repeated, .randomWalk])
    for preset in Self.baselines {
      #expect(preset.problems.map(\.name) == ProblemKind.all.map(\.name))
    }
  }

  @Test(arguments: baselines, problems)
  func `each searches each problem`(preset: Preset, problem: String) throws {
    let session = try session(preset, try Problem.named(problem))
    session.run(40)
    #expect(session.iterations > 1 && !answer(session, of: preset).isEmpty)
    var summary = SearchSummary()
    session.fill(&summary)
    #expect(summary.nodes > 2)
  }

  // A first step that looks best leads to little.
  private static let deceptive = """
    {"root": {"estimate": 0, "children": [
      {"action": "bait", "estimate": 0.9, "children": [
        {"action": "a", "reward": 0.1}, {"action": "b", "reward": 0.3}]},
      {"action": "dull", "estimate": 0.5, "children": [{"action": "c", "reward": 1}]}]}}
    """

  @Test func `greedy goes by the estimates of a file, and never comes back`() throws {
    let session = try session(.greedy, try tree(Self.deceptive))
    session.run(100)
    #expect(answer(session, of: .greedy) == ["bait", "b"])
    // Two children, two of one of them, and once to the end.
    #expect(session.iterations == 5)
    var rules: [any StoppingRule] = [Settled()]
    #expect(session.reason(in: &rules, seconds: 0) == .exhausted)
    #expect(session.stepBack())
    #expect(session.reason(in: &rules, seconds: 0) == nil)
  }

  @Test func `what is banned on the greedy way is gone around`() throws {
    let session = try session(.greedy, try tree(Self.deceptive))
    session.run(100)
    _ = try session.edit(.ban(NodeID(1)), by: .user)
    session.run(100)
    #expect(answer(session, of: .greedy) == ["dull", "c"])
  }

  @Test func `greedy goes by priors where there are no estimates, in one simulation`() throws {
    let priors = """
      {"root": {"children": [
        {"action": "low", "prior": 1, "reward": 1},
        {"action": "high", "prior": 3, "children": [
          {"action": "x", "prior": 2, "reward": 0.5}, {"action": "y", "prior": 1, "reward": 9}]}]}}
      """
    let calls = CallTally()
    let session = try session(.greedy, try tree(priors), counting: calls)
    session.run(10)
    #expect(session.iterations == 1 && calls.count == 0)
    #expect(answer(session, of: .greedy) == ["high", "x"])
  }

  @Test func `greedy judges all children of a game by a rollout each, and takes the best`() throws {
    let session = try session(.greedy, try Problem.named("tic-tac-toe"))
    session.run(9)
    session.read { tree in
      #expect(tree.childCount(of: .root) == 9)
      for child in tree.children(of: .root) { #expect(tree.nodes[child.index].visits == 1) }
    }
    session.run(1)
    session.read { tree in
      var best: (NodeID, Double)?
      for child in tree.children(of: .root) {
        guard let own = tree.statistics[0, child] else { continue }
        if best.map({ own > $0.1 }) ?? true { best = (child, own) }
      }
      #expect(tree.parent(of: NodeID(10)) == best?.0)
    }
  }

  @Test func `best-first expands a node whole before it chooses another one`() throws {
    let session = try session(.bestFirst, try Problem.named("connect-four"))
    // The root is judged, then its seven children, then seven of one of them.
    session.run(15)
    session.read { tree in
      #expect(tree.childCount(of: .root) == 7)
      let grown = tree.children(of: .root).filter { tree.childCount(of: $0) > 0 }
      #expect(grown.count == 1 && tree.childCount(of: grown[0]) == 7)
    }
  }

  @Test func `of a game every judgement is for the player who moves at the root`() throws {
    // X wins at once on the right; O would win on the next move.
    for preset in Self.baselines {
      let session = try session(preset, try Problem.named("tic-tac-toe:XX.OO...."))
      session.run(60)
      session.read { tree in
        for index in 0..<tree.count {
          let flags = tree.nodes[index].flags
          guard flags.contains(.terminal), tree.nodes[index].visits > 0 else { continue }
          let depth = tree.depth(of: NodeID(index))
          // Whoever moved last made the line, if there is one.
          let mean = tree.nodes[index].mean
          #expect(mean == 0 || (mean > 0) == (depth % 2 == 1), "\(preset)")
        }
      }
    }
  }

  @Test(arguments: [Preset.repeated, .randomWalk])
  func `every simulation is a path from the root to an end`(preset: Preset) throws {
    let calls = CallTally()
    let session = try session(preset, try Problem.named("tic-tac-toe"), counting: calls)
    var request = SliceRequest()
    request.wantsTrace = true
    for _ in 0..<50 {
      session.run(1)
      var slice = TreeSlice()
      session.fill(&slice, for: request)
      let path = try #require(slice.trace?.path)
      #expect(path.first?.node == .root && path.count >= 6)
      session.read { tree in
        #expect(tree.nodes[path[path.count - 1].node.index].flags.contains(.terminal))
      }
    }
    session.read { tree in
      for child in tree.children(of: .root) {
        let visits = Int(tree.nodes[child.index].visits)
        var below = 0
        for grandchild in tree.children(of: child) {
          below += Int(tree.nodes[grandchild.index].visits)
        }
        #expect(visits == below)
      }
    }
  }

  @Test func `an episode of random actions is one call, a judged action is one each`() throws {
    let random = CallTally()
    let game = try session(.randomWalk, try Problem.named("tic-tac-toe"), counting: random)
    game.run(30)
    #expect(random.count == 30)
    // Two actions at the root, of which both are looked at, and one below, which needs no look.
    let judged = CallTally()
    let file = try session(.repeated, try tree(Self.deceptive), counting: judged)
    file.run(1)
    #expect(judged.count == 2)
  }

  @Test func `repeated takes the best judged of what it drew, and answers with the best episode`()
    throws
  {
    let all = try session(.repeated, try tree(Self.deceptive), ["proposals": "2"])
    all.run(20)
    all.read { tree in #expect(tree.childCount(of: .root) == 1) }
    #expect(answer(all, of: .repeated) == ["bait", "b"])
    // With one drawn action nothing is judged: the dull step is found too.
    let one = try session(.repeated, try tree(Self.deceptive), ["proposals": "1"])
    one.run(60)
    #expect(answer(one, of: .repeated) == ["dull", "c"])
  }

  @Test func `random actions are drawn evenly, and not those that are banned`() throws {
    let session = try session(.randomWalk, try Problem.named("bandit:0,0,0,0"))
    session.run(2_000)
    session.read { tree in
      for child in tree.children(of: .root) {
        #expect(abs(Double(tree.nodes[child.index].visits) - 500) < 100)
      }
    }
    let banned = NodeID(1)
    var before: UInt32 = 0
    session.read { before = $0.nodes[1].visits }
    _ = try session.edit(.ban(banned), by: .user)
    session.run(200)
    session.read { tree in #expect(tree.nodes[1].visits == before) }
  }
}
