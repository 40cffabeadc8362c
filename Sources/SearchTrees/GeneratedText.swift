/// A state that an expert language model wrote, its words drafted by an amateur.
public struct GeneratedText: Hashable, Sendable {
  /// What was written, without the word that ends it.
  ///
  /// Untrusted text.
  public var text: String
  /// Drafted tokens that the expert accepted.
  public var accepted: Int
  /// Drafted tokens that the expert rejected.
  public var rejected: Int
  /// How often the expert was asked.
  public var expertCalls: Int
  /// How often the amateur was asked.
  public var amateurCalls: Int
  /// Whether the rules say something else.
  public var disagrees: Bool

  /// States what was written, and how.
  public init(
    text: String, accepted: Int, rejected: Int, expertCalls: Int, amateurCalls: Int,
    disagrees: Bool
  ) {
    self.text = text
    self.accepted = accepted
    self.rejected = rejected
    self.expertCalls = expertCalls
    self.amateurCalls = amateurCalls
    self.disagrees = disagrees
  }
}

/// How an action came to be among those that an expert language model proposed for a state.
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
  /// Drafted tokens that the expert accepted.
  public var accepted: Int
  /// Drafted tokens that the expert rejected.
  public var rejected: Int
  /// How often the expert was asked.
  public var expertCalls: Int
  /// How often the amateur was asked.
  public var amateurCalls: Int

  /// States how often an action was drawn among how many.
  public init(
    drawn: Int, samples: Int, illegal: Int, accepted: Int, rejected: Int, expertCalls: Int,
    amateurCalls: Int
  ) {
    self.drawn = drawn
    self.samples = samples
    self.illegal = illegal
    self.accepted = accepted
    self.rejected = rejected
    self.expertCalls = expertCalls
    self.amateurCalls = amateurCalls
  }
}
