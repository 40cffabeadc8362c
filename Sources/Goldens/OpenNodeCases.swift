import Groundwork
import SearchTrees
import TreeSearch

extension GoldenRule {
  /// `i-mcts`: whole searches by I-MCTS, as published and as coded.
  static let introspection = GoldenRule("i-mcts", tolerance: 1e-9) {
    value throws(UnclaimedCase) in try IntrospectionSearch(value).found()
  }

  /// `master`: whole searches by MASTER, with the confidence times the reward.
  static let agents = GoldenRule("master", tolerance: 1e-9) {
    value throws(UnclaimedCase) in try AgentSearch(value).found()
  }

  /// `rebase`: how a layer's budget is shared out.
  static let rewardBalance = GoldenRule("rebase", tolerance: 1e-9) {
    value throws(UnclaimedCase) in
    try each { question throws(UnclaimedCase) in
      try question.expect(["scores", "width", "temperature", "order", "widths", "total"])
      let scores = try question.at("scores").numbers()
      let width = try question.at("width").integer()
      let temperature = try question.at("temperature").number()
      guard width >= 1, temperature > 0 else { throw question.unclaimed("is no budget") }
      let (order, widths) = RewardBalance(width: width, temperature: temperature)
        .shares(of: scores, budget: width)
      return [
        ("scores", .golden(scores)), ("width", .integer(width)),
        ("temperature", .golden(temperature)), ("order", .array(order.map { .integer($0) })),
        ("widths", .array(widths.map { .integer($0) })),
        ("total", .integer(widths.reduce(0, +))),
      ].object
    }(value)
  }
}

extension GoldenValue {
  /// Returns numbers by the labels of nodes.
  fileprivate func numbersByLabel() throws(UnclaimedCase) -> [String: Double] {
    var numbers: [String: Double] = [:]
    for (key, value) in try members() { numbers[key] = try value.number() }
    return numbers
  }
}

/// A search by I-MCTS whose virtual and real values are given.
struct IntrospectionSearch {
  private let value: GoldenValue
  private let rule: Introspection
  private let width: Int
  private let virtual: [String: Double]
  private let real: [String: Double]

  init(_ value: GoldenValue) throws(UnclaimedCase) {
    try value.expect([
      "variant", "c", "c_virtual", "width", "max_depth", "virtual_values", "real_values", "log",
    ])
    self.value = value
    rule = Introspection(
      c: try value.at("c").number(), virtualRuns: try value.at("c_virtual").number(),
      mostDepth: try value.at("max_depth").integer(), firstDepth: 0)
    width = try value.at("width").integer()
    switch try value.at("variant").text() {
    case "paper": virtual = try value.at("virtual_values").numbersByLabel()
    case "code": virtual = [:]
    default: throw try value.at("variant").unclaimed("is not understood")
    }
    real = try value.at("real_values").numbersByLabel()
  }

  private static func label(_ path: [ActionCode]) -> String {
    (["0"] + path.map { "\($0)" }).joined(separator: "-")
  }

  func found() throws(UnclaimedCase) -> JSONValue {
    let (real, virtual) = (real, virtual)
    let judge = ScriptedJudge { _, path in real[Self.label(path)] ?? .nan }
    var search = Search(
      Composition(
        world: ScriptedWorld(ways: { _ in .max }),
        proposer: ForeseenWay { virtual[Self.label($0)] ?? 0 }, widening: ChildrenAtOnce(width),
        selection: OpenNodeScores(rule), evaluator: judge, backup: JudgementBackup(),
        walk: IntrospectionWalk(rule)), seed: 0)
    var rule = rule
    rule.locate(in: search.tree.statistics.layout)
    var log: [JSONValue] = []
    for step in 0..<(try value.at("log").list().count) {
      var members: [(String, JSONValue)] = []
      if step == 0 {
        members = [("step", .string("root run"))]
      } else if step == 1 {
        members = [("step", .string("first expansion"))]
      } else {
        let (frontier, chosen) = frontier(rule, search.tree)
        members = [
          ("iteration", .integer(step - 1)), ("frontier", .array(frontier)),
          ("chosen", .string(chosen)),
        ]
      }
      let asked = judge.count
      search.run(1)
      guard judge.count == asked + 1 else { throw value.unclaimed("step \(step) ran nothing") }
      let ran = Self.label(judge.path(of: asked))
      guard let reward = real[ran] else {
        throw try value.at("real_values").unclaimed("there is no \"\(ran)\"")
      }
      members.append((step < 2 ? "node" : "ran", .string(ran)))
      members.append(("reward", .golden(reward)))
      log.append(members.object)
    }
    var members = (value.value.members ?? []).map { ($0.key, $0.value) }
    for place in members.indices where members[place].0 == "log" { members[place].1 = .array(log) }
    return members.object
  }

  private func frontier(
    _ rule: Introspection, _ tree: borrowing SearchTree
  ) -> (nodes: [JSONValue], chosen: String) {
    var nodes: [JSONValue] = []
    var best: (label: String, score: Double)?
    for index in 1..<max(1, tree.count) {
      let node = NodeID(index)
      let label = Self.label(tree.path(to: node).dropFirst().map { tree.nodes[$0.index].action })
      let (score, virtual) = Family.look(at: tree) {
        (rule.score(of: node, in: $0), rule.virtualValue(of: node, in: $0))
      }
      guard let score else { continue }
      if best.map({ score.total > $0.score }) ?? true { best = (label, score.total) }
      let visits = tree.nodes[index].visits
      nodes.append(
        [
          ("node", .string(label)), ("n", .integer(Int(visits))),
          ("llm", .golden(virtual ?? .nan)),
          ("mean", tree.value(of: node).map { .golden($0) } ?? .null),
          ("weight", .golden(rule.weight(visits: visits))), ("h", .golden(score.value)),
          ("U", .golden(score.exploration)), ("score", .golden(score.total)),
        ].object)
    }
    return (nodes, best?.label ?? "")
  }
}

/// As many ways on as are wanted, each with a virtual value.
private struct ForeseenWay: Proposer {
  let value: @Sendable ([ActionCode]) -> Double

  init(_ value: @escaping @Sendable ([ActionCode]) -> Double) { self.value = value }

  var statistics: [Statistic] { [Introspection.virtual] }
  var writesStatistics: Bool { true }

  func propose(
    _ wanted: Int, beyond tried: [ActionCode], in state: [ActionCode],
    along path: borrowing SimulationPath, of tree: borrowing SearchTree, in world: ScriptedWorld,
    into proposals: inout Proposals, using random: inout RandomSource
  ) {
    for number in 0..<wanted {
      let action = ActionCode(tried.count + number)
      proposals.actions.append(action)
      proposals.priors.append(1)
      proposals.cells.append(value(state + [action]))
    }
  }
}

/// A search by MASTER whose scores, confidences and evaluations are given.
struct AgentSearch {
  private let value: GoldenValue
  private let rule = Agents(firstDepth: 0)
  private let branches: Int
  private let scores: [String: Double]
  private let confidences: [String: Double]
  private let evaluations: [String: Bool]

  init(_ value: GoldenValue) throws(UnclaimedCase) {
    try value.expect(["form", "branches", "scores", "confidences", "evaluations", "log"])
    guard try value.at("form").text() == "weighted" else {
      throw try value.at("form").unclaimed("is not understood")
    }
    self.value = value
    branches = try value.at("branches").integer()
    scores = try value.at("scores").numbersByLabel()
    confidences = try value.at("confidences").numbersByLabel()
    var evaluations: [String: Bool] = [:]
    for (key, outcome) in try value.at("evaluations").members() {
      guard case .bool(let passes) = outcome.value else {
        throw outcome.unclaimed("true or false was expected")
      }
      evaluations[key] = passes
    }
    self.evaluations = evaluations
  }

  private static func label(_ path: [ActionCode]) -> String {
    (["0"] + path.map { "\($0)" }).joined(separator: ".")
  }

  func found() throws(UnclaimedCase) -> JSONValue {
    let (scores, confidences, evaluations) = (scores, confidences, evaluations)
    let judge = ScriptedJudge(verdict: { _, path in
      let label = Self.label(path)
      var verdict = Verdict(value: scores[label] ?? .nan)
      verdict.confidence = confidences[label]
      if let passes = evaluations[label] {
        verdict.parts = [VerdictPart(Verdict.passPart, passes ? 1 : 0)]
      }
      return verdict
    })
    var search = Search(
      Composition(
        world: ScriptedWorld(ways: { _ in .max }), proposer: NextWay(),
        widening: ChildrenAtOnce(branches), selection: OpenNodeScores(rule), evaluator: judge,
        backup: AgentBackup(rule), interventions: [AgentsEnd(rule)], walk: AgentWalk(rule)),
      seed: 0)
    var rule = rule
    rule.locate(in: search.tree.statistics.layout)
    search.run(1)
    var log: [JSONValue] = []
    for step in 1...max(1, try value.at("log").list().count) {
      let (candidates, chosen) = candidates(rule, search.tree)
      guard let chosen else { throw value.unclaimed("expansion \(step): nobody can be chosen") }
      let asked = judge.count
      search.run(1)
      var (new, failed): ([JSONValue], [JSONValue]) = ([], [])
      var passed = JSONValue.null
      for number in asked..<judge.count {
        let label = Self.label(judge.path(of: number))
        guard let score = scores[label], let confidence = confidences[label] else {
          throw try value.at("scores").unclaimed("there is no \"\(label)\"")
        }
        let passes = evaluations[label]
        new.append(
          [
            ("agent", .string(label)), ("score", .golden(score)),
            ("confidence", .golden(confidence)), ("terminal", .bool(passes != nil)),
          ].object)
        if passes == false { failed.append(.string(label)) }
        if passes == true { passed = .string(label) }
      }
      log.append(
        [
          ("expansion", .integer(step)), ("candidates", .array(candidates)),
          ("chosen", .string(chosen)), ("new", .array(new)),
          ("failed_and_backed_up", .array(failed)), ("passed", passed),
          ("nodes", .array(nodes(rule, search.tree))),
        ].object)
    }
    var members = (value.value.members ?? []).map { ($0.key, $0.value) }
    for place in members.indices where members[place].0 == "log" { members[place].1 = .array(log) }
    return members.object
  }

  private func label(_ node: NodeID, _ tree: borrowing SearchTree) -> String {
    Self.label(tree.path(to: node).dropFirst().map { tree.nodes[$0.index].action })
  }

  private func candidates(
    _ rule: Agents, _ tree: borrowing SearchTree
  ) -> (list: [JSONValue], chosen: String?) {
    var list: [JSONValue] = []
    var best: (label: String, score: Double)?
    for index in 0..<tree.count where rule.priority(of: NodeID(index), in: tree) != nil {
      let node = NodeID(index)
      let label = label(node, tree)
      let (score, count, parent, confidence) = Family.look(at: tree) {
        (
          rule.score(of: node, in: $0), rule.count(of: node, in: $0),
          rule.parentCount(of: node, in: $0), rule.confidence(of: node, in: $0)
        )
      }
      guard let score, let count else { continue }
      if best.map({ score.total > $0.score }) ?? true { best = (label, score.total) }
      list.append(
        [
          ("agent", .string(label)), ("n", .golden(count)),
          ("reward", .golden(tree.value(of: node) ?? .nan)),
          ("confidence", .golden(confidence ?? .nan)), ("N", .golden(parent)),
          ("explore", .golden(score.exploration)), ("score", .golden(score.total)),
        ].object)
    }
    return (list, best?.label)
  }

  private func nodes(_ rule: Agents, _ tree: borrowing SearchTree) -> [JSONValue] {
    var nodes: [JSONValue] = []
    for index in 0..<tree.count {
      let count = Family.look(at: tree) { rule.count(of: NodeID(index), in: $0) }
      guard let count else { continue }
      nodes.append(
        [
          ("agent", .string(label(NodeID(index), tree))), ("n", .golden(count)),
          ("reward", .golden(tree.value(of: NodeID(index)) ?? .nan)),
        ].object)
    }
    return nodes
  }
}
