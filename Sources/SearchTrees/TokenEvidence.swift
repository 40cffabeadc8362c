/// What language models said where one token stands.
public struct TokenEvidence: Hashable, Sendable {
  /// What a token belongs to.
  public enum Role: String, Hashable, Sendable {
    /// The action.
    case action
    /// The judgement of the action.
    case judgement
  }

  /// The token.
  ///
  /// Untrusted text.
  public var text: String
  /// What it belongs to.
  public var role: Role
  /// How likely each model held it.
  public var likelihoods: TokenLikelihoods
  /// How far the models' distributions at this place are apart: of two, the Jensen-Shannon divergence in
  /// nats, in 0...ln 2.
  public var divergence: Double?
  /// Whether a sibling has the same tokens before this place, so that the distributions here, and their
  /// divergence, are the same for both.
  public var isShared: Bool
  /// Whether a sibling has the same tokens before this place and this token too, so that nothing here
  /// tells the two apart.
  public var isSame: Bool
  /// The likeliest tokens of any model, by the first one's probability.
  public var top: [Alternative]

  /// A token that could have stood there.
  public struct Alternative: Hashable, Sendable {
    /// The token.
    ///
    /// Untrusted text.
    public var text: String
    /// How likely each model held it.
    public var likelihoods: TokenLikelihoods

    /// Makes an alternative.
    public init(text: String, likelihoods: TokenLikelihoods) {
      self.text = text
      self.likelihoods = likelihoods
    }
  }

  /// Makes evidence.
  public init(
    text: String, role: Role, likelihoods: TokenLikelihoods, divergence: Double? = nil,
    isShared: Bool = false, isSame: Bool = false, top: [Alternative] = []
  ) {
    self.text = text
    self.role = role
    self.likelihoods = likelihoods
    self.divergence = divergence
    self.isShared = isShared
    self.isSame = isSame
    self.top = top
  }
}
