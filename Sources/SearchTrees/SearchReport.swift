/// What a search found, as it is printed where there is no terminal.
public struct SearchReport: Hashable, Sendable {
  /// One action at the root.
  public struct Child: Hashable, Sendable {
    /// The action's label.
    ///
    /// Untrusted text.
    public var action: String
    /// N; nil where it is not known, whole unless the file counts in fractions.
    public var visits: Double?
    /// The part of N in the sum of N over the node and its siblings, in 0...1; nil where it is not known.
    public var share: Double?
    /// Q, exact if it is known; nil without visits, and where it is not known.
    public var value: Double?
    /// P, in trees with priors; nil where it is not known.
    public var prior: Double?
    /// The terms of the selection score.
    public var terms: [NamedNumber]
    /// The selection score.
    public var score: Double
    /// What else is known.
    public var flags: NodeFlags
    /// What kind of node a recording says it is (`chance`, `observation`).
    ///
    /// Untrusted text.
    public var kind: String?
    /// Who proposed it, as a recording says.
    ///
    /// Untrusted text.
    public var source: String?
    /// How many more children it can have that were never added to the tree; nil where nobody said.
    public var unexpanded: Int?
    /// The probability with which it was to be drawn by the last choice at the root, in 0...1.
    public var probability: Double?
    /// Statistics of another program beside visits and value.
    public var statistics: [NamedStatistic] = []
    /// What an evaluator said of it, as a recording holds it.
    public var verdict: Verdict?

    /// Makes a child.
    public init(
      action: String, visits: Double?, share: Double? = nil, value: Double?, prior: Double?,
      terms: [NamedNumber],
      score: Double, flags: NodeFlags
    ) {
      self.action = action
      self.visits = visits
      self.share = share
      self.value = value
      self.prior = prior
      self.terms = terms
      self.score = score
      self.flags = flags
    }
  }

  /// The counters and names of the search.
  public var summary: SearchSummary
  /// The root's actions, most visits first; without visits the highest Q first, and last what is not known.
  public var children: [Child]
  /// N of the root; nil where it is not known.
  public var rootVisits: Double?
  /// Q of the root; nil without visits, and where it is not known.
  public var rootValue: Double?
  /// How many more actions the root has that were never added to the tree; nil where nobody said.
  public var unexpanded: Int?
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
