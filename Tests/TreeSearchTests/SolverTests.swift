import Groundwork
import SearchTrees
import Testing

@testable import TreeSearch

/// MCTS-Solver against exhaustive search.
struct SolverTests {
  /// Returns the nodes whose proven value is not what exhaustive search says, and how many are proven.
  private func falseProofs<Selection, Backing>(
    _ search: borrowing Search<Recipe<LiteralTree, Selection, Backing>>
  ) -> (wrong: [String], proven: Int) {
    let world = search.recipe.world
    let isWhole = search.recipe.backup is MeanBackup
    var wrong: [String] = []
    var proven = 0
    var stack = [(node: NodeID.root, branch: world.root, had: Float(0))]
    while let (node, branch, had) = stack.popLast() {
      if search.tree.nodes[node.index].flags.contains(.proven) {
        proven += 1
        let rest = branch.bestRest(players: world.players)
        let exact =
          isWhole ? had + rest : branch.reward + (world.players == 2 ? -rest : rest)
        let found = search.tree.exactValues[node.index]
        if found != exact { wrong.append("\(node): \(found), not \(exact)") }
      }
      for child in search.tree.children(of: node) {
        let action = search.tree.nodes[child.index].action
        let below = branch.children[Int(action) - 10]
        stack.append((child, below, had + below.reward))
      }
    }
    return (wrong, proven)
  }

  /// The returns of all episodes for the player who moves first, lowest to highest.
  private func range(of branch: Branch, players: Int) -> ClosedRange<Float> {
    func returns(_ branch: Branch, _ had: Float, _ sign: Float) -> [Float] {
      if branch.children.isEmpty { return [had] }
      return branch.children.flatMap {
        returns($0, had + sign * $0.reward, players == 2 ? -sign : sign)
      }
    }
    let all = returns(branch, 0, 1)
    return (all.min() ?? 0)...(all.max() ?? 0)
  }

  private func expectSolved<Selection: SelectionPolicy, Backing: Backup>(
    _ world: LiteralTree, _ selection: Selection, _ backup: Backing, _ widening: ActionWidening,
    seed: UInt64, sourceLocation: SourceLocation = #_sourceLocation
  ) {
    var search = Search(recipe(world, selection, backup, widening, solves: true), seed: seed)
    let settled = Settled()
    var reason: StopReason?
    for _ in 0..<3000 where reason == nil {
      search.run(1)
      reason = settled.reason(search.progress(seconds: 0), tree: search.tree)
      if search.iterations % 16 == 0 || reason != nil {
        #expect(falseProofs(search).wrong == [], sourceLocation: sourceLocation)
      }
    }
    #expect(reason == .solved, "\(widening) \(seed)", sourceLocation: sourceLocation)
    let best = world.root.bestRest(players: world.players)
    let level = search.recipe.backup.childLevel.below(search.tree.exactValues[0], reward: 0)
    #expect(level == best, sourceLocation: sourceLocation)
    #expect(search.tree.brokenInvariants() == [], sourceLocation: sourceLocation)
    // The answer of a solved search is a best play.
    if let choice = search.tree.mostVisitedChild(of: .root, range: search.range) {
      let exact = search.tree.exactValue(of: choice)
      #expect(exact == best, sourceLocation: sourceLocation)
    }
  }

  @Test(arguments: allWidenings)
  func `a solved tree has the value that exhaustive search finds`(widening: ActionWidening) {
    var numbers = RandomSource(seed: 51)
    for seed in 1...8 as ClosedRange<UInt64> {
      for isRewardedOnTheWay in [false, true] {
        let root = Branch.random(&numbers, depth: 4, isRewardedOnTheWay: isRewardedOnTheWay)
        if root.children.isEmpty { continue }
        for hasRange in [false, true] {
          let ranges = (1...2).map { hasRange ? range(of: root.rewarded(0), players: $0) : nil }
          // Exploration must outweigh every value: a child proven to be good is else taken for ever.
          let one = LiteralTree(root, range: ranges[0])
          let two = LiteralTree(root, players: 2, range: ranges[1])
          expectSolved(one, UCT(c: 10), MeanBackup(), widening, seed: seed)
          expectSolved(one, UCT(c: 10), SuffixSumBackup(), widening, seed: seed)
          expectSolved(two, UCT(c: 10), NegamaxBackup(), widening, seed: seed)
          expectSolved(two, PUCT(c: 1000), NegamaxBackup(), widening, seed: seed)
        }
      }
    }
  }

  @Test func `nothing that a person does makes a false proof`() throws {
    var numbers = RandomSource(seed: 61)
    var proven = 0
    for seed in 1...60 as ClosedRange<UInt64> {
      let root = Branch.random(&numbers, depth: 4, isRewardedOnTheWay: true)
      if root.children.isEmpty { continue }
      let widening = allWidenings[Int(seed) % 4]
      let world = LiteralTree(root, players: 2, range: range(of: root.rewarded(0), players: 2))
      var search = Search(
        recipe(world, UCT(c: 1), NegamaxBackup(), widening, solves: true), seed: seed,
        undoBytes: 1 << 16)
      for _ in 0..<40 {
        search.run(1 + Int(numbers.below(5)))
        let node = NodeID(Int(numbers.below(UInt32(search.tree.count))))
        let value = Double(numbers.below(9)) - 4
        let edits: [TreeEdit] = [
          .ban(node), .allow(node), .pin(node, value: value), .pin(node, value: nil),
          .boost(node, visits: 3),
        ]
        do {
          try search.edit(edits[Int(numbers.below(5))])
        } catch {
          #expect(!error.reason.isEmpty)
        }
        let proofs = falseProofs(search)
        proven += proofs.proven
        try #require(proofs.wrong == [], "seed \(seed)")
        try #require(search.tree.brokenInvariants() == [])
      }
    }
    #expect(proven > 1000)
  }

  @Test func `an end that was pinned before its first visit is not proven by the pin`() throws {
    // The root's second child is an end worth -1; it is pinned to 1 while nobody has been there.
    let world = LiteralTree([[0, 0], -1], range: -1...1)
    var search = Search(
      recipe(world, UCT(), MeanBackup(), order: .listed, solves: true), seed: 1,
      undoBytes: 1 << 12)
    search.run(2)
    let end = try found(search.tree.child(11))
    #expect(search.tree.nodes[end.index].visits == 0)
    try search.edit(.pin(end, value: 1))
    search.run(5)
    #expect(search.tree.nodes[end.index].visits > 0)
    #expect(!search.tree.nodes[end.index].flags.contains(.proven))
    #expect(!search.tree.nodes[0].flags.contains(.proven))
    try search.edit(.pin(end, value: nil))
    search.run(200)
    #expect(search.tree.exactValue(of: end) == -1)
    #expect(search.tree.exactValue(of: .root) == 0)
  }

  @Test func `nim is solved as the theory of nim says`() {
    for stones in 1...13 {
      var search = Search(recipe(Nim(stones), UCT(c: 1), NegamaxBackup(), solves: true), seed: 4)
      let settled = Settled()
      while settled.reason(search.progress(seconds: 0), tree: search.tree) == nil {
        search.run(1)
        guard search.iterations < 20_000 else { break }
      }
      // Who is to move loses on every multiple of four.
      let value = search.recipe.backup.childLevel.below(
        search.tree.exactValue(of: .root) ?? .nan, reward: 0)
      #expect(value == (stones % 4 == 0 ? -1 : 1), "\(stones) stones")
      if stones % 4 != 0, let best = search.tree.mostVisitedChild(of: .root, range: -1...1) {
        #expect(Int(search.tree.nodes[best.index].action) == stones % 4)
      }
    }
  }

  @Test func `a random reward proves nothing`() {
    var search = Search(
      recipe(GaussianBandit(), UCT(c: 1), MeanBackup(), solves: true), seed: 4)
    search.run(500)
    let flags = (0..<search.tree.count).map { search.tree.nodes[$0].flags }
    #expect(flags.allSatisfy { !$0.contains(.proven) })
    #expect(search.range == nil)
  }

  @Test func `nothing is proven where proofs are off`() {
    var search = Search(recipe(Nim(5), UCT(c: 1), NegamaxBackup()), seed: 4)
    search.run(300)
    #expect(search.tree.exactValues.count == 0)
  }

  @Test func `a root that is an end is proven at once`() {
    var search = Search(recipe(LiteralTree([]), UCT(), MeanBackup(), solves: true), seed: 1)
    #expect(search.tree.nodes[0].flags.contains(.terminal))
    search.run(1)
    #expect(search.tree.exactValue(of: .root) == 0)
  }
}
