import Groundwork
import Testing

@testable import SearchTrees

/// Two trees, aligned by the actions that lead to their nodes.
@Suite struct ComparisonTests {
  /// A tree of actions with visits and sums, written down.
  private struct Written {
    let facts = KnownFacts()
    var summary = SearchSummary()
    private var nodes: [String: NodeID] = ["": .root]

    init(visits: UInt32, sum: Double) { facts.set(.root, visits: visits, sum: sum) }

    /// Adds children below a path, each with visits and a sum.
    mutating func add(_ children: [(String, UInt32, Double)], below path: String = "") {
      let made = facts.add(children.map(\.0), below: nodes[path] ?? .root)
      for (node, child) in zip(made, children) {
        facts.set(node, visits: child.1, sum: child.2)
        nodes[path.isEmpty ? child.0 : path + "/" + child.0] = node
      }
    }

    subscript(path: String) -> NodeID { nodes[path] ?? .none }

    /// The line of most visits is the answer.
    func snapshot(node: String = "", moment: Int = 0) -> TreeSnapshot {
      let line = facts.tree.principalVariation()
      facts.searchFacts.bestLine = line
      var summary = summary
      summary.answer = SearchAnswer(
        rule: "most visits", path: [], nodes: line, value: nil, state: "", isTerminal: false)
      let subject = SnapshotPass.Subject("written", moment: moment, node: self[node])
      return TreeSnapshot(subject, summary, of: facts)
    }
  }

  private func first() -> Written {
    var tree = Written(visits: 100, sum: 20)
    tree.add([("left", 60, 30), ("right", 40, -10)])
    tree.add([("up", 35, 20), ("down", 25, 10)], below: "left")
    return tree
  }

  @Test func `a tree is equal to itself, whatever the order of siblings and the names`() throws {
    var other = Written(visits: 100, sum: 20)
    other.add([("right", 40, -10), ("left", 60, 30)])
    other.add([("down", 25, 10), ("up", 35, 20)], below: "left")
    other.summary.seconds = 5
    other.summary.log = [LogLine(.event, "said")]
    let comparison = try TreeComparison.of(first().snapshot(), other.snapshot())
    #expect(comparison.isEqual && comparison.isSameAnswer && comparison.decision == nil)
    #expect(comparison.counts == .init(equal: 5, different: 0, onlyA: 0, onlyB: 0))
    #expect(comparison.divergence == 0)
    #expect(comparison.sentence.hasPrefix("A and B are equal"))
  }

  @Test func `each number that differs is a difference, to the last bit`() throws {
    func differences(_ change: (Written) -> Void) throws -> [TreeComparison.Difference] {
      let other = first()
      change(other)
      let comparison = try TreeComparison.of(first().snapshot(), other.snapshot())
      #expect(!comparison.isEqual)
      return comparison.pairs.filter(\.isDifferent).map { $0.difference.subtracting(.below) }
    }
    #expect(
      try differences { $0.facts.set($0["left/up"], visits: 36, sum: 20) }
        == [[.visits, .value]])
    #expect(try differences { $0.facts.set($0["left/up"], visits: 35, sum: 20.nextUp) } == [.value])
    #expect(try differences { $0.facts.tree.priors[$0["right"].index] = 0.25 } == [.prior])
    #expect(
      try differences { $0.facts.tree.nodes[$0["right"].index].flags.insert(.banned) } == [.flags])
    #expect(
      try differences { $0.facts.tree.nodes[$0["right"].index].flags.insert(.unknownVisits) }
        == [[.visits, .value]])
  }

  @Test func `how a tree is stored is no difference`() throws {
    let other = first()
    other.facts.tree.nodes[0].flags.insert(.complete)
    #expect(try TreeComparison.of(first().snapshot(), other.snapshot()).isEqual)
  }

  @Test func `values within a distance count as equal, visits never do`() throws {
    let near = first()
    near.facts.set(near["left/up"], visits: 35, sum: 20.35)
    let (a, b) = (first().snapshot(), near.snapshot())
    #expect(try !TreeComparison.of(a, b).isEqual)
    #expect(try !TreeComparison.of(a, b, within: 0.009).isEqual)
    let within = try TreeComparison.of(a, b, within: 0.0101)
    #expect(within.isEqual && within.sentence.contains("values within 0.0101"))
    let other = first()
    other.facts.set(other["left/up"], visits: 34, sum: 20)
    #expect(try !TreeComparison.of(a, other.snapshot(), within: 5).isEqual)
  }

  @Test func `what only one tree has is a gap, with all below it`() throws {
    var other = Written(visits: 100, sum: 20)
    other.add([("left", 60, 30), ("up", 3, 1)])
    other.add([("a", 2, 1), ("b", 1, 1)], below: "up")
    let comparison = try TreeComparison.of(first().snapshot(), other.snapshot())
    #expect(comparison.counts == .init(equal: 2, different: 0, onlyA: 3, onlyB: 3))
    let paths = comparison.pairs.indices.filter {
      comparison.pairs[$0].difference.contains(.onlyB)
    }.map { comparison.path(to: $0) }
    #expect(paths == [["up"], ["up", "a"], ["up", "b"]])
    #expect(comparison.pairs[0].difference == .below)
    let gap = try #require(comparison.pairs.firstIndex { $0.difference == .onlyA })
    #expect(comparison.visits(of: gap).a == 40 && comparison.visits(of: gap).b == nil)
  }

  @Test func `equal labels among siblings are aligned in their order`() throws {
    var (a, b) = (Written(visits: 9, sum: 0), Written(visits: 9, sum: 0))
    a.add([("x", 1, 0), ("y", 2, 0), ("x", 3, 0)])
    b.add([("x", 1, 0), ("x", 3, 0), ("x", 4, 0), ("y", 2, 0)])
    let comparison = try TreeComparison.of(a.snapshot(), b.snapshot())
    #expect(comparison.counts == .init(equal: 4, different: 0, onlyA: 0, onlyB: 1))
    let gap = try #require(comparison.pairs.firstIndex { $0.difference == .onlyB })
    #expect(comparison.visits(of: gap).b == 4)
    // Wide families go another way, to the same end.
    let many = (0..<40).map { ("m\($0 / 2)", UInt32($0), 0.0) }
    var (c, d) = (Written(visits: 9, sum: 0), Written(visits: 9, sum: 0))
    c.add(many)
    d.add(many.filter { $0.1 != 7 }.reversed())
    let wide = try TreeComparison.of(c.snapshot(), d.snapshot())
    // Of two with one label the order counts, and there it is turned round: 19 pairs differ twice.
    #expect(wide.counts.onlyA == 1 && wide.counts.onlyB == 0)
    #expect(wide.counts.different + wide.counts.equal == 40)
  }

  // MARK: - The decision

  @Test func `the first decision that differs is where the answers part`() throws {
    var other = Written(visits: 100, sum: 20)
    other.add([("left", 70, 30), ("right", 30, -10)])
    other.add([("up", 20, 2), ("down", 50, 25)], below: "left")
    let comparison = try TreeComparison.of(first().snapshot(), other.snapshot())
    let decision = try #require(comparison.decision)
    #expect(decision.step == 2 && decision.isOnAnswer)
    #expect(comparison.path(to: decision.pair) == ["left"])
    #expect(comparison.label(of: decision.choiceA) == "up")
    #expect(comparison.label(of: decision.choiceB) == "down")
    #expect(!comparison.isSameAnswer)
    // Q of up: 20/35 = .571 and 2/20 = .1; of down 10/25 = .4 and 25/50 = .5.
    #expect(
      comparison.sentence
        == "The first decision that differs is step 2, after left: A takes up (35 of 60 visits, "
        + "Q .571), B takes down (50 of 70 visits, Q .500); Q of up less that of down is +.171 in A, "
        + "-.400 in B.")
    let rows = comparison.candidates(of: decision.pair)
    #expect(rows.map { comparison.label(of: $0.pair) } == ["down", "up"])
    #expect(rows.map { $0.a?.visits } == [25, 35] && rows.map { $0.b?.visits } == [50, 20])
  }

  /// What made the answer another one at the root, where only one thing differs.
  private func cause(
    _ change: (inout Written, inout Written) -> Void
  ) throws -> String {
    var (a, b) = (Written(visits: 10, sum: 0), Written(visits: 10, sum: 0))
    a.add([("x", 6, 3), ("y", 4, 1)])
    b.add([("x", 4, 2), ("y", 6, 2)])
    change(&a, &b)
    let comparison = try TreeComparison.of(a.snapshot(), b.snapshot())
    return comparison.cause(of: try #require(comparison.decision))
  }

  @Test func `what made a decision differ is named, the deepest reason first`() throws {
    #expect(
      try cause { _, _ in } == "the visits of x less those of y are +2 in A, -2 in B")
    #expect(
      try cause { $1.facts.set($1["y"], visits: 6, sum: 5) }
        == "Q of x less that of y is +.250 in A, -.333 in B")
    #expect(
      try cause {
        $0.facts.tree.priors[$0["x"].index] = 0.75
        $1.facts.set($1["y"], visits: 6, sum: 5)
      } == "the prior of x less that of y is +.750 in A, .000 in B")
    #expect(
      try cause {
        $0.summary.parameters = [NamedNumber("c", 2)]
        $1.summary.parameters = [NamedNumber("c", 0.5)]
      } == "c is 2 in A, 0.5 in B")
    #expect(
      try cause { $1.facts.tree.nodes[$1["x"].index].flags.insert(.banned) }
        == "the flags of x are none in A, banned in B")
    #expect(
      try cause { _, b in
        b = Written(visits: 10, sum: 0)
        b.add([("y", 6, 2)])
      } == "B does not have x")
  }

  @Test func `where the answers agree the first choice off them is told, and that it is off them`()
    throws
  {
    var (a, b) = (first(), first())
    a.add([("u", 30, 1), ("v", 10, 1)], below: "right")
    b.add([("u", 10, 1), ("v", 30, 1)], below: "right")
    let comparison = try TreeComparison.of(a.snapshot(), b.snapshot())
    let decision = try #require(comparison.decision)
    #expect(!decision.isOnAnswer && comparison.isSameAnswer)
    #expect(comparison.sentence.contains("step 2, after right, off the answers: A takes u"))
  }

  @Test func `without a decision the first difference is told`() throws {
    let other = first()
    other.facts.set(other["right"], visits: 41, sum: -10)
    let comparison = try TreeComparison.of(first().snapshot(), other.snapshot())
    #expect(
      comparison.sentence
        == "No decision differs; the first difference is N of right: 40 in A, 41 in B.")
  }

  // MARK: - What can be compared

  @Test func `trees without a common action are not compared`() throws {
    var other = Written(visits: 1, sum: 0)
    other.add([("elsewhere", 1, 0)])
    #expect(throws: ComparisonPass.Refusal.self) {
      try TreeComparison.of(first().snapshot(), other.snapshot())
    }
    let root = Written(visits: 0, sum: 0)
    #expect(try TreeComparison.of(first().snapshot(), root.snapshot()).counts.onlyA == 4)
  }

  @Test func `two nodes of one moment are compared with what is below them`() throws {
    var tree = first()
    tree.add([("up", 30, 1)], below: "right")
    let comparison = try TreeComparison.of(
      tree.snapshot(node: "left", moment: 7), tree.snapshot(node: "right", moment: 7))
    #expect(comparison.counts == .init(equal: 0, different: 2, onlyA: 1, onlyB: 0))
    let moments = try TreeComparison.of(
      tree.snapshot(node: "left", moment: 7), tree.snapshot(node: "right", moment: 8))
    #expect(moments.isEqual)
  }

  @Test func `the divergence of visits is that of Jensen and Shannon, in bits`() throws {
    func divergence(_ first: [UInt32], _ second: [UInt32]) throws -> Double? {
      func tree(_ visits: [UInt32]) -> TreeSnapshot {
        var tree = Written(visits: 1, sum: 0)
        tree.add(visits.enumerated().map { ("\($0)", $1, 0) })
        return tree.snapshot()
      }
      return try TreeComparison.of(tree(first), tree(second)).divergence
    }
    #expect(try divergence([1, 3], [10, 30]) == 0)
    #expect(abs(try #require(try divergence([1, 0], [0, 1])) - 1) < 1e-12)
    // H(1/2) - (H(1/4) + H(3/4)) / 2 with H(1/4) = 0.8112781244591328.
    let known = try #require(try divergence([1, 3], [3, 1]))
    #expect(abs(known - (1 - 0.8112781244591328)) < 1e-12)
    #expect(try divergence([0, 0], [3, 1]) == nil)
  }
}
