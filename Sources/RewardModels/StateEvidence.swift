/// What two models say of the steps that can be taken from one state, and what it cost to ask.
public struct StateEvidence: Hashable, Sendable {
  /// One entry a step, in the order of the question.
  public var steps: [StepEvidence]
  /// How many tokens the state and the mark of the action are long.
  public var promptLength: Int
  /// Calls of the two models.
  public var calls: Int
  /// Tokens that the two models read, shared ones once.
  public var tokens: Int

  /// States what was said and what it cost.
  public init(steps: [StepEvidence], promptLength: Int, calls: Int, tokens: Int) {
    self.steps = steps
    self.promptLength = promptLength
    self.calls = calls
    self.tokens = tokens
  }
}

/// What the amateur has read when it comes to a step.
public enum AmateurMemory: String, Hashable, Sendable, CaseIterable {
  /// The state and the step, as the expert has.
  case fresh
  /// Before that all steps judged earlier, each with its state: the public code empties the expert's
  /// cache twice and the amateur's never.
  ///
  /// What is said of a step then depends on the order of its siblings. Where the sequence becomes too
  /// long the oldest steps are left out; steps from other states never come in.
  case afterSiblings = "after-siblings"

  /// What is wrong with it, if it only imitates a mistake.
  public var caveat: String? {
    self == .fresh
      ? nil : "the amateur still remembers the siblings before, so their order changes R_JSD'"
  }
}
