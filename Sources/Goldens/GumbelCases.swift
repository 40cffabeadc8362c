import Glibc
import Groundwork
import SearchTrees
import TreeSearch

extension GoldenRule {
  /// `gumbel-muzero`: whole searches of Gumbel MuZero and of MuZero, and plans of sequential halving.
  ///
  /// The cases were computed in single precision.
  static let gumbelMuZero = GoldenRule("gumbel-muzero", tolerance: 1e-5) {
    value throws(UnclaimedCase) in
    if let members = value.value.members, !members.isEmpty,
      members.allSatisfy({ plan(of: $0.key) != nil })
    {
      return JSONValue(
        members.map { member in
          let (considered, simulations) = plan(of: member.key) ?? (1, 0)
          return (
            member.key,
            .array(
              SequentialHalving.table(considering: considered, simulations: simulations)
                .map { .integer($0) })
          )
        })
    }
    return try each { search throws(UnclaimedCase) in try ModelSearch(search).found() }(value)
  }

  /// Reads a key like `(4, 16)`: actions that are considered, and simulations.
  private static func plan(of key: String) -> (considered: Int, simulations: Int)? {
    guard key.hasPrefix("("), key.hasSuffix(")") else { return nil }
    let numbers = key.dropFirst().dropLast().split(separator: ",").map { text in
      Int(String(text.drop { $0 == " " }))
    }
    guard numbers.count == 2, let considered = numbers[0], let simulations = numbers[1],
      1...4096 ~= considered, 0...1_000_000 ~= simulations
    else { return nil }
    return (considered, simulations)
  }
}

/// A search on a complete tree whose values, rewards and logits are given by state: state i has the ways on
/// to `width*i + 1` and the next ones.
private struct ModelSearch {
  private enum Kind: String { case gumbel, muzero }

  private let value: GoldenValue
  private let kind: Kind
  private let model: StateModel
  private let simulations: Int
  private let considered: Int
  private let gumbel: [Double]

  init(_ value: GoldenValue) throws(UnclaimedCase) {
    guard let kind = Kind(rawValue: try value.at("kind").text()) else {
      throw value.unclaimed("its kind is not understood")
    }
    let keys: Set<String> = [
      "values", "rewards", "logits", "kind", "simulations", "discount", "depth", "action",
      "action_weights", "nodes",
    ]
    switch kind {
    case .gumbel:
      try value.expect(
        keys.union(["gumbel", "considered", "table", "completed_and_scaled_q_at_the_end"]))
      gumbel = try value.at("gumbel").numbers()
      considered = try value.at("considered").integer()
    case .muzero:
      try value.expect(keys.union(["min_max_q_of_root"]))
      (gumbel, considered) = ([], 1)
    }
    simulations = try value.at("simulations").integer()
    guard 1...100_000 ~= simulations, 1...4096 ~= considered else {
      throw value.unclaimed("the numbers of simulations and actions are out of range")
    }
    self.value = value
    self.kind = kind
    model = try StateModel(value)
    guard kind == .muzero || gumbel.count == model.width else {
      throw value.unclaimed("as many Gumbel numbers as actions were expected")
    }
  }

  func found() throws(UnclaimedCase) -> JSONValue {
    let judge = ScriptedJudge { [model] _, way in model.value(of: way) }
    let rule: any SelectionPolicy =
      switch kind {
      case .gumbel: GumbelMuZero(considered: considered, simulations: simulations)
      case .muzero:
        MuZeroPUCT(
          .schedule(initial: 1.25, base: 19_652), scaling: .siblings, exploresEnds: true)
      }
    var search = Search(
      PluggedRecipe<ScriptedWorld>(
        plugging: model.world, proposer: GivenGumbel(numbers: gumbel),
        widening: ActionWidening.all(atFirstVisit: true), selection: rule, evaluator: judge,
        backup: DiscountedReturns(discount: model.discount, end: model.depth)), seed: 0)
    search.run(1 + simulations)
    guard let table = search.selectionTable(at: .root) else {
      throw value.unclaimed("the root has no actions")
    }
    let levels = search.tree.statistics.layout.place(of: DiscountedBackup.level.name)
    let ways = (0..<search.iterations).map { judge.path(of: $0) }
    var nodes: [JSONValue] = []
    for number in ways.indices {
      nodes.append(node(number, ways, levels, in: search.tree))
    }
    let visits = table.candidates.map { $0.visits ?? 0 }
    func column(_ name: String) -> [Double] {
      table.candidates.map { candidate in
        candidate.terms.first { $0.name == name }?.value ?? .nan
      }
    }
    var members: [(String, JSONValue)] = []
    for key in [
      "values", "rewards", "logits", "kind", "simulations", "discount", "depth", "gumbel",
      "considered",
    ] {
      if let given = value.value[key] { members.append((key, given)) }
    }
    members.append(("nodes", .array(nodes)))
    let most = visits.max() ?? 0
    switch kind {
    case .gumbel:
      let scores = zip(column("g+ln P"), column("s(q)")).map { $0 + $1 }
      let best = scores.indices.filter { visits[$0] == most }
        .reduce(nil as Int?) { best, next in
          best.map { scores[next] > scores[$0] ? next : $0 } ?? next
        }
      members += [
        ("action", .optional(best)), ("action_weights", .golden(column("pi'"))),
        (
          "table",
          .array(
            SequentialHalving.table(
              considering: min(considered, model.width), simulations: simulations
            ).map { .integer($0) })
        ), ("completed_and_scaled_q_at_the_end", .golden(column("s(q)"))),
      ]
    case .muzero:
      let sum = visits.reduce(0, +)
      members += [
        ("action", .optional(visits.firstIndex(of: most))),
        ("action_weights", .golden(visits.map { $0 / sum })),
        ("min_max_q_of_root", .golden(column("Q'"))),
      ]
    }
    return members.object
  }

  /// Describes the node that a simulation ended at, by the number of the simulation.
  private func node(
    _ number: Int, _ ways: [[ActionCode]], _ levels: Int, in tree: borrowing SearchTree
  ) -> JSONValue {
    let way = ways[number]
    let numbers = Self.node(at: way, in: tree)
    let parent = way.isEmpty ? nil : ways.firstIndex(of: Array(way.dropLast()))
    var (visits, values, rewards): ([Double], [Double], [Double]) = ([], [], [])
    for action in 0..<model.width {
      let next = way + [ActionCode(action)]
      let child = Self.node(at: next, in: tree)
      let count = child.map { Double(tree.nodes[$0.index].visits) } ?? 0
      visits.append(count)
      values.append(count > 0 ? child.flatMap { tree.statistics[levels, $0] } ?? 0 : 0)
      rewards.append(count > 0 ? model.reward(of: next) : 0)
    }
    return [
      ("node", .integer(number)), ("parent", .integer(parent ?? -1)),
      ("action", .integer(way.last.map { Int($0) } ?? -1)),
      ("state", .integer(model.state(of: way))),
      ("N", .optional(numbers.map { Int(tree.nodes[$0.index].visits) })),
      ("raw_value", .golden(model.value(of: way))),
      ("value", .optional(numbers.flatMap { tree.statistics[levels, $0] })),
      ("child_visits", .golden(visits)), ("child_values", .golden(values)),
      ("child_rewards", .golden(rewards)),
    ].object
  }

  private static func node(at way: [ActionCode], in tree: borrowing SearchTree) -> NodeID? {
    var node = NodeID.root
    for action in way {
      guard
        let next = tree.children(of: node).first(where: { tree.nodes[$0.index].action == action })
      else { return nil }
      node = next
    }
    return node
  }
}

/// The numbers of a complete tree's states, and how ways lead from state to state.
///
/// At the depth of the leaves everything ends: whatever is done there stays there, pays nothing and is worth
/// nothing.
private struct StateModel: Sendable {
  let width: Int
  let depth: Int
  let discount: Double
  private let values: [Double]
  private let rewards: [Double]
  private let priors: [[Double]]

  init(_ value: GoldenValue) throws(UnclaimedCase) {
    values = try value.at("values").numbers()
    rewards = try value.at("rewards").numbers()
    depth = try value.at("depth").integer()
    discount = try value.at("discount").number()
    var priors: [[Double]] = []
    for row in try value.at("logits").list() { priors.append(Self.softmax(try row.numbers())) }
    self.priors = priors
    width = priors.first?.count ?? 0
    var (states, layer) = (1, 1)
    for _ in 0..<max(0, min(64, depth)) where states <= values.count {
      layer *= max(1, width)
      states += layer
    }
    guard 1...64 ~= width, 1...64 ~= depth, discount > 0, values.count == states,
      rewards.count == states, priors.count == states,
      priors.allSatisfy({ [width] in $0.count == width })
    else { throw value.unclaimed("its states are not those of a complete tree") }
  }

  private static func softmax(_ logits: [Double]) -> [Double] {
    let most = logits.max() ?? 0
    let weights = logits.map { exp($0 - most) }
    let sum = weights.reduce(0, +)
    return weights.map { $0 / sum }
  }

  func state(of way: [ActionCode]) -> Int {
    way.prefix(depth).reduce(0) { $0 * width + 1 + Int($1) }
  }

  func value(of way: [ActionCode]) -> Double { way.count > depth ? 0 : values[state(of: way)] }
  func reward(of way: [ActionCode]) -> Double { way.count > depth ? 0 : rewards[state(of: way)] }

  var world: ScriptedWorld {
    ScriptedWorld(
      ways: { _ in width }, priors: { way, action in priors[state(of: way)][action] },
      rewards: { reward(of: $0) })
  }
}

/// All actions as they are listed; those of the root with given Gumbel numbers.
private struct GivenGumbel: Proposer {
  let numbers: [Double]
  private let base = LegalActions<ScriptedWorld>(order: .listed)

  init(numbers: [Double]) { self.numbers = numbers }

  var statistics: [Statistic] { [GumbelMuZero.gumbel] }
  var writesStatistics: Bool { true }

  func propose(
    _ wanted: Int, beyond tried: [ActionCode], in state: [ActionCode],
    along path: borrowing SimulationPath, of tree: borrowing SearchTree, in world: ScriptedWorld,
    into proposals: inout Proposals, using random: inout RandomSource
  ) {
    base.propose(
      wanted, beyond: tried, in: state, along: path, of: tree, in: world, into: &proposals,
      using: &random)
    if path.nodes.count == 1 { proposals.cells += numbers }
  }
}

/// Discounted returns: a node is worth its reward and the discounted value of what follows, of which there
/// is nothing behind an end.
private struct DiscountedReturns: Backup {
  let discount: Double
  /// The depth at which everything ends.
  let end: Int
  private var places = (level: 0, first: 0)

  init(discount: Double, end: Int) {
    self.discount = discount
    self.end = end
  }

  var meaning: ValueMeaning {
    ValueMeaning(perspective: .root, words: "mean discounted return from the node on")
  }
  var statistics: [Statistic] { [DiscountedBackup.level, FirstValueStatistic.declared] }
  mutating func locate(in layout: StatisticLayout) {
    places = (
      layout.place(of: DiscountedBackup.level.name),
      layout.place(of: FirstValueStatistic.declared.name)
    )
  }

  func backUp(_ path: borrowing SimulationPath, into tree: inout SearchTree) {
    var index = path.nodes.count - 1
    var level = path.judgement ?? Double(path.leafValue)
    let leaf = path.nodes[index]
    if tree.nodes[leaf.index].visits == 0 { tree.statistics[places.first, leaf] = level }
    while index >= 0 {
      let node = path.nodes[index]
      let value = Double(path.rewards[index]) + (index >= end ? 0 : discount) * level
      let visits = Double(tree.nodes[node.index].visits)
      let mean = tree.statistics[places.level, node] ?? 0
      tree.add(value, to: node)
      tree.statistics[places.level, node] = mean + (level - mean) / (visits + 1)
      level = value
      index -= 1
    }
  }

  var childLevel: ChildLevel {
    ChildLevel(value: Float(1 / discount), reward: Float(-1 / discount))
  }
  func leafValue(toMake value: Float, on path: borrowing SimulationPath) -> Float { value }
}
