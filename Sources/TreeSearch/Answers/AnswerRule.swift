import Groundwork
public import SearchTrees

/// The usual answers of searches, and those of llm-reasoners.
///
/// The rules from `path` to `end` choose among the visited ends of episodes of one agent, those from
/// `best-iteration` on among the simulations of searches that judge steps. Where there is nothing to
/// choose from, `highestValue` is used instead.
public enum AnswerRule: String, Reader, CaseIterable {
  /// At every step the most visited child, known best values first.
  case mostVisits = "visits"
  /// At every step the child with the highest value.
  case highestValue = "value"
  /// The path to the terminal node that is worth most, the shortest and then the oldest among
  /// equals, around banned nodes.
  case bestPath = "path"
  /// The path to the terminal node with the highest mean reward a step, the shortest and then the
  /// oldest among equals: long ways are not better for being long.
  case meanReward = "mean"
  /// The path to the terminal node with the highest value Q, the oldest among equals.
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
  /// The path to the node that was itself judged highest, the oldest among equals, around banned nodes; of
  /// searches that keep ``SearchTrees/Statistic/judged``. One that passed an evaluation comes before all
  /// others.
  case bestJudgement = "judgement"
  /// The path to the node with the highest value Q, wherever it is, the oldest among equals, around banned
  /// nodes.
  case bestNode = "node"
  /// The first action drawn in proportion to N^(1/T), then at every step the most visited child
  /// (AlphaZero's play).
  case drawn

  /// How the answer is chosen.
  public var words: String {
    switch self {
    case .mostVisits: "most visits"
    case .drawn: "a draw in proportion to N^(1/T)"
    case .highestValue: "highest value"
    case .bestPath: "best path to a terminal node"
    case .meanReward: "terminal path with the best mean reward"
    case .bestEnd: "terminal node with the highest value"
    case .followReward: "highest reward at every step"
    case .bestIteration: "iteration with the most reward"
    case .lastIteration: "last iteration"
    case .lastTerminal: "last iteration that ended its episode"
    case .bestJudgement: "node judged highest"
    case .bestNode: "node with the highest value"
    }
  }

  /// What the number is that the rule maximises; nil where it maximises none.
  public var measure: String? {
    switch self {
    case .mostVisits, .drawn: "visits of its first action"
    case .highestValue: "Q of its first action"
    case .bestPath, .bestIteration: "sum of rewards"
    case .meanReward: "mean reward"
    case .bestEnd: "Q of its end"
    case .followReward: "reward of its first action"
    case .lastIteration, .lastTerminal: nil
    case .bestJudgement: "its own judgement"
    case .bestNode: "its Q"
    }
  }

  /// Whether the rule chooses among the visited ends of episodes.
  var choosesEnds: Bool { [.bestPath, .meanReward, .bestEnd].contains(self) }

  /// Whether the rule chooses among simulations.
  var choosesSimulations: Bool { [.bestIteration, .lastIteration, .lastTerminal].contains(self) }

  /// Returns the answer.
  ///
  /// O(depth times branching); of the rules that choose among ends or simulations O(nodes times depth).
  public func choose(_ tree: borrowing SearchTree, problem: ProblemFacts) -> AnswerChoice {
    switch self {
    case .mostVisits:
      let line =
        problem.bestLine
        ?? tree.principalVariation(range: problem.range, endsAreKnown: problem.endsAreKnown)
      return visitsLine(line, tree, problem)
    case .drawn: return problem.draw.map { drawnLine(tree, $0) } ?? instead(tree, problem)
    case .highestValue: return highestValueLine(tree)
    case .bestPath, .meanReward, .bestEnd:
      var finder = AnswerFinder(self)
      finder.look(atAllOf: tree, problem)
      return finder.choice(in: tree) ?? instead(tree, problem)
    case .followReward: return followReward(tree, problem) ?? instead(tree, problem)
    case .bestIteration: return bestIteration(tree, problem) ?? instead(tree, problem)
    case .lastIteration:
      return problem.leaves.last.map { AnswerChoice(tree.path(to: $0), value: nil) }
        ?? instead(tree, problem)
    case .lastTerminal:
      let leaf = problem.leaves.last { tree.nodes[$0.index].flags.contains(.terminal) }
      return leaf.map { AnswerChoice(tree.path(to: $0), value: nil) } ?? instead(tree, problem)
    case .bestJudgement: return bestJudgement(tree) ?? instead(tree, problem)
    case .bestNode: return bestNode(tree) ?? instead(tree, problem)
    }
  }

  /// What is answered where the rule has nothing to choose from.
  func instead(_ tree: borrowing SearchTree, _ problem: ProblemFacts) -> AnswerChoice {
    var choice = highestValueLine(tree)
    choice.instead = .highestValue
    choice.lack =
      if self == .bestJudgement {
        "no node has a judgement of its own"
      } else if self == .bestNode {
        "no node below the root has a value"
      } else if choosesEnds, problem.players != 1 {
        "it is for one agent"
      } else if self == .drawn {
        "its draw is not known"
      } else if self != .bestEnd, !choosesSimulations || self == .bestIteration,
        problem.rewards == nil
      {
        "no rewards are known"
      } else if choosesEnds {
        "no path to an end was visited"
      } else {
        "no such simulation is known"
      }
    return choice
  }

  /// Returns what the rule chooses ends by; nil for an end that it does not choose.
  func worth(
    of end: NodeID, in tree: borrowing SearchTree, _ problem: ProblemFacts
  ) -> (value: Double, length: Int)? {
    if tree.isBanned(end) { return nil }
    guard self != .bestEnd else { return (tree.nodes[end.index].mean, 0) }
    guard let rewards = problem.rewards(to: end, in: tree) else { return nil }
    let sum = rewards.reduce(0, +)
    let value = self == .bestPath ? sum : sum / Float(max(1, rewards.count))
    return (Double(value), rewards.count)
  }

  /// The number that was made as large as can be is the value, where that is known, or else the visits.
  private func visitsLine(
    _ line: [NodeID], _ tree: borrowing SearchTree, _ problem: ProblemFacts
  ) -> AnswerChoice {
    guard line.count > 1 else { return AnswerChoice(line, value: nil) }
    let isByValue = tree.choosesByValue(
      of: .root, range: problem.range, endsAreKnown: problem.endsAreKnown)
    var choice = AnswerChoice(
      line,
      value: isByValue ? tree.value(of: line[1]) : Double(tree.nodes[line[1].index].visits))
    if isByValue { choice.measure = Self.highestValue.measure }
    return choice
  }

  private func drawnLine(_ tree: borrowing SearchTree, _ draw: AnswerDraw) -> AnswerChoice {
    let chances = draw.chances(tree)
    guard let first = draw.taken(of: chances) else { return AnswerChoice([.root], value: nil) }
    var line = [NodeID.root, first]
    while let child = tree.mostVisitedChild(of: line[line.count - 1]) { line.append(child) }
    var choice = AnswerChoice(line, value: Double(tree.nodes[first.index].visits))
    choice.temperature = draw.temperature
    choice.chances = chances
    return choice
  }

  private func highestValueLine(_ tree: borrowing SearchTree) -> AnswerChoice {
    var line = [NodeID.root]
    while let child = tree.highestValueChild(of: line[line.count - 1]) { line.append(child) }
    return AnswerChoice(line, value: line.count > 1 ? tree.value(of: line[1]) : nil)
  }

  private func followReward(
    _ tree: borrowing SearchTree, _ problem: ProblemFacts
  ) -> AnswerChoice? {
    guard problem.rewards != nil else { return nil }
    var line = [NodeID.root]
    var first: Double?
    while true {
      var best: (child: NodeID, reward: Float)?
      for child in tree.children(of: line[line.count - 1]) {
        let numbers = tree.nodes[child.index]
        if numbers.visits == 0 || !numbers.flags.isDisjoint(with: [.banned, .unentered]) {
          continue
        }
        let reward = problem.rewards(to: child, in: tree)?.last ?? 0
        if let best, best.reward >= reward { continue }
        best = (child, reward)
      }
      guard let best else { return AnswerChoice(line, value: first) }
      if line.count == 1 { first = Double(best.reward) }
      line.append(best.child)
    }
  }

  private func bestJudgement(_ tree: borrowing SearchTree) -> AnswerChoice? {
    let layout = tree.statistics.layout
    guard let place = layout.placeIfDeclared(of: Statistic.judged.name) else { return nil }
    let outcomePlace = layout.placeIfDeclared(of: Agents.outcome.name)
    var best: (node: NodeID, passes: Double, judgement: Double)?
    for index in 1..<max(1, tree.count) {
      let node = NodeID(index)
      guard let judgement = tree.statistics[place, node], !tree.isBanned(node) else { continue }
      let passes = outcomePlace.flatMap { tree.statistics[$0, node] } ?? 0
      if let best, (best.passes, best.judgement) >= (passes, judgement) { continue }
      best = (node, passes, judgement)
    }
    // The root is where the answer begins: it is one only where nothing else was judged.
    if best == nil { best = tree.statistics[place, .root].map { (.root, 0, $0) } }
    return best.map { AnswerChoice(tree.path(to: $0.node), value: $0.judgement) }
  }

  private func bestNode(_ tree: borrowing SearchTree) -> AnswerChoice? {
    var best: (node: NodeID, value: Double)?
    for index in 1..<max(1, tree.count) {
      let node = NodeID(index)
      guard let value = tree.value(of: node), best.map({ value > $0.value }) ?? true,
        !tree.isBanned(node)
      else { continue }
      best = (node, value)
    }
    return best.map { AnswerChoice(tree.path(to: $0.node), value: $0.value) }
  }

  private func bestIteration(
    _ tree: borrowing SearchTree, _ problem: ProblemFacts
  ) -> AnswerChoice? {
    var best: (leaf: NodeID, reward: Float)?
    var known: Set<NodeID> = []
    for leaf in problem.leaves where known.insert(leaf).inserted {
      guard let reward = problem.rewards(to: leaf, in: tree)?.reduce(0, +) else { return nil }
      if let best, best.reward >= reward { continue }
      best = (leaf, reward)
    }
    return best.map { AnswerChoice(tree.path(to: $0.leaf), value: Double($0.reward)) }
  }
}
