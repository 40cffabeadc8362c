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
      options: [.explorationConstant(usual: constant), firstPlayUrgency] + PresetOption.rollouts
        + PresetOption.firstPlays + PresetOption.schedule + PresetOption.rootNoise
        + PresetOption.variants,
      firstProblem: "connect-four",
      makeSession: { plan, options in
        let search = RolloutSearch(plan, order: .byPrior, widening: .all(atFirstVisit: true))
        if let variant = variant(plan) { return search.session(plugging: variant, options) }
        return search.session(
          PUCT(c: plan.constant(constant), reduction: plan.fpu ?? reduction), options)
      })
    preset.validationError = { $0.variantError }
    preset.departures = [
      Departure("a leaf is evaluated by random rollouts", because: "no value network is at hand"),
      Departure(
        "priors are the problem's own, or all the same", because: "no policy network is at hand"),
      Departure(
        "no noise is mixed into the priors of the root unless dirichlet-alpha is set",
        because: "it is for training by self-play"),
      Departure(
        "c is constant unless pb-c-init or pb-c-base is set",
        because: "with the usual base it grows by a tenth in 2,000 visits"),
    ]
    return preset
  }()

  /// Returns the rule of a plan that departs from the published one; nil where it does not.
  private static func variant(_ plan: SearchPlan) -> MuZeroPUCT? {
    if plan.hasPublishedRule { return nil }
    let kind: FirstPlay.Kind? = plan.choice("fpu-kind")
    return MuZeroPUCT(
      plan.schedule.map { .schedule(initial: $0.initial, base: $0.base) }
        ?? .constant(plan.constant(constant)),
      scaling: plan.scaling,
      firstPlay: plan.firstPlay("fpu") ?? kind.map { FirstPlay($0, reduction) },
      rootFirstPlay: plan.firstPlay("fpu-root"),
      exploresEnds: plan.exploresEnds)
  }

  /// AlphaZero's constant, for values in 0...1.
  private static let constant = 1.25
  /// An action never tried is taken to be worth what its parent is.
  private static let reduction = 0.0

  /// How much less than its parent an action counts that was never tried.
  private static let firstPlayUrgency = PresetOption(
    "fpu", help: "An action never tried counts as its parent's value less this (see fpu-kind).",
    valueName: "x", accepted: .numbers(FirstPlay.range),
    usual: "0, with min-max the least there is",
    // Where values are compared on a scale, none is not 0.
    get: { $0.values["fpu"] ?? ($0.scaling == .none ? .number(reduction) : nil) },
    set: { $0.values["fpu"] = $1 })
}

extension SearchPlan {
  /// The first-play urgency of `puct`; nil for its own.
  public var fpu: Double? {
    get { if case .number(let reduction)? = values["fpu"] { reduction } else { nil } }
    set { values["fpu"] = newValue.map { .number($0) } }
  }
}
