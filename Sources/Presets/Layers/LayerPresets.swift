import Environments
import TreeSearch

extension Preset {
  /// REBASE: a budget shared out among the nodes of each layer.
  public static let rewardBalance: Preset = {
    let usual = RewardBalance()
    var preset = layers(
      "rebase", usual, title: "a layer's budget shared out by its scores",
      source: "Wu et al., Inference scaling laws: an empirical analysis of compute-optimal "
        + "inference for problem-solving with language models (2024)",
      growth: "as many children of a node as a softmax of its layer's scores gives it",
      options: [budget, temperature, .skill], firstProblem: "design",
      rule: {
        RewardBalance(width: Int($0.number(budget)), temperature: $0.number(temperature))
      })
    preset.point = Point(
      "Every layer has the same number of children, and the best nodes get most of them.",
      shownBy: "evaluate design --ruggedness 0,8 --preset rebase,repeated --calls 100")
    preset.departures.append(
      Departure(
        "of what is not written children are drawn from the legal actions, each at most once",
        because: "the source samples them from a language model"))
    return preset
  }()

  /// Beam search, and diverse beam search by its groups.
  public static let beam: Preset = {
    let usual = Beam()
    var preset = layers(
      "beam", usual, title: "beam search, in groups that keep apart",
      source: "Vijayakumar et al., Diverse beam search: decoding diverse solutions from neural "
        + "sequence models (2016)",
      growth: "all children of the best nodes of a layer, of designs some",
      options: [beamWidth, beamChildren, groups, strength, .skill],
      firstProblem: "design",
      rule: { plan in
        Beam(
          width: Int(plan.number(beamWidth)),
          children: plan.count("children")
            ?? (plan.problem.environment is Design ? writtenChildren : nil),
          groups: Int(plan.number(groups)), strength: plan.number(strength))
      })
    preset.point = Point(
      "A beam fills with near copies of one answer; groups that keep apart do not.",
      shownBy: "search --preset beam --set width=4 --set groups=2 --iterations 60")
    preset.validationError = { plan in
      plan.number(groups) > plan.number(beamWidth)
        ? "--groups \(Int(plan.number(groups))): each group needs a part of --width "
          + "\(Int(plan.number(beamWidth)))"
        : nil
    }
    return preset
  }()

  private static func layers(
    _ name: String, _ usual: any LayerRule, title: String, source: String, growth: String,
    options: [PresetOption], firstProblem: String,
    rule: @escaping @Sendable (SearchPlan) -> any LayerRule
  ) -> Preset {
    let selection = OwnJudgements(name: usual.name, formula: usual.formula)
    var preset = Preset(
      name, title: title, source: source, group: .layers,
      label: .standIn("a writer and a critic of known error, of designs"), growth: growth,
      selectionRules: usual.rules, selection: selection, options: options,
      firstProblem: firstProblem,
      makeSession: { plan, options in
        let rule = rule(plan)
        var search = JudgedSearch(plan, OwnJudgements(name: rule.name, formula: rule.formula)) {
          _ in LayerWalk(rule)
        }
        search.interventions = [LayerPlanning(rule)]
        if rule is RewardBalance { search.order = .shuffled }
        return search.session(options)
      })
    JudgedSearch.finish(&preset)
    return preset
  }

  private static let writtenChildren = 4
  private static let beamChildren = PresetOption.children(
    usual: "as many as there are, of designs \(writtenChildren)")
  private static let budget = PresetOption(
    "width", help: "How many children a layer gets, or of a beam how many nodes of it.",
    valueName: "n", accepted: .wholeNumbers(1...10_000), usual: .number(16))
  private static let temperature = PresetOption(
    "temperature", help: "How evenly a layer's budget is shared out: the T of e^(s/T).",
    valueName: "T", accepted: .numbers(0.001...1_000), usual: .number(0.2))
  private static let beamWidth = PresetOption(
    "width", help: "How many children a layer gets, or of a beam how many nodes of it.",
    valueName: "n", accepted: .wholeNumbers(1...10_000), usual: .number(4))
  private static let groups = PresetOption(
    "groups", help: "How many groups share the width of the beam.", valueName: "n",
    accepted: .wholeNumbers(1...10_000), usual: .number(1))
  private static let strength = PresetOption(
    "strength",
    help: "By how much a score sinks for each earlier group that chose the same action.",
    valueName: "x", accepted: .numbers(0...1_000), usual: .number(0.5))
}

extension Preset.Group {
  /// Searches that look at a whole layer at once.
  static let layers = Preset.Group("Layer by layer, of any problem")
}
