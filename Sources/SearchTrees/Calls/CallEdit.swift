/// What a call says whose prompt a person changed, beside the one that the search asked.
public struct CallEdit: Hashable, Sendable {
  /// The call that was asked with the changed prompt.
  public var number: Int
  /// The call whose prompt was changed.
  public var original: ModelCall
  /// What follows from it; nil where no step of the tree rests on the original.
  public var effect: StepReconsideration?

  /// Puts the two beside each other.
  public init(_ number: Int, of original: ModelCall, effect: StepReconsideration? = nil) {
    self.number = number
    self.original = original
    self.effect = effect
  }
}

/// What a step would be worth, and what would be picked beside it, if a model had said something else.
///
/// Worked out by the rules of the search; nothing of it is in the tree.
public struct StepReconsideration: Hashable, Sendable {
  /// The child that the step leads to.
  public var node: NodeID
  /// The step, as the environment labels it.
  ///
  /// Untrusted text.
  public var label: String
  /// The parts of its reward and their sum, by the statistics as they are now.
  public var before: Verdict
  /// The same with what was said instead.
  public var after: Verdict
  /// The decision among the child and its siblings as it is; nil where there is none.
  public var decision: SelectionTable?
  /// The same with what was said instead.
  public var otherDecision: SelectionTable?
  /// Whether the child's value counts the other reward of the step: false where it cannot be worked out
  /// again from the tree, so that only the number on the edge is another.
  public var isValueReworked: Bool

  /// States what would be otherwise.
  public init(
    node: NodeID, label: String, before: Verdict, after: Verdict, decision: SelectionTable?,
    otherDecision: SelectionTable?, isValueReworked: Bool
  ) {
    self.node = node
    self.label = label
    self.before = before
    self.after = after
    self.decision = decision
    self.otherDecision = otherDecision
    self.isValueReworked = isValueReworked
  }

  private static func pick(_ table: SelectionTable?) -> SelectionTable.Candidate? {
    table.flatMap { table in table.winner.map { table.candidates[$0] } }
  }

  /// The child's place in both decisions, where it is among the candidates.
  public var scores: (before: Double, after: Double)? {
    guard let one = decision?.candidates.first(where: { $0.node == node }),
      let other = otherDecision?.candidates.first(where: { $0.node == node })
    else { return nil }
    return (one.score, other.score)
  }

  /// Whether the pick stays, in words; it names what is picked.
  ///
  /// Untrusted text.
  public var pickWords: String {
    guard let one = Self.pick(decision), let other = Self.pick(otherDecision) else {
      return "nothing is picked by the highest score here"
    }
    return one.node == other.node
      ? "the pick stays \(one.label)"
      : "the pick would be \(other.label) instead of \(one.label)"
  }
}
