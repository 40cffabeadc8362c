import Groundwork
import SearchTrees
import Testing

@testable import TreeSearch

struct BackupTests {
  /// The root and three nodes below each other, entered for 1, -2 and .5; the leaf adds .25.
  private struct Chain: ~Copyable {
    var tree = SearchTree(hasPriors: false)
    var path = SimulationPath()

    init() {
      path.nodes.append(.root)
      path.rewards.append(0)
      for reward in [1, -2, 0.5] as [Float] {
        let child = tree.appendChildren(of: path.nodes[path.nodes.count - 1], count: 1)
        path.nodes.append(child)
        path.rewards.append(reward)
      }
      path.leafValue = 0.25
    }
  }

  private func sums(_ backup: some Backup) -> [Double] {
    var chain = Chain()
    backup.backUp(chain.path, into: &chain.tree)
    #expect((0..<4).map { chain.tree.nodes[$0].visits } == [1, 1, 1, 1])
    return (0..<4).map { chain.tree.nodes[$0].valueSum }
  }

  @Test func `the mean rule gives every node the whole return`() {
    // 1 - 2 + .5 + .25.
    #expect(sums(MeanBackup()) == [-0.25, -0.25, -0.25, -0.25])
  }

  @Test func `the suffix rule gives every node what came from it on`() {
    // .5 + .25; -2 + .75; 1 - 1.25; 0 - .25.
    #expect(sums(SuffixSumBackup()) == [-0.25, -0.25, -1.25, 0.75])
  }

  @Test func `the negamax rule changes the view at every step`() {
    // .5 + .25; -2 - .75; 1 + 2.75; 0 - 3.75.
    #expect(sums(NegamaxBackup()) == [-3.75, 3.75, -2.75, 0.75])
  }

  @Test func `a second visit adds to the first`() {
    var chain = Chain()
    SuffixSumBackup().backUp(chain.path, into: &chain.tree)
    chain.path.leafValue = -0.75
    SuffixSumBackup().backUp(chain.path, into: &chain.tree)
    #expect((0..<4).map { chain.tree.nodes[$0].valueSum } == [-1.5, -1.5, -3.5, 0.5])
    #expect((0..<4).map { chain.tree.nodes[$0].visits } == [2, 2, 2, 2])
  }

  @Test func `the value below a node is at the level of its children`() {
    // A node worth .75 that gave .5 on entering leaves .25 to come.
    #expect(MeanBackup().childLevel.below(0.75, reward: 0.5) == 0.75)
    #expect(SuffixSumBackup().childLevel.below(0.75, reward: 0.5) == 0.25)
    #expect(NegamaxBackup().childLevel.below(0.75, reward: 0.5) == -0.25)
  }

  @Test func `an exact value is put together from the best child`() {
    #expect(MeanBackup().exactValue(best: 0.25, reward: 0.5) == 0.25)
    #expect(SuffixSumBackup().exactValue(best: 0.25, reward: 0.5) == 0.75)
    #expect(NegamaxBackup().exactValue(best: 0.25, reward: 0.5) == 0.25)
    #expect(NegamaxBackup().exactValue(best: 1, reward: 0) == -1)
  }

  @Test func `the leaf value that makes the leaf worth what is asked does so`() {
    func made(_ backup: some Backup) -> Double {
      var chain = Chain()
      chain.path.leafValue = backup.leafValue(toMake: 0.875, on: chain.path)
      backup.backUp(chain.path, into: &chain.tree)
      return chain.tree.nodes[3].valueSum
    }
    #expect(made(MeanBackup()) == 0.875)
    #expect(made(SuffixSumBackup()) == 0.875)
    #expect(made(NegamaxBackup()) == 0.875)
  }

  @Test func `the bound below a node is the best return less what was had`() {
    let chain = Chain()
    func bounds(_ backup: some Provable, _ range: ClosedRange<Float>) -> [Float] {
      var bounds: [Float] = []
      for index in 0..<3 {
        bounds.append(backup.upperBound(below: index, on: chain.path, range: range))
      }
      return bounds
    }
    #expect(bounds(MeanBackup(), -4...4) == [4, 4, 4])
    #expect(bounds(SuffixSumBackup(), -4...4) == [4, 3, 5])
    // Below 1 the second player chooses and owes the first 1: 4 + 1. Below 2 the first player chooses,
    // has had 1 and the other's -2 against her: 4 - (1 + 2).
    #expect(bounds(NegamaxBackup(), -4...4) == [4, 5, 1])
    // In a game for 0 ... 1 the second player can have 0 at best.
    #expect(bounds(NegamaxBackup(), 0...1) == [1, 1, -2])
  }

  @Test func `no play from a node beats the bound of the rule`() {
    var numbers = RandomSource(seed: 31)
    for _ in 0..<60 {
      let root = Branch.random(&numbers, depth: 4, isRewardedOnTheWay: true).rewarded(0)
      for players in 1...2 {
        let returns = leafReturns(of: root, players: players, had: 0, sign: 1)
        guard let low = returns.min(), let high = returns.max() else { continue }
        if players == 1 {
          expectBounded(root, SuffixSumBackup(), players, low...high)
        } else {
          expectBounded(root, NegamaxBackup(), players, low...high)
        }
      }
    }
  }

  /// The return of every episode, for the player who moves first.
  private func leafReturns(of branch: Branch, players: Int, had: Float, sign: Float) -> [Float] {
    if branch.children.isEmpty { return [had] }
    return branch.children.flatMap { child in
      leafReturns(
        of: child, players: players, had: had + sign * child.reward,
        sign: players == 2 ? -sign : sign)
    }
  }

  private func expectBounded(
    _ root: Branch, _ backup: some Provable, _ players: Int, _ range: ClosedRange<Float>
  ) {
    func check(_ branch: Branch, _ rewards: [Float]) {
      var path = SimulationPath()
      for (index, reward) in rewards.enumerated() {
        path.nodes.append(NodeID(index))
        path.rewards.append(reward)
      }
      let bound = backup.upperBound(below: rewards.count - 1, on: path, range: range)
      let isBounded = branch.bestRest(players: players) <= bound + 1e-5
      #expect(isBounded || branch.children.isEmpty)
      for child in branch.children { check(child, rewards + [child.reward]) }
    }
    check(root, [0])
  }

  @Test func `each rule says whose view its values are`() {
    #expect(MeanBackup().meaning.perspective == .root)
    #expect(SuffixSumBackup().meaning.perspective == .root)
    #expect(NegamaxBackup().meaning.perspective == .mover)
    #expect(MeanBackup().meaning.words == "mean return of the simulations through the node")
    #expect(SuffixSumBackup().meaning.words == "mean sum of rewards from the node to the end")
    #expect(NegamaxBackup().meaning.words == "mean return for the player who moved here")
  }

  @Test func `rollouts are averaged and told one by one`() {
    let world = LiteralTree([[1, -1], 0.5])
    let evaluator = RandomRollouts<LiteralTree>(count: 20)
    var (left, right) = (RandomSource(seed: 4), RandomSource(seed: 4))
    let value = evaluator.evaluate(1, of: world, using: &left)
    let verdict = evaluator.verdict(1, of: world, using: &right)
    #expect(verdict.value == Double(value))
    #expect(left == right)
    #expect(verdict.parts.count == 16)
    #expect(verdict.parts.first?.name == "rollout 1")
    #expect(verdict.parts.allSatisfy { $0.raw == 1 || $0.raw == -1 })
    var random = RandomSource(seed: 4)
    let returns = (0..<20).map { _ in world.randomReturn(from: 1, using: &random) }
    #expect(value == returns.reduce(0, +) / 20)
    let one = RandomRollouts<LiteralTree>()
    (left, right) = (RandomSource(seed: 4), RandomSource(seed: 4))
    #expect(
      Double(one.evaluate(1, of: world, using: &left))
        == one.verdict(1, of: world, using: &right).value)
  }

  @Test func `a random return is seen by who moved to the start`() {
    // One line of play: the opponent moves for .5, then the mover for 2, then the opponent for 1.
    let line: Branch = [Branch(0.25, [Branch(0.5, [Branch(2, [1])])])]
    var random = RandomSource(seed: 1)
    #expect(LiteralTree(line, players: 1).randomReturn(from: 1, using: &random) == 3.5)
    #expect(LiteralTree(line, players: 2).randomReturn(from: 1, using: &random) == 0.5)
  }
}
