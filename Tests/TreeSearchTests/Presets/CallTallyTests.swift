import Environments
import Presets
import SearchTrees
import Testing
import TreeSearch

/// Calls as a budget counts them.
struct CallTallyTests {
  private func plan(
    _ problem: String, _ preset: Preset, _ options: [(String, String)] = []
  ) throws -> SearchPlan {
    var plan = SearchPlan(try Problem.named(problem), preset)
    try plan.set(options.map { GivenOption($0, $1, spelling: "--set \($0)=\($1)") })
    return plan
  }

  private func session(_ plan: SearchPlan) -> (any SearchSession, CallTally) {
    let calls = CallTally()
    return (plan.makeSession(SessionOptions(undoBytes: 1 << 20, calls: calls)), calls)
  }

  @Test func `a rollout counts once, and an end that the rules judge nothing`() throws {
    let (open, rollouts) = session(try plan("connect-four", .uct, [("rollouts", "3")]))
    open.run(50)
    #expect(rollouts.count == 150)
    // One cell is left: every simulation but that of the root ends the game.
    let (over, none) = session(try plan("tic-tac-toe:XOXXOOO.X", .puct))
    over.run(50)
    #expect(none.count <= 1)
  }

  @Test(arguments: ["random", "best"])
  func `a step is judged once, however often its place is met`(reward: String) throws {
    let plan = try plan("blocksworld:blocks=3,steps=4,seed=1", .contrastive, [("reward", reward)])
    let (search, calls) = session(plan)
    search.run(12)
    let count = calls.count
    #expect(count > 3)
    // What was asked has been paid for; asked again it is remembered.
    for _ in 0..<4 { _ = search.stepBack() }
    #expect(calls.count == count)
    search.run(4)
    #expect(calls.count >= count)
    let (again, others) = session(plan)
    again.run(12)
    #expect(others.count == count)
  }

  @Test func `what the expert writes counts beside what is judged`() throws {
    let problem = "blocksworld:blocks=4,steps=4,seed=2"
    let (ruled, judged) = session(try plan(problem, .rap, [("reward", "random")]))
    let (written, all) = session(
      try plan(problem, .rap, [("reward", "random"), ("world-model", "expert")]))
    ruled.run(3)
    written.run(3)
    var summary = SearchSummary()
    written.fill(&summary)
    let generations = summary.modelUse?.generations ?? 0
    #expect(generations > 0 && all.count > generations && judged.count > 0)
  }

  @Test func `a limit is reached by the simulation that has begun`() throws {
    let plan = try plan("connect-four", .uct, [("rollouts", "3")])
    let (search, calls) = session(plan)
    var rules: [any StoppingRule] = [CallLimit(100, of: plan, counting: calls)]
    var reason: StopReason?
    while reason == nil {
      reason = search.reason(in: &rules, seconds: 0)
      if reason == nil { search.run(search.checkInterval(of: rules, seconds: 0)) }
    }
    #expect(reason == .calls(100) && reason?.words == "reached 100 calls")
    #expect(calls.count == 102 && search.iterations == 34)
  }

  @Test func `a search that asks nothing any more is ended`() throws {
    let plan = try plan("tic-tac-toe:XOXOX.O..", .uct)
    let (search, calls) = session(plan)
    var rules: [any StoppingRule] = [CallLimit(1_000_000, of: plan, counting: calls)]
    var reason: StopReason?
    while reason == nil {
      reason = search.reason(in: &rules, seconds: 0)
      if reason == nil { search.run(min(1_000, search.checkInterval(of: rules, seconds: 0))) }
    }
    #expect(reason == .idle(calls.count) && search.iterations < 100_000)
  }
}
