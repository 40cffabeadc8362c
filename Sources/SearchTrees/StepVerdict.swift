/// What a reward model said of one of the steps that could be taken from a node.
public struct StepVerdict: Hashable, Sendable {
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

  /// Makes the verdict of a step.
  public init(node: NodeID, label: String, verdict: Verdict, isBest: Bool? = nil) {
    self.node = node
    self.label = label
    self.verdict = verdict
    self.isBest = isBest
  }
}

/// How well one part of a reward tells good steps from bad ones, measured against the truth.
public struct PartStanding: Hashable, Sendable {
  /// The part (`R_LL`).
  public var name: String
  /// The mean over states of the probability that a best step scores above another: 0.5 is chance.
  public var separation: Double
  /// How many states had both kinds of step.
  public var states: Int

  /// States a standing.
  public init(name: String, separation: Double, states: Int) {
    self.name = name
    self.separation = separation
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

/// What language models did for a search so far.
public struct ModelUse: Hashable, Sendable {
  /// Calls of the expert and of the amateur.
  public var calls = 0
  /// Tokens that the models read.
  public var tokens = 0
  /// Seconds spent in the models.
  public var seconds = 0.0
  /// Drafted tokens that the expert accepted.
  public var accepted = 0
  /// Drafted tokens that the expert rejected.
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
