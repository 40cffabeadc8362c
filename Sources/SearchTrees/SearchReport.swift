/// What a search found, as it is printed where there is no terminal.
public struct SearchReport: Hashable, Sendable {
  /// One action at the root.
  public struct Child: Hashable, Sendable {
    /// The action's label.
    ///
    /// Untrusted text.
    public var action: String
    /// N.
    public var visits: Int
    /// Q, exact if it is known; nil without visits.
    public var value: Double?
    /// P, in trees with priors.
    public var prior: Double?
    /// The terms of the selection score.
    public var terms: [NamedNumber]
    /// The selection score.
    public var score: Double
    /// What else is known.
    public var flags: NodeFlags

    /// Makes a child.
    public init(
      action: String, visits: Int, value: Double?, prior: Double?, terms: [NamedNumber],
      score: Double, flags: NodeFlags
    ) {
      self.action = action
      self.visits = visits
      self.value = value
      self.prior = prior
      self.terms = terms
      self.score = score
      self.flags = flags
    }
  }

  /// The counters and names of the search.
  public var summary: SearchSummary
  /// The root's actions, most visits first.
  public var children: [Child]
  /// The labels of the best line by visits.
  ///
  /// Untrusted text.
  public var principalVariation: [String]
  /// The answer.
  public var answer: SearchAnswer
  /// The value of the root if it is proven, from the view of the player to move.
  public var provenValue: Double?
  /// Bytes of hot storage a node.
  public var bytesPerNode: Int
  /// A number that differs between trees that differ.
  public var fingerprint: UInt64

  /// Makes a report.
  public init(
    summary: SearchSummary, children: [Child], principalVariation: [String], answer: SearchAnswer,
    provenValue: Double?, bytesPerNode: Int, fingerprint: UInt64
  ) {
    self.summary = summary
    self.children = children
    self.principalVariation = principalVariation
    self.answer = answer
    self.provenValue = provenValue
    self.bytesPerNode = bytesPerNode
    self.fingerprint = fingerprint
  }
}
