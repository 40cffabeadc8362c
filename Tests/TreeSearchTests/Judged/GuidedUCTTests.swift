import Glibc
import Groundwork
import SearchTrees
import Testing

@testable import RewardModels
@testable import TreeSearch

/// The rule of RAP and SC-MCTS*, against numbers worked by hand.
struct GuidedUCTTests {
  private func isClose(_ left: Float, _ right: Double) -> Bool { abs(Double(left) - right) < 2e-6 }

  /// Scores a child in a tree whose values have a spread of 0.5; its parent is worth 0.25, its visited
  /// sibling 0.75 less than it was estimated to be.
  private func scored(
    _ rule: GuidedUCT, _ sum: Double, _ visits: UInt32, _ estimate: Float, of parentVisits: UInt32
  ) -> Scored {
    var spread = SearchTree(hasPriors: false)
    _ = spread.appendChildren(of: .root, count: 2)
    for node in 1...2 {
      spread.nodes[node].visits = 1
      spread.nodes[node].valueSum = Double(node)
    }
    var rule = rule
    rule.recompute(from: spread)
    return Scored(
      rule, valueSum: sum, visits: visits, prior: estimate, parentVisits: parentVisits, value: 0.25,
      surplus: visits == 0 ? -0.75 : nil)
  }

  /// ln 10 = 2.302585; / 4 = .575646; its root .758713.
  @Test func `a visited child scores its mean and what there is to explore`() {
    for unvisited in UnvisitedRule.allCases {
      let plain = GuidedUCT(c: 2, isScaled: false, unvisited: unvisited)
      #expect(isClose(scored(plain, 3, 4, 9, of: 10).score, 0.75 + 2 * 0.758713))
      let scaled = GuidedUCT(c: 2, isScaled: true, unvisited: unvisited)
      #expect(isClose(scored(scaled, 3, 4, 9, of: 10).score, 0.75 + 2 * 0.5 * 0.758713))
    }
  }

  /// ln 10 = 2.302585; / max(1, 0); its root 1.517427.
  @Test func `an unvisited child counts as its rule says`() {
    func score(_ unvisited: UnvisitedRule, isScaled: Bool = false) -> Float {
      let rule = GuidedUCT(c: 2, isScaled: isScaled, unvisited: unvisited)
      return scored(rule, 0, 0, 1.5, of: 10).score
    }
    #expect(isClose(score(.estimate), 1.5 + 2 * 1.517427))
    #expect(isClose(score(.parent), 0.25 + 2 * 1.517427))
    #expect(isClose(score(.siblings), 1.5 - 0.75 + 2 * 1.517427))
    #expect(score(.infinity) == .infinity)
    #expect(isClose(score(.estimate, isScaled: true), 1.5 + 1.517427))
    #expect(isClose(score(.parent, isScaled: true), 0.25 + 1.517427))
    #expect(isClose(score(.siblings, isScaled: true), 0.75 + 1.517427))
    #expect(score(.infinity, isScaled: true) == .infinity)
  }

  @Test func `with a parent visited never or once nothing is explored`() {
    for visits in [0, 1] as [UInt32] {
      let rule = GuidedUCT(c: 50, isScaled: false, unvisited: .estimate)
      #expect(scored(rule, 0, 0, -1.5, of: visits).score == -1.5)
      #expect(scored(rule, 0.5, 1, 0, of: visits).score == 0.5)
    }
  }

  @Test func `terms add up to the score to the last bit`() {
    var random = RandomSource(seed: 3)
    for _ in 0..<2000 {
      let rule = GuidedUCT(
        c: Double(random.below(1000)) / 7, isScaled: random.below(2) == 0,
        unvisited: UnvisitedRule.allCases[Int(random.below(4))])
      let visits = random.below(4) == 0 ? 0 : random.below(200)
      let sum = visits == 0 ? 0 : random.normal() * Double(visits)
      let scored = scored(rule, sum, visits, Float(random.normal()), of: random.below(1000))
      #expect(scored.explained.score == scored.score)
      #expect(!scored.working.isEmpty)
      guard scored.score.isFinite else { continue }
      #expect(scored.terms.map { Float($0) }.reduce(0, +) == scored.score)
    }
  }

  @Test func `the slope is what one more c adds`() {
    let rule = GuidedUCT(c: 2, isScaled: true, unvisited: .estimate)
    let more = GuidedUCT(c: 3, isScaled: true, unvisited: .estimate)
    let less = scored(rule, 3, 4, 9, of: 10)
    #expect(isClose(scored(more, 3, 4, 9, of: 10).score - less.score, less.slope))
  }

  @Test func `only what the rule uses is worked out`() {
    func rule(_ isScaled: Bool, _ unvisited: UnvisitedRule) -> GuidedUCT {
      GuidedUCT(c: 1, isScaled: isScaled, unvisited: unvisited)
    }
    #expect(rule(true, .estimate).followsBackups && !rule(false, .estimate).followsBackups)
    var set = rule(true, .parent)
    let isSet = [set.set("c", to: 7), set.set("c", to: -1), set.set("d", to: 1)]
    #expect(isSet == [true, false, false])
    #expect(set.c == 7)
  }

  // MARK: - The spread of values

  private func tree(_ random: inout RandomSource, _ count: Int, scale: Double) -> SearchTree {
    var tree = SearchTree(hasPriors: false)
    _ = tree.appendChildren(of: .root, count: count)
    tree.nodes[0].visits = 7
    tree.nodes[0].valueSum = 1e6
    for node in 1...count where random.below(4) > 0 {
      tree.nodes[node].visits = 1 + random.below(9)
      tree.nodes[node].valueSum = (random.normal() + 3) * scale * Double(tree.nodes[node].visits)
    }
    return tree
  }

  @Test(arguments: [1e-3, 1, 650, 1e5])
  func `the spread is the deviation that two passes give`(scale: Double) {
    var random = RandomSource(seed: 9)
    for _ in 0..<20 {
      let tree = tree(&random, 200, scale: scale)
      var values: [Double] = []
      for index in 1..<tree.count where tree.nodes[index].visits > 0 {
        values.append(tree.nodes[index].mean)
      }
      let mean = values.reduce(0, +) / Double(values.count)
      let squares = values.map { ($0 - mean) * ($0 - mean) }
      let expected = (squares.reduce(0, +) / Double(values.count)).squareRoot()
      let spread = Double(ValueSpread(of: tree).deviation)
      #expect(abs(spread - expected) < 1e-4 * expected)
    }
  }

  @Test func `fewer than two values have no spread, nor have equal ones`() {
    var tree = SearchTree(hasPriors: false)
    #expect(ValueSpread(of: tree).deviation == 0)
    _ = tree.appendChildren(of: .root, count: 4)
    #expect(ValueSpread(of: tree).deviation == 0)
    tree.nodes[1].visits = 3
    tree.nodes[1].valueSum = 0.3
    #expect(ValueSpread(of: tree).deviation == 0)
    tree.nodes[2].visits = 30
    tree.nodes[2].valueSum = 3
    #expect(ValueSpread(of: tree).deviation == 0)
    tree.nodes[2].valueSum = 9
    #expect(isClose(ValueSpread(of: tree).deviation, 0.1))
  }

  @Test func `what is counted and no longer counted leaves no trace`() {
    var random = RandomSource(seed: 2)
    let tree = tree(&random, 100, scale: 10)
    var spread = ValueSpread(of: tree)
    let before = spread
    for node in 1...50 { spread.change(by: -1, tree.nodes[node]) }
    #expect(spread != before)
    for node in (1...50).reversed() { spread.change(by: 1, tree.nodes[node]) }
    #expect(spread == before)
  }

  @Test func `values beyond measure count as the largest, however many there are`() {
    var tree = SearchTree(hasPriors: false)
    _ = tree.appendChildren(of: .root, count: 60_000)
    for node in 1...60_000 {
      tree.nodes[node].visits = 1
      tree.nodes[node].valueSum = node.isMultiple(of: 2) ? 1e30 : -.infinity
    }
    #expect(ValueSpread(of: tree).deviation == Float(1 << 23))
  }
}
