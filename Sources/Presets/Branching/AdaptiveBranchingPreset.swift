import Environments
import TreeSearch

extension Preset {
  /// AB-MCTS-A: a new child competes with those that are there by draws from posteriors of each arm.
  public static let adaptiveBranching: Preset = {
    var preset = Preset(
      "ab-mcts-a", title: "adaptive branching: a new child or one to refine",
      source: "Inoue et al., Wider or deeper? Adaptive branching tree search (2025)",
      group: .branching, label: .standIn("writers"),
      growth: "one child where a draw for GEN beats one for CONT; it is judged at once",
      selectionRules: [
        "A number is drawn for GEN, then one for CONT; the higher decides, GEN where no child is.",
        "CONT draws for each child, the oldest first, and takes the highest.",
        "A new child's score counts for GEN and for its own arm, and above it for CONT and arms.",
        "No thing is an end: whatever has a score can be refined.",
      ],
      selection: AdaptiveBranching(sources: BranchingSearch.sources),
      options: [strategy, distribution, priorMean, priorScale, .carefulSkill, .quickSkill],
      firstProblem: "design",
      makeSession: { plan, options in
        let rule = AdaptiveBranching(
          sources: BranchingSearch.sources,
          rule: AdaptiveBranching.SourceRule(rawValue: plan.word(strategy)) ?? .thompson,
          prior: prior(plan))
        return BranchingSearch(plan).session(rule, BranchingBackup(rule.columns), options)
      })
    BranchingSearch.finish(&preset)
    preset.departures = BranchingSearch.departures
    return preset
  }()

  private static func prior(_ plan: SearchPlan) -> ArmPrior {
    if plan.word(distribution) == "beta" { return .jeffreys }
    return .normal(
      mean: plan.number(priorMean), strength: 1, freedom: 1, scale: plan.number(priorScale))
  }

  private static let strategy = PresetOption(
    "strategy",
    help: "How the writer of a new child is chosen: thompson (a draw for each from all it wrote), "
      + "ucb (a bound), stack (drawn first, with a GEN and a CONT of its own).",
    valueName: "rule", accepted: .names(of: AdaptiveBranching.SourceRule.self),
    usual: .text("thompson"))
  private static let distribution = PresetOption(
    "distribution",
    help: "What is believed of an arm's scores: normal, or beta for scores from 0 to 1.",
    valueName: "kind", accepted: .words(["normal", "beta"]), usual: .text("normal"))
  private static let priorMean = PresetOption(
    "prior-mean", help: "normal: the mean score that an arm is first believed to have.",
    valueName: "x", accepted: .numbers(-10...10), usual: .number(0))
  private static let priorScale = PresetOption(
    "prior-variance", help: "normal: the variance that its scores are first believed to have.",
    valueName: "x", accepted: .numbers(0.000_1...100), usual: .number(0.1))
}
