import Groundwork
import SearchTrees
import TreeSearch

/// A search by AB-MCTS-A whose scores and draws are given.
struct BranchingSearch {
  private typealias Rule = NotedDecisions<AdaptiveBranching, [SelectionTable.Stage]>

  private let value: GoldenValue
  private let rule: AdaptiveBranching
  private let models: [String]
  private let scores: [Double]

  init(_ value: GoldenValue) throws(UnclaimedCase) {
    try value.expect(["parameters", "steps", "tree"])
    self.value = value
    let parameters = try value.at("parameters")
    try parameters.expect(
      ["distribution", "prior", "models", "strategy", "model_prior_means", "draws"])
    var models: [String] = []
    for model in try parameters.at("models").list() { models.append(try model.text()) }
    guard 1...8 ~= models.count, Set(models).count == models.count else {
      throw parameters.unclaimed("1 to 8 models of different names were expected")
    }
    var (scores, recorded): ([Double], [Double]) = ([], [])
    for step in try value.at("steps").list() {
      try step.expect(["step", "decisions", "parent", "action", "node", "score"])
      scores.append(try step.at("score").number())
      for decision in try step.at("decisions").list() {
        for arm in try decision.at(decision.has("models") ? "models" : "arms").list()
        where arm.has("draw") {
          recorded.append(try arm.at("draw").number())
        }
      }
    }
    let draws: PosteriorDraws
    switch try parameters.at("draws").text() {
    case "location of the posterior": draws = .location
    case "recorded, in order": draws = .script(DrawScript(recorded))
    default: throw try parameters.at("draws").unclaimed("is not understood")
    }
    self.models = models
    self.scores = scores
    rule = AdaptiveBranching(
      sources: models, rule: try Self.sourceRule(parameters.at("strategy")),
      prior: try Self.prior(parameters), sourceMeans: try Self.means(parameters, models),
      draws: draws)
  }

  private static func sourceRule(
    _ value: GoldenValue
  ) throws(UnclaimedCase) -> AdaptiveBranching.SourceRule {
    switch try value.text() {
    case "multiarm_bandit_thompson": return .thompson
    case "multiarm_bandit_ucb": return .ucb
    case "stack": return .stack
    default: throw value.unclaimed("is not understood")
    }
  }

  private static func prior(_ parameters: GoldenValue) throws(UnclaimedCase) -> ArmPrior {
    let prior = try parameters.at("prior")
    switch try parameters.at("distribution").text() {
    case "gaussian":
      if prior.isNull { return .usualNormal }
      try prior.expect(["m", "kappa", "nu", "tau_square"])
      return .normal(
        mean: try prior.at("m").number(), strength: try prior.at("kappa").number(),
        freedom: try prior.at("nu").number(), scale: try prior.at("tau_square").number())
    case "beta":
      if prior.isNull { return .jeffreys }
      try prior.expect(["a", "b"])
      return .beta(
        successes: try prior.at("a").number(), failures: try prior.at("b").number())
    default: throw try parameters.at("distribution").unclaimed("is not understood")
    }
  }

  /// One mean for all models, or one for each.
  private static func means(
    _ parameters: GoldenValue, _ models: [String]
  ) throws(UnclaimedCase) -> [Double]? {
    let means = try parameters.at("model_prior_means")
    if means.isNull { return nil }
    if let mean = means.value.number { return models.map { _ in mean } }
    try means.expect(Set(models))
    var found: [Double] = []
    for model in models { found.append(try means.at(model).number()) }
    return found
  }

  // MARK: - Searching

  func found() throws(UnclaimedCase) -> JSONValue {
    let list = Rule.List()
    let scores = scores
    let judge = ScriptedJudge { number, _ in number < scores.count ? scores[number] : .nan }
    var search = Search(
      Composition(
        world: ScriptedWorld(ways: { _ in .max }), proposer: SourcedProposer(NextWay()),
        widening: GrowthByRule(),
        selection: Rule(rule, in: list) { rule, family, random in
          rule.decide(family, using: &random)
        }, evaluator: judge, backup: BranchingBackup(rule.columns), walk: UnjudgedRoot()),
      seed: 0)
    var columns = rule.columns
    columns.locate(in: search.tree.statistics.layout)
    var steps: [JSONValue] = []
    for number in scores.indices {
      let before = search.tree.count
      var seen: [[Double]] = []
      for model in models.indices {
        seen.append(made(by: model, columns, before: before, in: search.tree))
      }
      search.run(1)
      guard search.tree.count == before + 1 else {
        throw value.unclaimed("step \(number + 1) made no node")
      }
      let node = NodeID(before)
      let parent = search.tree.parent(of: node) ?? .root
      var decisions: [JSONValue] = []
      for decision in list.take() {
        for stage in decision.note {
          decisions.append(self.decision(stage, seen, in: search.tree))
        }
      }
      steps.append(
        [
          ("step", .integer(number + 1)), ("decisions", .array(decisions)),
          ("parent", .string(label(of: parent, columns, in: search.tree))),
          ("action", .string(models[columns.source(of: node, in: search.tree)])),
          ("node", .string(label(of: node, columns, in: search.tree))),
          ("score", .golden(scores[number])),
        ].object)
    }
    var nodes: [JSONValue] = []
    describe(.root, columns, in: search.tree, into: &nodes)
    let parameters = value.value["parameters"] ?? .null
    return [("parameters", parameters), ("steps", .array(steps)), ("tree", .array(nodes))].object
  }

  /// The scores of what a model has made, oldest first: each step made one node.
  private func made(
    by model: Int, _ columns: BranchingColumns, before count: Int, in tree: borrowing SearchTree
  ) -> [Double] {
    var made: [Double] = []
    for index in 1..<max(1, count) where columns.source(of: NodeID(index), in: tree) == model {
      made.append(scores[index - 1])
    }
    return made
  }

  private func label(
    of node: NodeID, _ columns: BranchingColumns, in tree: borrowing SearchTree
  ) -> String {
    let path = tree.path(to: node).dropFirst()
    if path.isEmpty { return "root" }
    return path.map { models[columns.source(of: $0, in: tree)] + "\(tree.position(of: $0))" }
      .joined(separator: ".")
  }

  private func decision(
    _ stage: SelectionTable.Stage, _ seen: [[Double]], in tree: borrowing SearchTree
  ) -> JSONValue {
    func name(_ arm: SelectionTable.Stage.Arm) -> String {
      arm.node == .none ? arm.label : "\(tree.position(of: arm.node))"
    }
    let arms = stage.arms.map { arm -> JSONValue in
      if arm.draw == nil {
        let scores = models.firstIndex(of: arm.label).map { seen[$0] } ?? []
        let score = arm.terms.first { $0.name == "score" }?.value ?? .nan
        return [
          ("arm", .string(name(arm))), ("observations", .golden(scores)),
          ("score", .golden(score)),
        ].object
      }
      return [
        ("arm", .string(name(arm))),
        ("posterior", JSONValue(arm.terms.map { ($0.name, .golden($0.value)) })),
        ("draw", .golden(arm.draw ?? .nan)),
      ].object
    }
    // Where the source is drawn first it is an arm like others.
    let isModel = stage.name == "which source" && rule.rule != .stack
    let winner = stage.winner.map { JSONValue.string(name(stage.arms[$0])) } ?? .null
    return [(isModel ? "models" : "arms", .array(arms)), ("winner", winner)].object
  }

  /// Appends a node and all below it, children in their order.
  private func describe(
    _ node: NodeID, _ columns: BranchingColumns, in tree: borrowing SearchTree,
    into nodes: inout [JSONValue]
  ) {
    let children = Array(tree.children(of: node))
    var members: [(String, JSONValue)] = [
      ("node", .string(label(of: node, columns, in: tree))),
      ("score", node == .root ? .null : .golden(scores[node.index - 1])),
    ]
    var labels: [JSONValue] = []
    for child in children { labels.append(.string(label(of: child, columns, in: tree))) }
    members.append(("children", .array(labels)))
    if !children.isEmpty {
      let owners = rule.rule == .stack ? models : ["shared"]
      var (pairs, arms): ([(String, JSONValue)], [(String, JSONValue)]) = ([], [])
      for (source, owner) in owners.enumerated() {
        let gen = rule.prior.posterior(columns.arm(columns.new(source), of: node, in: tree))
        let cont = rule.prior.posterior(columns.arm(columns.known(source), of: node, in: tree))
        pairs.append((owner, [("GEN", gen.golden), ("CONT", cont.golden)].object))
        var own: [(String, JSONValue)] = []
        for (position, child) in children.enumerated()
        where rule.rule != .stack || columns.source(of: child, in: tree) == source {
          own.append(
            (
              "\(position)",
              rule.prior.posterior(columns.arm(columns.arm, of: child, in: tree)).golden
            ))
        }
        arms.append((owner, own.object))
      }
      var actions: [(String, JSONValue)] = []
      for (source, model) in models.enumerated() {
        var arm = ArmStatistics()
        for child in children where columns.source(of: child, in: tree) == source {
          arm.add(columns.arm(columns.arm, of: child, in: tree))
        }
        let prior = rule.sourceMeans.map { rule.prior.with(mean: $0[source]) } ?? rule.prior
        actions.append((model, prior.posterior(arm).golden))
      }
      members += [
        ("gen_cont", pairs.object), ("arms", arms.object), ("actions", actions.object),
      ]
    }
    nodes.append(members.object)
    for child in children { describe(child, columns, in: tree, into: &nodes) }
  }
}
