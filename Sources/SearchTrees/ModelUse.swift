/// What language models did for a search so far.
public struct ModelUse: Hashable, Sendable {
  /// Calls of all models together.
  public var calls = 0
  /// Tokens that the models read.
  public var tokens = 0
  /// Seconds spent in the models.
  public var seconds = 0.0
  /// Drafted tokens that were accepted.
  public var accepted = 0
  /// Drafted tokens that were rejected.
  public var rejected = 0
  /// Generated states that differ from what the rules say.
  public var disagreements = 0
  /// Generated states.
  public var generations = 0
  /// Generated actions.
  public var proposals = 0
  /// Generated actions that are not legal.
  public var illegalProposals = 0

  /// Makes the use of models that did nothing.
  public init() {}

  /// All numbers with the names that recordings and results have for them.
  public var counts: [NamedNumber] {
    [
      NamedNumber("calls", Double(calls)), NamedNumber("tokens", Double(tokens)),
      NamedNumber("seconds", seconds), NamedNumber("accepted_drafts", Double(accepted)),
      NamedNumber("rejected_drafts", Double(rejected)),
      NamedNumber("written_states", Double(generations)),
      NamedNumber("differing_states", Double(disagreements)),
      NamedNumber("written_actions", Double(proposals)),
      NamedNumber("illegal_actions", Double(illegalProposals)),
    ]
  }

  /// Makes the use of models from its numbers by their names, as in ``counts``; a number that is not a
  /// count is 0.
  public init(_ number: (_ name: String) -> Double?) {
    func count(_ name: String) -> Int {
      number(name).flatMap { Int(exactly: $0) }.map { max(0, $0) } ?? 0
    }
    calls = count("calls")
    tokens = count("tokens")
    seconds = number("seconds").flatMap { $0.isFinite && $0 >= 0 ? $0 : nil } ?? 0
    accepted = count("accepted_drafts")
    rejected = count("rejected_drafts")
    generations = count("written_states")
    disagreements = count("differing_states")
    proposals = count("written_actions")
    illegalProposals = count("illegal_actions")
  }

  /// Adds up what models did in two places.
  public static func + (one: ModelUse, other: ModelUse) -> ModelUse {
    var sum = one
    sum.calls += other.calls
    sum.tokens += other.tokens
    sum.seconds += other.seconds
    sum.accepted += other.accepted
    sum.rejected += other.rejected
    sum.disagreements += other.disagreements
    sum.generations += other.generations
    sum.proposals += other.proposals
    sum.illegalProposals += other.illegalProposals
    return sum
  }
}
