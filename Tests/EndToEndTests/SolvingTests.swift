import Environments
import Testing

@Suite struct SolvingTests {
  @Test(arguments: ["445566", "4455", "44", "121255"])
  func `a forced win that the solver proves is one by exhaustive search`(moves: String) throws {
    let wins = ColumnGame(moves).winningColumns(within: 5)
    let found = try Found.by(
      "connect-four:\(moves)", "--solve", "--iterations", "20000", "--seed", "3")
    let action = try #require(found.answer.actions.first.flatMap { Int($0) })
    #expect(found.solved == !wins.isEmpty)
    guard found.solved else { return }
    #expect(found.provenValue == 1 && found.answer.value == 1)
    #expect(found.stopped == "solved: the root is proven")
    #expect(wins.contains(action))
  }

  @Test func `a draw is proven without any limit`() throws {
    let found = try Found.by("tic-tac-toe:XOX.O....", "--solve")
    #expect(found.solved && found.provenValue == 0)
  }

  @Test func `the plan for a random problem is valid and as short as can be`() throws {
    let found = try Found.by("blocksworld:blocks=4,steps=6,seed=5", "--iterations", "20000")
    let plan = try #require(found.plan)
    #expect(found.planValid == true && found.answer.terminal)
    #expect(plan.allSatisfy { $0.hasPrefix("(") && $0.hasSuffix(")") })
    let world = try Blocksworld(options: "blocks=4,steps=6,seed=5")
    #expect(world.validate(plan: plan) == .valid(steps: plan.count))
    #expect(world.validate(plan: found.answer.actions) == .valid(steps: plan.count))
    #expect(plan.count == world.optimalLength)
  }

  @Test func `a problem in PDDL is read, searched and its plan written in PDDL`() throws {
    let file = try TemporaryFile(
      """
      (define (problem swap) (:domain blocksworld-4ops) (:objects a b c)
        (:init (handempty) (on a b) (ontable b) (ontable c) (clear a) (clear c))
        (:goal (and (on b a) (on a c))))
      """, named: "swap.pddl")
    let found = try Found.by("blocksworld:" + file.path, "--iterations", "5000")
    #expect(found.plan == ["(unstack a b)", "(stack a c)", "(pick-up b)", "(stack b a)"])
    #expect(found.planValid == true)
    let table = try Program.run(
      "search", "blocksworld:" + file.path, "--iterations", "5000", "--batch")
    #expect(table.output.contains("plan                 valid: 4 steps, the fewest possible\n"))
  }

  @Test func `an answer that ends without the goal is not called a plan`() throws {
    let found = try Found.by("blocksworld", "--iterations", "1", "--answer", "visits")
    #expect(found.planValid == nil && found.plan == nil)
    let short = try Found.by(
      "blocksworld:blocks=4,steps=4,seed=4,horizon=4", "--iterations", "20", "--answer", "visits",
      "--c", "0", "--seed", "1")
    #expect(short.answer.terminal && short.planValid == false && short.plan?.count == 4)
  }
}
