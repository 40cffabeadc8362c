import Groundwork
import SearchTrees
import Testing

@testable import TreeSearch

struct ReaderTests {
  /// Node 1 has most visits, node 2 the highest value; ends lie below both.
  ///
  ///     0 -- 1 (6 visits, .5) -- 3 (end, 2 visits), 4 (3 visits) -- 7 (end, 2 visits)
  ///       \- 2 (3 visits, .8) -- 5 (end, 1 visit), 6 (end, no visit)
  private func sample() -> SearchTree {
    var tree = SearchTree(hasPriors: false)
    _ = tree.appendChildren(of: .root, count: 2)
    _ = tree.appendChildren(of: NodeID(1), count: 2)
    _ = tree.appendChildren(of: NodeID(2), count: 2)
    _ = tree.appendChildren(of: NodeID(4), count: 1)
    for (index, (visits, mean)) in [
      (10, 0.5), (6, 0.5), (3, 0.8), (2, 0.1), (3, 0.4), (1, 0.3), (0, 0), (2, 0.2),
    ].enumerated() {
      tree.nodes[index].visits = UInt32(visits)
      tree.nodes[index].valueSum = Double(visits) * mean
      tree.setAction(ActionCode(index), of: NodeID(index))
    }
    for end in [3, 5, 6, 7] { tree.nodes[end].flags.insert(.terminal) }
    return tree
  }

  /// The rewards that lead to each node, by its action; the sample numbers actions like nodes.
  private func facts(_ rewards: [ActionCode: Float], players: Int = 1) -> ProblemFacts {
    ProblemFacts(players: players, range: -1...1) { steps in
      steps.map { rewards[$0.action] ?? 0 }
    }
  }

  private func answer(
    _ rule: AnswerRule, _ tree: borrowing SearchTree, _ rewards: [ActionCode: Float] = [:],
    players: Int = 1
  ) -> [Int] {
    rule.answer(tree, problem: facts(rewards, players: players)).map(\.index)
  }

  @Test func `the answer by visits goes down the most visited line`() {
    #expect(answer(.mostVisits, sample()) == [0, 1, 4, 7])
  }

  @Test func `the answer by visits prefers a proven win and avoids a proven loss`() {
    var tree = sample()
    tree.nodes[2].flags.insert(.proven)
    tree.setExactValue(1, of: NodeID(2))
    #expect(answer(.mostVisits, tree) == [0, 2, 5])
    tree = sample()
    tree.nodes[1].flags.insert(.proven)
    tree.setExactValue(-1, of: NodeID(1))
    #expect(answer(.mostVisits, tree) == [0, 2, 5])
  }

  @Test func `the answer by value goes down the line of highest values`() {
    #expect(answer(.highestValue, sample()) == [0, 2, 5])
    var tree = sample()
    tree.nodes[2].flags.insert(.banned)
    #expect(answer(.highestValue, tree) == [0, 1, 4, 7])
  }

  @Test func `the best path leads to the visited end with the highest return`() {
    #expect(answer(.bestPath, sample(), [3: 0.5, 5: 0.2, 7: 0.4]) == [0, 1, 3])
    #expect(answer(.bestPath, sample(), [3: 0.5, 5: 0.2, 7: 0.6]) == [0, 1, 4, 7])
    #expect(answer(.bestPath, sample(), [2: 0.5, 5: 0.2, 7: 0.6]) == [0, 2, 5])
    // Nobody has been at the end worth most.
    #expect(answer(.bestPath, sample(), [3: 0.1, 6: 9]) == [0, 1, 3])
    #expect(answer(.bestPath, sample(), [3: -3, 5: -1, 7: -2]) == [0, 2, 5])
  }

  @Test func `of equal returns the shorter path and then the older end is the best`() {
    #expect(answer(.bestPath, sample(), [5: 1, 7: 1]) == [0, 2, 5])
    #expect(answer(.bestPath, sample(), [3: 1, 7: 1]) == [0, 1, 3])
    #expect(answer(.bestPath, sample(), [3: 1, 5: 1]) == [0, 1, 3])
  }

  @Test func `the best path goes around banned nodes`() {
    var tree = sample()
    tree.nodes[1].flags.insert(.banned)
    #expect(answer(.bestPath, tree, [3: 1, 7: 1]) == [0, 2, 5])
    tree.nodes[5].flags.insert(.banned)
    #expect(answer(.bestPath, tree, [3: 1, 7: 1]) == [0, 2])
  }

  @Test func `without a visited end, or for two players, the best path is the line by value`() {
    #expect(answer(.bestPath, sample(), [3: 1], players: 2) == [0, 2, 5])
    var tree = sample()
    for end in [3, 5, 7] { tree.nodes[end].flags.remove(.terminal) }
    #expect(answer(.bestPath, tree, [3: 1]) == [0, 2, 5])
  }

  @Test(arguments: AnswerRule.allCases)
  func `an unvisited tree has the root for an answer`(rule: AnswerRule) {
    var tree = SearchTree(hasPriors: false)
    #expect(answer(rule, tree) == [0])
    _ = tree.appendChildren(of: .root, count: 3)
    #expect(answer(rule, tree) == [0])
    #expect(!rule.words.isEmpty)
  }

  @Test func `a search knows the facts of its problem`() {
    let world = LiteralTree([[0.5, 0.25], Branch(0.125, [0.5, 0]), 0.375], range: 0...1)
    var search = Search(recipe(world, UCT(c: 5), MeanBackup(), solves: true), seed: 1)
    search.run(100)
    let labels = search.answer(AnswerRule.bestPath).map { search.tree.nodes[$0.index].action }
    #expect(labels == [0, 11, 10])
    #expect(search.answer(AnswerRule.mostVisits).count == 3)
  }
}
