import Environments
import Glibc
import Groundwork
import RewardModels
import SearchTrees
import TreeSearch

/// What searches are measured by: walks without a tree, and the rules without rewards.
extension EvaluationEntry {
  /// The most walks of `best-of-N`.
  public static let mostWalks = 1_000

  /// The names that ``named(_:)`` knows.
  public static var names: [String] {
    Preset.all.map(\.name) + Preset.all.compactMap { bare($0)?.name }
      + ["random", "greedy", "best-of-N"]
  }

  /// Returns the entry of a name: a preset, `random`, `greedy` or `best-of-N`; nil for another name.
  public static func named(_ name: String) -> EvaluationEntry? {
    if let preset = Preset.named(name) { return EvaluationEntry(preset) }
    if name.hasSuffix("-bare"), let preset = Preset.named(String(name.dropLast(5))) {
      return bare(preset)
    }
    switch name {
    case "random": return random
    case "greedy": return greedy
    default:
      guard name.hasPrefix("best-of-"), let count = Int(name.dropFirst(8)),
        1...mostWalks ~= count
      else { return nil }
      return best(of: count)
    }
  }

  /// The rules of `sc-mcts` with rewards drawn at random.
  private static var random: EvaluationEntry {
    EvaluationEntry(
      name: "random", remark: "the rules of sc-mcts, rewards drawn at random",
      method: .search(
        plan: { world, seed in
          var plan = SearchPlan(Problem(world), .contrastive)
          plan.stepRewards = .best
          plan.stepRewards?.rewards = .random
          plan.seed = seed
          return plan
        }, answer: StepRewardSettings.best.answer),
      unsupportedReason: { SearchPlan(Problem($0), .contrastive).validationError })
  }

  /// Why the expert cannot walk through a problem, if it cannot.
  @Sendable private static func unreadableReason(_ world: any VerifiableEnvironment) -> String? {
    guard let world = world as? Blocksworld else {
      return "walks of the expert are for blocksworld; \(world.name) is another problem"
    }
    return world.unreadable
  }

  /// At every step the action that the expert finds likeliest.
  private static var greedy: EvaluationEntry {
    EvaluationEntry(
      name: "greedy", remark: "no search: always the expert's likeliest action",
      method: .direct { world, _ in
        guard let world = world as? Blocksworld else { return EvaluatedRun() }
        let policy = ExpertPolicy(world)
        let walk = policy.walk { chances in
          chances.indices.reduce(0) { chances[$1] > chances[$0] ? $1 : $0 }
        }
        return policy.run([walk])
      }, unsupportedReason: unreadableReason)
  }

  /// The likeliest of some drawn walks.
  private static func best(of count: Int) -> EvaluationEntry {
    EvaluationEntry(
      name: "best-of-\(count)",
      remark: "no search: of \(count) walks drawn by the expert the likeliest a step",
      method: .direct { world, seed in
        guard let world = world as? Blocksworld else { return EvaluatedRun() }
        let policy = ExpertPolicy(world)
        var random = RandomSource(seed: seed)
        return policy.run((0..<count).map { _ in policy.walk { Self.draw($0, &random) } })
      }, unsupportedReason: unreadableReason)
  }

  /// Draws the index of one of some chances, given as logarithms.
  private static func draw(_ chances: [Float], _ random: inout RandomSource) -> Int {
    let highest = chances.max() ?? 0
    let weights = chances.map { exp(Double($0 - highest)) }
    var rest = random.unit() * weights.reduce(0, +)
    for index in weights.indices {
      rest -= weights[index]
      if rest < 0 { return index }
    }
    return weights.count - 1
  }
}

/// The expert as a policy: the log-likelihood of each legal action.
private struct ExpertPolicy {
  /// A way from the start to the end of an episode.
  struct Walk {
    var actions: [ActionCode] = []
    var likelihood: Float = 0
    var isGoal = false
  }

  let world: Blocksworld
  let rewards: ContrastiveRewards<Blocksworld>

  init(_ world: Blocksworld) {
    self.world = world
    rewards = ContrastiveRewards(
      .embedded, .sum(of: [.logLikelihood]), statistics: .embedded)
  }

  /// Walks to the end; `choose` takes one of the log-likelihoods.
  func walk(_ choose: ([Float]) -> Int) -> Walk {
    var walk = Walk()
    var state = world.initialState
    var numbers = RandomSource(seed: 0)
    var isOver = world.isTerminal(state)
    while !isOver {
      let actions = (0..<world.actionCount(in: state)).map { world.action(at: $0, in: state) }
      var chances: [Float] = []
      rewards.score(actions, in: state, of: world, into: &chances)
      let index = choose(chances)
      let step = world.apply(actions[index], to: &state, using: &numbers)
      walk.actions.append(actions[index])
      walk.likelihood += chances[index]
      walk.isGoal = step.reward > 0
      isOver = step.isTerminal
    }
    return walk
  }

  /// Returns what walks found; the likeliest a step is the answer, the first among equals.
  func run(_ walks: [Walk]) -> EvaluatedRun {
    var run = EvaluatedRun()
    run.iterations = walks.count
    run.nodes = walks.reduce(1) { $0 + $1.actions.count }
    run.found = walks.filter(\.isGoal).map(\.actions.count).min()
    run.modelUse = rewards.modelUse
    var best: Walk?
    for walk in walks {
      if let best, best.mean >= walk.mean { continue }
      best = walk
    }
    run.take(best?.actions ?? [], in: world)
    return run
  }
}

extension ExpertPolicy.Walk {
  /// The log-likelihood a step.
  fileprivate var mean: Float { likelihood / Float(max(1, actions.count)) }
}
