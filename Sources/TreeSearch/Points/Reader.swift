import Groundwork
public import SearchTrees

/// Plug-in point 9: what a tree, finished or running, says is the answer.
public protocol Reader: Sendable {
  /// How the answer is chosen, in a few words.
  var words: String { get }
  /// What the number is that it maximises; nil where it maximises none.
  var measure: String? { get }
  /// Returns the answer.
  ///
  /// `problem` says what the tree alone does not know.
  func choose(_ tree: borrowing SearchTree, problem: ProblemFacts) -> AnswerChoice
}

extension Reader {
  /// By default it maximises no number.
  public var measure: String? { nil }
  /// Returns the nodes of the answer from the root on; the root alone if there is no answer yet.
  public func answer(_ tree: borrowing SearchTree, problem: ProblemFacts) -> [NodeID] {
    choose(tree, problem: problem).nodes
  }
}

/// What a reader chose.
public struct AnswerChoice: Hashable, Sendable {
  /// The nodes from the root on; the root alone if there is no answer yet.
  public var nodes: [NodeID]
  /// The number that the rule maximised; nil where it maximises none, and without an answer.
  public var value: Double?
  /// What that number is, where it is another one than the rule's usual measure.
  public var measure: String?
  /// The rule that was used where the reader's own had nothing to choose from.
  public var instead: AnswerRule?
  /// Why, in a few words.
  public var lack: String?
  /// How many finished paths it was chosen from, where it is one of them.
  public var rivals: Int?
  /// The temperature of the draw, where its first action was drawn.
  public var temperature: Double?
  /// With which probability each child of the root was to be drawn; empty where nothing was drawn.
  public var chances: [AnswerDraw.Chance] = []

  /// Describes a choice.
  public init(
    _ nodes: [NodeID], value: Double?, instead: AnswerRule? = nil, rivals: Int? = nil
  ) {
    self.nodes = nodes
    self.value = value
    self.instead = instead
    self.rivals = rivals
  }
}

/// What a reader may ask about the problem behind a tree.
public struct ProblemFacts {
  /// One or two.
  public var players: Int
  /// The lowest and highest return of an episode, if they are known.
  public var range: ClosedRange<Float>?
  /// The last node of every simulation's path, in their order; empty where that is not kept.
  public var leaves: [NodeID]
  /// The best line by visits, where somebody knows more of the bounds of values than `range`.
  public var bestLine: [NodeID]?
  /// Whether the mean of an end is its outcome: where chance has no part.
  public var endsAreKnown: Bool
  /// How an answer is drawn; nil where that is not known.
  public var draw: AnswerDraw?
  /// Returns the rewards that a sequence of actions from the root gives, each with the number on its
  /// edge; nil where nobody knows them.
  ///
  /// O(length).
  public var rewards: ((_ steps: [Step]) -> [Float])?

  /// An edge of a tree.
  public struct Step: Hashable, Sendable {
    /// The action.
    public var action: ActionCode
    /// The number on the edge: its prior, or what its reward was estimated to be.
    public var prior: Float
  }

  /// States the facts.
  public init(
    players: Int, range: ClosedRange<Float>?, leaves: [NodeID] = [], bestLine: [NodeID]? = nil,
    endsAreKnown: Bool = false, draw: AnswerDraw? = nil, rewards: ((_ steps: [Step]) -> [Float])?
  ) {
    self.players = players
    self.range = range
    self.leaves = leaves
    self.bestLine = bestLine
    self.endsAreKnown = endsAreKnown
    self.draw = draw
    self.rewards = rewards
  }

  /// Returns the rewards on the way from the root to a node; that of a node that was not entered is its
  /// estimate; nil where nobody knows them.
  public func rewards(to node: NodeID, in tree: borrowing SearchTree) -> [Float]? {
    guard let rewardsOf = self.rewards else { return nil }
    var steps: [Step] = []
    for node in tree.path(to: node).dropFirst() {
      steps.append(
        Step(
          action: tree.nodes[node.index].action, prior: tree.hasPriors ? tree.priors[node.index] : 0
        ))
    }
    var rewards = rewardsOf(steps)
    if let last = steps.last, tree.nodes[node.index].flags.contains(.unentered) {
      rewards[rewards.count - 1] = last.prior
    }
    return rewards
  }
}
