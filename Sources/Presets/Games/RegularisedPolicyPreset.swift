import Environments
import TreeSearch

extension Preset {
  /// Search by the policy that AlphaZero's visits approach, drawn from itself.
  public static let regularisedPolicy: Preset = {
    var preset = Preset(
      "reg-policy", title: "search as regularised policy optimisation: children are drawn",
      source: "Grill et al., Monte-Carlo tree search as regularized policy optimization (2020)",
      group: .rollouts, label: .genuine,
      growth: "all children at the first visit, as listed; random rollouts",
      selectionRules: [
        "A child is drawn with probability pi; a number is drawn for each decision.",
        "A child without visits counts as the node's mean.",
        "A visited end is scored like any other child.",
        "Children are made as listed.",
      ],
      selection: RegularisedPolicy(c: constant),
      options: [.explorationConstant(usual: constant)] + PresetOption.drawnRollouts,
      firstProblem: "connect-four:445566",
      makeSession: { plan, options in
        RolloutSearch(plan, order: .listed, widening: .all(atFirstVisit: true))
          .session(
            plugging: RegularisedPolicy(
              c: plan.c ?? ValueScale.scaled(constant, to: plan.problem.environment)), options)
      })
    preset.takes = { $0 != Design.self }
    preset.departures = [
      Departure("a leaf is evaluated by random rollouts", because: "no value network is at hand"),
      Departure(
        "priors are the problem's own, or all the same", because: "no policy network is at hand"),
      Departure(
        "the answer is the most visited action, not a draw from pi at the root",
        because: "an answer should not depend on when it is looked at"),
    ]
    return preset
  }()

  /// The constant of the public code, for values in 0...1.
  private static let constant = 2.5
}

extension PresetOption {
  /// The options of searches by rollouts whose rule knows no ties, and grows all children at once.
  static let drawnRollouts = rollouts.filter { ["rollouts", "solve", "backup"].contains($0.name) }
}
