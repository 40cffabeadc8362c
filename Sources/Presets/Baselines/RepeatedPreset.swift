import Environments
import TreeSearch

extension Preset {
  /// Repeated sampling, the baseline without a search: one new episode after the other, the best one kept.
  public static let repeated: Preset = {
    let rule = OwnJudgements(name: "repeated", formula: "no choice: always a new episode")
    var preset = Preset(
      "repeated", title: "repeated sampling: one new episode after the other",
      source: "Brown et al., Large language monkeys: scaling inference compute with repeated "
        + "sampling (2024)",
      group: .baselines,
      label: .standIn("a writer and a critic of known error, of designs"),
      growth:
        "of designs one more child of the root; else a path to the end, each step the best judged "
        + "of some drawn actions",
      selectionRules: Episodes(proposals: nil).selectionRules
        + ["Where nothing judges, actions are drawn alone."],
      selection: rule, options: [proposals], firstProblem: "design",
      makeSession: { plan, options in
        let count = Int(plan.number(proposals))
        return JudgedSearch(plan, rule) { judging in
          switch judging {
          case .written: RepeatedSampling()
          case .judged: Episodes(proposals: count)
          case .rolledOut: Episodes(proposals: 1)
          }
        }.session(options)
      })
    JudgedSearch.finish(&preset)
    preset.asksAnyNumber = true
    return preset
  }()

  private static let proposals = PresetOption(
    "proposals",
    help:
      "How many legal actions are drawn at each step, of which the best judged is made; of designs, "
      + "and where nothing judges, it means nothing.",
    valueName: "n", accepted: .wholeNumbers(1...10_000), usual: .number(3))

  /// Random walks, the baseline that chooses nothing.
  public static let randomWalk: Preset = {
    let rule = OwnJudgements(name: "random-walk", formula: "no choice: always random actions")
    var preset = Preset(
      "random-walk", title: "random walks: legal actions drawn to the end",
      source: "Abramson, Expected-outcome: a general model of static evaluation (1990)",
      group: .baselines, label: .standIn("a writer and a critic of known error, of designs"),
      growth: "a path of random legal actions to the end; of designs one random string",
      selectionRules: Episodes(proposals: 1).selectionRules,
      selection: rule, options: [], firstProblem: "connect-four",
      makeSession: { plan, options in
        JudgedSearch(plan, rule) { judging in
          if judging == .written { return RepeatedSampling() }
          return Episodes(proposals: 1)
        }.session(options)
      })
    JudgedSearch.finish(&preset)
    return preset
  }()
}
