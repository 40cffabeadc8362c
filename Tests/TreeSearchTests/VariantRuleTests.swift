import Groundwork
import SearchTrees
import Testing

@testable import TreeSearch

/// Rules that compare values on a scale, with constants that grow and first plays, by hand.
@Suite struct VariantRuleTests {
  /// The children of a node: sum of values, visits, prior.
  private typealias Children = [(sum: Double, visits: UInt32, prior: Float)]

  /// What a rule says of the children of a node below the root, or of the root.
  private func explain(
    _ rule: some ScoringPolicy, _ children: Children, visits: UInt32, value: Float,
    bounds: (Double, Double)? = nil, level: Double? = nil, isRoot: Bool = false
  ) -> [CandidateTerms] {
    var rule = rule
    let layout = StatisticLayout(
      [ValueBounds.lowest, ValueBounds.highest] + (level == nil ? [] : [DiscountedBackup.level]))
    var tree = SearchTree(hasPriors: true, statistics: layout)
    rule.locate(in: layout)
    if let bounds {
      tree.statistics[layout.place(of: "lowest"), .root] = bounds.0
      tree.statistics[layout.place(of: "highest"), .root] = bounds.1
    }
    let node = isRoot ? NodeID.root : tree.appendChildren(of: .root, count: 1)
    tree.nodes[node.index].visits = visits
    if let level { tree.statistics[layout.place(of: "v"), node] = level }
    let first = tree.appendChildren(of: node, count: children.count)
    for (offset, child) in children.enumerated() {
      tree.nodes[first.index + offset].visits = child.visits
      tree.nodes[first.index + offset].valueSum = child.sum
      tree.priors[first.index + offset] = child.prior
    }
    let family = Family(node, of: tree, value: value, endsAreKnown: true)
    return rule.explain(family)
  }

  private func terms(_ candidate: CandidateTerms) -> [String: Double] {
    Dictionary(uniqueKeysWithValues: candidate.terms.map { ($0.name, $0.value) })
  }

  private func isClose(_ one: Double?, _ other: Double) -> Bool {
    one.map { abs($0 - other) < 1e-5 } ?? false
  }

  /// By hand.
  ///
  /// N = 33, base 19, init 1.25: c = ln(53/19) + 1.25 = 1.025853 + 1.25. P = .25, n = 3:
  /// U = 2.275853 * .25 * sqrt(33) / 4 = .817111.
  @Test func `the constant grows with the visits of the parent`() {
    let rule = MuZeroPUCT(.schedule(initial: 1.25, base: 19))
    let found = explain(rule, [(1.5, 3, 0.25)], visits: 33, value: 0.1)[0]
    #expect(isClose(terms(found)["Q"], 0.5) && isClose(terms(found)["U"], 0.817111))
    #expect(isClose(terms(found)["c(N)"], 2.275853))
    #expect(isClose(found.score.map { Double($0) }, 1.317111))
    #expect(found.working == ".500 + 2.276*.250*5.74/4")
    #expect(rule.parameters.map(\.name) == ["pb-c-init", "pb-c-base", "fpu"])
    // With a large base it is constant but for 1/base a visit.
    let usual = MuZeroPUCT(.schedule(initial: 1.25, base: 19_652))
    let c = terms(explain(usual, [(1.5, 3, 0.25)], visits: 33, value: 0.1)[0])["c(N)"]
    #expect(isClose(c, 1.25 + 34.0 / 19_652))
  }

  /// V = .2 and Q = .5 and -.1: the scale is -.1 to .5, V is .5 on it.
  @Test func `between siblings the scale is that of V and the visited children`() {
    let children: Children = [(1, 2, 0.5), (-0.1, 1, 0.25), (0, 0, 0.25)]
    let rule = MuZeroPUCT(.constant(0), scaling: .siblings)
    let found = explain(rule, children, visits: 4, value: 0.2).map { terms($0) }
    #expect(isClose(found[0]["Q'"], 1) && isClose(found[1]["Q'"], 0) && isClose(found[2]["Q'"], 0))
    #expect(found.allSatisfy { isClose($0["min"], -0.1) && isClose($0["max"], 0.5) })
    // Where V is kept it is taken from there: 1.1 makes the scale -.1 to 1.1.
    let kept = explain(rule, children, visits: 4, value: 0.2, level: 1.1).map { terms($0) }
    #expect(isClose(kept[0]["Q'"], 0.5) && isClose(kept[0]["max"], 1.1))
    // Where all are alike there is no scale: they are the least there is.
    let alike = explain(rule, [(0.2, 1, 1)], visits: 2, value: 0.2)[0]
    #expect(isClose(terms(alike)["Q'"], 0))
  }

  @Test func `over the tree the scale is that of the root's row, and none without two values`() {
    let rule = MuZeroPUCT(.constant(0), scaling: .tree)
    let children: Children = [(1, 2, 0.5), (0, 0, 0.5)]
    let scaled = explain(rule, children, visits: 3, value: 1, bounds: (-1, 3)).map { terms($0) }
    #expect(isClose(scaled[0]["Q'"], 0.375) && isClose(scaled[1]["Q'"], 0))
    let single = explain(rule, children, visits: 3, value: 1, bounds: (1, 1)).map { terms($0) }
    #expect(isClose(single[0]["Q'"], 0.5))
    let none = explain(rule, children, visits: 3, value: 1).map { terms($0) }
    #expect(isClose(none[0]["Q'"], 0.5) && none[0]["min"]?.isNaN == true)
  }

  /// V = .2, on the scale of siblings .5.
  @Test(arguments: [
    (ValueScaling.none, FirstPlay?.none, false, 0.2),
    (.none, FirstPlay(.reduction, 0.5), false, -0.3),
    (.none, FirstPlay(.absolute, -1), false, -1),
    (.none, FirstPlay(.absolute, -1), true, 7),
    (.siblings, nil, false, 0),
    (.siblings, FirstPlay(.reduction, 0.1), false, 0.4),
    (.siblings, FirstPlay(.absolute, 1), false, 1),
    (.siblings, FirstPlay(.absolute, 1), true, 7),
  ])
  func `a first play is a reduction or a value, at the root another one`(
    scaling: ValueScaling, play: FirstPlay?, isRoot: Bool, value: Double
  ) {
    let children: Children = [(1, 2, 0.5), (-0.1, 1, 0.25), (0, 0, 0.25)]
    let root = FirstPlay(.absolute, 7)
    let puct = MuZeroPUCT(
      .constant(0), scaling: scaling, firstPlay: play, rootFirstPlay: root)
    let found = explain(puct, children, visits: 4, value: 0.2, isRoot: isRoot)[2]
    #expect(isClose(found.score.map { Double($0) }, value))
    guard play != nil else { return }
    let uct = NormalizedUCT(c: 1, scaling: scaling, firstPlay: play, rootFirstPlay: root)
    let other = explain(uct, children, visits: 4, value: 0.2, isRoot: isRoot)[2]
    #expect(isClose(other.score.map { Double($0) }, value))
    #expect(other.working.hasSuffix("(first play)"))
  }

  @Test func `without a first play UCT takes an unvisited child first, on any scale`() {
    let children: Children = [(1, 2, 0.5), (-0.1, 1, 0.25), (0, 0, 0.25)]
    for scaling in ValueScaling.allCases {
      let found = explain(NormalizedUCT(c: 1, scaling: scaling), children, visits: 4, value: 0.2)
      #expect(found[2].score == .infinity && found[2].working == "unvisited: taken first")
    }
  }

  /// Q = .5 is 1 on the scale; U = 2 * sqrt(ln 4 / 2) = 1.665109.
  @Test func `UCT adds its bonus to the value on the scale`() {
    let children: Children = [(1, 2, 0.5), (-0.1, 1, 0.25)]
    let found = explain(
      NormalizedUCT(c: 2, scaling: .siblings), children, visits: 4, value: 0.2)[0]
    #expect(isClose(found.score.map { Double($0) }, 2.665109) && isClose(found.slope, 0.832555))
    #expect(found.working == "(.500 - -.100)/(.500 - -.100) + 2*sqrt(1.39/2)")
  }

  @Test func `as they were published the variants are PUCT and UCT to the bit`() {
    var numbers = RandomSource(seed: 4)
    for _ in 0..<200 {
      let children: Children = (0..<5).map { _ in
        let visits = numbers.below(4)
        return (visits == 0 ? 0 : numbers.normal(), visits, Float(numbers.unit()))
      }
      let value = Float(numbers.normal())
      let puct = explain(PUCT(c: 1.5, reduction: 0.25), children, visits: 9, value: value)
      let same = explain(
        MuZeroPUCT(.constant(1.5), firstPlay: FirstPlay(.reduction, 0.25)), children, visits: 9,
        value: value)
      for (one, other) in zip(puct, same) {
        #expect(abs((one.score ?? 0) - (other.score ?? 1)) < 1e-6)
      }
      let uct = explain(UCT(c: 1.5), children, visits: 9, value: value)
      let plain = explain(NormalizedUCT(c: 1.5), children, visits: 9, value: value)
      for (one, other) in zip(uct, plain) {
        #expect(one.score == other.score || abs((one.score ?? 0) - (other.score ?? 1)) < 1e-6)
      }
    }
  }

  @Test func `what is proven scores its value on the scale of the others`() {
    var tree = SearchTree(hasPriors: true)
    let first = tree.appendChildren(of: .root, count: 2)
    for index in 0..<3 { tree.nodes[index].visits = 2 }
    (tree.nodes[1].valueSum, tree.nodes[2].valueSum) = (2, -2)
    tree.nodes[first.index].flags.insert(.proven)
    tree.setExactValue(1, of: first)
    let family = Family(.root, of: tree, value: 0, endsAreKnown: true)
    let found = MuZeroPUCT(.constant(3), scaling: .siblings).explain(family)
    #expect(found[0].score == 1 && terms(found[0])["U"] == 0 && terms(found[0])["min"] == -1)
    let usual = PUCT().explain(family)
    #expect(usual[0].score == 1 && usual[0].terms.map(\.value) == [1, 0])
  }

  @Test func `constants are set by their names within their ranges`() {
    var rule = MuZeroPUCT(
      .schedule(initial: 1, base: 10), firstPlay: FirstPlay(.absolute, 0),
      rootFirstPlay: FirstPlay(.absolute, 1))
    let isSet = [
      rule.set("pb-c-init", to: 2), rule.set("pb-c-base", to: 20), rule.set("fpu", to: -1),
      rule.set("fpu-root", to: 3), rule.set("c", to: 1), rule.set("pb-c-base", to: 0),
      rule.set("fpu", to: 11),
    ]
    #expect(isSet == [true, true, true, true, false, false, false])
    #expect(rule.parameters.map(\.value) == [2, 20, -1, 3])
    var constant = MuZeroPUCT(.constant(1))
    let isConstant = [constant.set("c", to: 2), constant.set("pb-c-init", to: 2)]
    #expect(isConstant == [true, false] && constant.exploration == .constant(2))
    var uct = NormalizedUCT(c: 1, firstPlay: FirstPlay(.absolute, 0))
    let isUCT = [uct.set("c", to: 2), uct.set("fpu", to: 1), uct.set("fpu-root", to: 1)]
    #expect(isUCT == [true, true, false] && uct.parameters.map(\.value) == [2, 1])
  }
}
