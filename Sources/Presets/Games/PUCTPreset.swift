import Environments
import TreeSearch

extension Preset {
  /// Predictor UCT, the rule of AlphaZero: priors, and a leaf grows at its first visit.
  public static let puct: Preset = {
    var preset = Preset(
      "puct", title: "predictor UCT, as in AlphaZero",
      source: "Silver et al., A general reinforcement learning algorithm (2018)",
      group: .rollouts, label: .genuine,
      growth: "all children at the first visit, by prior; random rollouts",
      selectionRules: RolloutSearch.selectionRules(PUCT(), order: .byPrior),
      selection: PUCT(c: constant, reduction: reduction),
      options: [.explorationConstant(usual: constant), firstPlayUrgency] + PresetOption.rollouts,
      firstProblem: "connect-four",
      makeSession: { plan, options in
        RolloutSearch(plan, order: .byPrior, widening: .all(atFirstVisit: true))
          .session(
            PUCT(
              c: plan.c ?? ValueScale.scaled(constant, to: plan.problem.environment),
              reduction: plan.fpu ?? reduction),
            options)
      })
    preset.departures = [
      Departure("a leaf is evaluated by random rollouts", because: "no value network is at hand"),
      Departure(
        "priors are the problem's own, or all the same", because: "no policy network is at hand"),
      Departure(
        "no noise is mixed into the priors of the root", because: "it is for training by self-play"),
    ]
    return preset
  }()

  /// AlphaZero's constant, for values in 0...1.
  private static let constant = 1.25
  /// An action never tried is taken to be worth what its parent is.
  private static let reduction = 0.0

  /// How much less than its parent an action counts that was never tried.
  private static let firstPlayUrgency = PresetOption(
    "fpu", help: "An action never tried counts as its parent's value less this.", valueName: "x",
    accepted: .numbers(-10...10), usual: .number(reduction))
}

extension SearchPlan {
  /// The first-play urgency of `puct`; nil for its own.
  public var fpu: Double? {
    get { if case .number(let reduction)? = values["fpu"] { reduction } else { nil } }
    set { values["fpu"] = newValue.map { .number($0) } }
  }
}
