/// What a reward model said of one of the steps that could be taken from a node.
public struct StepEvaluation: Hashable, Sendable {
  /// The node that the step leads to.
  public var node: NodeID
  /// The action.
  ///
  /// Untrusted text.
  public var label: String
  /// What was said.
  public var verdict: Verdict
  /// Whether the step lies on a shortest way to the goal, where that is known.
  public var isBest: Bool?

  /// Makes the evaluation of a step.
  public init(node: NodeID, label: String, verdict: Verdict, isBest: Bool? = nil) {
    self.node = node
    self.label = label
    self.verdict = verdict
    self.isBest = isBest
  }
}

/// How well one part of a reward tells good steps from bad ones, measured against the truth.
public struct PartDiscrimination: Hashable, Sendable {
  /// The part (`R_LL`).
  public var name: String
  /// The mean over states of the probability that a best step scores above another: 0.5 is chance.
  public var auc: Double
  /// How many states had both kinds of step.
  public var states: Int

  /// States how well a part discriminates; `auc` is in 0...1.
  public init(name: String, auc: Double, states: Int) {
    self.name = name
    self.auc = auc
    self.states = states
  }
}

/// Something about a search that its reader should not overlook.
public struct Alarm: Hashable, Sendable {
  /// What is wrong, in one sentence.
  public var text: String
  /// The node that it is about, if it is about one.
  public var node: NodeID?

  /// Raises an alarm.
  public init(_ text: String, node: NodeID? = nil) {
    self.text = text
    self.node = node
  }
}
