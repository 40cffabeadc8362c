import Environments
import TreeSearch

extension Preset {
  /// I-MCTS as it was published.
  public static let introspection = introspecting(
    "i-mcts", title: "introspection: a value before a node is run", awaits: true,
    point: Point(
      "A guess before a node is run decides which child is run at all, and fades with every run; the "
        + "published c of 2 drowns it, one of .1 does not.",
      shownBy: "evaluate design --preset i-mcts,i-mcts-code --c 2,.1 --calls 50"),
    departures: [])

  /// I-MCTS as its authors' code does it.
  public static let introspectionCode = introspecting(
    "i-mcts-code", title: "introspection as its code does it: no guess comes",
    awaits: false,
    point: Point(
      "No guess ever reaches the search: every virtual value is 0, and the doctor says so.",
      shownBy: "search --preset i-mcts-code --iterations 60 --record a.jsonl --batch"),
    departures: [
      Departure(
        "virtual values stay 0, so that the youngest child is always run",
        because: "the call that asks for them is not awaited in the authors' code")
    ])

  private static func introspecting(
    _ name: String, title: String, awaits: Bool, point: Point, departures: [Departure]
  ) -> Preset {
    let usual = Introspection()
    let c = usual.parameters[0].value
    var preset = Preset(
      name, title: title,
      source: "Liang et al., I-MCTS: enhancing agentic AutoML via introspective Monte Carlo tree "
        + "search (2025)",
      group: .refining, label: .standIn("score before running, noise .15"),
      growth: "all children of a node that was run before, of which the most promising is run",
      selectionRules: IntrospectionWalk(usual).selectionRules, selection: OpenNodeScores(usual),
      options: [.explorationConstant(usual: c), children, .refiningSkill]
        + (awaits ? [insightNoise] : []), firstProblem: "design",
      makeSession: { plan, options in
        let insight =
          awaits ? DesignInsight(noise: plan.number(insightNoise), seed: plan.seed) : nil
        return RefiningSearch(plan).session(
          introspecting: Introspection(c: plan.constant(c)),
          children: Int(plan.number(children)), insight: insight, options)
      })
    preset.point = point
    preset.departures = departures
    preset.answer = .bestJudgement
    RefiningSearch.finish(&preset)
    return preset
  }

  private static let children = PresetOption(
    "children", help: "How many children a node gets.", valueName: "n",
    accepted: .wholeNumbers(1...1_000), usual: .number(5))
  private static let insightNoise = PresetOption(
    "insight-noise", help: "The standard deviation of what virtual values are off.",
    valueName: "x", accepted: .numbers(0...10), usual: .number(0.15))

  /// MASTER.
  public static let agents: Preset = {
    let usual = Agents()
    let c = usual.parameters[0].value
    var preset = Preset(
      "master", title: "agents that recruit agents, each more or less sure",
      source: "Gan et al., MASTER: a multi-agent system with LLM specialized MCTS (2025)",
      group: .refining, label: .reading("confidence times reward; stand-in agents"),
      growth: "all agents of the chosen one, judged until a final one passes",
      selectionRules: AgentWalk(usual).selectionRules, selection: OpenNodeScores(usual),
      options: [.explorationConstant(usual: c), recruits, finalDepth, agentNoise, .refiningSkill],
      firstProblem: "design",
      makeSession: { plan, options in
        RefiningSearch(plan).session(
          recruiting: Agents(c: plan.constant(c)), children: Int(plan.number(recruits)),
          judge: DesignAgent(
            noise: plan.number(agentNoise), finalRevision: Int(plan.number(finalDepth)) + 1,
            critic: DesignCritic(skill: plan.number(.refiningSkill), seed: plan.seed)), options)
      })
    preset.point = Point(
      "A backup that declines to act: a score stays with its agent, and only failures are heard above.",
      shownBy: "search --preset master --iterations 20")
    preset.departures = [
      Departure(
        "the confidence multiplies the reward",
        because: "where it enters the published score could not be found"),
      Departure(
        "an agent is final by its depth, and passes among the best hundredth of all strings",
        because: "designs never end by themselves"),
    ]
    preset.answer = .bestJudgement
    RefiningSearch.finish(&preset)
    return preset
  }()

  private static let recruits = PresetOption(
    "recruits", help: "How many agents an agent recruits.", valueName: "n",
    accepted: .wholeNumbers(1...1_000), usual: .number(2))
  private static let finalDepth = PresetOption(
    "final-depth", help: "How deep below the first agent agents are final.", valueName: "n",
    accepted: .wholeNumbers(1...1_000), usual: .number(3))
  private static let agentNoise = PresetOption(
    "agent-noise", help: "The standard deviation of what an agent's score is off.",
    valueName: "x", accepted: .numbers(0...10), usual: .number(0.1))
}
