import Groundwork
import SearchTrees
import Testing

/// What recorded decisions and trees say against themselves, and what must not be taken for that.
@Suite struct DecisionChecksTests {
  private typealias Candidate = SelectionTable.Candidate

  /// Returns what is found in one decision: terms by name, score, visits and mean of each candidate.
  private static func findings(
    _ candidates: [(terms: [(String, Double)], score: Double, visits: Int, mean: Double?)],
    chosen: Int? = nil, probability: Double? = nil, flags: NodeFlags = []
  ) -> [CheckRule] {
    var table = SelectionTable(
      node: .root, rule: "", formula: "", parentVisits: 10,
      exploration: NamedNumber("", .nan),
      candidates: candidates.enumerated().map { index, candidate in
        Candidate(
          node: NodeID(index + 1), visits: Double(candidate.visits), value: candidate.mean,
          probability: probability, terms: candidate.terms.map { NamedNumber($0.0, $0.1) },
          score: candidate.score,
          flags: index == 0 ? flags : [])
      })
    table.winner = chosen
    var checks = DecisionChecks()
    checks.look(at: table, event: 4) { "\($0)" }
    return checks.findings().map(\.rule)
  }

  @Test func `terms that add up to the score are no finding, rounded or not`() {
    let third = 1.0 / 3
    #expect(Self.findings([([("Q", 0.1), ("U", 0.3)], 0.4, 0, nil)]) == [])
    #expect(Self.findings([([("a", third), ("b", third)], 2 * third, 0, nil)]) == [])
    // Written with two decimals: .333 + .333 = .667.
    #expect(Self.findings([([("a", 0.33), ("b", 0.33)], 0.67, 0, nil)]) == [])
    #expect(Self.findings([([("a", Double(Float(0.1))), ("b", 1e6)], 1_000_000.1, 0, nil)]) == [])
    #expect(Self.findings([([], 3, 0, nil)]) == [])
    // Columns that are shown and not added stand behind those that are.
    #expect(Self.findings([([("Q", 0.1), ("U", 0.3), ("P", 0.7)], 0.4, 0, nil)]) == [])
    #expect(Self.findings([([("Q", 0.1)], .nan, 0, nil)]) == [])
    #expect(Self.findings([([("Q", .infinity)], 1, 0, nil)]) == [])
  }

  @Test func `terms that do not add up to the score are a finding`() {
    #expect(Self.findings([([("Q", 0.1), ("U", 0.3)], 0.9, 0, nil)]) == [.termsNotScore])
    #expect(Self.findings([([("Q", 0.1), ("U", 0.3)], 0.1, 0, nil)]) == [.termsNotScore])
    #expect(Self.findings([([("Q", 0.5), ("U", 0.3)], 0.9, 0, nil)]) == [.termsNotScore])
    #expect(Self.findings([([("Q", 0.123), ("U", 0.3)], 0.473, 0, nil)]) == [.termsNotScore])
  }

  @Test func `a pick of the highest score is no finding, and none that was drawn or barred`() {
    let low = (terms: [(String, Double)](), score: 0.3, visits: 0, mean: Double?.none)
    let high = (terms: [(String, Double)](), score: 0.4, visits: 0, mean: Double?.none)
    let unknown = (terms: [(String, Double)](), score: Double.nan, visits: 0, mean: Double?.none)
    #expect(Self.findings([low, high], chosen: 0) == [.pickNotHighest])
    #expect(Self.findings([low, high], chosen: 1) == [])
    #expect(Self.findings([high, high], chosen: 1) == [])
    #expect(Self.findings([low, high], chosen: nil) == [])
    #expect(Self.findings([low, high], chosen: 0, probability: 0.5) == [])
    #expect(Self.findings([high, low], chosen: 1, flags: .banned) == [])
    #expect(Self.findings([unknown, low], chosen: 0) == [])
    #expect(Self.findings([unknown, low], chosen: 1) == [])
  }

  @Test func `a term Q that is the mean, its opposite or on another scale is no finding`() {
    func decision(_ terms: [Double], _ means: [Double?], visits: Int = 5) -> [CheckRule] {
      Self.findings(zip(terms, means).map { ([("Q", $0)], $0, visits, $1) })
    }
    #expect(decision([0.2, -0.4], [0.2, -0.4]) == [])
    #expect(decision([-0.2, 0.4], [0.2, -0.4]) == [])
    #expect(decision([0, 0.5, 1], [-1, 0, 1]) == [])
    #expect(decision([0.67], [2.0 / 3]) == [])
    #expect(decision([7, 8], [nil, nil]) == [])
    #expect(decision([7, 8], [0.1, 0.2], visits: 0) == [])
    #expect(decision([0.9, 0.1], [0.5, 0.1]) == [.termNotMean])
    // The mean divided by the visits again, which puts all on one scale where visits are equal.
    #expect(decision([0.18, 0.1, 0.06], [0.9, 0.5, 0.3]) == [.dividedAgain])
  }

  @Test func `the division that is done twice is named, with the score that the mean would give`() {
    var table = SelectionTable(
      node: .root, rule: "uct", formula: "", parentVisits: 202,
      exploration: NamedNumber("c", 1.414),
      candidates: [
        Candidate(
          node: NodeID(1), visits: 103, value: 0.9,
          terms: [NamedNumber("Q", 0.9 / 103), NamedNumber("U", 0.321)], score: 0.9 / 103 + 0.321),
        Candidate(
          node: NodeID(2), visits: 99, value: 0.1,
          terms: [NamedNumber("Q", 0.1 / 99), NamedNumber("U", 0.327)], score: 0.1 / 99 + 0.327),
      ])
    table.winner = 0
    var checks = DecisionChecks()
    checks.look(at: table, event: 4) { $0 == NodeID(1) ? "arm a" : "arm b" }
    let finding = checks.findings().first
    #expect(finding?.rule == .dividedAgain && finding?.count == 2 && finding?.checked == 2)
    #expect(
      finding?.example
        == "event 4, arm a: Q .00874, the mean of its 103 visits is .900, which is that mean "
        + "divided by its visits; with the mean its score is 1.221")
  }

  @Test func `what came later is not told at an earlier event`() {
    var checks = DecisionChecks()
    for event in 1...3 {
      let candidates = [0.3, 0.4].enumerated().map { index, score in
        Candidate(
          node: NodeID(index + 1), visits: 0, value: nil, terms: [], score: score)
      }
      var table = SelectionTable(
        node: .root, rule: "", formula: "", parentVisits: 0,
        exploration: NamedNumber("", .nan), candidates: candidates)
      table.winner = event == 1 ? 1 : 0
      checks.look(at: table, event: event) { "\($0)" }
    }
    #expect(checks.findings(upTo: 1) == [])
    #expect(checks.findings(upTo: 2).map(\.count) == [1])
    #expect(checks.findings(upTo: 2).map(\.checked) == [2])
    #expect(checks.findings().map(\.count) == [2])
  }

  @Test func `of a million decisions a few thousand are looked at, the first ones all`() {
    var checks = DecisionChecks()
    let looked = (1...1_000_000).filter { _ in checks.next() }
    #expect(Array(looked.prefix(256)) == Array(1...256))
    #expect((1_000...3_000).contains(looked.count))
    #expect((looked.last ?? 0) > 990_000)
  }

  // MARK: - Trees

  /// Returns a tree of a root with children, with visits and values.
  private static func tree(
    root: (Int, Double), children: [(Int, Double)], flags: NodeFlags = []
  ) -> SearchTree {
    var tree = SearchTree(hasPriors: false)
    let first = tree.appendChildren(of: .root, count: children.count)
    for (index, numbers) in ([root] + children).enumerated() {
      let node = index == 0 ? NodeID.root : NodeID(first.index + index - 1)
      tree.nodes[node.index].visits = UInt32(numbers.0)
      tree.nodes[node.index].valueSum = numbers.1 * Double(numbers.0)
      if index == 1 { tree.nodes[node.index].flags.formUnion(flags) }
    }
    return tree
  }

  private static func kinds(
    _ tree: borrowing SearchTree, _ range: ClosedRange<Double>?
  ) -> [CheckRule] {
    var scan = TreeScan(SearchDeclarations(range: range))
    while scan.advance(over: tree, limit: 1) {}
    return scan.findings(in: tree) { "\($0)" }.map(\.rule)
  }

  @Test func `a value outside of its range is a finding, at the bound and unknown it is none`() {
    let tree = Self.tree(root: (10, 0.5), children: [(6, 1.37), (3, 1), (0, 0)])
    #expect(Self.kinds(tree, 0...1) == [.valueOutsideRange])
    #expect(Self.kinds(tree, -2...2) == [])
    #expect(Self.kinds(tree, nil) == [])
    #expect(Self.kinds(tree, -.infinity...1) == [.valueOutsideRange])
    let third = Self.tree(root: (3, 1.0 / 3 + 1e-9), children: [(1, 0)])
    #expect(Self.kinds(third, 0...(1.0 / 3)) == [])
    let never = Self.tree(root: (4, 0.5), children: [(0, 7), (4, 0.5)])
    #expect(Self.kinds(never, 0...1) == [])
  }

  @Test func `children that have more visits than their parent are a finding`() {
    #expect(
      Self.kinds(Self.tree(root: (4, 0), children: [(2, 0), (2, 0), (2, 0)]), nil)
        == [.childVisitsAboveParent])
    #expect(Self.kinds(Self.tree(root: (6, 0), children: [(3, 0), (3, 0)]), nil) == [])
    #expect(Self.kinds(Self.tree(root: (7, 0), children: [(3, 0), (3, 0)]), nil) == [])
    // A root that was never told its visits has none that contradict.
    #expect(Self.kinds(Self.tree(root: (0, 0), children: [(3, 0), (3, 0)]), nil) == [])
  }

  @Test func `a finding says how often, out of how many, and the numbers of the first`() {
    let tree = Self.tree(root: (2, 3), children: [(2, -3), (2, 0)])
    var scan = TreeScan(SearchDeclarations(range: -1...1))
    while scan.advance(over: tree) {}
    let findings = scan.findings(in: tree) { $0 == NodeID(1) ? "left" : "right" }
    #expect(findings.map(\.count) == [2, 1] && findings.map(\.checked) == [3, 1])
    #expect(
      findings.map(\.words) == [
        "values outside of the declared range (2 of 3 values): the root has 3.000, declared are "
          + "-1 to 1. Usually: another range is meant, or sums were written as means.",
        "children with more visits than their parent (1 of 1 parents): the root has 2 visits, its "
          + "children have 4. Usually: one child was counted as every child, or a node is reached in "
          + "two ways.",
      ])
  }
}
