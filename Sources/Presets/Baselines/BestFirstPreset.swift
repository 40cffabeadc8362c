import Environments
import TreeSearch

extension Preset {
  /// Best-first search, the baseline that expands whatever was judged best so far.
  public static let bestFirst: Preset = {
    let rule = OwnJudgements(
      name: "best-first", formula: "the highest own judgement among all open nodes of the tree")
    var preset = Preset(
      "best-first", title: "best-first search: refine what was judged best",
      source: "Doran and Michie, Experiments with the graph traverser program (1966)",
      group: .baselines,
      label: .standIn("a writer and a critic of known error, of designs"),
      growth: "one more child of the open node with the highest judgement",
      selectionRules: BestFirstWalk().selectionRules,
      selection: rule, options: [children, .skill], firstProblem: "design",
      makeSession: { plan, options in
        var most: Int?
        if case .number(let number)? = plan.values[children.name] { most = Int(number) }
        return JudgedSearch(plan, rule) { [most] in
          BestFirstWalk(mostChildren: most, judgesRoot: $0)
        }.session(options)
      })
    preset.takes = { !($0 is any SolvableGame.Type) }
    preset.answer = .bestJudgement
    preset.truthInValues = JudgedSearch.truthInValues
    return preset
  }()

  private static let children = PresetOption(
    "children", help: "How many children a node may get before it is open no more.",
    valueName: "n", accepted: .wholeNumbers(1...10_000), usual: "as many as there are",
    get: { $0.values["children"] }, set: { $0.values["children"] = $1 })
}
