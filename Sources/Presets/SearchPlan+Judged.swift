import Environments
import Groundwork
import RewardModels
import TreeSearch

/// Searches of judged steps.
extension SearchPlan {
  /// The settings in force: the preset's, with what the person chose; nil for presets that judge no
  /// steps.
  public var judgedSettings: JudgedSettings? {
    guard var settings = judged ?? preset.judged else { return nil }
    if let c { settings.c = c }
    if let backup { settings.backup = backup }
    return settings
  }

  /// Why the preset cannot judge the steps of the problem, if it cannot.
  var judgedMistake: String? {
    guard let settings = judgedSettings else { return nil }
    switch problem {
    case .blocksworld(let world):
      if case .random = settings.rewards, !settings.writes { return nil }
      return world.unreadable
    case .tree(let world):
      if settings.writes {
        return "--world-model expert and --propose are for blocksworld; "
          + "\(world.name) has no words"
      }
      return world.players == 1
        ? nil : "\(preset.rawValue) is for one agent; \(world.name) has two players"
    case .ticTacToe, .connectFour, .bandit:
      return "\(preset.rawValue) judges steps by language models, which read blocksworld, or by "
        + "the estimates and rewards of a tree: file; \(problem.name) is neither"
    }
  }

  /// Begins a search of judged steps.
  ///
  /// - Precondition: `mistake` is nil.
  func judgedSession(_ settings: JudgedSettings, _ undoBytes: Int) -> any SearchSession {
    switch problem {
    case .blocksworld(let world):
      let deepest = depthLimit ?? world.horizon
      if settings.writes { return writtenSession(world, settings, deepest, undoBytes) }
      switch settings.rewards {
      case .models(var composition):
        composition.update = settings.update
        let rewards = ContrastiveRewards<Blocksworld>(
          .embedded, composition,
          statistics: settings.regions == .one ? .embedded : .embeddedRegions)
        return session(world, rewards, settings, deepest, undoBytes)
      case .random:
        return session(
          world, RandomRewards<Blocksworld>(seed: seed), settings, deepest, undoBytes)
      }
    case .tree(let world):
      return session(
        world, FileRewards<ExplicitTree>(), settings, depthLimit ?? world.deepest, undoBytes)
    case .ticTacToe, .connectFour, .bandit: preconditionFailure(judgedMistake ?? "")
    }
  }

  /// Begins a search in which the expert writes next states, or actions, or both.
  private func writtenSession(
    _ world: Blocksworld, _ settings: JudgedSettings, _ deepest: Int, _ undoBytes: Int
  ) -> any SearchSession {
    let states = settings.worldModel == .expert ? StateWriter(.embedded) : nil
    let actions: ActionWriter? =
      switch settings.proposal {
      case .legal: nil
      case .generated(let count): ActionWriter(.embedded, samples: count, seed: seed)
      }
    switch settings.rewards {
    case .models(var composition):
      composition.update = settings.update
      let rewards = ContrastiveRewards<ImaginedWorld<Blocksworld>>(
        .embedded, composition,
        statistics: settings.regions == .one ? .embedded : .embeddedRegions)
      return session(
        world, WrittenSteps(rewards, states: states, actions: actions), settings, deepest,
        undoBytes)
    case .random:
      let rewards = RandomRewards<ImaginedWorld<Blocksworld>>(seed: seed)
      return session(
        world, WrittenSteps(rewards, states: states, actions: actions), settings, deepest,
        undoBytes)
    }
  }

  private func session<Base: StepRewards>(
    _ world: Blocksworld, _ steps: WrittenSteps<Blocksworld, Base>, _ settings: JudgedSettings,
    _ deepest: Int, _ undoBytes: Int
  ) -> any SearchSession {
    session(
      ImaginedWorld(world, writer: steps.states), steps, settings, deepest, undoBytes,
      candidates: steps.candidates)
  }

  private func session<Rewards: StepRewards>(
    _ world: Rewards.World, _ rewards: Rewards, _ settings: JudgedSettings, _ deepest: Int,
    _ undoBytes: Int,
    candidates: (@Sendable (Rewards.World.State, Rewards.World) -> [ActionCode])? = nil
  ) -> any SearchSession {
    let proposer = JudgedActions(
      rewards, avoidsRepeats: settings.avoidsRepeats,
      sortsByGuess: settings.unvisited == .infinity, candidates: candidates)
    return session(
      PluggedRecipe(
        plugging: world, proposer: proposer,
        widening: ActionWidening.all(atFirstVisit: true),
        selection: settings.selection, evaluator: JudgedSteps(rewards),
        backup: settings.backup.rule,
        interventions: settings.closes ? [ClosedSubtrees()] : [],
        walk: settings.walk(deepest: deepest), logsSimulations: true), undoBytes)
  }
}
