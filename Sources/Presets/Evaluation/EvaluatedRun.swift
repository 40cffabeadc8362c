public import SearchTrees

/// What became of one problem under one kind of search.
public struct EvaluatedRun: Hashable, Sendable {
  /// The length of the shortest complete path in the tree that reaches the goal; nil without one.
  public var found: Int?
  /// Whether the answer reaches the goal; the search's own numbers chose it, in which the rules' verdict
  /// may be (``Preset/answerKey``).
  public var chosen = false
  /// The answer as a plan in PDDL.
  ///
  /// Names come from files: untrusted text.
  public var plan: [String] = []
  /// Why the rules do not accept the plan; nil where they do.
  ///
  /// Untrusted text.
  public var planFault: String?
  /// The place of the answer among all that there are, 1 for the best; nil where they are not ranked.
  public var rank: Int?
  /// Simulations completed.
  public var iterations = 0
  /// Calls made, by ``CallTally``; nil where nobody counted.
  public var calls: Int?
  /// Nodes in the tree.
  public var nodes = 0
  /// Seconds that it took.
  public var seconds = 0.0
  /// The iteration after which the answer did not change any more; nil where nobody looked.
  public var settledAt: Int?
  /// What language models did; nil without any.
  public var modelUse: ModelUse?
  /// The steps that a reward model judged.
  public var steps: [ScoredStep] = []

  /// Makes a run that found nothing.
  public init() {}
}

/// A step that a reward model judged, beside what it did for the goal.
public struct ScoredStep: Hashable, Sendable {
  /// The reward.
  public var reward: Float
  /// The change of the number of goal facts that hold, as in figure 6 of the paper's third version.
  public var progress: Int

  /// Makes a step.
  public init(reward: Float, progress: Int) {
    self.reward = reward
    self.progress = progress
  }
}
