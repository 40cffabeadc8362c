import Environments
import TreeSearch

extension Preset {
  /// Upper confidence bounds applied to trees, as OpenSpiel's `MCTSBot` runs them: a leaf is evaluated by
  /// a random rollout at its first visit and gets all its children, shuffled, at its second.
  public static let uct: Preset = {
    var preset = Preset(
      "uct", title: "upper confidence bounds applied to trees",
      source: "Kocsis and Szepesvari, Bandit based Monte-Carlo planning (2006)",
      group: .rollouts, label: .genuine,
      growth: "all children at the second visit, shuffled; random rollouts",
      selectionRules: RolloutSearch.selectionRules(UCT(), order: .shuffled),
      selection: UCT(c: constant),
      options: [.explorationConstant(usual: constant)] + PresetOption.rollouts
        + [PresetOption.firstPlayOfUCT] + PresetOption.firstPlays + PresetOption.variants,
      firstProblem: "connect-four",
      makeSession: { plan, options in
        let search = RolloutSearch(plan, order: .shuffled, widening: .all(atFirstVisit: false))
        if let variant = variant(plan) { return search.session(plugging: variant, options) }
        return search.session(UCT(c: plan.constant(constant)), options)
      })
    preset.validationError = { $0.variantError }
    return preset
  }()

  /// Returns the rule of a plan that departs from the published one; nil where it does not.
  private static func variant(_ plan: SearchPlan) -> NormalizedUCT? {
    if plan.hasPublishedRule, plan.values["fpu"] == nil { return nil }
    return NormalizedUCT(
      c: plan.constant(constant), scaling: plan.scaling,
      firstPlay: plan.firstPlay("fpu"),
      rootFirstPlay: plan.firstPlay("fpu-root"),
      exploresEnds: plan.exploresEnds)
  }

  /// UCB1's constant, for values in 0...1.
  private static let constant = 2.0.squareRoot()
}

extension Preset.Group {
  /// Searches of any problem that evaluate leaves by random rollouts.
  public static let rollouts = Preset.Group("Any problem, by random rollouts")
}
