import Foundation
import Groundwork
import SearchTrees
import Testing

@testable import TreeSearch

struct PolicyTests {
  private func isClose(_ left: Float, _ right: Double, _ tolerance: Double = 1e-6) -> Bool {
    abs(Double(left) - right) <= tolerance * max(1, abs(right))
  }

  // MARK: - UCT

  /// Worked by hand: Q = sum / n, U = c * sqrt(ln N / n).
  @Test(arguments: [
    // ln 10 = 2.302585; / 4 = .575646; its root .758713; * 1.414214 = 1.072982.
    (2.0.squareRoot(), 10, 3.0, 4, 0.75, 1.072982),
    // ln 1 = 0.
    (1.5, 1, -1.0, 1, -1, 0),
    // ln 100 = 4.605170; / 25 = .184207; its root .429193; * 2 = .858386.
    (2, 100, -5.0, 25, -0.2, 0.858386),
    (0, 100, 6.25, 25, 0.25, 0),
  ])
  func `UCT adds Q and U`(
    c: Double, parentVisits: Int, sum: Double, visits: Int, value: Double, exploration: Double
  ) {
    let rule = UCT(c: c)
    let terms = Scored(
      rule, valueSum: sum, visits: UInt32(visits), prior: 0.5, parentVisits: UInt32(parentVisits),
      value: 0.3)
    #expect(isClose(terms.score, value + exploration))
    #expect(abs(terms.terms[0] - value) < 1e-6)
    #expect(abs(terms.terms[1] - exploration) < 2e-6)
    // U grows by sqrt(ln N / n) with each unit of c, whatever c is.
    let slope = (Foundation.log(Double(parentVisits)) / Double(visits)).squareRoot()
    #expect(abs(terms.slope - slope) < 1e-6)
  }

  @Test func `UCT shows its working`() {
    let terms = Scored(UCT(), valueSum: 3, visits: 4, prior: 0, parentVisits: 10)
    #expect(terms.working == ".750 + 1.4142*sqrt(2.30/4)")
    let greedy = Scored(UCT(c: 0), valueSum: 3, visits: 4, prior: 0, parentVisits: 10)
    #expect(greedy.working == ".750 + 0*sqrt(2.30/4)")
  }

  @Test func `UCT takes an unvisited child first`() {
    let terms = Scored(UCT(), valueSum: 0, visits: 0, prior: 0, parentVisits: 10)
    #expect(terms.score == .infinity)
    #expect(terms.explained.score == .infinity)
    #expect(terms.terms[0].isNaN)
    #expect(terms.slope == 0)
    #expect(terms.working == "unvisited: taken first")
  }

  // MARK: - PUCT

  /// Worked by hand: Q = sum / n or the parent's less fpu, U = c * P * sqrt(N) / (1 + n).
  @Test(
    arguments: [
      // 1.25 * .4 * 4 / 4 = .5.
      (1.25, 0.0, 16, 0.2, 1.5, 3, 0.4, 0.5, 0.5),
      // Unvisited: .2 - .1; 1.25 * .4 * 4 / 1 = 2.
      (1.25, 0.1, 16, 0.2, 0.0, 0, 0.4, 0.1, 2.0),
      // 2 * .125 * 10 / 5 = .5.
      (2.0, -0.5, 100, -0.3, -3.0, 4, 0.125, -0.75, 0.5),
      // Unvisited, with a bonus: -.3 + .5.
      (2.0, -0.5, 100, -0.3, 0.0, 0, 0.125, 0.2, 2.5),
      (0.0, 0.0, 100, 0.5, 1.0, 1, 0.9, 1.0, 0.0),
    ] as [(Double, Double, Int, Double, Double, Int, Double, Double, Double)])
  func `PUCT adds Q and U`(
    c: Double, reduction: Double, parentVisits: Int, parentValue: Double, sum: Double,
    visits: Int, prior: Double, value: Double, exploration: Double
  ) {
    let rule = PUCT(c: c, reduction: reduction)
    let terms = Scored(
      rule, valueSum: sum, visits: UInt32(visits), prior: Float(prior),
      parentVisits: UInt32(parentVisits), value: Float(parentValue))
    #expect(isClose(terms.score, value + exploration))
    #expect(abs(terms.terms[0] - value) < 1e-6)
    #expect(abs(terms.terms[1] - exploration) < 2e-6)
    let slope = prior * Double(parentVisits).squareRoot() / Double(1 + visits)
    #expect(abs(terms.slope - slope) < 1e-6)
  }

  @Test func `PUCT shows its working`() {
    let rule = PUCT(c: 1.25, reduction: 0.1)
    let visited = Scored(rule, valueSum: 1.5, visits: 3, prior: 0.4, parentVisits: 16, value: 0.2)
    #expect(visited.working == ".500 + 1.25*.400*4.00/4")
    let unvisited = Scored(rule, valueSum: 0, visits: 0, prior: 0.4, parentVisits: 16, value: 0.2)
    #expect(unvisited.working == ".100 (first play) + 1.25*.400*4.00/1")
  }

  // MARK: - Both

  private func expectSameBits<Rule: ScoringPolicy>(
    _ makeRule: (inout RandomSource) -> Rule, seed: UInt64
  ) {
    var numbers = RandomSource(seed: seed)
    var different = 0
    for _ in 0..<3000 {
      let rule = makeRule(&numbers)
      let parentVisits = 1 + numbers.below(1 << numbers.below(30))
      let visits = numbers.below(1 + parentVisits)
      let sum = (numbers.unit() * 2 - 1) * Double(visits) * numbers.unit() * 10
      let prior = Float(numbers.unit())
      let terms = Scored(
        rule, valueSum: sum, visits: visits, prior: prior, parentVisits: parentVisits,
        value: Float(numbers.unit() * 2 - 1))
      let score = terms.score
      if terms.explained.score?.bitPattern != score.bitPattern { different += 1 }
      if visits > 0, Float(terms.terms[0]) + Float(terms.terms[1]) != score { different += 1 }
      if terms.terms.count != rule.termNames.count { different += 1 }
    }
    #expect(different == 0)
  }

  @Test func `the terms make exactly the score that the search compares`() {
    expectSameBits({ UCT(c: $0.unit() * 3) }, seed: 1)
    expectSameBits({ PUCT(c: $0.unit() * 3, reduction: $0.unit() - 0.5) }, seed: 2)
  }

  @Test func `the slope is how fast the score rises with the constant`() {
    var numbers = RandomSource(seed: 12)
    for _ in 0..<500 {
      let c = numbers.unit() * 2
      let parentVisits = 2 + numbers.below(1000)
      let visits = 1 + numbers.below(parentVisits)
      let prior = Float(numbers.unit())
      func rise<Rule: ScoringPolicy>(_ rule: (Double) -> Rule) -> (found: Double, told: Double) {
        let both = [c, c + 8].map {
          Scored(rule($0), valueSum: 1, visits: visits, prior: prior, parentVisits: parentVisits)
        }
        return ((Double(both[1].score) - Double(both[0].score)) / 8, both[0].slope)
      }
      let uct = rise { UCT(c: $0) }
      #expect(abs(uct.found - uct.told) < 1e-5 * max(1, uct.told))
      let puct = rise { PUCT(c: $0, reduction: 0) }
      #expect(abs(puct.found - puct.told) < 1e-5 * max(1, puct.told))
    }
  }

  @Test func `names and formulas are those that are printed`() {
    #expect(UCT().name == "UCT")
    #expect(UCT().formula == "Q + c*sqrt(ln N / n)")
    #expect(PUCT().name == "PUCT")
    #expect(PUCT().formula == "Q + c*P*sqrt(N) / (1+n)")
    #expect(UCT().termNames == ["Q", "U"])
    #expect(PUCT().termNames == ["Q", "U"])
    #expect(UCT(c: 0.5).exploration == NamedNumber("c", 0.5))
    #expect(PUCT(c: 2).exploration == NamedNumber("c", 2))
    #expect(!UCT().usesPriors)
    #expect(PUCT().usesPriors)
  }

  @Test func `a parameter is set within its range and nowhere else`() {
    var uct = UCT(c: 1)
    for value in [0, 0.3, 1000] {
      let isSet = uct.set("c", to: value)
      #expect(isSet)
      #expect(uct.c == value)
    }
    for (name, value) in [("c", -0.1), ("c", 1000.1), ("c", .nan), ("c", .infinity), ("d", 1)] {
      let isSet = uct.set(name, to: value)
      #expect(!isSet)
      #expect(uct == UCT(c: 1000))
    }
    var puct = PUCT(c: 1, reduction: 0.2)
    let isSet = [puct.set("c", to: 3), puct.set("fpu", to: -10)]
    #expect(isSet == [true, true])
    #expect(puct == PUCT(c: 3, reduction: -10))
    let isRefused = [
      puct.set("c", to: -1), puct.set("fpu", to: 10.5), puct.set("fpu", to: .nan),
      puct.set("Q", to: 0),
    ]
    #expect(isRefused == [false, false, false, false])
    #expect(puct == PUCT(c: 3, reduction: -10))
    #expect(puct.parameters.map(\.name) == ["c", "fpu"])
    #expect(puct.parameters.map(\.value) == [3, -10])
  }

  @Test func `setting the constant is the same as making the rule with it`() {
    var changed = UCT(c: 1)
    _ = changed.set("c", to: 0.37)
    let fresh = UCT(c: 0.37)
    let scores = [changed, fresh].map {
      Scored($0, valueSum: 2, visits: 7, prior: 0, parentVisits: 77).score
    }
    #expect(scores[0] == scores[1])
  }

  // MARK: - Growing

  @Test func `children wanted`() {
    func wanted(
      _ widening: ActionWidening, visits: UInt32, children: UInt16, isComplete: Bool = false
    ) -> Int {
      var node = Node(flags: isComplete ? [.complete] : [])
      node.visits = visits
      node.childCount = children
      return widening.childrenWanted(node)
    }
    for atFirstVisit in [false, true] {
      #expect(wanted(.all(atFirstVisit: atFirstVisit), visits: 1, children: 0) == 65_535)
      #expect(wanted(.all(atFirstVisit: atFirstVisit), visits: 9, children: 3) == 0)
      #expect(ActionWidening.all(atFirstVisit: atFirstVisit).growsNewLeaf == atFirstVisit)
    }
    #expect(wanted(.one, visits: 1, children: 0) == 1)
    #expect(wanted(.one, visits: 9, children: 3) == 1)
    #expect(wanted(.one, visits: 9, children: 3, isComplete: true) == 0)
    #expect(!ActionWidening.one.growsNewLeaf)
    // 1.5 * sqrt(visits): 1.5, 3, 4.5 -> 2, 3, 5 children.
    let progressive = ActionWidening.progressive(factor: 1.5, exponent: 0.5)
    for (visits, allowed) in [(1, 2), (4, 3), (9, 5)] as [(UInt32, UInt16)] {
      #expect(wanted(progressive, visits: visits, children: allowed - 1) == 1)
      #expect(wanted(progressive, visits: visits, children: allowed) == 0)
    }
    #expect(wanted(progressive, visits: 100, children: 2, isComplete: true) == 0)
    // One child at least, however small the factor.
    #expect(wanted(.progressive(factor: 0, exponent: 1), visits: 50, children: 0) == 1)
    #expect(wanted(.progressive(factor: 0, exponent: 1), visits: 50, children: 1) == 0)
  }

  @Test func `legal actions are proposed in the order asked for`() {
    let world = LiteralTree(
      [Branch(0, prior: 1), Branch(0, prior: 4), Branch(0, prior: 1), Branch(0, prior: 2)])
    func proposals(
      _ order: LegalActionsOrder, _ wanted: Int = 100, tried: [ActionCode] = []
    ) -> Proposals {
      var result = Proposals()
      var random = RandomSource(seed: 3)
      LegalActions(order: order).propose(
        wanted, beyond: tried, in: 0, along: SimulationPath(), of: SearchTree(hasPriors: true),
        in: world,
        into: &result, using: &random)
      return result
    }
    #expect(proposals(.listed).actions == [10, 11, 12, 13])
    #expect(proposals(.listed).priors == [0.125, 0.5, 0.125, 0.25])
    #expect(proposals(.byPrior).actions == [11, 13, 10, 12])
    #expect(proposals(.byPrior).priors == [0.5, 0.25, 0.125, 0.125])
    #expect(proposals(.byPrior, 2).actions == [11, 13])
    // Priors are shares of all legal actions, tried or not.
    #expect(proposals(.listed, tried: [11, 12]).actions == [10, 13])
    #expect(proposals(.listed, tried: [11, 12]).priors == [0.125, 0.25])
    let shuffled = proposals(.shuffled)
    #expect(shuffled.actions.sorted() == [10, 11, 12, 13])
    let priors: [ActionCode: Float] = [10: 0.125, 11: 0.5, 12: 0.125, 13: 0.25]
    #expect(shuffled.actions.map { priors[$0] } == shuffled.priors)
    #expect(proposals(.shuffled, tried: [10, 11, 12, 13]).actions == [])
  }

  @Test func `a shuffle can give every order`() {
    let world = LiteralTree([0, 0, 0])
    var random = RandomSource(seed: 3)
    var counts: [[ActionCode]: Int] = [:]
    for _ in 0..<6000 {
      var result = Proposals()
      LegalActions(order: .shuffled).propose(
        9, beyond: [], in: 0, along: SimulationPath(), of: SearchTree(hasPriors: true), in: world,
        into: &result, using: &random)
      counts[result.actions, default: 0] += 1
    }
    #expect(counts.count == 6)
    // Four standard deviations of a binomial count: 4 * sqrt(6000 * 1/6 * 5/6) = 115.
    for count in counts.values { #expect(abs(count - 1000) < 115) }
  }
}
