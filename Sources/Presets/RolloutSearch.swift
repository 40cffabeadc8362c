import Environments
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
    // For each of these a loop is compiled that calls its rules where they are plugged in; others share
    // one that knows not even their environment, and is slower.
    case let world as Blocksworld: session(world, selection, options)
    case let world as Bandit: session(world, selection, options)
    case let world as ExplicitTree: session(world, selection, options)
    case let world: session(world, selection, options)
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
        evaluator: evaluator(of: world, options), backup: backup,
        interventions: interventions(backup, world)), options)
  }

  /// Begins a search of a game; the usual ones are compiled for the game and the rule.
  private func gameSession<World: Environment>(
    _ world: World, _ selection: some ScoringPolicy, _ options: SessionOptions
  ) -> any SearchSession {
    guard plan.ties == .first, plan.effectiveBackup == .negamax else {
      return session(world, selection, options)
    }
    let backup = NegamaxBackup()
    return plan.session(
      Composition(
        world: world, proposer: LegalActions<World>(order: order), widening: widening,
        selection: selection, evaluator: evaluator(of: world, options), backup: backup,
        interventions: interventions(backup, world)), options)
  }

  /// Begins a search whose rules are called where they are plugged in.
  private func session<World: Environment>(
    _ world: World, _ selection: any ScoringPolicy, _ options: SessionOptions
  ) -> any SearchSession {
    let backup = plan.effectiveBackup.rule
    return plan.session(
      PluggedRecipe(
        plugging: world, proposer: LegalActions<World>(order: order), widening: widening,
        selection: plan.ties == .first ? selection : RandomTies(selection),
        evaluator: evaluator(of: world, options), backup: backup,
        interventions: interventions(backup, world)), options)
  }

  private func evaluator<World: Environment>(
    of world: World, _ options: SessionOptions
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
      recipe, preset: preset.name, seed: seed, undoBytes: options.undoBytes,
      answer: effectiveAnswer, answers: options.answers,
      loop: { $0.runUntilSettled(atMost: $1, into: &$2, $3) })
  }
}
