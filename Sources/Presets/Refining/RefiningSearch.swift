import Environments
import TreeSearch

/// A search of designs that are written, judged and refined by choosing among all open ones.
///
/// The one place where such searches are put together.
struct RefiningSearch {
  private let plan: SearchPlan
  private let world: Design

  /// How well stand-in writers see what is weak, unless it is said.
  static let usualSkill = 0.7

  /// Describes the search of a plan.
  init(_ plan: SearchPlan) {
    self.plan = plan
    guard let world = plan.problem.environment as? Design else {
      preconditionFailure("a plan without an error is one of a design")
    }
    self.world = world
  }

  private var skill: Double { plan.number(.refiningSkill) }

  /// Begins a search by MCTSr on the calling thread.
  func session(refining rule: Refinement, _ options: SessionOptions) -> any SearchSession {
    let writings = Writings()
    let critic = DesignCritic(skill: skill, seed: plan.seed)
    if rule.variant == .zero {
      let writer = PromptedDesignWriter(skill: skill, seed: plan.seed)
      return session(
        rule, PromptedProposer(writer, keeping: writings), ScaledDesignCritic(critic, scale: 100),
        writings, options)
    }
    let writer = RefiningDesignWriter(skill: skill, seed: plan.seed)
    return session(
      rule, WrittenThings(writer, keeping: writings),
      ScaledDesignCritic(critic, scale: 200, offset: -100, isLimited: true), writings, options)
  }

  private func session(
    _ rule: Refinement, _ proposer: some Proposer<Design>, _ critic: ScaledDesignCritic,
    _ writings: Writings, _ options: SessionOptions
  ) -> any SearchSession {
    plan.session(
      PluggedRecipe(
        plugging: world, proposer: proposer, widening: ActionWidening.one,
        selection: OpenNodeScores(rule),
        evaluator: JudgedThings(CountedJudge(critic, options.calls), knowing: writings),
        backup: RefinementBackup(rule), walk: RefinementWalk(rule)), options)
  }

  /// Begins a search by I-MCTS on the calling thread; without insight every virtual value is 0.
  func session(
    introspecting rule: Introspection, children: Int, insight: DesignInsight?,
    _ options: SessionOptions
  ) -> any SearchSession {
    let writings = Writings()
    let writer = DesignWriter([.init("writer", skill: skill)], seed: plan.seed)
    let run = SecondedJudge(
      DesignCritic(skill: skill, seed: plan.seed), beside: insight,
      silence: "stand-in insight: asked for and not awaited, so it stays 0")
    return plan.session(
      PluggedRecipe(
        plugging: world,
        proposer: ForeseenProposer(WrittenThings(writer, keeping: writings)) { state, world in
          insight?.value(of: state, in: world) ?? 0
        }, widening: ChildrenAtOnce(children), selection: OpenNodeScores(rule),
        evaluator: JudgedThings(CountedJudge(run, options.calls), knowing: writings),
        backup: JudgementBackup(), walk: IntrospectionWalk(rule)), options)
  }

  /// Begins a search by MASTER on the calling thread.
  func session(
    recruiting rule: Agents, children: Int, judge: DesignAgent, _ options: SessionOptions
  ) -> any SearchSession {
    let writings = Writings()
    let writer = DesignWriter([.init("writer", skill: skill)], seed: plan.seed)
    return plan.session(
      PluggedRecipe(
        plugging: world, proposer: FirstAlone(WrittenThings(writer, keeping: writings)),
        widening: ChildrenAtOnce(children), selection: OpenNodeScores(rule),
        evaluator: JudgedThings(CountedJudge(judge, options.calls), knowing: writings),
        backup: AgentBackup(rule), interventions: [AgentsEnd(rule)], walk: AgentWalk(rule)),
      options)
  }

  /// Completes a preset of such searches.
  static func finish(_ preset: inout Preset) {
    preset.takes = { $0 == Design.self }
    preset.asksAnyNumber = true
    preset.truthInValues = "every node is judged from the truth"
    preset.departures.insert(
      Preset.Departure(
        "a stand-in writer and a stand-in critic of known skill take the place of language models",
        because: "no server is at hand, and what is true of designs is known"), at: 0)
  }
}

extension PresetOption {
  /// How good stand-in writers and critics are.
  static let refiningSkill = PresetOption(
    skillName,
    help:
      "design: the probability that the stand-in writer changes the weakest place, not a random one.",
    valueName: "p", accepted: .numbers(0...1), usual: .number(RefiningSearch.usualSkill))
}

extension Preset.Group {
  /// Searches that choose among all that was written, and judge again.
  static let refining = Preset.Group("Refining: what is written is chosen among all, and judged")
}
