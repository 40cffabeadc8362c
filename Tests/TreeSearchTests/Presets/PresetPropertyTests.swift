import Environments
import Presets
import SearchTrees
import Testing
import TreeSearch

/// What holds for the search of every preset, whatever its rules are.
@Suite struct PresetPropertyTests {
  /// A small problem that a preset takes.
  private func plan(_ preset: Preset) throws -> SearchPlan {
    let small = [
      "tic-tac-toe", "blocksworld:blocks=3,steps=4,seed=2", "design:places=4,letters=3,noise=0.1",
    ]
    let taken = try small.map { try Problem.named($0) }.filter {
      SearchPlan($0, preset).validationError == nil
    }
    let kind = preset.firstProblem.prefix { $0 != ":" }
    let problem = try #require(taken.first { $0.name.hasPrefix(kind) } ?? taken.first)
    var plan = SearchPlan(problem, preset)
    plan.seed = 11
    return plan
  }

  /// Simulations of a preset that are enough to see its rules at work.
  private func count(_ plan: SearchPlan) -> Int { plan.preset.stepRewards == nil ? 150 : 12 }

  private func fingerprint(_ session: any SearchSession) -> UInt64 {
    var fingerprint: UInt64 = 0
    session.read { fingerprint = $0.fingerprint }
    return fingerprint
  }

  private func calls(_ session: any SearchSession) -> Int {
    var summary = SearchSummary()
    session.fill(&summary)
    return summary.modelUse?.calls ?? 0
  }

  @Test(arguments: Preset.all)
  func `every simulation is taken back to the tree before it, and comes again`(
    preset: Preset
  ) throws {
    let plan = try plan(preset)
    // Deep trees with several statistics take more of the record.
    let session = plan.makeSession(undoBytes: 1 << 23)
    var before: [UInt64] = []
    var settled: [any StoppingRule] = [Settled()]
    while before.count < count(plan), session.reason(in: &settled, seconds: 0) == nil {
      before.append(fingerprint(session))
      session.run(1)
    }
    let (end, done) = (fingerprint(session), session.iterations)
    for tree in before.reversed() {
      #expect(session.stepBack())
      #expect(fingerprint(session) == tree)
    }
    #expect(session.iterations == 0)
    session.run(done)
    #expect(fingerprint(session) == end)
  }

  @Test(arguments: Preset.all)
  func `a branch goes on as its origin does`(preset: Preset) throws {
    let plan = try plan(preset)
    let session = plan.makeSession(undoBytes: 1 << 20)
    session.run(count(plan) / 2)
    let branch = session.branch(at: .root, undoBytes: 0)
    session.run(count(plan))
    branch.run(count(plan))
    #expect(fingerprint(branch) == fingerprint(session))
  }

  @Test(arguments: Preset.all)
  func `one seed grows one tree, by runs, by phases and again with what was answered`(
    preset: Preset
  ) throws {
    let plan = try plan(preset)
    let session = plan.makeSession(undoBytes: 1 << 20)
    session.run(count(plan))
    let stepped = plan.makeSession(undoBytes: 1 << 20)
    for _ in 0..<session.iterations {
      repeat { stepped.stepPhase() } while stepped.phase != .select
    }
    #expect(fingerprint(stepped) == fingerprint(session))
    let asked = calls(session)
    let again = session.again(0)
    again.run(count(plan))
    #expect(fingerprint(again) == fingerprint(session))
    #expect(calls(again) == asked, "no model was asked a second time")
  }

  @Test(arguments: Preset.all)
  func `an edit that is taken back leaves no trace`(preset: Preset) throws {
    let plan = try plan(preset)
    let session = plan.makeSession(undoBytes: 1 << 20)
    session.run(count(plan) / 2)
    let before = fingerprint(session)
    _ = try session.edit(.pin(NodeID(1), value: 0.5), by: .user)
    #expect(fingerprint(session) != before)
    #expect(session.undoEdit())
    _ = try session.edit(.ban(NodeID(2)), by: .user)
    #expect(session.undoEdit())
    #expect(fingerprint(session) == before)
  }
}
