public import Environments
import Groundwork
import RewardModels
public import TreeSearch

/// Everything that one search is made of, as a person chose it: problem, preset, parameters, seed.
public struct SearchPlan: Sendable {
  /// The problem.
  public var problem: Problem
  /// The preset.
  public var preset = Preset.uct
  /// The exploration constant; nil for the preset's own.
  public var c: Double?
  /// PUCT's first-play urgency; nil for the preset's own.
  public var fpu: Double?
  /// How many random rollouts evaluate a leaf.
  public var rollouts = 1
  /// Whether values are proven (MCTS-Solver).
  public var solves = false
  /// How a value is backed up; nil for what suits the problem.
  public var backup: BackupRule?
  /// Which of several children with the highest score selection takes.
  public var ties = TieRule.first
  /// How the tree grows; nil for the preset's own way.
  public var widening: ActionWidening?
  /// What a search of judged steps is made of; nil for the preset's own.
  public var judged: JudgedSettings?
  /// The depth at which judged searches take a path to end; nil for the problem's own.
  public var depthLimit: Int?
  /// How the answer is chosen; nil for what suits preset and problem.
  public var answer: AnswerRule?
  /// The seed.
  public var seed: UInt64 = 0

  /// Makes a plan with the usual choices.
  public init(_ problem: Problem) {
    self.problem = problem
  }

  /// How a value is backed up, chosen by the person or by the number of players.
  public var backupInForce: BackupRule {
    judgedSettings?.backup ?? backup ?? (problem.players == 2 ? .negamax : .mean)
  }

  /// Whether values are proven: where rewards are left to chance nothing is.
  public var solvesInForce: Bool { solves && !problem.isStochastic }

  /// How the answer is chosen: as the person chose, or as suits the preset, or where a plan is wanted the
  /// best one that was found.
  public var answerInForce: AnswerRule {
    if let answer { return answer }
    if let settings = judgedSettings { return settings.answer }
    if case .blocksworld = problem { return .bestPath }
    return .mostVisits
  }

  /// Returns why the search cannot be run, if it can only be looked at: older versions ran it, and their
  /// recordings are still there.
  public var objection: String? {
    guard solves, !backupInForce.provesValues else { return nil }
    let accepted = BackupRule.allCases.filter { rule in
      rule.provesValues && (rule == .negamax) == (problem.players == 2)
    }
    return
      "--solve cannot prove values that are backed up by \(backupInForce.rawValue): the value of a "
      + "node does not follow from its best child's; it can with --backup "
      + accepted.map(\.rawValue).joined(separator: " or ")
  }

  /// Returns why the plan cannot be carried out, if it cannot.
  public var mistake: String? {
    if let c, !(0...1000).contains(c) {
      return "--c \(NumberText.short(c)): an exploration constant lies in 0...1000"
    }
    if let fpu {
      if preset != .puct {
        return "--fpu is for puct; \(preset.rawValue) has no first-play urgency"
      }
      if !(-10...10).contains(fpu) {
        return "--fpu \(NumberText.short(fpu)): a first-play urgency lies in -10...10"
      }
    }
    if let mistake = judgedMistake { return mistake }
    if let settings = judgedSettings, settings.entersLastLayer, depthLimit != nil {
      return "--depth-limit is for a last layer that is not entered (--last-layer skip)"
    }
    if preset.judged != nil, let option = unusedOption {
      return "\(option) is not for \(preset.rawValue), which judges steps and plays no random "
        + "rollouts"
    }
    if !(1...10_000).contains(rollouts) { return "--rollouts \(rollouts): 1...10000 are accepted" }
    if let backup, backup == .negamax, problem.players != 2 {
      let accepted = BackupRule.allCases.filter { $0 != .negamax }.map(\.rawValue)
      return "--backup negamax is for two players; accepted here: "
        + accepted.joined(separator: ", ")
    }
    if let backup, backup != .negamax, problem.players == 2 {
      return "--backup \(backup.rawValue) is for one agent; accepted here: negamax"
    }
    return nil
  }

  /// An option that was given and means nothing to a search of judged steps.
  private var unusedOption: String? {
    if rollouts != 1 { return "--rollouts" }
    if solves { return "--solve" }
    if ties != .first { return "--ties" }
    return widening == nil ? nil : "--widening"
  }

  /// Begins the search on the calling thread.
  ///
  /// - Precondition: `mistake` is nil.
  public func makeSession(undoBytes: Int) -> any SearchSession {
    precondition(mistake == nil, mistake ?? "")
    if let settings = judgedSettings { return judgedSession(settings, undoBytes) }
    switch problem {
    case .ticTacToe(let world): return gameSession(world, undoBytes)
    case .connectFour(let world): return gameSession(world, undoBytes)
    case .blocksworld(let world): return session(world, undoBytes)
    case .bandit(let world): return session(world, undoBytes)
    case .tree(let world): return session(world, undoBytes)
    }
  }

  /// Begins a search of a game; the usual ones are compiled for it.
  private func gameSession<World: Environment>(
    _ world: World, _ undoBytes: Int
  ) -> any SearchSession {
    guard ties == .first else { return session(world, undoBytes) }
    switch preset {
    case .uct:
      return gameSession(
        world, UCTPreset.selection(c: c, world), UCTPreset.self, undoBytes)
    case .puct:
      return gameSession(
        world, PUCTPreset.selection(c: c, fpu: fpu, world), PUCTPreset.self, undoBytes)
    case .contrastive, .contrastivePaper, .contrastiveCode, .rap:
      preconditionFailure("a preset of judged steps has settings")
    }
  }

  private func gameSession<World: Environment>(
    _ world: World, _ selection: some ScoringPolicy, _ defaults: any PresetDefaults.Type,
    _ undoBytes: Int
  ) -> any SearchSession {
    let backup = NegamaxBackup()
    return session(
      Composition(
        world: world, proposer: LegalActions<World>(order: defaults.order),
        widening: widening ?? defaults.widening, selection: selection,
        evaluator: RandomRollouts<World>(count: rollouts), backup: backup,
        interventions: interventions(backup, world)), undoBytes)
  }

  /// Begins a search whose rules are called where they are plugged in.
  private func session<World: Environment>(_ world: World, _ undoBytes: Int) -> any SearchSession {
    let (rule, defaults): (any ScoringPolicy, any PresetDefaults.Type) =
      switch preset {
      case .uct: (UCTPreset.selection(c: c, world), UCTPreset.self)
      case .puct: (PUCTPreset.selection(c: c, fpu: fpu, world), PUCTPreset.self)
      case .contrastive, .contrastivePaper, .contrastiveCode, .rap:
        preconditionFailure("a preset of judged steps has settings")
      }
    let backup = backupInForce.rule
    return session(
      PluggedRecipe(
        plugging: world, proposer: LegalActions<World>(order: defaults.order),
        widening: widening ?? defaults.widening,
        selection: ties == .first ? rule : RandomTies(rule),
        evaluator: RandomRollouts<World>(count: rollouts), backup: backup,
        interventions: interventions(backup, world)), undoBytes)
  }

  private func interventions(
    _ backup: any Backup, _ world: some Environment
  ) -> [any Intervention] {
    solves ? [ProvenValues(backup, range: world.valueRange)].compactMap(\.self) : []
  }

  /// Makes the session of a recipe; the loop is compiled here, for that recipe.
  func session<Recipe: SearchRecipe>(
    _ recipe: Recipe, _ undoBytes: Int
  ) -> any SearchSession {
    Session(
      recipe, preset: preset.rawValue, seed: seed, undoBytes: undoBytes, answer: answerInForce,
      loop: { $0.runUntilSettled(atMost: $1, into: &$2, $3) })
  }
}

/// A named composition of plug-ins.
public enum Preset: String, Sendable, CaseIterable {
  /// Upper confidence bounds applied to trees.
  case uct
  /// Predictor UCT, the rule of AlphaZero.
  case puct
  /// SC-MCTS*, with what works best on the embedded models.
  case contrastive = "sc-mcts"
  /// SC-MCTS* as its paper has it.
  case contrastivePaper = "sc-mcts-paper"
  /// SC-MCTS* as its public code does it.
  case contrastiveCode = "sc-mcts-code"
  /// RAP, as llm-reasoners runs it on Blocksworld.
  case rap
}

/// How a value is backed up.
public enum BackupRule: String, Sendable, CaseIterable {
  /// The whole return at every node.
  case mean
  /// The rewards from each node on.
  case suffixSum = "suffix-sum"
  /// The mean reward from each node on.
  case suffixMean = "suffix-mean"
  /// Equation (3) of SC-MCTS*, literally.
  case equation3 = "eq3"
  /// Equation (3) corrected: drops cost what they are.
  case progress
  /// The return of whoever moved to each node.
  case negamax

  /// The rule.
  public var rule: any Backup {
    switch self {
    case .mean: MeanBackup()
    case .suffixSum: SuffixSumBackup()
    case .suffixMean: SuffixMeanBackup()
    case .equation3: ProgressBackup(isCorrected: false)
    case .progress: ProgressBackup(isCorrected: true)
    case .negamax: NegamaxBackup()
    }
  }

  /// Whether values can be proven under the rule.
  public var provesValues: Bool { rule.provable != nil }
}

/// What a preset chooses where the person did not.
protocol PresetDefaults {
  /// In which order untried actions become children.
  static var order: LegalActionsOrder { get }
  /// How the tree grows.
  static var widening: ActionWidening { get }
}
