import Environments
import Groundwork
import Testing
import TreeSearch

/// The folder of the sample trees.
let sampleFolder =
  #filePath.split(separator: "/").dropLast(3).reduce("") { $0 + "/" + $1 }
  + "/sample-trees"

/// Returns a sample tree, read by its name on the command line.
func sample(_ name: String) throws -> ExplicitTree {
  guard
    let tree = try Problem.named("tree:\(sampleFolder)/\(name).json").environment as? ExplicitTree
  else {
    throw ProblemError(source: name, reason: "this is not a tree")
  }
  return tree
}

@Suite struct SampleTreesTests {
  /// The value of a state for the player to move when both play as well as can be seen `depth` moves
  /// ahead; beyond that the estimates of the file stand.
  func value(_ tree: ExplicitTree, _ state: ExplicitTree.State, depth: Int) -> Float {
    actionValues(tree, state, depth: depth).max() ?? 0
  }

  /// The values of the actions of a state for the player to move.
  func actionValues(_ tree: ExplicitTree, _ state: ExplicitTree.State, depth: Int) -> [Float] {
    (0..<tree.actionCount(in: state)).map { index in
      let (next, transition) = successor(tree, of: state, at: index)
      if depth == 1, !transition.isTerminal {
        return tree.estimate(of: ActionCode(index), in: state) ?? .nan
      }
      let rest = value(tree, next, depth: depth - 1)
      return transition.reward + (tree.players == 2 ? -rest : rest)
    }
  }

  /// The mean result of random play for the player to move, exactly.
  func average(_ tree: ExplicitTree, _ state: ExplicitTree.State) -> Float {
    let averages = actionAverages(tree, state)
    return averages.isEmpty ? 0 : averages.reduce(0, +) / Float(averages.count)
  }

  /// The mean results of random play after each action of a state.
  func actionAverages(_ tree: ExplicitTree, _ state: ExplicitTree.State) -> [Float] {
    (0..<tree.actionCount(in: state)).map { index in
      let (next, transition) = successor(tree, of: state, at: index)
      return transition.reward - average(tree, next)
    }
  }

  /// The label of the highest of some values of the root's actions.
  func best(_ tree: ExplicitTree, _ values: [Float]) -> String? {
    values.max().flatMap { values.firstIndex(of: $0) }.map {
      labels(tree, in: tree.initialState)[$0]
    }
  }

  @Test func `the poisoned pawn looks best and loses`() throws {
    let tree = try sample("deceptive-first-move")
    let root = tree.initialState
    let priors = (0..<tree.actionCount(in: root)).map {
      tree.prior(of: ActionCode($0), in: root) ?? 0
    }
    #expect(best(tree, priors) == "take the pawn")
    #expect(best(tree, actionAverages(tree, root)) == "take the pawn")
    let values = actionValues(tree, root, depth: .max)
    #expect(values == [-1, 0.2, 0])
    #expect(best(tree, values) == "castle")
    #expect(tree.players == 2 && !tree.isStochastic && tree.valueRange == -1...1)
    #expect(tree.note?.contains("castling is right") == true)
  }

  @Test func `the rook is a trap that shows at depth 4`() throws {
    let tree = try sample("trap-at-depth-4")
    let root = tree.initialState
    for depth in 1...3 {
      #expect(best(tree, actionValues(tree, root, depth: depth)) == "take the rook")
    }
    #expect(best(tree, actionAverages(tree, root)) == "take the rook")
    #expect(best(tree, actionValues(tree, root, depth: 4)) == "castle")
    #expect(actionValues(tree, root, depth: 4) == [-1, 0.3, 0])
    #expect(tree.note?.contains("depth 4 castles") == true)
  }

  @Test func `the best dish is uneven and seldom looks best after one dinner`() throws {
    let tree = try sample("noisy-bandit")
    let root = tree.initialState
    #expect(tree.isStochastic && tree.valueRange == nil && tree.players == 1)
    let rewards = tree.picture(of: successor(tree, of: root, at: 4).state)
    #expect(rewards.contains("reward 0.62 +- 0.4"))
    var random = RandomSource(seed: 5)
    var sums = Array(repeating: Float(0), count: 6)
    var firstBest = Array(repeating: 0, count: 6)
    let rounds = 20_000
    for _ in 0..<rounds {
      let draws = (0..<6).map { index in
        var state = root
        return tree.apply(ActionCode(index), to: &state, using: &random).reward
      }
      for index in 0..<6 { sums[index] += draws[index] / Float(rounds) }
      firstBest[draws.firstIndex(of: draws.max() ?? 0) ?? 0] += 1
    }
    #expect(best(tree, sums) == "soup of the day")
    #expect(zip(sums, [0.58, 0.55, 0.5, 0.56, 0.62, 0.45]).allSatisfy { abs($0 - $1) < 0.02 })
    // One dinner each: the soup comes out on top in less than half of the trials.
    #expect(firstBest[4] < rounds / 2)
  }

  @Test(arguments: ["deceptive-first-move", "noisy-bandit", "trap-at-depth-4"])
  func `every sample has a title, a note and a text at every node`(name: String) throws {
    let tree = try sample(name)
    #expect(tree.title != nil)
    #expect((tree.note ?? "").count > 100)
    var open = [tree.initialState]
    while let state = open.popLast() {
      #expect(!tree.line(for: state).hasSuffix("children") && tree.line(for: state) != "the end")
      open += (0..<tree.actionCount(in: state)).map { successor(tree, of: state, at: $0).state }
    }
  }
}
