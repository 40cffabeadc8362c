import Environments
import TreeSearch

extension Preset {
  /// Repeated sampling, the baseline without a search: fresh strings, each judged, the best one kept.
  public static let repeated: Preset = {
    let rule = OwnJudgements(name: "repeated", formula: "no choice: always one more of the root")
    var preset = Preset(
      "repeated", title: "repeated sampling: one fresh thing after the other",
      source: "Brown et al., Large language monkeys: scaling inference compute with repeated "
        + "sampling (2024)",
      group: .baselines,
      label: .standIn("a writer and a critic of known error, of designs"),
      growth: "one more child of the root; nothing is refined",
      selectionRules: RepeatedSampling().selectionRules,
      selection: rule, options: [], firstProblem: "design",
      makeSession: { plan, options in
        JudgedSearch(plan, rule) { _ in RepeatedSampling() }.session(options)
      })
    preset.takes = { $0 == Design.self }
    preset.answer = .bestJudgement
    preset.truthInValues = JudgedSearch.truthInValues
    return preset
  }()
}
