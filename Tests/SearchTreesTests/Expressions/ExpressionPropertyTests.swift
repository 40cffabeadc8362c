import Groundwork
import SearchTrees
import Testing

struct ExpressionPropertyTests {
  /// A random tree with much that is not known.
  private func facts(_ random: inout RandomSource, count: Int) -> KnownFacts {
    let layout = StatisticLayout([
      Statistic("squares", "", kind: .sum), Statistic("pi_bar", "", kind: .neither),
    ])
    let facts = KnownFacts(statistics: layout)
    while facts.tree.count < count {
      let parent = NodeID(Int(random.below(UInt32(facts.tree.count))))
      facts.add((0...Int(random.below(3))).map { "a\($0)" }, below: parent)
    }
    for index in 0..<facts.tree.count {
      let node = NodeID(index)
      facts.set(node, visits: random.below(5), sum: Double(random.below(9)) / 4 - 1)
      if random.below(5) == 0 { facts.tree.nodes[index].flags.insert(.unknownVisits) }
      if random.below(5) == 0 { facts.tree.nodes[index].flags.insert(.unknownValue) }
      if random.below(4) == 0 { facts.tree.nodes[index].flags.insert(.banned) }
      if random.below(4) == 0 {
        facts.tree.setExactValue(Float(random.below(3)) - 1, of: node)
        facts.tree.nodes[index].flags.insert(.proven)
      }
      facts.tree.priors[index] =
        random.below(4) == 0 ? SearchTree.unknownPrior : Float(random.below(4)) / 4
      for place in 0..<2 where random.below(3) > 0 {
        facts.tree.statistics[place, node] = Double(random.below(7)) - 3
      }
      if random.below(2) == 0 { facts.ages[node] = Double(random.below(9)) }
    }
    return facts
  }

  /// What is known of each node, worked out from the tree's columns without the code under test.
  private func columns(
    _ facts: KnownFacts
  ) -> (numbers: [String: [Double?]], conditions: [String: [Bool?]]) {
    let nodes = (0..<facts.tree.count).map { facts.tree.nodes[$0] }
    let parents = (0..<facts.tree.count).map { facts.tree.links[$0].parent }
    func isUnknown(_ node: Node) -> Bool { !node.flags.isDisjoint(with: .unknown) }
    let visits = nodes.map { $0.flags.contains(.unknownVisits) ? nil : Double($0.visits) }
    let values = nodes.enumerated().map { index, node -> Double? in
      if node.flags.contains(.proven) { return Double(facts.tree.exactValues[index]) }
      if node.flags.contains(.unknownValue) { return nil }
      if node.flags.contains(.unknownVisits) { return node.valueSum }
      return node.visits == 0 ? nil : node.valueSum / Double(node.visits)
    }
    var depths = [0.0]
    for index in 1..<nodes.count { depths.append(depths[parents[index].index] + 1) }
    let shares = visits.enumerated().map { index, own -> Double? in
      if index == 0 { return 1 }
      let family = visits.indices.filter { $0 > 0 && parents[$0] == parents[index] }
        .compactMap { visits[$0] }
      guard let own else { return nil }
      return family.reduce(0, +) == 0 ? 0 : own / family.reduce(0, +)
    }
    let priors = nodes.indices.map { index -> Double? in
      let prior = facts.tree.priors[index]
      return index == 0 || prior.isNaN ? nil : Double(prior)
    }
    return (
      [
        "N": visits, "Q": values, "P": priors, "depth": depths.map { $0 }, "share": shares,
        "sum": nodes.map { isUnknown($0) ? nil : $0.valueSum },
        "children": nodes.map { Double($0.childCount) },
        "age": nodes.indices.map { facts.ages[NodeID($0)] },
        "squares": nodes.indices.map { facts.tree.statistics[0, NodeID($0)] },
        "stat(\"pi_bar\")": nodes.indices.map { facts.tree.statistics[1, NodeID($0)] },
      ],
      [
        "banned": nodes.map { $0.flags.contains(.banned) },
        "proven": nodes.map { $0.flags.contains(.proven) },
      ]
    )
  }

  @Test(arguments: 0..<8)
  func `expressions come to what a slow evaluator says, whatever is not known`(seed: Int) throws {
    var random = RandomSource(seed: UInt64(seed))
    let facts = facts(&random, count: 1 + seed * 97 % 400)
    let columns = columns(facts)
    var source = RandomExpressions(
      random: random, numbers: columns.numbers, conditions: columns.conditions)
    for _ in 0..<60 {
      let (text, value) = source.condition(2)
      let expected = (0..<facts.nodeCount).map(value)
      let evaluator = try ExpressionEvaluator(try facts.expression(text), facts)
      #expect(
        (0..<facts.nodeCount).map { evaluator.condition(at: NodeID($0)) } == expected, "\(text)")
      let after = NodeID(Int(source.random.below(UInt32(facts.nodeCount))))
      #expect(
        try facts.matches(text, after: after) == expected.indices.filter { expected[$0] == true },
        "\(text)")
      #expect(
        try facts.matches("! " + text) == expected.indices.filter { expected[$0] == false },
        "\(text)")
      let number = source.sum(2)
      let numbers = try ExpressionEvaluator(try facts.expression(number.text), facts)
      for index in 0..<facts.nodeCount {
        #expect(numbers.number(at: NodeID(index)) == number.value(index), "\(number.text)")
      }
    }
  }

  @Test(arguments: 0..<6)
  func `groups hold what a slow evaluator says, and their conditions find their nodes`(
    seed: Int
  ) throws {
    var random = RandomSource(seed: UInt64(seed + 100))
    let facts = facts(&random, count: 1 + seed * 131 % 500)
    let columns = columns(facts)
    let (visits, values) = (columns.numbers["N"] ?? [], columns.numbers["Q"] ?? [])
    var source = RandomExpressions(
      random: random, numbers: columns.numbers, conditions: columns.conditions)
    for _ in 0..<30 {
      let number = source.sum(2)
      var pass = try GroupPass(try facts.expression(number.text), facts)
      while pass.advance(over: facts, isDue: { true }) {}
      let groups = pass.groups
      #expect(groups.nodeCount == facts.nodeCount && groups.groups.count <= 67, "\(number.text)")
      for group in groups.groups {
        let members = (0..<facts.nodeCount).filter { index in
          guard let own = number.value(index) else { return group.value == .unknown }
          return switch group.value {
          case .number(let number): own == number
          case .numbers(let low, let high): low.value <= own && own < high.value
          default: false
          }
        }
        #expect(group.count == members.count, "\(number.text): \(group.value)")
        let known = members.compactMap { visits[$0] }
        #expect(group.visits == (known.isEmpty ? nil : known.reduce(0, +)))
        let own = members.compactMap { values[$0] }
        #expect(group.valueCount == own.count)
        let mean = own.reduce(0, +) / Double(own.count)
        let spread = (own.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(own.count))
          .squareRoot()
        #expect(group.mean.map { abs($0 - mean) < 1e-9 } ?? own.isEmpty)
        #expect(group.deviation.map { abs($0 - spread) < 1e-9 } ?? own.isEmpty)
        #expect(group.bestValue == own.max())
        #expect(group.best.map { values[$0.index] } ?? nil == own.max())
        let condition = try #require(groups.condition(of: group))
        #expect(try facts.matches(condition) == members, "\(condition)")
      }
    }
  }

  @Test func `no text is read as an expression without an error or a meaning`() {
    var random = RandomSource(seed: 7)
    let pieces = [
      "N", "Q", "(", ")", "\"", "and", "!", "~", "1k", "%", ".", "^", "-", "\\", "#", "pick", ",",
      "text", "=", "é", " ", "/", "top", "or", "not", "stat", "&", "|", "root",
    ]
    var good = 0
    for _ in 0..<20_000 {
      let text = (0...random.below(9)).map { _ in pieces[Int(random.below(UInt32(pieces.count)))] }
        .joined(separator: random.below(2) == 0 ? " " : "")
      do {
        _ = try TreeExpression(text, ExpressionNames())
        good += 1
      } catch {
        #expect((1...text.count + 1).contains(error.column), "\(text): \(error.words)")
      }
    }
    #expect(good > 100)
  }

  @Test func `a set of nodes is a set`() {
    var random = RandomSource(seed: 3)
    var set = NodeSet()
    var model: Set<Int> = []
    for _ in 0..<3000 {
      let node = Int(random.below(1000))
      #expect(set.insert(NodeID(node)) == model.insert(node).inserted)
      let probe = NodeID(Int(random.below(1100)))
      #expect(set.contains(probe) == model.contains(probe.index))
      #expect(set.first(after: probe)?.index == model.filter { $0 > probe.index }.min())
      #expect(set.last(before: probe)?.index == model.filter { $0 < probe.index }.max())
      #expect(set.rank(of: probe) == model.count { $0 < probe.index })
      #expect(set.count == model.count)
    }
    #expect(set.first(after: nil)?.index == model.min())
  }
}
