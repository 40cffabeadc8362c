import Environments
import TreeSearch

extension Preset {
  /// UCB1-Tuned at every node: the bonus of a child is as large as its values vary.
  public static let ucb1Tuned: Preset = {
    var preset = Preset(
      "ucb1-tuned", title: "upper confidence bounds by the variance of each child",
      source: "Auer et al., Finite-time analysis of the multiarmed bandit problem (2002)",
      group: .rollouts, label: .genuine,
      growth: "all children at the second visit, shuffled; random rollouts",
      selectionRules: RolloutSearch.selectionRules(UCB1Tuned(), order: .shuffled),
      selection: UCB1Tuned(), options: PresetOption.rollouts.filter { $0.name != "backup" },
      firstProblem: "bandit:0.2,0.5,0.7",
      makeSession: { plan, options in
        let width = plan.problem.environment.valueRange.map {
          Double($0.upperBound - $0.lowerBound)
        }
        let rule = UCB1Tuned(width: width.flatMap { $0 > 0 && $0.isFinite ? $0 : nil } ?? 1)
        return RolloutSearch(plan, order: .shuffled, widening: .all(atFirstVisit: false))
          .session(plugging: rule, backup: SquaresBackup(players: plan.problem.players), options)
      })
    preset.validationError = { plan in
      plan.discount == nil
        ? nil : "ucb1-tuned discounts nothing; \(plan.problem.name) has discounts"
    }
    preset.departures = [
      Departure(
        "values that lie in another range than 0...1 are taken to it, where the range is known",
        because: "1/4 is the largest variance in 0...1 alone"),
      Departure(
        "every node of a tree is a bandit", because: "the source has one decision and no tree"),
    ]
    return preset
  }()
}
