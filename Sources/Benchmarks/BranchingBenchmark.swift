import Environments
import Groundwork
import Presets
import SearchTrees
import TreeSearch

/// Searches of designs by AB-MCTS: the time of an iteration beside the judge, and for each draw.
struct BranchingBenchmark {
  private let preset: Preset
  private let ruggedness: Int
  private let iterations: Int
  private let rounds: Int

  init(_ arguments: inout Arguments) throws {
    let name = try arguments.text("preset", default: "ab-mcts-a")
    guard let preset = Preset.named(name), name.hasPrefix("ab-mcts") else {
      throw Arguments.Mistake(reason: "--preset is ab-mcts-a or ab-mcts-m")
    }
    self.preset = preset
    ruggedness = try arguments.number("ruggedness", default: 0)
    iterations = try arguments.number("iterations", default: 1000)
    rounds = try arguments.number("rounds", default: 5)
    try arguments.finish()
  }

  func run() throws {
    var (searching, judging): ([Double], [Double]) = ([], [])
    var (draws, width, deepest) = (0, 0, 0)
    for round in 0..<rounds {
      let problem = try Problem.named("design:ruggedness=\(ruggedness),seed=\(round + 1)")
      var plan = SearchPlan(problem, preset)
      plan.seed = UInt64(round)
      let session = plan.makeSession(undoBytes: 0)
      let (_, measured) = Measurement.of { session.run(iterations) }
      searching.append(measured.work)
      judging.append(judge(session, plan))
      draws += self.draws(plan)
      session.read { width += $0.childCount(of: .root) }
      deepest = max(deepest, session.report(.mostVisits).summary.depth)
    }
    let beside = zip(searching, judging).map { $0 - $1 }
    let total = Double(rounds * iterations)
    var line = Line()
    line.add("preset", preset.name)
    line.add("ruggedness", ruggedness)
    line.add("iterations", iterations)
    line.add("us_iteration", searching.reduce(0, +) / total * 1e6, places: 2)
    line.add("us_beside_judge", beside.reduce(0, +) / total * 1e6, places: 2)
    line.add("draws_iteration", Double(draws) / total, places: 1)
    line.add("us_draw", beside.reduce(0, +) / Double(draws) * 1e6, places: 4)
    line.add("root_width", Double(width) / Double(rounds), places: 1)
    line.add("deepest", deepest)
    line.print()
  }

  /// The time that judging all things of a search takes by itself.
  private func judge(_ session: any SearchSession, _ plan: SearchPlan) -> Double {
    guard let world = plan.problem.environment as? Design else { return 0 }
    var states: [Design.State] = []
    session.read { tree in
      var random = RandomSource(seed: 0)
      for index in 1..<tree.count {
        var state = world.initialState
        for node in tree.path(to: NodeID(index)).dropFirst() {
          _ = world.apply(tree.nodes[node.index].action, to: &state, using: &random)
        }
        states.append(state)
      }
    }
    let critic = DesignCritic(seed: plan.seed)
    var sum = 0.0
    let (_, measured) = Measurement.of {
      for state in states {
        sum += critic.judge(JudgeQuestion<Design>(state), in: world)?.value ?? 0
      }
    }
    precondition(sum.isFinite, "designs have scores")
    return measured.work
  }

  /// How many numbers a search draws from posteriors: at each node on the way for GEN and CONT and for each
  /// child, at the last one for each writer.
  private func draws(_ plan: SearchPlan) -> Int {
    let session = plan.makeSession(undoBytes: 0)
    var (draws, known) = (0, 1)
    for _ in 0..<iterations {
      session.run(1)
      session.read { tree in
        guard tree.count > known else { return }
        known = tree.count
        let path = tree.path(to: NodeID(tree.count - 1)).dropLast()
        for node in path.dropLast() { draws += 2 + tree.childCount(of: node) }
        draws += 4
      }
    }
    return draws
  }
}
