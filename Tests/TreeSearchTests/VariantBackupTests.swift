import Groundwork
import SearchTrees
import Testing

@testable import TreeSearch

/// Backups that keep statistics beside visits and sums, by hand.
@Suite struct VariantBackupTests {
  /// The root and three nodes below each other, entered for 1, -2 and .5; the leaf adds .25.
  private struct Chain: ~Copyable {
    var tree: SearchTree
    var path = SimulationPath()

    init(_ statistics: [Statistic]) {
      tree = SearchTree(hasPriors: false, statistics: StatisticLayout(statistics))
      path.nodes.append(.root)
      path.rewards.append(0)
      for reward in [1, -2, 0.5] as [Float] {
        let child = tree.appendChildren(of: path.nodes[path.nodes.count - 1], count: 1)
        path.nodes.append(child)
        path.rewards.append(reward)
      }
      path.leafValue = 0.25
    }

    func means() -> [Double] { (0..<4).map { tree.nodes[$0].mean } }
    func column(_ place: Int) -> [Double?] { (0..<4).map { tree.statistics[place, NodeID($0)] } }
  }

  private func expect(
    _ chain: borrowing Chain, means: [Double], sourceLocation: SourceLocation = #_sourceLocation
  ) {
    let found = chain.means()
    #expect(found == means, sourceLocation: sourceLocation)
  }

  private func expect(
    _ chain: borrowing Chain, column: Int, _ numbers: [Double],
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    let found = chain.column(column)
    #expect(found == numbers, sourceLocation: sourceLocation)
  }

  /// Chains of one action, with discounts of their own by depth.
  private struct Discounted: DiscountingEnvironment {
    var name: String { "discounted" }
    var players = 1
    var discounts: [Float?] = []
    var valueRange: ClosedRange<Float>? { nil }
    var initialState: Int { 0 }
    func isTerminal(_ state: Int) -> Bool { state == 3 }
    func actionCount(in state: Int) -> Int { state == 3 ? 0 : 1 }
    func action(at index: Int, in state: Int) -> ActionCode { 0 }
    func apply(
      _ action: ActionCode, to state: inout Int, using random: inout RandomSource
    ) -> Transition {
      state += 1
      return Transition(reward: 0, isTerminal: state == 3)
    }
    func discount(at state: Int) -> Float? {
      discounts.indices.contains(state) ? discounts[state] : nil
    }
    func label(of action: ActionCode, in state: Int) -> String { "on" }
    func line(for state: Int) -> String { "\(state)" }
    func picture(of state: Int) -> [String] { [] }
  }

  private func discounted(
    _ world: Discounted, _ discount: Double
  ) -> (means: [Double], levels: [Double?], discounts: [Double?]) {
    var backup = DiscountedBackup(discount, in: world)
    var chain = Chain(backup.statistics)
    backup.locate(in: chain.tree.statistics.layout)
    backup.backUp(chain.path, into: &chain.tree)
    return (chain.means(), chain.column(0), chain.column(1))
  }

  /// With .5: .5 + .5 * .25 = .625; -2 + .5 * .625 = -1.6875; 1 - .5 * 1.6875 = .15625.
  @Test func `each node gets its reward and the discounted rest`() {
    let found = discounted(Discounted(), 0.5)
    #expect(found.means == [0.15625, 0.15625, -1.6875, 0.625])
    #expect(found.levels == [0.15625, -1.6875, 0.625, 0.25])
    #expect(found.discounts == [nil, 0.5, 0.5, 0.5])
    // Undiscounted it is the sum of rewards.
    #expect(discounted(Discounted(), 1).means == [-0.25, -0.25, -1.25, 0.75])
  }

  /// .625; -2 - .5 * .625 = -2.3125; 1 + .5 * 2.3125 = 2.15625.
  @Test func `with two players the view changes at every step`() {
    let found = discounted(Discounted(players: 2), 0.5)
    #expect(found.means == [-2.15625, 2.15625, -2.3125, 0.625])
    #expect(found.levels == [2.15625, -2.3125, 0.625, -0.25])
    #expect(discounted(Discounted(players: 2), 1).means == [-3.75, 3.75, -2.75, 0.75])
  }

  /// The second step's discount is 0: what follows it counts for nobody above.
  @Test func `a step's own discount goes before the rule's, and V is known where it is 0`() {
    let found = discounted(Discounted(discounts: [nil, nil, 0]), 0.5)
    #expect(found.means == [0, 0, -2, 0.625])
    #expect(found.levels == [0, -2, 0.625, 0.25])
    #expect(found.discounts == [nil, 0.5, 0, 0.5])
  }

  @Test func `a pinned leaf is worth its pin whatever the discount`() {
    for discount in [0.5, 0] {
      var backup = DiscountedBackup(discount, in: Discounted())
      var chain = Chain(backup.statistics)
      backup.locate(in: chain.tree.statistics.layout)
      chain.tree.nodes[3].flags.insert(.pinned)
      chain.tree.setExactValue(3, of: NodeID(3))
      chain.path.leafValue = backup.leafValue(toMake: 3, on: chain.path)
      backup.backUp(chain.path, into: &chain.tree)
      let means = chain.means()
      #expect(means[3] == 3 && means[2] == -2 + discount * 3)
    }
  }

  @Test func `the best visited child makes a node's value`() {
    var backup = MaxBackup()
    var chain = Chain(backup.statistics)
    backup.locate(in: chain.tree.statistics.layout)
    backup.backUp(chain.path, into: &chain.tree)
    // As long as there is one way it is the sum of rewards.
    expect(chain, means: [-0.25, -0.25, -1.25, 0.75])
    chain.path.leafValue = -0.75
    backup.backUp(chain.path, into: &chain.tree)
    // The leaf is the mean of .75 and -.25.
    expect(chain, means: [-0.75, -0.75, -1.75, 0.25])
    // A second child of the first node, worth 2, then one worth less.
    for (value, best) in [(2, 3), (-9, 3)] as [(Float, Double)] {
      let child = chain.tree.appendChildren(of: NodeID(1), count: 1)
      var path = SimulationPath()
      for (node, reward) in [(NodeID.root, 0), (NodeID(1), 1), (child, 0)] as [(NodeID, Float)] {
        path.nodes.append(node)
        path.rewards.append(reward)
      }
      path.leafValue = value
      backup.backUp(path, into: &chain.tree)
      let means = (0..<2).map { chain.tree.nodes[$0].mean }
      #expect(means == [best, best])
    }
    // What is banned is nobody's best, and what is pinned is worth its pin.
    chain.tree.nodes[4].flags.insert(.banned)
    chain.tree.nodes[2].flags.insert(.pinned)
    chain.tree.setExactValue(0.5, of: NodeID(2))
    backup.backUp(chain.path, into: &chain.tree)
    let mean = chain.tree.nodes[1].mean
    #expect(mean == 1.5)
  }

  /// Of -.25, -.25, -1.25, .75; then the leaf's mean is .25, its parent's -1.75.
  @Test func `bounds run: a value that is forgotten in a mean has moved them`() {
    var backup = ValueBounds(of: SuffixSumBackup())
    var chain = Chain(backup.statistics)
    backup.locate(in: chain.tree.statistics.layout)
    backup.backUp(chain.path, into: &chain.tree)
    expect(chain, column: 0, [-1.25, -1.25, -1.25, 0.75])
    expect(chain, column: 1, [0.75, 0.75, 0.75, 0.75])
    chain.path.leafValue = -0.75
    backup.backUp(chain.path, into: &chain.tree)
    expect(chain, means: [-0.75, -0.75, -1.75, 0.25])
    expect(chain, column: 0, [-1.75, -1.75, -1.75, 0.25])
    expect(chain, column: 1, [0.75, 0.75, 0.75, 0.75])
  }

  @Test func `squares are those of what each player sees`() {
    for (players, sums) in [(1, [-0.25, -0.25, -0.25, -0.25]), (2, [-3.75, 3.75, -2.75, 0.75])] {
      var backup = SquaresBackup(players: players)
      var chain = Chain(backup.statistics)
      backup.locate(in: chain.tree.statistics.layout)
      backup.backUp(chain.path, into: &chain.tree)
      expect(chain, means: sums)
      expect(chain, column: 0, sums.map { $0 * $0 })
    }
  }
}
