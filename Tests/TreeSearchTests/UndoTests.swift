import Groundwork
import SearchTrees
import Testing

@testable import TreeSearch

/// Taking back is compared with a fresh search that never went further.
struct UndoTests {
  /// What happened to a search, one simulation at a time.
  enum Event: Equatable {
    case simulation
    case edit(TreeEdit)
  }

  /// A recipe with everything that can be taken back: priors, proofs, scattered children.
  typealias Everything = Recipe<LiteralTree, PUCT, NegamaxBackup>

  func world(_ seed: UInt64) -> LiteralTree {
    var numbers = RandomSource(seed: seed)
    while true {
      let root = Branch.random(&numbers, depth: 6, isRewardedOnTheWay: true)
      if root.children.count > 1 { return LiteralTree(root, players: 2, range: -6...6) }
    }
  }

  func fresh<Recipe>(
    _ recipe: Recipe, seed: UInt64, _ events: [Event], phases: Int = 0
  ) throws -> Search<Recipe> {
    var search = Search(recipe, seed: seed, undoBytes: 1 << 20)
    for event in events {
      switch event {
      case .simulation: search.run(1)
      case .edit(let edit): try search.edit(edit)
      }
    }
    for _ in 0..<phases { search.runPhase() }
    return search
  }

  func randomEdit(
    _ numbers: inout RandomSource, nodes: Int, hasPriors: Bool
  ) -> TreeEdit {
    let node = NodeID(Int(numbers.below(UInt32(nodes))))
    let value = Double(numbers.below(17)) / 4 - 2
    switch numbers.below(hasPriors ? 8 : 7) {
    case 0: return .ban(node)
    case 1: return .allow(node)
    case 2: return .pin(node, value: value)
    case 3: return .pin(node, value: nil)
    case 4: return .boost(node, visits: 1 + Int(numbers.below(6)))
    case 5: return .parameter(name: "c", value: abs(value))
    case 6: return .parameter(name: hasPriors ? "fpu" : "c", value: value)
    default: return .prior(node, value: abs(value))
    }
  }

  /// Does random things to a search and checks it against a fresh one after each of them.
  func expectTakenBack<Recipe: SearchRecipe>(
    _ recipe: Recipe, seed: UInt64, operations: Int
  ) throws -> Int {
    var numbers = RandomSource(seed: seed &* 77)
    var search = Search(recipe, seed: seed, undoBytes: 1 << 20)
    var events: [Event] = []
    var phases = 0
    var takenBack = 0

    /// What taking one simulation back means for the list of events.
    func forgetOne() -> Bool {
      if phases > 0 {
        phases = 0
        return true
      }
      guard events.contains(.simulation) else { return false }
      while events.popLast() != .simulation {}
      return true
    }

    for _ in 0..<operations {
      switch numbers.below(12) {
      case 0...2:
        let count = 1 + Int(numbers.below(6))
        search.run(count)
        events += [Event](repeating: .simulation, count: count)
        phases = 0
      case 3, 4:
        for _ in 0..<1 + numbers.below(6) {
          search.runPhase()
          phases += 1
          if phases == 4 {
            phases = 0
            events.append(.simulation)
          }
        }
      case 5, 6:
        for _ in 0..<1 + numbers.below(4) {
          let isBack = search.stepBack()
          #expect(isBack == forgetOne())
          if isBack { takenBack += 1 }
        }
      case 7:
        for _ in 0..<1 + numbers.below(6) {
          let completed = phases == 0 ? 4 : phases
          let isBack = search.stepBackPhase()
          #expect(isBack == forgetOne())
          if isBack {
            takenBack += 1
            phases = completed - 1
          }
        }
      case 8...10:
        let edit = randomEdit(
          &numbers, nodes: search.tree.count + 1, hasPriors: search.recipe.selection.usesPriors)
        let before = Snapshot(search)
        do {
          try search.edit(edit)
          events.append(.edit(edit))
          phases = 0
        } catch {
          try #require(Snapshot(search) == before, "\(edit) was refused")
        }
      default:
        let isUndone = search.undoEdit()
        if case .edit? = events.last {
          #expect(isUndone)
          events.removeLast()
          phases = 0
        } else {
          #expect(!isUndone)
        }
      }
      let expected = try fresh(recipe, seed: seed, events, phases: phases)
      try #require(Snapshot(search) == Snapshot(expected), "seed \(seed) after \(events)")
      #expect(search.undoDepth == expected.undoDepth)
    }
    // The future is the same too.
    var expected = try fresh(recipe, seed: seed, events, phases: phases)
    search.run(100)
    expected.run(100)
    try #require(Snapshot(search) == Snapshot(expected))
    return takenBack
  }

  @Test(arguments: allWidenings)
  func `whatever is done and taken back leaves a search as a fresh one`(
    widening: ActionWidening
  )
    throws
  {
    var takenBack = 0
    for seed in 1...4 as ClosedRange<UInt64> {
      takenBack += try expectTakenBack(
        recipe(world(seed), PUCT(), NegamaxBackup(), widening, solves: true), seed: seed,
        operations: 60)
      takenBack += try expectTakenBack(
        recipe(LiteralTree(world(seed).root), UCT(c: 1), SuffixSumBackup(), widening), seed: seed,
        operations: 60)
    }
    #expect(takenBack > 150)
  }

  @Test func `a game and a bandit are taken back exactly`() throws {
    let game = recipe(TicTacToe(), UCT(c: 1.5), NegamaxBackup(), .one, solves: true)
    let bandit = recipe(GaussianBandit(pulls: 3), PUCT(), MeanBackup())
    #expect(try expectTakenBack(game, seed: 8, operations: 80) > 10)
    #expect(try expectTakenBack(bandit, seed: 9, operations: 80) > 10)
  }

  @Test func `from 1,000 simulations back to 900 and forward again, node for node`() throws {
    let recipe = recipe(TicTacToe(), UCT(c: 1), NegamaxBackup(), solves: true)
    var search = Search(recipe, seed: 12, undoBytes: 1 << 20)
    search.run(900)
    let (at900, text900) = (Snapshot(search), search.tree.text())
    search.run(100)
    let (at1000, text1000) = (Snapshot(search), search.tree.text())
    #expect(search.undoDepth == 1000)
    for _ in 0..<100 { _ = search.stepBack() }
    #expect(Snapshot(search) == at900)
    #expect(search.tree.text() == text900)
    search.run(100)
    #expect(Snapshot(search) == at1000)
    #expect(search.tree.text() == text1000)
  }

  @Test func `every simulation back to the first gives the tree of that iteration`() {
    let recipe = recipe(world(3), PUCT(), NegamaxBackup(), .one, solves: true)
    var fingerprints: [UInt64] = []
    var search = Search(recipe, seed: 2, undoBytes: 1 << 20)
    for _ in 0..<300 {
      fingerprints.append(search.tree.fingerprint)
      search.run(1)
    }
    for iteration in (0..<300).reversed() {
      let isBack = search.stepBack()
      #expect(isBack)
      #expect(search.iterations == iteration)
      #expect(search.tree.fingerprint == fingerprints[iteration])
      #expect(search.tree.brokenInvariants() == [])
    }
    let isBack = search.stepBack()
    #expect(!isBack)
    #expect(search.tree.count == 1)
    #expect(search.deepest == 0)
  }

  // MARK: - The bounded record

  @Test(arguments: [512, 1024, 4096, 5000])
  func `a small record keeps the newest simulations and takes them back exactly`(
    bytes: Int
  )
    throws
  {
    let recipe = recipe(TicTacToe(), UCT(c: 1), NegamaxBackup(), solves: true)
    var search = Search(recipe, seed: 5, undoBytes: bytes)
    var deepest = 0
    for total in [50, 400, 700] {
      search.run(total - search.iterations)
      deepest = max(deepest, search.undoDepth)
      // A simulation takes 6 words, and one for the path and each of its nodes at least.
      #expect(search.undoDepth <= bytes / 8 / 8)
      #expect(search.undoDepth >= 1)
      #expect(search.undo.bytes <= bytes)
      let depth = search.undoDepth
      for _ in 0..<depth {
        let isBack = search.stepBack()
        #expect(isBack)
      }
      let isBack = search.stepBack()
      #expect(!isBack)
      #expect(search.undoDepth == 0)
      var expected = Search(recipe, seed: 5)
      expected.run(total - depth)
      #expect(Snapshot(search) == Snapshot(expected))
      search.run(7)
      expected.run(7)
      #expect(Snapshot(search) == Snapshot(expected))
      #expect(search.undoDepth == min(7, search.undoDepth))
    }
    #expect(deepest > 1)
  }

  @Test func `old edits leave the record too, and their effects stay`() throws {
    let recipe = recipe(TicTacToe(), PUCT(), NegamaxBackup(), solves: true)
    var numbers = RandomSource(seed: 3)
    var search = Search(recipe, seed: 5, undoBytes: 2048)
    var events: [Event] = []
    for _ in 0..<150 {
      search.run(1)
      events.append(.simulation)
      let edit = randomEdit(&numbers, nodes: search.tree.count, hasPriors: true)
      if (try? search.edit(edit)) != nil { events.append(.edit(edit)) }
    }
    #expect(search.undoDepth < 60)
    while search.stepBack() {
      while events.popLast() != .simulation {}
      let expected = try fresh(recipe, seed: 5, events)
      try #require(Snapshot(search) == Snapshot(expected))
    }
    #expect(events.count > 100)
    // An edit before the oldest simulation may be left; it is taken back as an edit.
    while search.undoEdit() { events.removeLast() }
    let expected = try fresh(recipe, seed: 5, events)
    #expect(Snapshot(search) == Snapshot(expected))
  }

  @Test(arguments: [0, 1, 40, 48, 100, 511])
  func `without room for a record nothing is kept and the search runs`(bytes: Int) {
    let recipe = recipe(TicTacToe(), UCT(), NegamaxBackup())
    var search = Search(recipe, seed: 5, undoBytes: bytes)
    var expected = Search(recipe, seed: 5, undoBytes: 1 << 16)
    search.run(50)
    expected.run(50)
    #expect(search.tree.fingerprint == expected.tree.fingerprint)
    #expect(search.undoDepth == 0)
    let isBack = [search.stepBack(), search.stepBackPhase(), search.undoEdit()]
    #expect(isBack == [false, false, false])
    #expect(search.tree.fingerprint == expected.tree.fingerprint)
  }

  @Test
  func `a simulation that does not fit into the record makes it grow, and is taken back`() throws {
    var branch: Branch = 1
    for _ in 0..<100 { branch = Branch(0, [branch, 0]) }
    let recipe = recipe(LiteralTree(branch), UCT(c: 0), MeanBackup(), order: .listed)
    var search = Search(recipe, seed: 1, undoBytes: 512)
    search.run(2000)
    #expect(search.undoDepth > 0)
    var events = [Event](repeating: .simulation, count: 2000)
    while search.stepBack() {
      events.removeLast()
      let expected = try fresh(recipe, seed: 1, events)
      try #require(Snapshot(search) == Snapshot(expected))
    }
    #expect(events.count < 2000)
  }
}
