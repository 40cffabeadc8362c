import RewardModels
import SearchTrees
import TreeSearch

/// A search of the synthetic reasoning tree, to be set beside the C twin `creason.c`.
///
/// World, rewards, estimates, rule and backup are the twin's, which, as llm-reasoners does, keeps every
/// node of the random continuation in the tree (35 nodes an iteration). The generators differ, and
/// with them the trees.
struct ReasoningBenchmark {
  private let simulations: Int
  private let seed: UInt64
  private let w: Double

  init(_ arguments: inout Arguments) throws {
    simulations = try arguments.number("simulations", default: 10_000)
    seed = try arguments.number("seed", default: 1)
    w = try arguments.number("w", default: 1)
    try arguments.finish()
  }

  func run() {
    let recipe = Composition(
      world: ReasoningWorld(), proposer: StepRewardProposer(EstimatedRewards()),
      widening: ActionWidening.all(atFirstVisit: true),
      selection: GuidedUCT(c: w, isScaled: false, unvisited: .estimate),
      evaluator: StepRewardEvaluator(EstimatedRewards()), backup: SuffixSumBackup(),
      walk: TreeRollout(.random), logsSimulations: true)
    var search = Search(recipe, seed: seed)
    let (_, measured) = Measurement.of { search.run(simulations) }
    var line = Line()
    line.add("iters", search.iterations)
    line.add("cpu", measured.work, places: 5)
    line.add("iter_s", Double(simulations) / measured.work, places: 0)
    line.add("us_iter", measured.work / Double(simulations) * 1e6, places: 3)
    line.add("nodes", search.tree.count)
    line.add("bytes_node", search.tree.bytesPerNode)
    line.add("deepest", search.deepest)
    line.print()
  }
}
