/// How often a language model was asked.
public struct ModelCalls: Hashable, Sendable {
  /// The model's name.
  ///
  /// Untrusted text.
  public var model: String
  /// How often it was asked.
  public var count: Int

  /// Counts the calls of a model.
  public init(_ model: String, _ count: Int) {
    self.model = model
    self.count = count
  }
}

/// A state that a language model wrote.
public struct GeneratedText: Hashable, Sendable {
  /// What was written, without the word that ends it.
  ///
  /// Untrusted text.
  public var text: String
  /// Tokens drafted by another model that the writer accepted.
  public var accepted: Int
  /// Tokens drafted by another model that the writer rejected.
  public var rejected: Int
  /// How often each model was asked, the writer first.
  public var calls: [ModelCalls]
  /// Whether the rules say something else.
  public var disagrees: Bool

  /// States what was written, and how.
  public init(
    text: String, accepted: Int, rejected: Int, calls: [ModelCalls], disagrees: Bool
  ) {
    self.text = text
    self.accepted = accepted
    self.rejected = rejected
    self.calls = calls
    self.disagrees = disagrees
  }
}

/// How an action came to be among those that a language model proposed for a state.
///
/// All but `drawn` is of the state, the same for each of its actions.
public struct GeneratedProposal: Hashable, Sendable {
  /// How many of the samples are this action; 0 where no sample was legal and the likeliest legal action
  /// took their place.
  public var drawn: Int
  /// How many samples there were.
  public var samples: Int
  /// How many of the samples are no legal action.
  public var illegal: Int
  /// Tokens drafted by another model that the writer accepted.
  public var accepted: Int
  /// Tokens drafted by another model that the writer rejected.
  public var rejected: Int
  /// How often each model was asked, the writer first.
  public var calls: [ModelCalls]

  /// States how often an action was drawn among how many.
  public init(
    drawn: Int, samples: Int, illegal: Int, accepted: Int, rejected: Int, calls: [ModelCalls]
  ) {
    self.drawn = drawn
    self.samples = samples
    self.illegal = illegal
    self.accepted = accepted
    self.rejected = rejected
    self.calls = calls
  }
}
