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
  public static func selectionRules<Rule: SelectionPolicy>(
    _ rule: Rule.Type, order: LegalActionsOrder
  ) -> [String] {
    SelectionRules.sentences(
      exploresEnds: rule.exploresEnds, makesSingleChildren: nil, order: order.words, ties: .first)
      + ["With --ties random one of them is drawn."]
  }

  /// Begins the search on the calling thread.
  public func session(
    _ selection: some SelectionPolicy, _ options: SessionOptions
  ) -> any SearchSession {
    // For each of these environments a loop of its own is compiled; others share one that is slower.
    switch plan.problem.environment {
    case let world as TicTacToe: session(world, selection, options)
    case let world as ConnectFour: session(world, selection, options)
    case let world as Blocksworld: session(world, selection, options)
    case let world as Bandit: session(world, selection, options)
    case let world as ExplicitTree: session(world, selection, options)
    case let world: session(world, selection, options)
    }
  }

  private func session(
    _ world: some Environment, _ selection: some SelectionPolicy, _ options: SessionOptions
  ) -> any SearchSession {
    switch plan.effectiveBackup {
    case .negamax: session(world, selection, NegamaxBackup(), options)
    case .mean: session(world, selection, MeanBackup(), options)
    case .suffixSum: session(world, selection, SuffixSumBackup(), options)
    case .suffixMean: session(world, selection, SuffixMeanBackup(), options)
    case .equation3: session(world, selection, ProgressBackup(isCorrected: false), options)
    case .progress: session(world, selection, ProgressBackup(isCorrected: true), options)
    }
  }

  private func session<World: Environment>(
    _ world: World, _ selection: some SelectionPolicy, _ backup: some Backup,
    _ options: SessionOptions
  ) -> any SearchSession {
    let recipe = Composition(
      world: world, proposer: LegalActions<World>(order: order), widening: widening,
      selection: selection,
      evaluator: CountedRollouts(RandomRollouts<World>(count: plan.rollouts), options.calls),
      backup: backup,
      interventions: plan.solves
        ? [ProvenValues(backup, range: world.valueRange)].compactMap(\.self) : [])
    // The closures are compiled here, for this recipe alone.
    return Session(
      recipe, preset: plan.preset.name, seed: plan.seed, undoBytes: options.undoBytes,
      ties: plan.ties,
      answer: plan.effectiveAnswer,
      loop: { $0.runUntilSettled(atMost: $1) },
      recordedLoop: { $0.runUntilSettled(atMost: $1, into: &$2, $3) })
  }
}
