import Environments
import TreeSearch

extension Preset {
  /// Upper confidence bounds applied to trees, as OpenSpiel's `MCTSBot` runs them: a leaf is evaluated by
  /// a random rollout at its first visit and gets all its children, shuffled, at its second.
  public static let uct = Preset(
    "uct", title: "upper confidence bounds applied to trees",
    source: "Kocsis and Szepesvari, Bandit based Monte-Carlo planning (2006)",
    group: .rollouts, label: .genuine,
    growth: "all children at the second visit, shuffled; random rollouts",
    selectionRules: RolloutSearch.selectionRules(UCT(), order: .shuffled),
    selection: UCT(c: constant),
    options: [.explorationConstant(usual: constant)] + PresetOption.rollouts,
    firstProblem: "connect-four",
    makeSession: { plan, options in
      RolloutSearch(plan, order: .shuffled, widening: .all(atFirstVisit: false))
        .session(
          UCT(c: plan.c ?? ValueScale.scaled(constant, to: plan.problem.environment)),
          options)
    })

  /// UCB1's constant, for values in 0...1.
  private static let constant = 2.0.squareRoot()
}

extension Preset.Group {
  /// Searches of any problem that evaluate leaves by random rollouts.
  public static let rollouts = Preset.Group("Any problem, by random rollouts")
}
