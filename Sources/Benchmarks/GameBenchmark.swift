import Environments
import Groundwork
import Presets
import SearchTrees
import TreeSearch

/// One search of a game from its first position, as OpenSpiel's `MCTSBot` does it.
struct GameBenchmark {
  /// What runs the search.
  enum Engine: String {
    /// A `Search` of a recipe that is known here.
    case concrete
    /// The session that a person's plan makes.
    case plan
  }

  private let game: String
  private let simulations: Int
  private let c: Double
  private let seed: UInt64
  private let solves: Bool
  private let undoBytes: Int
  private let rollouts: Int
  private let engine: Engine

  init(_ arguments: inout Arguments) throws {
    game = try arguments.text("game", default: "connect-four")
    simulations = try arguments.number("simulations", default: 1_000_000)
    c = try arguments.number("c", default: 2)
    seed = try arguments.number("seed", default: 1)
    solves = arguments.flag("solve")
    undoBytes = try arguments.number("undo", default: 0) << 20
    rollouts = try arguments.number("rollouts", default: 1)
    guard let engine = Engine(rawValue: try arguments.text("engine", default: "concrete")) else {
      throw Arguments.Mistake(reason: "--engine is concrete or plan")
    }
    self.engine = engine
    try arguments.finish()
  }

  func run() throws {
    switch (engine, game) {
    case (.plan, _): try runPlan()
    case (.concrete, "connect-four"): runConcrete(ConnectFour())
    case (.concrete, "tic-tac-toe"): runConcrete(TicTacToe())
    default: throw Arguments.Mistake(reason: "--game is connect-four or tic-tac-toe")
    }
  }

  private func runConcrete<World: Environment>(_ world: World) {
    let recipe = Composition(
      world: world, proposer: LegalActions<World>(order: .shuffled),
      widening: ActionWidening.all(atFirstVisit: false), selection: UCT(c: c),
      evaluator: RandomRollouts<World>(count: rollouts), backup: NegamaxBackup(),
      interventions: solves
        ? [ProvenValues(NegamaxBackup(), range: world.valueRange)].compactMap(\.self) : [])
    var search = Search(recipe, seed: seed, undoBytes: undoBytes)
    let (_, measured) = Measurement.of {
      if solves {
        while search.iterations < simulations, !search.tree.nodes[0].flags.contains(.proven) {
          search.run(1)
        }
      } else {
        search.run(simulations)
      }
    }
    var line = start(
      measured, simulations: search.iterations, nodes: search.tree.count,
      bytes: search.tree.bytesPerNode)
    var visits = 0
    for index in 0..<search.tree.count { visits += Int(search.tree.nodes[index].visits) }
    line.add("depth", Double(visits) / Double(search.iterations), places: 2)
    line.add("deepest", search.deepest)
    line.add("solved", search.tree.nodes[0].flags.contains(.proven))
    line.add(
      "root",
      search.tree.children(of: .root).map {
        let node = search.tree.nodes[$0.index]
        return RootAction(action: Int(node.action), visits: Int(node.visits), value: node.mean)
      })
    line.print()
  }

  /// Runs the search as the program does: through a session, the rules asked as often as they want.
  private func runPlan() throws {
    var plan = SearchPlan(try Problem.named(game))
    plan.c = c
    plan.seed = seed
    plan.solves = solves
    plan.rollouts = rollouts
    let session = plan.makeSession(undoBytes: undoBytes)
    var rules: [any StoppingRule] = [IterationLimit(simulations)]
    if solves { rules.append(Settled()) }
    let (_, measured) = Measurement.of {
      while session.reason(in: &rules, seconds: 0) == nil {
        session.run(min(4_096, session.checkInterval(of: rules, seconds: 0)))
      }
    }
    // A whole report would go through the nodes once more, for the fingerprint of the tree.
    var summary = SearchSummary()
    session.fill(&summary)
    var bytes = 0
    var isSolved = false
    session.read { tree in
      bytes = tree.bytesPerNode
      isSolved = tree.nodes[0].flags.contains(.proven)
    }
    var line = start(
      measured, simulations: session.iterations, nodes: summary.nodes, bytes: bytes)
    line.add("deepest", summary.depth)
    line.add("solved", isSolved)
    line.print()
  }

  private func start(
    _ measured: Measurement, simulations: Int, nodes: Int, bytes: Int
  ) -> Line {
    var line = Line()
    line.add("game", game)
    line.add("engine", engine.rawValue)
    line.add("seed", Int(clamping: seed))
    line.add("sims", simulations)
    line.add("cpu", measured.work, places: 4)
    line.add("sims_s", Double(simulations) / measured.work, places: 0)
    line.add("ns_sim", measured.work / Double(simulations) * 1e9, places: 1)
    line.add("nodes", nodes)
    line.add("bytes_node", bytes)
    line.add("rss_node", Double(measured.growth) / Double(nodes), places: 1)
    return line
  }
}
