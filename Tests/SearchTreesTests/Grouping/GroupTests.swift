import Groundwork
import SearchTrees
import Testing

/// The nodes of a tree in groups.
struct GroupTests {
  /// A root with three children, one of which was never visited, and two below the first.
  private func facts() -> KnownFacts {
    let facts = KnownFacts()
    let top = facts.add(["left", "right", "left"])
    let low = facts.add(["key", "left"], below: top[0])
    facts.set(.root, visits: 9, sum: 4.5)
    facts.set(top[0], visits: 6, sum: 4.5)
    facts.set(top[1], visits: 2, sum: 0)
    facts.set(top[2], visits: 0, sum: 0)
    facts.set(low[0], visits: 3, sum: 3)
    facts.set(low[1], visits: 2, sum: 0.5)
    return facts
  }

  private func groups(
    _ text: String, _ facts: KnownFacts, among members: NodeSet? = nil, isDue: Bool = true
  ) throws -> NodeGroups {
    var pass = try GroupPass(try facts.expression(text), facts, among: members)
    while pass.advance(over: facts, isDue: { isDue }) {}
    return pass.groups
  }

  @Test func `a group says how many, how visited, how good, how even, and which is best`() throws {
    let groups = try groups("action", facts())
    #expect(groups.nodeCount == 6)
    #expect(groups.groups.map(\.value) == [.text("left"), .text(""), .text("key"), .text("right")])
    let left = groups.groups[0]
    // Three nodes with 6, 0 and 2 visits; 8 of the 22 visits of all; .75 and .25 where there are any.
    #expect(left.count == 3 && left.visits == 8 && left.share == 8.0 / 22)
    #expect(left.valueCount == 2 && left.mean == 0.5 && left.deviation == 0.25)
    #expect(left.best == NodeID(1) && left.bestValue == 0.75)
    #expect(groups.groups[3].mean == 0 && groups.groups[3].deviation == 0)
  }

  @Test func `what is not known is a group of its own, at the end`() throws {
    let facts = facts()
    let values = try groups("Q", facts).groups
    #expect(values.map(\.count) == [1, 1, 1, 1, 1, 1])
    #expect(
      values.map(\.value) == [
        .number(0), .number(0.25), .number(0.5), .number(0.75), .number(1), .unknown,
      ])
    #expect(values[5].mean == nil && values[5].best == nil && values[5].visits == 0)
    let truths = try groups("Q < .5", facts).groups
    #expect(truths.map(\.value) == [.truth(true), .truth(false), .unknown])
    #expect(truths.map(\.count) == [2, 3, 1])
    facts.texts[.rationale] = [NodeID(2): "so"]
    let texts = try groups("rationale", facts).groups
    #expect(texts.map(\.value) == [.text("so"), .unknown] && texts.map(\.count) == [1, 5])
    facts.tree.nodes[2].flags.insert(.unknownVisits)
    let unknown = try groups("action = \"right\"", facts).groups
    #expect(unknown[0].visits == nil && unknown[0].share == nil)
  }

  @Test func `few numbers have a group each, many stand in bins with round bounds`() throws {
    let facts = KnownFacts()
    let nodes = facts.add((0..<1000).map { "a\($0)" })
    for (place, node) in nodes.enumerated() {
      facts.set(node, visits: 1, sum: Double(place) / 1000)
    }
    #expect(try groups("depth", facts).groups.map(\.value) == [.number(0), .number(1)])
    let bins = try groups("Q", facts).groups
    #expect(bins.count == 21 && bins.last?.value == .unknown)
    let bounds = bins.dropLast().map { group -> [Double] in
      guard case .numbers(let low, let high) = group.value else { return [] }
      return [low.value, high.value]
    }
    // Each bound is the number that is read where it is written.
    #expect(
      bounds.map(\.first) == [
        0, 0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5, 0.55, 0.6, 0.65, 0.7, 0.75, 0.8,
        0.85, 0.9, 0.95,
      ])
    #expect(zip(bounds, bounds.dropFirst()).allSatisfy { $0.last == $1.first })
    #expect(bins.dropLast().allSatisfy { $0.count == 50 })
  }

  @Test func `numbers of all sizes stand in bins between 1, 2 and 5 of each power of ten`() throws {
    let facts = KnownFacts()
    let nodes = facts.add((0..<2000).map { "a\($0)" })
    for (place, node) in nodes.enumerated() {
      facts.set(node, visits: UInt32(place < 1900 ? place % 60 : 1_000_000 - place), sum: 1)
    }
    let groups = try groups("N", facts).groups
    let conditions = try NodeGroupsConditions(of: "N", facts)
    #expect(
      conditions.texts.prefix(4) == [
        "N = 0", "N >= 1 and N < 2", "N >= 2 and N < 5", "N >= 5 and N < 10",
      ])
    #expect(groups.reduce(0) { $0 + $1.count } == facts.nodeCount)
  }

  @Test func `the groups of a filter are those of its nodes`() throws {
    let facts = facts()
    let members = try FoundNodes(
      TreeExpression(condition: "N > 1", facts.expressionNames), in: facts
    ).matches
    let groups = try groups("action", facts, among: members)
    #expect(groups.nodeCount == 5)
    #expect(groups.groups.first { $0.value == .text("left") }?.count == 2)
  }

  @Test func `they are put in order by what they hold, what is not known last`() throws {
    let facts = facts()
    let groups = try groups("action", facts).groups
    func names(_ order: GroupOrder, _ isReversed: Bool = false) -> [String] {
      order.sorted(groups, isReversed: isReversed).map { group in
        if case .text(let text) = group.value { text } else { "?" }
      }
    }
    #expect(names(.value) == ["", "key", "left", "right"])
    #expect(names(.value, true) == ["right", "left", "key", ""])
    #expect(names(.visits) == ["", "left", "key", "right"])
    #expect(names(.mean) == ["key", "", "left", "right"])
    #expect(names(.mean, true) == ["right", "", "left", "key"])
    #expect(names(.best) == ["key", "left", "", "right"])
    #expect(names(.deviation)[0] == "left")
  }

  @Test func `no more texts have a group each than there is room for`() throws {
    let facts = KnownFacts()
    facts.add((0..<GroupPass.mostTexts + 50).map { "a\($0)" })
    let groups = try groups("action", facts)
    // The root's empty action is one of them.
    #expect(groups.groups.count == GroupPass.mostTexts + 1)
    #expect(groups.groups.last?.value == .otherTexts && groups.groups.last?.count == 51)
    #expect(groups.groups.last.flatMap { groups.condition(of: $0) } == nil)
    #expect(groups.nodeCount == facts.nodeCount)
  }

  @Test(arguments: [
    ("root", "column 1: this is a node; groups go by"),
    ("Q(\"up\")", "column 3: the root has no action \"up\""),
  ])
  func `what no group can be made by is said`(text: String, words: String) throws {
    let facts = facts()
    do throws(ExpressionError) {
      _ = try GroupPass(try TreeExpression(text, facts.expressionNames), facts)
      Issue.record("\(text) makes groups")
    } catch {
      #expect(error.words.hasPrefix(words), "\(error.words)")
    }
  }

  @Test(arguments: [
    (RoundNumber(25, exponent: -2), ".25"), (RoundNumber(-5, exponent: -1), "-.5"),
    (RoundNumber(20, exponent: 2), "2000"), (RoundNumber(0, exponent: -3), "0"),
    (RoundNumber(7, exponent: -12), "7e-12"), (RoundNumber(3, exponent: 40), "3e40"),
    (RoundNumber(120, exponent: -1), "12"),
  ])
  func `a round number is read as what it says`(number: RoundNumber, text: String) throws {
    #expect(number.text == text)
    #expect(try KnownFacts().number(text) == number.value)
  }
}

/// The conditions of all groups of a tree, and how many nodes each finds.
struct NodeGroupsConditions {
  var texts: [String] = []
  var counts: [Int] = []
  var found: [Int] = []

  init(of text: String, _ facts: KnownFacts) throws {
    var pass = try GroupPass(try facts.expression(text), facts)
    while pass.advance(over: facts, isDue: { false }) {}
    let groups = pass.groups
    for group in groups.groups {
      let condition = try #require(groups.condition(of: group))
      texts.append(condition)
      counts.append(group.count)
      found.append(try facts.matches(condition).count)
    }
  }
}
