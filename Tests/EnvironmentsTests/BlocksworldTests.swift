import Environments
import Groundwork
import Testing
import TreeSearch

/// A PDDL problem of one tower turned upside down: the first letters of `blocks`, top first.
func towerProblem(_ blocks: Int, goal: String? = nil) throws(ProblemError) -> Blocksworld {
  let names = ["a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k", "l"].prefix(blocks)
  let pairs = zip(names, names.dropFirst())
  let initial = pairs.map { "(on \($0) \($1))" }.joined(separator: " ")
  let reversed = pairs.map { "(on \($1) \($0))" }.joined(separator: " ")
  return try Blocksworld(
    pddl: """
      (define (problem tower) (:domain blocksworld-4ops) (:objects \(names.joined(separator: " ")))
        (:init (handempty) (clear a) \(initial) (ontable \(names.last ?? "a")))
        (:goal \(goal ?? "(and \(reversed))")))
      """, path: "tower.pddl", horizon: 200)
}

/// Returns the number of actions to the first reward, by breadth-first search on the protocol alone.
func firstReward(_ problem: Blocksworld) -> Int? {
  var seen: Set<String> = [problem.line(for: problem.initialState)]
  var layer = [problem.initialState]
  var depth = 0
  while !layer.isEmpty {
    depth += 1
    var next: [Blocksworld.State] = []
    for state in layer {
      for index in 0..<problem.actionCount(in: state) {
        let (successor, transition) = successor(problem, of: state, at: index)
        if transition.reward == 1 { return depth }
        if seen.insert(problem.line(for: successor)).inserted { next.append(successor) }
      }
    }
    layer = next
  }
  return nil
}

@Suite struct BlocksworldTests {
  @Test(arguments: [(3, 13, 9), (4, 73, 52), (5, 501, 365)])
  func `the number of states is as in the literature`(blocks: Int, empty: Int, holding: Int) throws
  {
    let problem = try towerProblem(blocks)
    var seen: Set<String> = [problem.line(for: problem.initialState)]
    var open = [problem.initialState]
    while let state = open.popLast() {
      for index in 0..<problem.actionCount(in: state) {
        let next = successor(problem, of: state, at: index).state
        if seen.insert(problem.line(for: next)).inserted { open.append(next) }
      }
    }
    let held = seen.count { $0.contains("hand: ") }
    #expect(held == holding)
    #expect(seen.count - held == empty)
  }

  @Test(arguments: 3...5)
  func `a random problem has exactly the optimal length asked for`(blocks: Int) throws {
    for steps in stride(from: 2, through: 4 * (blocks - 1), by: 2) {
      for seed in UInt64(1)...3 {
        let problem = try Blocksworld(blocks: blocks, steps: steps, seed: seed)
        #expect(problem.optimalLength == steps, "\(problem.name)")
        #expect(problem.distanceToGoal(problem.initialState) == steps)
        #expect(firstReward(problem) == steps)
        #expect(problem.horizon == steps + 2)
      }
    }
  }

  @Test(arguments: [(6, 12), (6, 20), (7, 6), (8, 8)])
  func `larger random problems keep their optimal length too`(blocks: Int, steps: Int) throws {
    let problem = try Blocksworld(blocks: blocks, steps: steps, seed: 5)
    #expect(problem.optimalLength == steps)
    #expect((problem.distanceToGoal(problem.initialState) == steps) == (blocks <= 7))
  }

  @Test func `the same seed gives the same problem and another seed another`() throws {
    let pictures = try (UInt64(1)...20).map { seed in
      let problem = try Blocksworld(blocks: 5, steps: 8, seed: seed)
      let again = try Blocksworld(blocks: 5, steps: 8, seed: seed)
      #expect(problem.picture(of: problem.initialState) == again.picture(of: again.initialState))
      return problem.picture(of: problem.initialState).joined(separator: "\n")
    }
    #expect(Set(pictures).count >= 19)
  }

  @Test func `the distance falls by one along an optimal action and never by more`() throws {
    let problem = try Blocksworld(blocks: 5, steps: 12, seed: 4, horizon: 60)
    var random = RandomSource(seed: 2)
    for _ in 0..<20 {
      playAtRandom(problem, using: &random) { before, action, after, transition in
        let distance = problem.distanceToGoal(before) ?? -1
        let next = problem.distanceToGoal(after) ?? -1
        #expect(abs(next - distance) == 1)
        let isOptimal = problem.optimalActions(in: before).contains(action)
        #expect(isOptimal == (next < distance))
        #expect((next == 0) == (transition.reward == 1))
        #expect((problem.metGoals(in: after) == problem.goalCount) == (next == 0))
      }
    }
  }

  @Test func `following optimal actions gives a valid plan in every notation`() throws {
    for seed in UInt64(1)...10 {
      let problem = try Blocksworld(blocks: 4, steps: 8, seed: seed)
      var state = problem.initialState
      var plans: [[String]] = [[], [], []]
      var random = RandomSource(seed: 0)
      while let action = problem.optimalActions(in: state).first {
        plans[0].append(problem.text(of: action, in: state))
        plans[1].append(problem.pddl(of: action, in: state))
        plans[2].append(problem.label(of: action, in: state))
        _ = problem.apply(action, to: &state, using: &random)
      }
      for plan in plans { #expect(problem.validate(plan: plan) == .valid(steps: 8)) }
      guard case .invalid(step: nil, _) = problem.validate(plan: plans[0].dropLast()) else {
        Issue.record("a plan without its last step reaches the goal")
        continue
      }
    }
  }

  @Test(
    arguments: [
      (["(unstack b a)"], 1, "the blue block is not on top of the red block"),
      (["pick up the orange block"], 1, "the orange block is not on the table"),
      (["unstack a b", "unstack b c"], 2, "the hand is not empty"),
      (["put down the red block"], 1, "the hand is not holding the red block"),
      (["unstack red blue", "stack red on orange"], 2, "the orange block is not clear"),
      (["unstack red blue", "stack red on red"], 2, "the red block cannot go on itself"),
      (["unstack red blue", "put down red", "unstack blue black"], 3, "there is no black block"),
      (["paint the red block"], 1, "\"paint the red block\" is not an action"),
      (["stack red"], 1, "\"stack red\" does not name two blocks"),
      (["pick up the yellow block."], 1, "the yellow block is not clear"),
      (["unstack b c"], 1, "the blue block is not clear"),
      (["unstack red blue", "put down red"], nil, "the goal is missed: not the blue block is on"),
      ([], nil, "the goal is missed: not the blue block is on top of the red block"),
    ] as [([String], Int?, String)])
  func `the first step that fails is named with its reason`(
    plan: [String], step: Int?, reason: String
  ) throws {
    // Red on blue on orange on yellow.
    let problem = try towerProblem(4)
    guard case .invalid(step: let found, reason: let why) = problem.validate(plan: plan) else {
      Issue.record("the plan is valid")
      return
    }
    #expect(found == step)
    #expect(why.hasPrefix(reason))
  }

  @Test func `an episode ends at the horizon for nothing`() throws {
    let problem = try Blocksworld(blocks: 4, steps: 6, seed: 1, horizon: 6)
    var random = RandomSource(seed: 9)
    for _ in 0..<200 {
      var total: Float = 0
      let length = playAtRandom(problem, using: &random) { total += $3.reward + 0 * Float($1) }
      #expect(length == 6)
      #expect(total == 0 || total == 1)
    }
  }

  @Test(arguments: [
    ("blocks=2", "blocks=2: accepted are 3 to 8"),
    ("blocks=9", "blocks=9: accepted are 3 to 8"),
    ("steps=7", "steps=7: with 4 blocks accepted are even numbers from 2 to 12"),
    ("blocks=3,steps=10", "steps=10: with 3 blocks accepted are even numbers from 2 to 8"),
    ("steps=0", "steps=0: with 4 blocks accepted are even numbers from 2 to 12"),
    ("steps=8,horizon=7", "horizon=7: accepted are 8 (the optimal length) to 1000"),
    ("blocks=4,blocks=5", "blocks is given twice"),
    ("seed=-1", "seed=-1: accepted is a whole number from 0 to 18446744073709551615"),
    ("blocks=1001", "blocks=1001: accepted is a whole number from 0 to 1000"),
    ("blocks=4,", "\"\" is not an option; accepted are blocks=N, steps=N, seed=N, horizon=N"),
    ("size=3", "\"size=3\" is not an option; accepted are blocks=N, steps=N, seed=N, horizon=N"),
  ])
  func `options that cannot be are refused with what can`(options: String, reason: String) {
    let error = problemError { () throws(ProblemError) in try Blocksworld(options: options) }
    #expect(error.source == "blocksworld:" + options)
    #expect(error.reason.hasPrefix(reason), "\(error.reason)")
  }

  @Test func `options are written out in full in the name`() throws {
    #expect(try Blocksworld().name == "blocksworld:blocks=4,steps=6,seed=1,horizon=8")
    let problem = try Blocksworld(options: "horizon=20,seed=18446744073709551615,blocks=3")
    #expect(
      problem.name == "blocksworld:blocks=3,steps=6,seed=18446744073709551615,horizon=20")
  }

  @Test func `a problem of twelve blocks can be searched though not solved in advance`() throws {
    let problem = try towerProblem(12)
    #expect(problem.optimalLength == nil)
    #expect(problem.distanceToGoal(problem.initialState) == nil)
    #expect(problem.optimalActions(in: problem.initialState).isEmpty)
    var random = RandomSource(seed: 1)
    playAtRandom(problem, using: &random)
  }
}
