import Groundwork
import SearchTrees
import Testing

@testable import TreeSearch

/// The engine against a second search that shares no code with it, and against the C twin.
struct NaiveReferenceTests {
  private func statistics(_ tree: borrowing SearchTree) -> [String] {
    var result: [String] = []
    var stack = [(node: NodeID.root, depth: 0)]
    while let (node, depth) = stack.popLast() {
      let numbers = tree.nodes[node.index]
      let exact = tree.exactValue(of: node).map { "\($0)" } ?? "open"
      result.append(
        "\(depth) \(numbers.action) \(numbers.visits) \(numbers.valueSum.bitPattern) "
          + "\(exact) \(numbers.flags.contains(.terminal))")
      for child in tree.children(of: node).reversed() { stack.append((child, depth + 1)) }
    }
    return result
  }

  private func expectSameTrees<World, Selection, Backing>(
    _ recipe: Recipe<World, Selection, Backing>, _ naive: NaiveSearch<World>, seed: UInt64,
    iterations: Int, _ comment: Comment, sourceLocation: SourceLocation = #_sourceLocation
  ) {
    var search = Search(recipe, seed: seed)
    search.run(iterations)
    naive.run(iterations)
    let (engine, reference) = (statistics(search.tree), naive.statistics())
    let isSame = engine == reference
    #expect(isSame, comment, sourceLocation: sourceLocation)
    #expect(search.random == naive.random, comment, sourceLocation: sourceLocation)
    #expect(search.tree.brokenInvariants() == [], comment, sourceLocation: sourceLocation)
    if !isSame, let at = zip(engine, reference).enumerated().first(where: { $1.0 != $1.1 }) {
      Issue.record("line \(at.0): \(at.1.0) but \(at.1.1)", sourceLocation: sourceLocation)
    }
  }

  /// Runs one world through every rule and every way of growing.
  private func expectSameTrees<World: Environment, Backing: Backup>(
    on world: World, _ backing: Backing, _ backup: NaiveSearch<World>.Backup, seed: UInt64,
    iterations: Int, proofAt: Float? = nil
  ) {
    let widenings: [(ActionWidening, NaiveSearch<World>.Widening)] = [
      (.all(atFirstVisit: false), .all), (.all(atFirstVisit: true), .allAtFirstVisit),
      (.one, .one),
      (.progressive(factor: 1, exponent: 0.5), .progressive(factor: 1, exponent: 0.5)),
      (.progressive(factor: 0.3, exponent: 0.8), .progressive(factor: 0.3, exponent: 0.8)),
    ]
    for (growth, widening) in widenings {
      for c in [0, 0.7, 2] {
        let comment: Comment = "\(world.name) \(backup) \(growth) c = \(c)"
        let uct = NaiveSearch(
          world, .uct(c: Float(c)), widening, backup, seed: seed, proofAt: proofAt)
        expectSameTrees(
          recipe(world, UCT(c: c), backing, growth, solves: proofAt != nil), uct, seed: seed,
          iterations: iterations, comment)
        let puct = NaiveSearch(
          world, .puct(c: Float(c), reduction: 0.25), widening, backup, seed: seed,
          proofAt: proofAt)
        expectSameTrees(
          recipe(world, PUCT(c: c, reduction: 0.25), backing, growth, solves: proofAt != nil),
          puct, seed: seed, iterations: iterations, comment)
      }
    }
  }

  @Test func `one agent with rewards on the way, whole returns`() {
    var numbers = RandomSource(seed: 5)
    for seed in 1...6 as ClosedRange<UInt64> {
      let root = Branch.random(&numbers, depth: 6, isRewardedOnTheWay: true)
      expectSameTrees(on: LiteralTree(root), MeanBackup(), .mean, seed: seed, iterations: 300)
    }
  }

  @Test func `one agent with rewards on the way, sums from the node on`() {
    var numbers = RandomSource(seed: 6)
    for seed in 1...6 as ClosedRange<UInt64> {
      let root = Branch.random(&numbers, depth: 6, isRewardedOnTheWay: true)
      expectSameTrees(
        on: LiteralTree(root), SuffixSumBackup(), .suffix, seed: seed, iterations: 300)
    }
  }

  @Test func `two players with rewards on the way`() {
    var numbers = RandomSource(seed: 7)
    for seed in 1...6 as ClosedRange<UInt64> {
      let root = Branch.random(&numbers, depth: 6, isRewardedOnTheWay: true)
      expectSameTrees(
        on: LiteralTree(root, players: 2), NegamaxBackup(), .negamax, seed: seed, iterations: 300)
    }
  }

  @Test func `tic-tac-toe for thousands of simulations`() {
    let world = TicTacToe()
    for (growth, widening) in [
      (ActionWidening.all(atFirstVisit: false), NaiveSearch<TicTacToe>.Widening.all),
      (.one, .one),
      (.progressive(factor: 1, exponent: 0.5), .progressive(factor: 1, exponent: 0.5)),
    ] {
      let naive = NaiveSearch(world, .uct(c: 1.5), widening, .negamax, seed: 9)
      expectSameTrees(
        recipe(world, UCT(c: 1.5), NegamaxBackup(), growth), naive, seed: 9, iterations: 3000,
        "\(growth)")
    }
  }

  @Test func `a bandit whose rewards are drawn anew at every visit`() {
    for pulls in 1...3 {
      let world = GaussianBandit(pulls: pulls)
      expectSameTrees(on: world, MeanBackup(), .mean, seed: 3, iterations: 300)
      expectSameTrees(on: world, SuffixSumBackup(), .suffix, seed: 4, iterations: 300)
    }
  }

  @Test func `nim with proofs`() {
    for stones in [4, 7, 10] {
      expectSameTrees(
        on: Nim(stones), NegamaxBackup(), .negamax, seed: 2, iterations: 400, proofAt: 1)
    }
  }

  @Test func `tic-tac-toe with proofs`() {
    let world = TicTacToe()
    let naive = NaiveSearch(world, .uct(c: 2), .all, .negamax, seed: 1, proofAt: 1)
    expectSameTrees(
      recipe(world, UCT(c: 2), NegamaxBackup(), solves: true), naive, seed: 1, iterations: 4000,
      "tic-tac-toe")
  }

  // MARK: - The C twin

  /// The root's children as the C program printed them: action, visits, mean to four places.
  private struct Twin: Sendable {
    var seed: UInt64
    var iterations: Int
    var solves: Bool
    var nodes: Int
    var root: [(ActionCode, Int, Double)]
  }

  private static let twins = [
    Twin(
      seed: 1, iterations: 1000, solves: false, nodes: 1815,
      root: [
        (6, 61, 0.1639), (7, 50, 0.0800), (0, 79, 0.2532), (1, 63, 0.1905), (3, 50, 0.0800),
        (8, 144, 0.4028), (4, 392, 0.5791), (5, 38, -0.0263), (2, 122, 0.3689),
      ]),
    Twin(
      seed: 1, iterations: 2000, solves: true, nodes: 3736,
      root: [
        (6, 87, 0.0920), (7, 69, 0.0290), (0, 177, 0.2825), (1, 115, 0.1826), (3, 95, 0.1263),
        (8, 273, 0.3626), (4, 905, 0.5149), (5, 57, -0.0526), (2, 221, 0.3258),
      ]),
    Twin(
      seed: 7, iterations: 2000, solves: true, nodes: 3792,
      root: [
        (6, 236, 0.3686), (3, 96, 0.1458), (0, 298, 0.3993), (8, 244, 0.3648), (4, 501, 0.4731),
        (7, 110, 0.1909), (1, 141, 0.2553), (2, 257, 0.3774), (5, 116, 0.2069),
      ]),
    Twin(
      seed: 3, iterations: 20_000, solves: false, nodes: 25_694,
      root: [
        (1, 680, 0.1529), (3, 501, 0.1118), (8, 1699, 0.2425), (6, 1788, 0.2461),
        (2, 1799, 0.2468), (4, 9796, 0.3316), (0, 2297, 0.2638), (7, 810, 0.1753),
        (5, 629, 0.1431),
      ]),
  ]

  @Test(arguments: twins.indices)
  func `tic-tac-toe grows the tree of the C twin`(index: Int) {
    let twin = Self.twins[index]
    var search = Search(
      recipe(TicTacToe(), UCT(c: 2), NegamaxBackup(), solves: twin.solves), seed: twin.seed)
    search.run(twin.iterations)
    #expect(search.tree.count == twin.nodes)
    let children = search.tree.children(of: .root).map { search.tree.nodes[$0.index] }
    #expect(children.map(\.action) == twin.root.map(\.0))
    #expect(children.map { Int($0.visits) } == twin.root.map(\.1))
    for (child, expected) in zip(children, twin.root) {
      #expect(abs(child.mean - expected.2) <= 0.00005001)
    }
    #expect(search.tree.brokenInvariants() == [])
  }
}
