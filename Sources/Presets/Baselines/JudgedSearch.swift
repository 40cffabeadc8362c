import Environments
import RewardModels
import SearchTrees
import TreeSearch

/// A search that makes one node a simulation, judged by whatever judges its problem: designs by a stand-in
/// critic, and written by a stand-in writer; what can be read by the share of the goal that is reached; all
/// else by a random rollout.
///
/// The one place where such searches are put together.
struct JudgedSearch {
  private let plan: SearchPlan
  private let selection: OwnJudgements
  private let walk: @Sendable (_ judgesRoot: Bool) -> any FrontierWalk

  /// What such searches know of the truth.
  static let truthInValues = "every node is judged from the truth"

  /// The skill of the writer of designs, unless another one is chosen.
  static let usualSkill = 0.7

  /// Describes the search of a plan; `walk` makes the walk, which judges the root or not.
  init(
    _ plan: SearchPlan, _ selection: OwnJudgements,
    walk: @escaping @Sendable (_ judgesRoot: Bool) -> any FrontierWalk
  ) {
    self.plan = plan
    self.selection = selection
    self.walk = walk
  }

  /// Begins the search on the calling thread.
  func session(_ options: SessionOptions) -> any SearchSession {
    switch plan.problem.environment {
    case let world as Design: session(world, options)
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
      judgesRoot: false, options)
  }

  private func session<World: ReadableEnvironment>(
    readable world: World, _ options: SessionOptions
  ) -> any SearchSession {
    session(
      world, LegalActions<World>(order: .listed),
      CountedEvaluations(GoalProgress<World>(), options.calls), judgesRoot: true, options)
  }

  private func session<World: Environment>(
    rolledOut world: World, _ options: SessionOptions
  ) -> any SearchSession {
    session(
      world, LegalActions<World>(order: .listed),
      CountedRollouts<World>(RandomRollouts(), options.calls), judgesRoot: true, options)
  }

  private func session<World: Environment>(
    _ world: World, _ proposer: some Proposer<World>, _ evaluator: some Evaluator<World>,
    judgesRoot: Bool, _ options: SessionOptions
  ) -> any SearchSession {
    plan.session(
      PluggedRecipe(
        plugging: world, proposer: proposer, widening: ActionWidening.one, selection: selection,
        evaluator: evaluator, backup: JudgementBackup(), walk: walk(judgesRoot)), options)
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
}

extension Preset.Group {
  /// What searches are measured by.
  static let baselines = Preset.Group("Baselines, one judged node a simulation")
}
