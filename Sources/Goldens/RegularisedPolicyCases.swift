import Groundwork
import SearchTrees
import TreeSearch

extension GoldenRule {
  /// `regularised-policy`: the policy of tables, and searches that draw from it.
  static let regularisedPolicy = GoldenRule("regularised-policy", tolerance: 1e-9) {
    value throws(UnclaimedCase) in
    if value.has("log") { return try RegularisedSearch(value).found() }
    return try each { table throws(UnclaimedCase) in try regularisedTable(table) }(value)
  }

  private static func regularisedTable(_ table: GoldenValue) throws(UnclaimedCase) -> JSONValue {
    try table.expect([
      "q", "prior", "visits", "c", "lam", "alpha", "alpha_min", "alpha_max", "pi_bar", "pi_hat",
      "puct", "puct_winner", "argmax_pibar_over_pihat",
    ])
    let (values, priors) = (try table.at("q").numbers(), try table.at("prior").numbers())
    let visits = try table.at("visits").numbers()
    guard values.count == priors.count, values.count == visits.count, !values.isEmpty else {
      throw table.unclaimed("as many values as priors and visits were expected")
    }
    let c = try table.at("c").number()
    let policy = RegularisedDistribution(
      of: values.indices.map {
        .init(value: values[$0], prior: priors[$0], visits: visits[$0])
      }, c: c)
    return [
      ("q", .golden(values)), ("prior", .golden(priors)), ("visits", .golden(visits)),
      ("c", .number(c)), ("lam", .number(policy.lambda)), ("alpha", .number(policy.alpha)),
      ("alpha_min", .number(policy.bounds.lowerBound)),
      ("alpha_max", .number(policy.bounds.upperBound)), ("pi_bar", .golden(policy.probabilities)),
      ("pi_hat", .golden(policy.shares)), ("puct", .golden(policy.scores)),
      ("puct_winner", .optional(policy.bestScore)),
      ("argmax_pibar_over_pihat", .optional(policy.bestRatio)),
    ].object
  }
}

extension [(String, JSONValue)] {
  var object: JSONValue { JSONValue(self) }
}

/// A search of the regularised policy whose values and uniform numbers are given.
private struct RegularisedSearch {
  private typealias Rule = NotedDecisions<RegularisedPolicy, RegularisedDistribution>

  private let c: Double
  private let log: [GoldenValue]
  private let values: [Double]
  private let draws: [Double]
  private let labels: [String]
  private let children: [String: [String]]
  private let priors: [String: Double]

  init(_ value: GoldenValue) throws(UnclaimedCase) {
    try value.expect(["c", "log", "tree"])
    c = try value.at("c").number()
    log = try value.at("log").list()
    var (values, draws, labels): ([Double], [Double], [String]) = ([], [], [])
    var children: [String: [String]] = [:]
    var priors: [String: Double] = [:]
    for node in try value.at("tree").list() {
      try node.expect(["node", "n", "mean"])
      let label = try node.at("node").text()
      labels.append(label)
      if label != "root" { children[Self.parent(of: label), default: []].append(label) }
    }
    for entry in log {
      try entry.expect(["iteration", "decisions", "leaf", "value"])
      values.append(try entry.at("value").number())
      for decision in try entry.at("decisions").list() {
        try decision.expect(["at", "N", "lam", "alpha", "candidates", "u", "chosen"])
        draws.append(try decision.at("u").number())
        let candidates = try decision.at("candidates").list()
        var family: [String] = []
        for candidate in candidates {
          try candidate.expect(["child", "n", "q", "prior", "pi_bar"])
          let child = try candidate.at("child").text()
          family.append(child)
          priors[child] = try candidate.at("prior").number()
        }
        children[try decision.at("at").text()] = family
      }
    }
    (self.values, self.draws, self.labels) = (values, draws, labels)
    (self.children, self.priors) = (children, priors)
  }

  /// A label names the way: one letter a step.
  private static func parent(of label: String) -> String {
    label.count > 1 ? String(label.dropLast()) : "root"
  }

  private func label(of way: some Sequence<ActionCode>) -> String {
    way.reduce("root") { label, action in
      let family = children[label] ?? []
      return Int(action) < family.count ? family[Int(action)] : "\(label)?"
    }
  }

  func found() throws(UnclaimedCase) -> JSONValue {
    let list = Rule.List()
    var search = makeSearch(list)
    var entries: [JSONValue] = []
    var used = 0
    for (number, value) in values.enumerated() {
      search.run(1)
      var decisions: [JSONValue] = []
      for decision in list.take() where !decision.note.arms.isEmpty {
        decisions.append(self.decision(decision, draw: used, in: search.tree))
        used += 1
      }
      let leaf = search.recipe.evaluator.path(of: number)
      entries.append(
        [
          ("iteration", .integer(search.iterations)), ("decisions", .array(decisions)),
          ("leaf", .string(label(of: leaf))), ("value", .golden(value)),
        ].object)
    }
    var nodes: [JSONValue] = []
    for label in labels {
      let node = find(label, in: search.tree)
      let visits = node.map { Int(search.tree.nodes[$0.index].visits) }
      nodes.append(
        [
          ("node", .string(label)), ("n", .optional(visits)),
          ("mean", .optional(node.flatMap { search.tree.mean(of: $0) })),
        ].object)
    }
    return [("c", .number(c)), ("log", .array(entries)), ("tree", .array(nodes))].object
  }

  private func makeSearch(
    _ list: Rule.List
  ) -> Search<
    Composition<
      ScriptedWorld, PrecisePriors, ActionWidening, Rule, ScriptedJudge, MeanBackup
    >
  > {
    let (values, draws, priors, children) = (values, draws, priors, children)
    let world = ScriptedWorld(ways: { way in children[label(of: way)]?.count ?? 0 })
    let judge = ScriptedJudge { number, _ in number < values.count ? values[number] : .nan }
    let numbers = DrawScript(draws)
    let rule = Rule(RegularisedPolicy(c: c), in: list) { rule, family, _ in
      let distribution = rule.distribution(over: family)
      // Where there is nothing to choose nothing is drawn.
      guard !distribution.arms.isEmpty else { return (.none, distribution) }
      // The generator whose next number is the given one.
      var random = RandomSource(yielding: numbers.next())
      return (rule.choose(family, using: &random), distribution)
    }
    let proposer = PrecisePriors { way in
      (children[label(of: way)] ?? []).map { priors[$0] ?? .nan }
    }
    return Search(
      Composition(
        world: world, proposer: proposer, widening: .all(atFirstVisit: true), selection: rule,
        evaluator: judge, backup: MeanBackup()), seed: 0)
  }

  private func find(_ label: String, in tree: borrowing SearchTree) -> NodeID? {
    for index in 0..<tree.count where self.label(of: way(to: NodeID(index), in: tree)) == label {
      return NodeID(index)
    }
    return nil
  }

  private func way(to node: NodeID, in tree: borrowing SearchTree) -> [ActionCode] {
    tree.path(to: node).dropFirst().map { tree.nodes[$0.index].action }
  }

  private func decision(
    _ decision: Rule.Decision, draw: Int, in tree: borrowing SearchTree
  ) -> JSONValue {
    let policy = decision.note
    let at = label(of: way(to: decision.node, in: tree))
    let names = children[at] ?? []
    let candidates = policy.arms.indices.map { place in
      let arm = policy.arms[place]
      return [
        ("child", .string(place < names.count ? names[place] : "?")), ("n", .number(arm.visits)),
        ("q", .golden(arm.value)), ("prior", .golden(arm.prior)),
        ("pi_bar", .golden(policy.probabilities[place])),
      ].object
    }
    var chosen = JSONValue.null
    if case .child(let child) = decision.choice {
      chosen = .string(label(of: way(to: child, in: tree)))
    }
    return [
      ("at", .string(at)), ("N", .number(policy.arms.reduce(0) { $0 + $1.visits })),
      ("lam", .golden(policy.lambda)), ("alpha", .golden(policy.alpha)),
      ("candidates", .array(candidates)),
      ("u", .golden(draw < draws.count ? draws[draw] : .nan)), ("chosen", chosen),
    ].object
  }
}

/// All ways on in their order, each with its prior in double precision.
struct PrecisePriors: Proposer {
  private let priors: @Sendable ([ActionCode]) -> [Double]

  /// Makes a proposer of the priors of a state's ways on.
  init(_ priors: @escaping @Sendable ([ActionCode]) -> [Double]) { self.priors = priors }

  var statistics: [Statistic] { [RegularisedPolicy.precisePrior] }
  var writesStatistics: Bool { true }

  func propose(
    _ wanted: Int, beyond tried: [ActionCode], in state: [ActionCode],
    along path: borrowing SimulationPath, of tree: borrowing SearchTree, in world: ScriptedWorld,
    into proposals: inout Proposals, using random: inout RandomSource
  ) {
    for (index, prior) in priors(state).enumerated() {
      proposals.actions.append(ActionCode(index))
      proposals.priors.append(Float(prior))
      proposals.cells.append(prior.isFinite ? prior : StatisticTable.unknown)
    }
  }
}
