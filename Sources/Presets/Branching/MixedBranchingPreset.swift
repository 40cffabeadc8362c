import Environments
import TreeSearch

extension Preset {
  /// AB-MCTS-M: a new child competes with those that are there in one draw, by a model of both.
  public static let mixedBranching: Preset = {
    var preset = Preset(
      "ab-mcts-m", title: "adaptive branching by a mixed model of the scores",
      source: "Inoue et al., Wider or deeper? Adaptive branching tree search (2025)",
      group: .branching, label: .standIn("writers"),
      growth: "one child where the draw of a new one is the highest; it is judged at once",
      selectionRules: [
        "A next score is drawn for a new child, then for each child, the oldest first.",
        "The highest decides; of pruned children the best other one is taken, or a new one.",
        "A child is pruned with 4 scores or more of which 3 of 4 are equal to hundredths.",
        "No thing is an end: whatever has a score can be refined.",
      ],
      selection: MixedBranching(sources: BranchingSearch.sources),
      options: [sourceStrategy, .carefulSkill, .quickSkill], firstProblem: "design",
      makeSession: { plan, options in
        let rule = MixedBranching(
          sources: BranchingSearch.sources,
          rule: AdaptiveBranching.SourceRule(rawValue: plan.word(sourceStrategy)) ?? .thompson)
        return BranchingSearch(plan).session(
          rule, BranchingBackup(rule.columns, countsEqual: true), options)
      })
    BranchingSearch.finish(&preset)
    preset.departures =
      [
        Departure(
          "the model is summed over a grid of 60 x 60 deviations instead of sampled",
          because: "given both deviations everything is normal, so that a grid is exact"),
        Departure(
          "the writer of a new child is chosen as ab-mcts-a does",
          because: "the model of the source has one for each writer, which is another rule"),
      ] + BranchingSearch.departures
    return preset
  }()

  private static let sourceStrategy = PresetOption(
    "strategy",
    help: "How the writer of a new child is chosen: thompson (a draw for each from all it wrote) "
      + "or ucb (a bound).",
    valueName: "rule", accepted: .words(["thompson", "ucb"]), usual: .text("thompson"))
}
