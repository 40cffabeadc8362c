import Environments
import TreeSearch

extension Preset {
  /// MCTSr as it was published.
  public static let refinement = refining(
    "mctsr", .published, title: "self-refine: criticise, rewrite, judge again",
    label: .standIn("critic and writer"),
    point: Point(
      "An answer is judged again each time it is rewritten, so that one lucky judgement does not "
        + "lead for long.",
      shownBy: "evaluate design --noise 0,.2 --preset mctsr,best-first --calls 100"),
    departures: [])

  /// MCTSr as its authors' code does it.
  public static let refinementCode = refining(
    "mctsr-code", .coded, title: "self-refine as its code does it: inner values stay",
    label: .standIn("critic and writer"),
    point: Point(
      "Q of an inner node stays as it was while its grandchildren improve: K and the doctor name them.",
      shownBy: "search --preset mctsr-code --iterations 60 --record a.jsonl --batch"),
    departures: [
      Departure(
        "a node is brought up to date only while a child of it is a leaf",
        because: "the authors' code updates the parents of leaves and nobody else")
    ])

  /// MCTSr-Zero.
  public static let refinementZero: Preset = {
    var preset = refining(
      "mctsr-zero", .zero, title: "self-refine from a prompt that is rewritten too",
      label: .standIn("critic, writer and prompt"),
      point: Point(
        "The root is a prompt that changes its name as soon as a changed one writes better answers.",
        shownBy: "search --preset mctsr-zero --iterations 60"),
      departures: [
        Departure(
          "a prompt is a preferred letter for each place of fresh answers",
          because: "nothing reads a text of instructions here"),
        Departure(
          "the number of children is never raised by one for a rewriting that changed nothing",
          because: "the stand-in writer always changes a letter"),
      ])
    preset.source =
      "Lu et al., MCTSr-Zero: self-reflective psychological counseling dialogues (2025)"
    return preset
  }()

  private static func refining(
    _ name: String, _ variant: Refinement.Variant, title: String, label: Label, point: Point,
    departures: [Departure]
  ) -> Preset {
    let usual = Refinement(variant)
    let c = usual.parameters[0].value
    let children = PresetOption(
      "children", help: "How many rewritings a node gets before it can be closed.",
      valueName: "n", accepted: .wholeNumbers(1...10_000),
      usual: .number(Double(usual.mostChildren)))
    var preset = Preset(
      name, title: title,
      source: "Zhang et al., Accessing GPT-4 level mathematical olympiad solutions via Monte Carlo "
        + "tree self-refine (2024)",
      group: .refining, label: label,
      growth: "one rewriting of the chosen node, which is judged again before",
      selectionRules: RefinementWalk(usual).selectionRules, selection: OpenNodeScores(usual),
      options: [.explorationConstant(usual: c), children, .refiningSkill], firstProblem: "design",
      makeSession: { plan, options in
        RefiningSearch(plan).session(
          refining: Refinement(
            variant, c: plan.constant(c), mostChildren: Int(plan.number(children))), options)
      })
    preset.point = point
    preset.departures = departures
    preset.answer = .bestNode
    RefiningSearch.finish(&preset)
    return preset
  }
}
