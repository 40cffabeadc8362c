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
  /// The last node of every simulation's path, in their order; empty where that is not kept.
  public var leaves: [NodeID]
  /// Returns the rewards that a sequence of actions from the root gives, each with the number on its edge.
  ///
  /// O(length).
  public var rewards: (_ steps: [Step]) -> [Float]

  /// An edge of a tree.
  public struct Step: Hashable, Sendable {
    /// The action.
    public var action: ActionCode
    /// The number on the edge: its prior, or what its reward was guessed to be.
    public var prior: Float
  }

  /// States the facts.
  public init(
    players: Int, range: ClosedRange<Float>?, leaves: [NodeID] = [],
    rewards: @escaping (_ steps: [Step]) -> [Float]
  ) {
    self.players = players
    self.range = range
    self.leaves = leaves
    self.rewards = rewards
  }

  /// Returns the rewards on the way from the root to a node; that of a node that was not entered is its
  /// guess.
  func rewards(to node: NodeID, in tree: borrowing SearchTree) -> [Float] {
    var steps: [Step] = []
    for node in tree.path(to: node).dropFirst() {
      steps.append(
        Step(
          action: tree.nodes[node.index].action, prior: tree.hasPriors ? tree.priors[node.index] : 0
        ))
    }
    var rewards = rewards(steps)
    if let last = steps.last, tree.nodes[node.index].flags.contains(.unentered) {
      rewards[rewards.count - 1] = last.prior
    }
    return rewards
  }
}

/// The usual answers of searches, and those of llm-reasoners.
public enum AnswerRule: String, Reader, CaseIterable {
  /// At every step the most visited child, proven values first.
  case mostVisits = "visits"
  /// At every step the child with the highest value.
  case highestValue = "value"
  /// The path to the terminal node that is worth most, the shortest and then the oldest among
  /// equals, around banned nodes; with two players, or before a terminal node was reached, the same
  /// as `highestValue`.
  case bestPath = "path"
  /// The path to the terminal node with the highest mean reward a step, the first among equals: long ways
  /// are not better for being long.
  case meanReward = "mean"
  /// The path to the terminal node with the highest value Q, the first among equals.
  case bestEnd = "end"
  /// At every step the child with the highest reward among those that were entered, the first among
  /// equals.
  case followReward = "follow"
  /// The path of the simulation with the highest sum of rewards, the first among equals.
  case bestIteration = "best-iteration"
  /// The path of the last simulation.
  case lastIteration = "last-iteration"
  /// The path of the last simulation that ended its episode.
  case lastTerminal = "last-terminal"

  /// How the answer is chosen.
  public var words: String {
    switch self {
    case .mostVisits: "most visits"
    case .highestValue: "highest value"
    case .bestPath: "best path to a terminal node"
    case .meanReward: "terminal path with the best mean reward"
    case .bestEnd: "terminal node with the highest value"
    case .followReward: "highest reward at every step"
    case .bestIteration: "iteration with the most reward"
    case .lastIteration: "last iteration"
    case .lastTerminal: "last iteration that ended its episode"
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
        ? bestTerminalPath(tree, problem) { $0.reduce(0, +) } ?? highestValueLine(tree)
        : highestValueLine(tree)
    case .meanReward:
      problem.players == 1
        ? bestTerminalPath(tree, problem) { $0.reduce(0, +) / Float(max(1, $0.count)) }
          ?? highestValueLine(tree) : highestValueLine(tree)
    case .bestEnd: bestEnd(tree).map { tree.path(to: $0) } ?? highestValueLine(tree)
    case .followReward: followReward(tree, problem)
    case .bestIteration:
      bestIteration(tree, problem).map { tree.path(to: $0) } ?? highestValueLine(tree)
    case .lastIteration: problem.leaves.last.map { tree.path(to: $0) } ?? highestValueLine(tree)
    case .lastTerminal: lastTerminal(tree, problem) ?? highestValueLine(tree)
    }
  }

  private func followReward(_ tree: borrowing SearchTree, _ problem: ProblemFacts) -> [NodeID] {
    var line = [NodeID.root]
    while true {
      var best: (child: NodeID, reward: Float)?
      for child in tree.children(of: line[line.count - 1]) {
        let numbers = tree.nodes[child.index]
        if numbers.visits == 0 || !numbers.flags.isDisjoint(with: [.banned, .unentered]) {
          continue
        }
        let reward = problem.rewards(to: child, in: tree).last ?? 0
        if let best, best.reward >= reward { continue }
        best = (child, reward)
      }
      guard let best else { return line }
      line.append(best.child)
    }
  }

  private func bestEnd(_ tree: borrowing SearchTree) -> NodeID? {
    var best: NodeID?
    for index in 0..<tree.count
    where tree.nodes[index].flags.contains(.terminal) && tree.nodes[index].visits > 0 {
      if let best, tree.nodes[best.index].mean >= tree.nodes[index].mean { continue }
      if !isBanned(NodeID(index), tree) { best = NodeID(index) }
    }
    return best
  }

  /// Whether a node or one on the way to it is banned.
  private func isBanned(_ node: NodeID, _ tree: borrowing SearchTree) -> Bool {
    var node: NodeID? = node
    while let place = node {
      if tree.nodes[place.index].flags.contains(.banned) { return true }
      node = tree.parent(of: place)
    }
    return false
  }

  private func bestIteration(_ tree: borrowing SearchTree, _ problem: ProblemFacts) -> NodeID? {
    var best: (leaf: NodeID, reward: Float)?
    var known: Set<NodeID> = []
    for leaf in problem.leaves where known.insert(leaf).inserted {
      let reward = problem.rewards(to: leaf, in: tree).reduce(0, +)
      if let best, best.reward >= reward { continue }
      best = (leaf, reward)
    }
    return best?.leaf
  }

  private func lastTerminal(_ tree: borrowing SearchTree, _ problem: ProblemFacts) -> [NodeID]? {
    for leaf in problem.leaves.reversed()
    where tree.nodes[leaf.index].flags.contains(.terminal) {
      return tree.path(to: leaf)
    }
    return nil
  }

  private func highestValueLine(_ tree: borrowing SearchTree) -> [NodeID] {
    var line = [NodeID.root]
    while let child = tree.highestValueChild(of: line[line.count - 1]) { line.append(child) }
    return line
  }

  private func bestTerminalPath(
    _ tree: borrowing SearchTree, _ problem: ProblemFacts, worth: ([Float]) -> Float
  ) -> [NodeID]? {
    var best: (path: [NodeID], reward: Float)?
    for index in 0..<tree.count
    where tree.nodes[index].flags.contains(.terminal) && tree.nodes[index].visits > 0 {
      if isBanned(NodeID(index), tree) { continue }
      let path = tree.path(to: NodeID(index))
      let reward = worth(problem.rewards(to: NodeID(index), in: tree))
      if let known = best, (known.reward, -known.path.count) >= (reward, -path.count) { continue }
      best = (path, reward)
    }
    return best?.path
  }
}
