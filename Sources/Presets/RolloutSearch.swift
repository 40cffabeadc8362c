import Environments
import RewardModels
public import TreeSearch

/// A search whose leaves are evaluated by random rollouts, but for its selection rule.
///
/// The one place where such searches are put together.
public struct RolloutSearch {
  private let plan: SearchPlan
  private let order: LegalActionsOrder
  private let widening: ActionWidening

  /// Describes the search of a plan.
  ///
  /// - Parameters:
  ///   - order: in which order actions become children.
  ///   - widening: how the tree grows, unless the plan says otherwise.
  public init(_ plan: SearchPlan, order: LegalActionsOrder, widening: ActionWidening) {
    self.plan = plan
    self.order = order
    self.widening = plan.widening ?? widening
  }

  /// Returns what a selection rule does not say of itself, in sentences.
  public static func selectionRules(
    _ rule: some SelectionPolicy, order: LegalActionsOrder
  ) -> [String] {
    SelectionRules.sentences(
      exploresEnds: rule.exploresEnds, makesSingleChildren: nil, order: order.words, ties: .first)
      + ["With --ties random one of them is drawn."]
  }

  /// Begins the search on the calling thread.
  public func session(
    _ selection: some ScoringPolicy, _ options: SessionOptions
  ) -> any SearchSession {
    switch plan.problem.environment {
    case let world as TicTacToe: gameSession(world, selection, options)
    case let world as ConnectFour: gameSession(world, selection, options)
    default: session(plugging: selection, options)
    }
  }

  /// Begins the search on the calling thread, its rules called where they are plugged in.
  ///
  /// - Parameter backup: how values are backed up; nil as the plan says.
  public func session(
    plugging selection: any ScoringPolicy, backup: (any Backup)? = nil, _ options: SessionOptions
  ) -> any SearchSession {
    let backup = backup ?? plan.backupRule
    return switch plan.problem.environment {
    // For each of these a loop is compiled that calls its rules where they are plugged in; others share
    // one that knows not even their environment, and is slower.
    case let world as TicTacToe: session(world, selection, backup, options)
    case let world as ConnectFour: session(world, selection, backup, options)
    case let world as Blocksworld:
      session(ImaginedWorld(world, writer: nil), selection, backup, options)
    case let world as Bandit: session(world, selection, backup, options)
    case let world as ExplicitTree: session(tree: world, selection, backup, options)
    case let world: session(world, selection, backup, options)
    }
  }

  /// Begins the search by a rule that does not go by the highest score alone; `backup` changes the backup of
  /// the plan, and `proposer` the proposer, as the rule needs them.
  public func session(
    plugging selection: any SelectionPolicy, backup: (any Backup) -> any Backup = { $0 },
    drawsGumbel: Bool = false, _ options: SessionOptions
  ) -> any SearchSession {
    plugged(plan.problem.environment, selection, backup, drawsGumbel, options)
  }

  private func plugged<World: Environment>(
    _ world: World, _ selection: any SelectionPolicy, _ changing: (any Backup) -> any Backup,
    _ drawsGumbel: Bool, _ options: SessionOptions
  ) -> any SearchSession {
    let backup = changing(plan.effectiveBackup.rule)
    let legal = LegalActions<World>(order: order)
    let proposer = drawsGumbel ? AnyProposer(GumbelProposer(legal)) : AnyProposer(legal)
    return plan.session(
      PluggedRecipe(
        plugging: world, proposer: proposer, widening: widening, selection: selection,
        evaluator: rollouts(in: world, options), backup: backup,
        interventions: interventions(backup, world)), options)
  }

  /// Begins a search of a game; the usual ones are compiled for the game and the rule.
  private func gameSession<World: Environment>(
    _ world: World, _ selection: some ScoringPolicy, _ options: SessionOptions
  ) -> any SearchSession {
    guard plan.ties == .first, plan.effectiveBackup == .negamax, plan.noise == nil else {
      return session(world, selection, plan.backupRule, options)
    }
    let backup = NegamaxBackup()
    return plan.session(
      Composition(
        world: world, proposer: LegalActions<World>(order: order), widening: widening,
        selection: selection, evaluator: rollouts(in: world, options), backup: backup,
        interventions: interventions(backup, world)), options)
  }

  /// Begins a search of a tree from a file, which may say what leaves are worth.
  private func session(
    tree: ExplicitTree, _ selection: any ScoringPolicy, _ backup: any Backup,
    _ options: SessionOptions
  ) -> any SearchSession {
    guard plan.evaluation == .estimate else { return session(tree, selection, backup, options) }
    return session(
      tree, selection, backup, CountedEvaluations(StateEstimates<ExplicitTree>(), options.calls),
      options)
  }

  private func session<World: Environment>(
    _ world: World, _ selection: any ScoringPolicy, _ backup: any Backup,
    _ options: SessionOptions
  ) -> any SearchSession {
    session(world, selection, backup, rollouts(in: world, options), options)
  }

  private func session<World: Environment>(
    _ world: World, _ selection: any ScoringPolicy, _ backup: any Backup,
    _ evaluator: some Evaluator<World>, _ options: SessionOptions
  ) -> any SearchSession {
    let actions = LegalActions<World>(order: order)
    guard let noise = plan.noise else {
      return session(world, selection, backup, evaluator, actions, [], options)
    }
    let proposer = RootNoise(actions, concentration: noise.concentration, share: noise.share)
    return session(
      world, selection, backup, evaluator, proposer, [PriorsBeforeNoise(of: world)], options)
  }

  private func session<World: Environment>(
    _ world: World, _ selection: any ScoringPolicy, _ backup: any Backup,
    _ evaluator: some Evaluator<World>, _ proposer: some Proposer<World>,
    _ edits: [any Intervention], _ options: SessionOptions
  ) -> any SearchSession {
    plan.session(
      PluggedRecipe(
        plugging: world, proposer: proposer, widening: widening,
        selection: plan.ties == .first ? selection : RandomTies(selection),
        evaluator: evaluator, backup: backup,
        interventions: interventions(backup, world) + edits), options)
  }

  private func rollouts<World: Environment>(
    in world: World, _ options: SessionOptions
  ) -> CountedRollouts<World> {
    CountedRollouts(RandomRollouts(count: plan.rollouts), options.calls)
  }

  private func interventions(
    _ backup: any Backup, _ world: some Environment
  ) -> [any Intervention] {
    plan.solves ? [ProvenValues(backup, range: world.valueRange)].compactMap(\.self) : []
  }
}

extension SearchPlan {
  /// Makes the session of a recipe; the loop is compiled here, for that recipe.
  func session(_ recipe: some SearchRecipe, _ options: SessionOptions) -> any SearchSession {
    Session(
      recipe, preset: preset.name, label: label.words, seed: seed, undoBytes: options.undoBytes,
      answer: effectiveAnswer, answerTemperature: answerTemperature ?? 1, answers: options.answers,
      loop: { $0.runUntilSettled(atMost: $1, into: &$2, $3) })
  }
}
