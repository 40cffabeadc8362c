import Environments
import RewardModels
import TreeSearch

/// What the presets whose steps have rewards have in common.
extension StepRewardSearch {
  /// Returns the preset of some settings.
  static func preset(
    _ name: String, title: String, source: String, firstProblem: String,
    settings: StepRewardSettings, departures: [Preset.Departure]
  ) -> Preset {
    var preset = Preset(
      name, title: title, source: source, group: .stepRewards,
      label: .standIn("two small embedded models, trained on Blocksworld, for large ones"),
      growth: "all children judged at the first visit; on to the end by the best, kept in the tree",
      selectionRules: SelectionRules.sentences(
        exploresEnds: settings.selection.exploresEnds, makesSingleChildren: false,
        order: settings.unvisited == .infinity ? "by estimated reward" : "as listed", ties: .first),
      selection: settings.selection, options: PresetOption.stepRewards(usual: settings),
      firstProblem: firstProblem,
      makeSession: { plan, options in
        StepRewardSearch(plan, plan.stepRewardSettings ?? settings).session(options)
      })
    preset.departures = departures
    preset.stepRewards = settings
    preset.asksAnyNumber = true
    preset.takes = { $0 is any ReadableEnvironment.Type || $0 == ExplicitTree.self }
    preset.validationError = { plan in validationError(plan, plan.stepRewardSettings ?? settings) }
    return preset
  }

  /// Returns why steps cannot have rewards in a plan, if they cannot.
  private static func validationError(
    _ plan: SearchPlan, _ settings: StepRewardSettings
  ) -> String? {
    if let reason = unreadableReason(plan, settings) { return reason }
    if let reason = serverReason(plan, settings) { return reason }
    if plan.discount != nil {
      return "\(plan.preset.name) discounts nothing; \(plan.problem.name) has discounts"
    }
    if settings.entersLastLayer, plan.depthLimit != nil {
      return "--depth-limit is for a last layer that is not entered (--last-layer skip)"
    }
    return conflictingOption(plan).map {
      "--\($0) is not for \(plan.preset.name), which judges steps and plays no random rollouts"
    }
  }

  /// Why servers cannot judge what the plan wants judged; nil where they can, and where none are asked.
  private static func serverReason(_ plan: SearchPlan, _ settings: StepRewardSettings) -> String? {
    guard plan.models.isAsked else { return nil }
    let name = plan.preset.name
    guard case .models(let composition) = settings.rewards else {
      return "\(name) asks no models here; leave --expert and --amateur out"
    }
    if !(plan.problem.environment is any ReadableEnvironment) {
      return "\(plan.problem.name) gives its own rewards; leave --expert and --amateur out"
    }
    if settings.writes {
      return "--world-model expert and --propose are by the embedded expert, not by a server"
    }
    let whole = composition.decisive.first { $0 == .wholeLogLikelihood || $0 == .summedDivergence }
    if let whole {
      return
        "\(whole.rawValue) needs every token of the prompt and the vocabulary, which servers do "
        + "not tell; sc-mcts and rap run on servers"
    }
    if plan.models.statistics(inRegions: false) == nil, settings.update != .never,
      settings.update != .afterState
    {
      return
        "--update \(settings.update.rawValue): statistics of models that nobody measured learn "
        + "after each state (after-state)"
    }
    if plan.models.statistics(inRegions: true) == nil, settings.regions == .found {
      return "--regions found are those of the embedded pair; leave it out with other models"
    }
    return nil
  }

  private static func unreadableReason(
    _ plan: SearchPlan, _ settings: StepRewardSettings
  ) -> String? {
    let problem = plan.problem
    if problem.players != 1 {
      return "\(plan.preset.name) is for one agent; \(problem.name) has two players"
    }
    if settings.writes, !(problem.environment is any WritableEnvironment) {
      return "--world-model expert and --propose are for blocksworld; \(problem.name) has no words"
    }
    if case .random = settings.rewards, !settings.writes { return nil }
    // What a server cannot read it says itself.
    if plan.models.isAsked { return nil }
    return switch problem.environment {
    case let world as Blocksworld: world.unreadable
    case let world as any ReadableEnvironment: unreadableReason(world)
    default: nil
    }
  }

  private static func unreadableReason<World: ReadableEnvironment>(_ world: World) -> String? {
    ModelPair.embedded.unreadable(world)
  }

  /// An option that was given and means nothing where leaves are not evaluated.
  private static func conflictingOption(_ plan: SearchPlan) -> String? {
    if plan.rollouts != 1 { return "rollouts" }
    if plan.solves { return "solve" }
    if plan.ties != .first { return "ties" }
    return plan.widening == nil ? nil : "widening"
  }
}

extension Preset.Group {
  /// Searches whose steps language models judge.
  public static let stepRewards = Preset.Group("Steps with rewards, by language models")
}

extension SearchPlan {
  /// Whether what models and judges say in the search is taken from its recording when it is run again,
  /// instead of asking them anew.
  public var keepsAnswers: Bool {
    guard let settings = stepRewardSettings, problem.environment is any ReadableEnvironment else {
      return makeSession(undoBytes: 0).keepsAnswers
    }
    if case .models = settings.rewards { return true }
    return settings.writes
  }

  /// The settings in force of a search whose steps have rewards: the preset's, with what the person chose;
  /// nil for other presets.
  public var stepRewardSettings: StepRewardSettings? {
    guard var settings = stepRewards ?? preset.stepRewards else { return nil }
    if let c { settings.c = c }
    if let backup { settings.backup = backup }
    return settings
  }

  /// How much of what the search is named after is there: the preset's label, or what is pretended in the
  /// place of language models where none is asked.
  public var label: Preset.Label {
    if !preset.isLabelled(type(of: problem.environment)) { return .genuine }
    guard let settings = stepRewardSettings, !settings.writes else { return preset.label }
    // A tree's file has the estimates and rewards.
    if !(problem.environment is any ReadableEnvironment) { return .genuine }
    if case .random = settings.rewards { return .standIn("random rewards for those of models") }
    // The embedded pair stays small wherever it runs.
    if models.statistics(inRegions: false) == nil { return .genuine }
    return preset.label
  }
}
