import Environments
import Presets
import SearchTrees
import Testing
import TreeSearch

struct RecordedPlanTests {
  private func plans() throws -> [SearchPlan] {
    var plain = SearchPlan(try Problem.named("blocksworld:blocks=4,steps=4,seed=2"))
    plain.seed = .max
    var solver = SearchPlan(try Problem.named("tic-tac-toe:XO......."))
    solver.preset = .puct
    solver.c = 0.1
    solver.fpu = -0.3
    solver.solves = true
    solver.widening = .progressive(factor: 1.5, exponent: 0.3)
    var slow = SearchPlan(try Problem.named("bandit:0.2,0.5"))
    slow.rollouts = 3
    slow.backup = .suffixSum
    slow.widening = .one
    return [plain, solver, slow]
  }

  @Test func `a plan made from its recording grows the same tree`() throws {
    for plan in try plans() {
      let again = try SearchPlan(
        problem: plan.recordedProblem, algorithm: plan.preset.name, seed: plan.seed,
        parameters: plan.recordedParameters)
      #expect(again.recordedProblem == plan.recordedProblem)
      #expect(again.recordedParameters.map(\.name) == plan.recordedParameters.map(\.name))
      #expect(again.recordedParameters.map(\.value) == plan.recordedParameters.map(\.value))
      let first = plan.makeSession(undoBytes: 0)
      let second = again.makeSession(undoBytes: 0)
      first.run(300)
      second.run(300)
      #expect(
        first.report(.mostVisits).fingerprint == second.report(.mostVisits).fingerprint)
    }
  }

  @Test func `the values in force are recorded, not that there were none`() throws {
    let plan = SearchPlan(try Problem.named("tic-tac-toe"))
    // Values in -1...1 are twice as wide as those that sqrt(2) is meant for.
    #expect(
      plan.recordedParameters.map(\.name) == ["c", "rollouts", "solve", "backup", "widening"])
    #expect(
      plan.recordedParameters.map(\.value) == [
        .number(2 * 2.0.squareRoot()), .number(1), .truth(false), .text("negamax"), .text("all"),
      ])
    #expect(plan.recordedPerspective == "mover")
    #expect(SearchPlan(try Problem.named("bandit:0.5")).recordedPerspective == "root")
  }

  @Test(arguments: [
    ("nosuch", "uct", "c", OptionValue.number(1), "there is no problem"),
    ("tic-tac-toe", "zero", "c", .number(1), "there is no algorithm \"zero\"; known are uct, puct"),
    ("tic-tac-toe", "uct", "d", .number(1), "there is no parameter \"d\""),
    ("tic-tac-toe", "uct", "c", .text("1"), "\"c\": expected a number"),
    ("tic-tac-toe", "uct", "c", .number(-1), "a number from 0 to 1000"),
    ("tic-tac-toe", "uct", "rollouts", .number(1.5), "a whole number"),
    ("tic-tac-toe", "uct", "solve", .number(1), "true or false"),
    ("tic-tac-toe", "uct", "backup", .text("mean"), "accepted here: negamax"),
    ("tic-tac-toe", "uct", "widening", .text("two"), "progressive:FACTOR,EXPONENT"),
  ])
  func `what cannot be made again is named`(
    problem: String, algorithm: String, name: String, value: OptionValue, reason: String
  ) throws {
    let error = #expect(throws: ProblemError.self) {
      try SearchPlan(
        problem: problem, algorithm: algorithm, seed: 0, parameters: [(name, value)])
    }
    #expect(error?.reason.contains(reason) == true, "\(error?.reason ?? "")")
  }
}
