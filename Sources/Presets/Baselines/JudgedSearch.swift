import Environments
import Groundwork
import RewardModels
import SearchTrees
import TreeSearch

/// A search whose nodes are judged one by one, by whatever judges its problem: designs by a stand-in critic,
/// and written by a stand-in writer; what can be read by the share of the goal that is reached; a tree by
/// the estimates of its file; all else by a random rollout.
///
/// The one place where such searches are put together.
struct JudgedSearch {
  /// What judges nodes, and where they come from.
  enum Judging {
    /// A writer makes things, a critic judges them; the root is nothing yet.
    case written
    /// Legal actions, whose states something judges.
    case judged
    /// Legal actions; only random play says what their states are worth.
    case rolledOut
  }

  private let plan: SearchPlan
  private let selection: OwnJudgements
  private let walk: @Sendable (Judging) -> any Walk
  /// What else follows from a simulation.
  var interventions: [any Intervention] = []
  /// In which order legal actions become children.
  var order = LegalActionsOrder.listed

  /// What such searches know of the truth.
  static let truthInValues = "nodes are judged by the rules, or from the truth"

  /// The skill of the writer of designs, unless another one is chosen.
  static let usualSkill = 0.7

  /// Describes the search of a plan; `walk` makes the walk.
  init(
    _ plan: SearchPlan, _ selection: OwnJudgements,
    walk: @escaping @Sendable (Judging) -> any Walk
  ) {
    self.plan = plan
    self.selection = selection
    self.walk = walk
  }

  /// Begins the search on the calling thread.
  func session(_ options: SessionOptions) -> any SearchSession {
    switch plan.problem.environment {
    case let world as Design: session(world, options)
    case let world as ExplicitTree where world.pathWithoutEstimate == nil:
      session(
        world, CountedEvaluations(StateEstimates<ExplicitTree>(), options.calls), .judged, options)
    case let world as Blocksworld:
      session(readable: ImaginedWorld(world, writer: nil), options)
    case let world as any ReadableEnvironment: session(readable: world, options)
    case let world: session(rolledOut: world, options)
    }
  }

  private func session(_ world: Design, _ options: SessionOptions) -> any SearchSession {
    var skill = Self.usualSkill
    if case .number(let number)? = plan.values[PresetOption.skillName] { skill = number }
    let writings = Writings()
    let writer = DesignWriter([.init("writer", skill: skill)], seed: plan.seed)
    let critic = CountedJudge(DesignCritic(seed: plan.seed), options.calls)
    return session(
      world, WrittenThings(writer, keeping: writings), JudgedThings(critic, knowing: writings),
      .written, options)
  }

  private func session<World: ReadableEnvironment>(
    readable world: World, _ options: SessionOptions
  ) -> any SearchSession {
    session(world, CountedEvaluations(GoalProgress<World>(), options.calls), .judged, options)
  }

  private func session<World: Environment>(
    rolledOut world: World, _ options: SessionOptions
  ) -> any SearchSession {
    session(
      world, CountedRollouts<World>(RandomRollouts(), options.calls), .rolledOut, options)
  }

  private func session<World: Environment>(
    _ world: World, _ evaluator: some Evaluator<World>, _ judging: Judging,
    _ options: SessionOptions
  ) -> any SearchSession {
    session(world, LegalActions<World>(order: order), evaluator, judging, options)
  }

  private func session<World: Environment>(
    _ world: World, _ proposer: some Proposer<World>, _ evaluator: some Evaluator<World>,
    _ judging: Judging, _ options: SessionOptions
  ) -> any SearchSession {
    var walk = walk(judging)
    // Of an episode of random actions nothing is judged but its end, by the rules.
    if let episodes = walk as? Episodes, episodes.proposals == 1 {
      walk = CountedEpisodes(episodes, options.calls)
    }
    return plan.session(
      PluggedRecipe(
        plugging: world, proposer: proposer, widening: ActionWidening.one, selection: selection,
        evaluator: evaluator, backup: JudgementBackup(players: world.players),
        interventions: interventions, walk: walk), options)
  }

  /// Completes a preset of such searches.
  static func finish(_ preset: inout Preset) {
    preset.isLabelled = { $0 == Design.self }
    preset.valuesAreForRoot = true
    preset.answer = .bestJudgement
    preset.truthInValues = truthInValues
    preset.departures.append(
      Preset.Departure(
        "of a game all judgements are for the player who moves at the root, and the moves of both are "
          + "chosen for that player",
        because: "the rule knows of one agent"))
  }
}

/// Episodes of random actions, each of which counts as a rollout does.
private struct CountedEpisodes: Walk {
  private let episodes: Episodes
  private let calls: CallTally

  init(_ episodes: Episodes, _ calls: CallTally) {
    self.episodes = episodes
    self.calls = calls
  }

  var continuationWords: String? { episodes.continuationWords }
  var beginsEpisodes: Bool { episodes.beginsEpisodes }
  func select(_ walker: inout Walker) { episodes.select(&walker) }
  func go(to child: NodeID, _ walker: inout Walker) { episodes.go(to: child, &walker) }

  func expand(_ walker: inout Walker) {
    calls.addRollouts(1)
    episodes.expand(&walker)
  }
}

extension PresetOption {
  /// The name of ``skill``.
  static let skillName = "skill"

  /// How good the stand-in writer of designs is.
  static let skill = PresetOption(
    skillName,
    help:
      "design: the probability that the stand-in writer changes the weakest place, not a random one.",
    valueName: "p", accepted: .numbers(0...1), usual: .number(JudgedSearch.usualSkill))

  /// Returns the option that says how many children of a node are judged.
  static func children(usual: String) -> PresetOption {
    PresetOption(
      "children", help: "How many children of a node are made and judged.", valueName: "n",
      accepted: .wholeNumbers(1...10_000), usual: usual, get: { $0.values["children"] },
      set: { $0.values["children"] = $1 })
  }
}

extension SearchPlan {
  /// The value of an option that is a whole number; nil where it was not given.
  func count(_ name: String) -> Int? { number(name).map { Int($0) } }
}

extension Preset.Group {
  /// What searches are measured by.
  static let baselines = Preset.Group("Baselines, of any problem")
}
