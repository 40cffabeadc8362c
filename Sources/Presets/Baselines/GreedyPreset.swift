import Environments
import TreeSearch

extension Preset {
  /// The greedy way, the baseline that never looks back.
  public static let greedy: Preset = {
    let rule = OwnJudgements(name: "greedy", formula: "the child judged highest, and no second try")
    var preset = Preset(
      "greedy", title: "one way down, always by the child judged highest",
      source: "Russell and Norvig, Artificial intelligence: a modern approach (1995)",
      group: .baselines, label: .standIn("a writer and a critic of known error, of designs"),
      growth: "one more child of the node that the way has come to, until all are judged",
      selectionRules: [
        "Children are judged by an estimate, else by priors, else by a rollout each."
      ]
        + GreedyWalk().selectionRules,
      selection: rule, options: [children, .skill], firstProblem: "connect-four",
      makeSession: { plan, options in
        let most = plan.count(children.name)
        if let world = plan.problem.environment as? ExplicitTree, world.pathWithoutEstimate != nil,
          world.hasPriors
        {
          return plan.session(
            PluggedRecipe(
              plugging: world, proposer: LegalActions(order: .listed),
              widening: ActionWidening.all(atFirstVisit: true), selection: HighestPrior(),
              evaluator: CountedRollouts(RandomRollouts(), options.calls),
              backup: JudgementBackup(players: world.players),
              walk: GreedyWalk(knowsChildren: true)), options)
        }
        return JudgedSearch(plan, rule) {
          GreedyWalk(children: most ?? ($0 == .written ? written : nil))
        }.session(options)
      })
    JudgedSearch.finish(&preset)
    // The way is what was visited most, whatever was judged high beside it.
    preset.answer = .mostVisits
    return preset
  }()

  /// How many children of a design are judged: a writer could go on for long.
  private static let written = 3
  private static let children = PresetOption.children(
    usual: "as many as there are, of designs \(written)")
}
