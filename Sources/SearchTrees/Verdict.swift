/// What an evaluator said of a leaf.
public struct Verdict: Hashable, Sendable {
  /// The value that was backed up, from the view of the player who moved to the leaf.
  public var value: Double
  /// The named numbers that the value was made of, in the evaluator's order.
  public var parts: [NamedNumber]
  /// Why, in words, if the evaluator can say.
  ///
  /// Untrusted text.
  public var rationale: String?

  /// Makes a verdict.
  public init(value: Double, parts: [NamedNumber] = [], rationale: String? = nil) {
    self.value = value
    self.parts = parts
    self.rationale = rationale
  }
}
