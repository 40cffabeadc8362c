import Groundwork
public import SearchTrees

/// Plug-in point 9: what a tree, finished or running, says is the answer.
public protocol Reader: Sendable {
  /// How the answer is chosen, in a few words.
  var words: String { get }
  /// Returns the nodes of the answer from the root on; the root alone if there is no answer yet.
  ///
  /// `problem` says what the tree alone does not know.
  func answer(_ tree: borrowing SearchTree, problem: ProblemFacts) -> [NodeID]
}

/// What a reader may ask about the problem behind a tree.
public struct ProblemFacts {
  /// One or two.
  public var players: Int
  /// The lowest and highest return of an episode, if they are known.
  public var range: ClosedRange<Float>?
  /// Returns the sum of the rewards that a sequence of actions from the root gives.
  ///
  /// O(length).
  public var totalReward: (_ actions: [ActionCode]) -> Float

  /// States the facts.
  public init(
    players: Int, range: ClosedRange<Float>?,
    totalReward: @escaping (_ actions: [ActionCode]) -> Float
  ) {
    self.players = players
    self.range = range
    self.totalReward = totalReward
  }
}

/// The three usual answers.
public enum AnswerRule: String, Reader, CaseIterable {
  /// At every step the most visited child, proven values first.
  case mostVisits = "visits"
  /// At every step the child with the highest value.
  case highestValue = "value"
  /// The path to the terminal node that is worth most, the shortest and then the oldest among
  /// equals, around banned nodes; with two players, or before a terminal node was reached, the same
  /// as `highestValue`.
  case bestPath = "path"

  /// How the answer is chosen.
  public var words: String {
    switch self {
    case .mostVisits: "most visits"
    case .highestValue: "highest value"
    case .bestPath: "best path to a terminal node"
    }
  }

  /// Returns the nodes of the answer.
  ///
  /// O(depth times branching); the best path O(nodes).
  public func answer(_ tree: borrowing SearchTree, problem: ProblemFacts) -> [NodeID] {
    switch self {
    case .mostVisits: tree.principalVariation(range: problem.range)
    case .highestValue: highestValueLine(tree)
    case .bestPath:
      problem.players == 1
        ? bestTerminalPath(tree, problem) ?? highestValueLine(tree) : highestValueLine(tree)
    }
  }

  private func highestValueLine(_ tree: borrowing SearchTree) -> [NodeID] {
    var line = [NodeID.root]
    while let child = tree.highestValueChild(of: line[line.count - 1]) { line.append(child) }
    return line
  }

  private func bestTerminalPath(
    _ tree: borrowing SearchTree, _ problem: ProblemFacts
  )
    -> [NodeID]?
  {
    var best: (path: [NodeID], reward: Float)?
    for index in 0..<tree.count
    where tree.nodes[index].flags.contains(.terminal) && tree.nodes[index].visits > 0 {
      let path = tree.path(to: NodeID(index))
      var isBanned = false
      for node in path where tree.nodes[node.index].flags.contains(.banned) { isBanned = true }
      if isBanned { continue }
      var actions: [ActionCode] = []
      for node in path.dropFirst() { actions.append(tree.nodes[node.index].action) }
      let reward = problem.totalReward(actions)
      if let known = best, (known.reward, -known.path.count) >= (reward, -path.count) { continue }
      best = (path, reward)
    }
    return best?.path
  }
}
