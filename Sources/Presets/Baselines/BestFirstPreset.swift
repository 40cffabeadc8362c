import Environments
import TreeSearch

extension Preset {
  /// Best-first search, the baseline that expands whatever was judged best so far.
  public static let bestFirst: Preset = {
    let rule = OwnJudgements(
      name: "best-first", formula: "the highest own judgement among all open nodes of the tree")
    var preset = Preset(
      "best-first", title: "best-first search: expand what was judged best",
      source: "Doran and Michie, Experiments with the graph traverser program (1966)",
      group: .baselines,
      label: .standIn("a writer and a critic of known error, of designs"),
      growth:
        "all children of the open node with the highest judgement, each judged; of designs one "
        + "more, as they are written",
      selectionRules: BestFirstWalk().selectionRules,
      selection: rule, options: [children, .skill], firstProblem: "design",
      makeSession: { plan, options in
        let most = plan.count(children.name)
        return JudgedSearch(plan, rule) {
          BestFirstWalk(
            mostChildren: most, judgesRoot: $0 != .written, expandsWhole: $0 != .written)
        }.session(options)
      })
    preset.departures = [
      Departure(
        "of what is written a node gets one child at a time, and stays open",
        because: "a writer has no list of all that it could write")
    ]
    JudgedSearch.finish(&preset)
    return preset
  }()

  private static let children = PresetOption.children(usual: "as many as there are")
}
