import Groundwork
import SearchTrees
import Testing

@testable import TreeSearch

/// Trees that are as small, as narrow, as deep or as wide as trees can be.
struct EdgeTests {
  @Test(arguments: allWidenings)
  func `a root that is an end takes every visit and grows nothing`(widening: ActionWidening) {
    var search = Search(
      recipe(LiteralTree([]), UCT(), MeanBackup(), widening), seed: 1, undoBytes: 1 << 12)
    search.run(10)
    #expect(search.tree.count == 1)
    #expect(search.tree.nodes[0].visits == 10)
    #expect(search.tree.nodes[0].valueSum == 0)
    #expect(search.deepest == 0)
    #expect(search.isExhausted == false)
    #expect(search.tree.brokenInvariants() == [])
    while search.stepBack() {}
    #expect(search.tree.nodes[0].visits == 0)
  }

  @Test(arguments: allWidenings)
  func `a chain of single children is followed to its end`(widening: ActionWidening) {
    var branch: Branch = 1
    for _ in 0..<9 { branch = Branch(0, [branch]) }
    for solves in [false, true] {
      var search = Search(
        recipe(LiteralTree(branch), UCT(), MeanBackup(), widening, solves: solves), seed: 1)
      search.run(40)
      #expect(search.tree.count == 10)
      #expect(search.deepest == 9)
      #expect(search.tree.nodes[0].mean == 1)
      #expect(search.tree.exactValue(of: .root) == (solves ? 1 : nil))
      #expect(search.tree.brokenInvariants() == [])
    }
  }

  @Test(arguments: allWidenings)
  func `a tree three hundred deep is searched, taken back and solved`(widening: ActionWidening) {
    var branch: Branch = 1
    for _ in 0..<300 { branch = Branch(0.25, [branch]) }
    let recipe = recipe(
      LiteralTree(branch), UCT(c: 0), SuffixSumBackup(), widening, solves: true)
    var search = Search(recipe, seed: 1, undoBytes: 1 << 20)
    search.run(350)
    #expect(search.tree.count == 301)
    #expect(search.deepest == 300)
    // 299 inner nodes below the root give a quarter each, the end 1.
    #expect(search.tree.exactValue(of: .root) == 75.75)
    #expect(search.tree.depth(of: NodeID(300)) == 300)
    #expect(search.tree.brokenInvariants() == [])
    for _ in 0..<345 { _ = search.stepBack() }
    var expected = Search(recipe, seed: 1, undoBytes: 1 << 20)
    expected.run(5)
    #expect(Snapshot(search) == Snapshot(expected))
  }

  @Test func `a node with a thousand children gets them one at a time`() {
    var numbers = RandomSource(seed: 2)
    let children = (0..<1000).map { _ in Branch(Float(numbers.below(9)) / 8, [1, 0]) }
    var root: Branch = []
    root.children = children
    let recipe = recipe(LiteralTree(root), UCT(c: 1), MeanBackup(), .one)
    var search = Search(recipe, seed: 1, undoBytes: 1 << 20)
    search.run(600)
    let at600 = Snapshot(search)
    #expect(search.tree.nodes[0].childCount == 599)
    #expect(search.tree.nodes[0].flags.contains(.complete) == false)
    search.run(401)
    #expect(search.tree.nodes[0].childCount == 1000)
    #expect(search.tree.nodes[0].flags.contains(.complete) == true)
    #expect(search.tree.childVisits() == [Int](repeating: 1, count: 1000))
    let actions = Set(search.tree.children(of: .root).map { search.tree.nodes[$0.index].action })
    #expect(actions.count == 1000)
    search.run(300)
    #expect(search.tree.nodes[0].childCount == 1000)
    #expect(search.tree.brokenInvariants() == [])
    for _ in 0..<701 { _ = search.stepBack() }
    #expect(Snapshot(search) == at600)
  }

  @Test func `a node with a thousand children gets them all at once`() {
    var root: Branch = []
    root.children = [Branch](repeating: [1, 0], count: 1000)
    var search = Search(recipe(LiteralTree(root), PUCT(), MeanBackup()), seed: 1)
    search.run(2)
    #expect(search.tree.count == 1001)
    #expect(search.tree.nodes[0].flags == [.complete])
    let sum = search.tree.children(of: .root).reduce(0.0) {
      $0 + Double(search.tree.priors[$1.index])
    }
    #expect(abs(sum - 1) < 1e-4)
  }

  @Test func `a leaf is evaluated at its first visit and grows at its second`() {
    var search = Search(
      recipe(TicTacToe(), UCT(), NegamaxBackup(), .all(atFirstVisit: false)), seed: 1)
    search.run(1)
    #expect(search.tree.count == 1)
    search.run(1)
    #expect(search.tree.count == 10)
    #expect(search.tree.childVisits().reduce(0, +) == 1)
    var eager = Search(
      recipe(TicTacToe(), UCT(), NegamaxBackup(), .all(atFirstVisit: true)), seed: 1)
    eager.run(1)
    #expect(eager.tree.count == 10)
    #expect(eager.tree.childVisits().reduce(0, +) == 0)
    eager.run(1)
    #expect(eager.tree.count == 18)
  }

  @Test(arguments: allWidenings)
  func `the root has as many visits as there were simulations, and every path adds up`(
    widening: ActionWidening
  ) {
    var numbers = RandomSource(seed: 71)
    for seed in 1...5 as ClosedRange<UInt64> {
      let root = Branch.random(&numbers, depth: 5, isRewardedOnTheWay: true)
      var search = Search(
        recipe(LiteralTree(root, players: 2), UCT(c: 1), NegamaxBackup(), widening), seed: seed)
      for count in [1, 1, 1, 7, 40, 150] {
        search.run(count)
        #expect(Int(search.tree.nodes[0].visits) == search.iterations)
        #expect(search.tree.brokenInvariants() == [])
        let deepest = (0..<search.tree.count)
          .filter { search.tree.nodes[$0].visits > 0 }
          .map { search.tree.depth(of: NodeID($0)) }.max()
        #expect(search.deepest == deepest)
      }
    }
  }

  @Test func `the same seed gives the same tree and another seed another`() {
    func fingerprint(_ seed: UInt64) -> UInt64 {
      var search = Search(recipe(TicTacToe(), UCT(), NegamaxBackup()), seed: seed)
      search.run(200)
      return search.tree.fingerprint
    }
    #expect(fingerprint(1) == fingerprint(1))
    #expect(Set((1...20).map(fingerprint)).count == 20)
  }

  @Test func `keeping an undo record does not change the search`() {
    let recipe = recipe(TicTacToe(), PUCT(), NegamaxBackup(), .one, solves: true)
    var without = Search(recipe, seed: 4)
    var with = Search(recipe, seed: 4, undoBytes: 1 << 14)
    without.run(400)
    with.run(400)
    #expect(Snapshot(without) == Snapshot(with))
  }

  @Test func `stepping without an undo record works as far as nothing is taken back`() async {
    var search = Search(recipe(TicTacToe(), UCT(), NegamaxBackup()), seed: 4)
    for _ in 0..<8 { search.runPhase() }
    #expect(search.iterations == 2)
    await #expect(processExitsWith: .failure) {
      var search = Search(recipe(TicTacToe(), UCT(), NegamaxBackup()), seed: 4)
      search.runPhase()
      search.rewindSimulation()
    }
  }
}
