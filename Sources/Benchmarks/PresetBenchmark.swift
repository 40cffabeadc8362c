import Environments
import Groundwork
import Presets
import SearchTrees
import TreeSearch

/// Searches of designs by the presets that take them: what an iteration costs beside the judge.
struct PresetBenchmark {
  private let presets: [Preset]
  private let iterations: [Int]
  private let rounds: Int
  private let ruggedness: Int

  /// Those that choose among open nodes and those that go layer by layer.
  private static let usual =
    "mctsr,mctsr-code,mctsr-zero,i-mcts,i-mcts-code,master,rebase,beam,best-first,ab-mcts-a"

  init(_ arguments: inout Arguments) throws {
    presets = try arguments.text("preset", default: Self.usual).split(separator: ",").map { name in
      guard let preset = Preset.named(String(name)), preset.takes(Design.self) else {
        throw Arguments.Mistake(reason: "--preset: \(name) is no preset that takes designs")
      }
      return preset
    }
    let text = try arguments.text("iterations", default: "100,1000")
    iterations = text.split(separator: ",").compactMap { Int($0) }
    guard !iterations.isEmpty, iterations.allSatisfy({ $0 > 0 }) else {
      throw Arguments.Mistake(reason: "--iterations is a list of numbers above 0, as in 100,1000")
    }
    rounds = try arguments.number("rounds", default: 9)
    ruggedness = try arguments.number("ruggedness", default: 2)
    try arguments.finish()
  }

  func run() throws {
    for preset in presets {
      for iterations in iterations { try measure(preset, iterations) }
    }
  }

  private func measure(_ preset: Preset, _ iterations: Int) throws {
    var (whole, beside): ([Double], [Double]) = ([], [])
    var (done, calls, nodes) = (0, 0, 0)
    for round in 0..<rounds {
      let problem = try Problem.named("design:ruggedness=\(ruggedness),seed=\(round + 1)")
      var plan = SearchPlan(problem, preset)
      plan.seed = UInt64(round)
      let tally = CallTally()
      // The first search of a problem may have all its strings ranked, and finds everything cold.
      plan.makeSession(undoBytes: 0).run(iterations)
      let session = plan.makeSession(SessionOptions(undoBytes: 0, calls: tally))
      let (_, measured) = Measurement.of { session.run(iterations) }
      let simulations = session.iterations
      let judging = judgement(session, plan) * Double(tally.count)
      whole.append(measured.work / Double(max(simulations, 1)))
      beside.append((measured.work - judging) / Double(max(simulations, 1)))
      done += simulations
      calls += tally.count
      session.read { nodes += $0.count }
    }
    var line = Line()
    line.add("preset", preset.name)
    line.add("iterations", iterations)
    line.add("done", Double(done) / Double(rounds), places: 1)
    line.add("us_iteration", Measurement.median(whole) * 1e6, places: 2)
    line.add("us_beside_judge", Measurement.median(beside) * 1e6, places: 2)
    line.add("calls_iteration", Double(calls) / Double(max(done, 1)), places: 2)
    line.add("nodes", Double(nodes) / Double(rounds), places: 0)
    line.print()
  }

  /// The seconds that judging a thing of a search takes by itself, on an average.
  private func judgement(_ session: any SearchSession, _ plan: SearchPlan) -> Double {
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
    guard !states.isEmpty else { return 0 }
    let critic = DesignCritic(seed: plan.seed)
    var sum = 0.0
    let (_, measured) = Measurement.of {
      for state in states {
        sum += critic.judge(JudgeQuestion<Design>(state), in: world)?.value ?? 0
      }
    }
    precondition(sum.isFinite, "designs have scores")
    return measured.work / Double(states.count)
  }
}
