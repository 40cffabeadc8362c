import Glibc
import Groundwork
public import SearchTrees

/// The rule of MASTER: agents that recruit agents, each sure of itself to a degree.
///
/// Gan et al., *MASTER: a multi-agent system with LLM specialized MCTS* (2025).
/// `confidence*reward + c*sqrt(ln N/(2n))` over the agents without children. The reward of an agent is its own
/// score, until a final agent below it fails: the failed reward joins the mean of all agents above. n counts
/// what a reward is the mean of, N is that of the parent. Where the confidence enters is not published: that
/// it multiplies the reward is a reading.
public struct Agents: OpenNodeRule {
  /// The depth of the first agent: 1 where the root holds nothing, else 0.
  public let firstDepth: Int
  /// The exploration constant.
  public var parameters: [Parameter]
  private(set) var countPlace = 0
  private(set) var confidencePlace = 0
  private(set) var outcomePlace = 0
  private(set) var judgedPlace = 0
  private(set) var backedUpPlace = 0

  static let count = Statistic(
    "rewards", head: "n", "how many rewards the agent's one is the mean of", kind: .sum)
  static let confidence = Statistic(
    "confidence", head: "conf", "how sure the agent is of its score", kind: .neither, range: 0...1)
  static let outcome: Statistic = {
    var statistic = Statistic(
      "outcome", head: "passes", "whether a final agent passes its evaluation", kind: .neither)
    statistic.choices = ["fails", "passes"]
    return statistic
  }()
  static let finalScore = Statistic(
    "judged", head: "final", "the score of a final agent", kind: .neither)

  /// Makes the rule.
  public init(c: Double = 1, firstDepth: Int = 1) {
    parameters = [Parameter("c", c, in: 0...1e6, "exploration constant")]
    self.firstDepth = firstDepth
  }

  /// The rule's name.
  public var name: String { "MASTER" }
  /// The score.
  public var formula: String { "conf*Q + c*sqrt(ln N/(2n))" }
  /// What it is made of.
  public var termNames: [String] { ["conf*Q", "U"] }
  /// The numbers of agents.
  public var statistics: [Statistic] {
    [Self.count, Self.confidence, Self.outcome, Self.finalScore, .backedUp]
  }
  /// Learns where they stand.
  public mutating func locate(in layout: StatisticLayout) {
    countPlace = layout.place(of: Self.count.name)
    confidencePlace = layout.place(of: Self.confidence.name)
    outcomePlace = layout.place(of: Self.outcome.name)
    judgedPlace = layout.place(of: Self.finalScore.name)
    backedUpPlace = layout.place(of: Statistic.backedUp.name)
  }

  /// Agents without children that are not final are open.
  public func reasonClosed(_ node: NodeID, in tree: borrowing Family) -> String? {
    if tree.childCount(of: node) > 0 { return "it has recruited its agents" }
    if let outcome = tree.statistic(outcomePlace, of: node) {
      return outcome > 0 ? "it passes: the search is over" : "final, and failed its evaluation"
    }
    return node != .root && tree.statistic(countPlace, of: node) == nil ? "not judged" : nil
  }

  /// Returns the score; infinite at a root where nothing is yet.
  public func score(of node: NodeID, in tree: borrowing Family) -> OpenScore? {
    guard let count = tree.statistic(countPlace, of: node) else {
      return node == .root ? OpenScore(value: .infinity, exploration: 0) : nil
    }
    let numbers = tree.candidate(at: node)
    let reward = numbers.visits > 0 ? numbers.valueSum / Double(numbers.visits) : 0
    let confidence = tree.statistic(confidencePlace, of: node) ?? 1
    return OpenScore(
      value: confidence * reward,
      exploration: parameter(0)
        * (log(parentCount(of: node, in: tree)) / (2 * count)).squareRoot())
  }

  /// Returns what the reward of an agent is the mean of; nil where it was not judged.
  public func count(of node: NodeID, in tree: borrowing Family) -> Double? {
    tree.statistic(countPlace, of: node)
  }

  /// The number of rewards of the parent; of the first agent its own.
  public func parentCount(of node: NodeID, in tree: borrowing Family) -> Double {
    let own = tree.statistic(countPlace, of: node) ?? 1
    return node == .root ? own : tree.statistic(countPlace, of: tree.parent(of: node)) ?? own
  }

  /// Returns how sure an agent is of itself; nil where it does not say.
  public func confidence(of node: NodeID, in tree: borrowing Family) -> Double? {
    tree.statistic(confidencePlace, of: node)
  }

  /// Returns whether a final agent passed; nil of one that is not final.
  public func passes(_ node: NodeID, in tree: borrowing Family) -> Bool? {
    tree.statistic(outcomePlace, of: node).map { $0 > 0 }
  }

  /// Returns the formula with numbers.
  public func working(of node: NodeID, in tree: borrowing Family) -> String {
    guard let count = tree.statistic(countPlace, of: node), score(of: node, in: tree) != nil else {
      return ""
    }
    let numbers = tree.candidate(at: node)
    let reward = numbers.visits > 0 ? numbers.valueSum / Double(numbers.visits) : 0
    return "\(NumberText.fixed(confidence(of: node, in: tree) ?? 1))*\(NumberText.fixed(reward)) + "
      + "\(NumberText.short(parameter(0)))*sqrt(ln "
      + "\(NumberText.short(parentCount(of: node, in: tree)))/(2*\(NumberText.short(count))))"
  }
}

/// The backup of ``Agents``: a score stays with its agent; only a final agent that fails is heard above.
public struct AgentBackup: Backup {
  private var rule: Agents

  /// Makes the backup of a rule.
  public init(_ rule: Agents) { self.rule = rule }

  /// Q is an agent's reward.
  public var meaning: ValueMeaning {
    ValueMeaning(
      perspective: .root, words: "own score, and the mean of it and of failures below it")
  }
  /// The numbers of agents.
  public var statistics: [Statistic] { rule.statistics }
  /// A score is the same at every depth.
  public var childLevel: ChildLevel { .same }
  /// The value itself.
  public func leafValue(toMake value: Float, on path: borrowing SimulationPath) -> Float {
    value - path.totalReward
  }
  /// That of scores.
  public func valueRange(of range: ClosedRange<Float>) -> ClosedRange<Float>? { range }
  /// Learns where numbers stand.
  public mutating func locate(in layout: StatisticLayout) { rule.locate(in: layout) }

  /// Keeps the score with the agent; what failed joins the mean of all agents above.
  ///
  /// O(depth).
  public func backUp(_ path: borrowing SimulationPath, into tree: inout SearchTree) {
    let leaf = path.nodes.count - 1
    let score = path.totalReturn
    let passes = path.verdict?.passes
    for index in 0...leaf {
      let node = path.nodes[index]
      let numbers = tree.nodes[node.index]
      let count = tree.statistics[rule.countPlace, node]
      var reward = numbers.visits > 0 ? numbers.mean : score
      if index == leaf {
        if count == nil {
          tree.statistics[rule.countPlace, node] = 1
          tree.statistics[rule.confidencePlace, node] = path.verdict?.confidence
          reward = score
        }
        if let passes {
          tree.statistics[rule.outcomePlace, node] = passes ? 1 : 0
          tree.statistics[rule.judgedPlace, node] = score
        }
      } else if passes == false, let count {
        tree.statistics[rule.countPlace, node] = count + 1
        reward = (reward * count + score) / (count + 1)
      }
      tree.statistics[rule.backedUpPlace, node] =
        index == leaf || passes == false ? score : nil
      tree.nodes[node.index].visits &+= 1
      tree.nodes[node.index].valueSum = reward * Double(tree.nodes[node.index].visits)
    }
  }
}

/// The walk of ``Agents``: the chosen agent recruits all its agents at once, each of which is judged until one
/// passes.
public struct AgentWalk: FrontierWalk {
  private var rule: Agents

  /// Makes the walk of a rule.
  ///
  /// - Precondition: the widening makes children at once, and answers of the evaluator are kept.
  public init(_ rule: Agents) { self.rule = rule }

  /// A failure that joins the parent's reward changes the scores of its children.
  public func influence(of node: NodeID, in tree: borrowing SearchTree) -> Double? {
    tree.statistics[rule.countPlace, node]
  }
  /// Takes the constant.
  public mutating func set(_ parameters: [Parameter]) { rule.parameters = parameters }
  /// Learns where numbers stand.
  public mutating func locate(in layout: StatisticLayout) { rule.locate(in: layout) }

  /// What becomes of the chosen agent.
  public var continuationWords: String? { "recruits its agents, which are judged" }
  /// Which agents are open, and what becomes of them.
  public var selectionRules: [String] {
    [
      "An agent is chosen among all that have recruited none and are not final.",
      "It recruits all its agents at once; they are judged one by one, until a final one passes.",
      "A score stays with its agent; only that of a final agent that fails joins the means above it.",
      "The first final agent that passes ends the search, whatever the scores of others.",
      "Of equal scores the oldest agent is taken.",
    ]
  }

  /// Returns the score of an open agent.
  public func priority(of node: NodeID, in tree: borrowing SearchTree) -> Double? {
    rule.priority(of: node, in: tree)
  }

  /// Nobody is judged after an agent that passes.
  public func isEnough(_ verdict: Verdict) -> Bool { verdict.passes == true }

  /// Has the chosen agent recruit others, and all of them judged.
  public func expand(_ walker: inout Walker) {
    let place = walker.place
    guard !place.isTerminal, !place.numbers.flags.contains(.pinned) else { return }
    var isOpen = false
    walker.read { isOpen = rule.priority(of: place.node, in: $0) != nil }
    let holdsNothing = place.node == .root && rule.firstDepth > 0
    guard isOpen, place.numbers.visits > 0 || holdsNothing, walker.grow() != nil else { return }
    var children: [NodeID] = []
    walker.read { children = Array($0.children(of: place.node)) }
    for child in children.dropLast() { walker.judge(child) }
    if let last = children.last { walker.enter(last) }
  }
}

/// Ends a search by ``Agents`` with the first final agent that passes.
public struct AgentsEnd: Intervention {
  private let rule: Agents

  /// Makes the end of a rule's search.
  public init(_ rule: Agents) { self.rule = rule }

  /// The rule's name.
  public var author: String { "passed" }
  /// Every simulation may be the last.
  public var trigger: InterventionTrigger { .everySimulation }
  /// A verdict is no chance.
  public var isForChance: Bool { true }

  /// Closes the root once the agent that was judged last passes.
  public func intervene(after path: borrowing SimulationPath, _ editor: inout TreeEditor) {
    guard path.verdict?.passes == true else { return }
    editor.close(.root)
  }
}

extension Verdict {
  /// The name of the part that says whether what was judged passes.
  public static var passPart: String { "passes" }
  /// Whether what was judged is final and passes its evaluation, by the part of that name; nil where it is not
  /// final.
  public var passes: Bool? { parts.first { $0.name == Self.passPart }.map { $0.raw > 0 } }
}
