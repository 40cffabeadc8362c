import Environments
import RewardModels
import SearchTrees
import TreeSearch

/// A search whose steps have rewards of their own, by language models, at random or from a file.
///
/// The one place where such searches are put together.
struct StepRewardSearch {
  private let plan: SearchPlan
  private let settings: StepRewardSettings
  /// The models, which score and write after one reading.
  private let pair: ModelPair

  /// Describes the search of a plan with settings.
  init(_ plan: SearchPlan, _ settings: StepRewardSettings) {
    self.plan = plan
    self.settings = settings
    var pair = ModelPair.embedded.sharingReadings()
    pair.draftLength = settings.draftLength
    self.pair = settings.writes ? pair : .embedded
  }

  /// Begins the search on the calling thread.
  func session(_ options: SessionOptions) -> any SearchSession {
    // For each of these environments a loop of its own is compiled; others share one that is slower.
    switch plan.problem.environment {
    case let world as ExplicitTree: session(world, FileRewards(), nil, options)
    case let world as Blocksworld: session(writable: world, options)
    case let world as any WritableEnvironment: session(writable: world, options)
    case let world as any ReadableEnvironment: session(readable: world, options)
    default: preconditionFailure("\(plan.preset.name) takes no \(plan.problem.name)")
    }
  }

  private func session<World: ReadableEnvironment>(
    readable world: World, _ options: SessionOptions
  ) -> any SearchSession {
    switch settings.rewards {
    case .models(let composition):
      let rewards: ContrastiveRewards<World> = contrastive(composition)
      return session(world, rewards, Self.words, options)
    case .random:
      return session(world, RandomRewards<World>(seed: plan.seed), Self.words, options)
    }
  }

  /// Begins a search in which the expert may write next states, or actions, or both.
  ///
  /// The loop is the one that is compiled for a world with a writer, whether there is one or not.
  private func session<World: WritableEnvironment>(
    writable world: World, _ options: SessionOptions
  ) -> any SearchSession {
    guard settings.writes else {
      return session(readable: ImaginedWorld(world, writer: nil), options)
    }
    switch settings.rewards {
    case .models(let composition):
      let rewards: ContrastiveRewards<ImaginedWorld<World>> = contrastive(composition)
      return session(written: world, rewards, options)
    case .random:
      return session(
        written: world, RandomRewards<ImaginedWorld<World>>(seed: plan.seed), options)
    }
  }

  private func session<World: WritableEnvironment, Base: StepRewards<ImaginedWorld<World>>>(
    written world: World, _ base: Base, _ options: SessionOptions
  ) -> any SearchSession {
    let actions: ActionWriter? =
      switch settings.proposal {
      case .legal: nil
      case .generated(let count): ActionWriter(pair, samples: count, seed: plan.seed)
      }
    let steps = WrittenSteps(
      base, states: settings.worldModel == .expert ? StateWriter(pair) : nil,
      actions: actions)
    options.calls.addWritings {
      (steps.states?.modelUse.generations ?? 0) + (steps.actions?.modelUse.proposals ?? 0)
    }
    return session(
      ImaginedWorld(world, writer: steps.states), steps, Self.words, options,
      candidates: steps.candidates)
  }

  /// Returns what steps are remembered by: the words of their state and their own.
  @Sendable private static func words<World: ReadableEnvironment>(
    of actions: [ActionCode], in state: World.State, of world: World
  ) -> [String] {
    let prompt = world.prompt(for: state)
    return actions.map { prompt + " " + world.wording(of: $0, in: state) }
  }

  private func contrastive<World>(
    _ composition: RewardComposition
  ) -> ContrastiveRewards<World> {
    var composition = composition
    composition.update = plan.effectiveUpdate ?? settings.update
    // Servers write nothing: what is written and what is judged share what the pair has read.
    let models: any EvidenceSource = plan.models.isAsked ? plan.models : pair
    let known = models.statistics(inRegions: settings.regions != .one)
    return ContrastiveRewards(models, composition, statistics: known ?? .unknown)
  }

  private func session<Rewards: StepRewards>(
    _ world: Rewards.World, _ rewards: Rewards, _ words: CountedRewards<Rewards>.Words?,
    _ options: SessionOptions,
    candidates: (@Sendable (Rewards.World.State, Rewards.World) -> [ActionCode])? = nil
  ) -> any SearchSession {
    let counted = CountedRewards(rewards, options.calls, words)
    let bound = (plan.problem.environment as? any BoundedEnvironment)?.deepest
    return plan.session(
      PluggedRecipe(
        plugging: world,
        proposer: StepRewardProposer(
          counted, avoidsRepeats: settings.avoidsRepeats,
          sortsByEstimate: settings.unvisited == .infinity, candidates: candidates),
        widening: ActionWidening.all(atFirstVisit: true), selection: settings.selection,
        evaluator: StepRewardEvaluator(counted), backup: settings.backup.rule,
        interventions: settings.closes ? [ClosedSubtrees()] : [],
        walk: settings.walk(deepest: plan.depthLimit ?? bound ?? .max), logsSimulations: true),
      options)
  }
}
