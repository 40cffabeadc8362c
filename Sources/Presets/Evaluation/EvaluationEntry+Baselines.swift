import Environments
import Groundwork
import RewardModels
import SearchTrees
import TreeSearch

/// What searches are measured by beside presets: the expert's own walk, and rules without rewards.
extension EvaluationEntry {
  /// The most calls in a name like `repeated-100`.
  public static let mostCalls = 1_000_000

  /// The names that ``named(_:)`` knows.
  public static var names: [String] {
    Preset.all.map(\.name) + Preset.all.compactMap { bare($0)?.name }
      + ["sc-mcts-random", "expert-greedy", "repeated-N"]
  }

  /// Returns the entry of a name: a preset, one without the answer key, `sc-mcts-random`, `expert-greedy`,
  /// or `repeated-N` with at most N calls; nil for another name.
  ///
  /// `random` and `best-of-N` are understood as older versions had them.
  public static func named(_ name: String) -> EvaluationEntry? {
    if let preset = Preset.named(name) { return EvaluationEntry(preset) }
    if name.hasSuffix("-bare"), let preset = Preset.named(String(name.dropLast(5))) {
      return bare(preset)
    }
    switch name {
    case "sc-mcts-random", "random": return random
    case "expert-greedy": return expertGreedy
    default: break
    }
    for prefix in ["repeated-", "best-of-"] where name.hasPrefix(prefix) {
      guard let count = Int(name.dropFirst(prefix.count)), 1...mostCalls ~= count else {
        return nil
      }
      var entry = EvaluationEntry(.repeated)
      entry.name = "repeated-\(count)"
      entry.remark = "with \(count) \(count == 1 ? "call" : "calls"): " + entry.remark
      entry.callLimit = count
      return entry
    }
    return nil
  }

  /// Returns the present name of a row of a file of results that an older version wrote: `greedy` was the
  /// expert's own walk then.
  public static func presentName(of former: String) -> String {
    former == "greedy" ? "expert-greedy" : named(former)?.name ?? former
  }

  /// Whether a row of an older file was made otherwise than the row of its present name is: `best-of-N` were
  /// walks that the expert drew.
  static func isMadeOtherwise(_ former: String) -> Bool { former.hasPrefix("best-of-") }

  /// The rules of `sc-mcts` with rewards drawn at random.
  private static var random: EvaluationEntry {
    var entry = EvaluationEntry(
      name: "sc-mcts-random", remark: "the rules of sc-mcts, rewards drawn at random",
      method: .search(
        plan: { world, seed in
          var plan = SearchPlan(Problem(world), .contrastive)
          plan.stepRewards = .best
          plan.stepRewards?.rewards = .random
          plan.seed = seed
          return plan
        }, answer: StepRewardSettings.best.answer),
      unsupportedReason: { SearchPlan(Problem($0), .contrastive).validationError })
    entry.preset = .contrastive
    entry.isBare = true
    return entry
  }

  /// Why the expert cannot walk through a problem, if it cannot.
  @Sendable private static func unreadableReason(_ world: any VerifiableEnvironment) -> String? {
    guard let world = world as? Blocksworld else {
      return "walks of the expert are for blocksworld; \(world.name) is another problem"
    }
    return world.unreadable
  }

  /// At every step the action that the expert finds likeliest.
  private static var expertGreedy: EvaluationEntry {
    EvaluationEntry(
      name: "expert-greedy", remark: "no search: always the expert's likeliest action",
      method: .direct { world, _ in
        guard let world = world as? Blocksworld else { return EvaluatedRun() }
        let policy = ExpertPolicy(world)
        let walk = policy.walk { chances in
          chances.indices.reduce(0) { chances[$1] > chances[$0] ? $1 : $0 }
        }
        return policy.run([walk])
      }, unsupportedReason: unreadableReason)
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
      ModelPair.embedded, .sum(of: [.logLikelihood]), statistics: .embedded)
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
