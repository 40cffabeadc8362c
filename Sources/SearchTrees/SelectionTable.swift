/// A named number of a search: a term of a score, a parameter.
public struct NamedNumber: Hashable, Sendable {
  /// What the formula calls it (`Q`, `U`, `c`).
  public var name: String
  /// The number.
  public var value: Double

  /// Names a number.
  public init(_ name: String, _ value: Double) {
    self.name = name
    self.value = value
  }

  /// How many scores were seen of an arm.
  public static func seen(_ count: Double) -> NamedNumber { NamedNumber("seen", count) }

  /// Whether it counts something, so that it is whole.
  public var isCount: Bool { name == "seen" }
}

/// A statistic that another program keeps of a node beside visits and value.
public struct NamedStatistic: Hashable, Sendable {
  /// What the program calls it.
  ///
  /// Untrusted text.
  public var name: String
  /// The number; nil where it is not known.
  public var value: Double?

  /// Names a statistic.
  public init(_ name: String, _ value: Double?) {
    self.name = name
    self.value = value
  }
}

/// Why one child of a node was chosen: every candidate with the named terms of its score.
///
/// The table holds the numbers that the search used, computed by the same code; nothing in it is
/// worked out afterwards but the margin and the crossings of the exploration constant.
public struct SelectionTable: Hashable, Sendable {
  /// One child of the node.
  public struct Candidate: Hashable, Sendable {
    /// The child.
    public var node: NodeID
    /// The child's action, as the environment labels it.
    ///
    /// Untrusted text.
    public var label: String
    /// The child's visits (n); nil where they are not known.
    public var visits: Double?
    /// The child's value as selection saw it, if it has one.
    public var value: Double?
    /// The child's prior, in trees with priors.
    public var prior: Double?
    /// The probability with which the child was to be drawn, in 0...1, where the choice was drawn.
    public var probability: Double?
    /// The terms of the score, in the formula's order.
    public var terms: [NamedNumber]
    /// The score; infinite for a child that is taken before all visited ones, not a number where none is
    /// known.
    public var score: Double
    /// How much the score gains when the exploration constant gains 1; 0 where it does not count.
    public var slope: Double
    /// The formula with this child's numbers put in.
    public var working: String
    /// What set the child apart before it was scored.
    public var flags: NodeFlags
    /// Of a child that is not there yet the source that would make it, from 0; nil for a child.
    public var source: Int?

    /// Makes a candidate.
    public init(
      node: NodeID, label: String = "", visits: Double?, value: Double?, prior: Double? = nil,
      probability: Double? = nil, terms: [NamedNumber], score: Double, slope: Double = 0,
      working: String = "", flags: NodeFlags = []
    ) {
      self.node = node
      self.label = label
      self.visits = visits
      self.value = value
      self.prior = prior
      self.probability = probability
      self.terms = terms
      self.score = score
      self.slope = slope
      self.working = working
      self.flags = flags
    }
  }

  /// One of the decisions that a choice was made by, where there were several or where one was drawn.
  public struct Stage: Hashable, Sendable {
    /// What can be decided for.
    public struct Arm: Hashable, Sendable {
      /// What it is called (`GEN`).
      ///
      /// Untrusted text.
      public var label: String
      /// The child that it leads to; none where it leads to no one child.
      public var node: NodeID
      /// The numbers that it is judged by, in the rule's order.
      public var terms: [NamedNumber]
      /// The probability with which it is decided for, in 0...1; nil where nothing is drawn.
      public var probability: Double?
      /// What was drawn for it, the highest of which wins; nil where nothing was.
      public var draw: Double?

      /// Describes an arm.
      public init(
        _ label: String, node: NodeID = .none, terms: [NamedNumber] = [],
        probability: Double? = nil, draw: Double? = nil
      ) {
        self.label = label
        self.node = node
        self.terms = terms
        self.probability = probability
        self.draw = draw
      }
    }

    /// What was decided (`new or known`).
    public var name: String
    /// The arms, in the order in which numbers are drawn for them.
    public var arms: [Arm]
    /// The position of the arm that was decided for; nil where nobody has decided yet.
    public var winner: Int?
    /// The number in 0..<1 that decided among the probabilities of all arms; nil where each arm has its own,
    /// and where nothing was drawn.
    public var draw: Double?

    /// Describes a stage.
    public init(_ name: String, arms: [Arm], winner: Int? = nil, draw: Double? = nil) {
      self.name = name
      self.arms = arms
      self.winner = winner
      self.draw = draw
    }
  }

  /// The node whose children these are.
  public var node: NodeID
  /// The rule's name (`UCT`).
  public var rule: String
  /// The rule's formula in plain text (`Q + c*sqrt(ln N / n)`).
  public var formula: String
  /// The node's visits (N); nil where they are not known.
  public var parentVisits: Double?
  /// The name and value of the exploration constant.
  public var exploration: NamedNumber
  /// The children, oldest first.
  public var candidates: [Candidate]
  /// The decisions that the choice is made by, in their order; empty where the highest score decides.
  public var stages: [Stage] = []
  /// The position of the chosen candidate, if one can be chosen.
  public var winner: Int? {
    didSet { assert(winner.map(candidates.indices.contains) ?? true, "a candidate wins") }
  }

  /// Makes a table; the winner is the first candidate with the highest score that is neither banned nor closed.
  ///
  /// Where no scores are known, as where the choice is drawn, it must be told.
  public init(
    node: NodeID, rule: String, formula: String, parentVisits: Double?, exploration: NamedNumber,
    candidates: [Candidate]
  ) {
    self.node = node
    self.rule = rule
    self.formula = formula
    self.parentVisits = parentVisits
    self.exploration = exploration
    self.candidates = candidates
    winner = nil
    for (position, candidate) in candidates.enumerated()
    where candidate.flags.isDisjoint(with: .barred) && !candidate.score.isNaN {
      if let best = winner, candidates[best].score >= candidate.score { continue }
      winner = position
    }
  }

  /// The position of the best candidate beside the winner.
  public var runnerUp: Int? {
    var best: Int?
    for (position, candidate) in candidates.enumerated()
    where position != winner && candidate.flags.isDisjoint(with: .barred) {
      if let known = best, candidates[known].score >= candidate.score { continue }
      best = position
    }
    return best
  }

  /// By how much the winner's score exceeds the runner-up's, where both are finite.
  public var margin: Double? {
    guard let winner, let runnerUp else { return nil }
    let difference = candidates[winner].score - candidates[runnerUp].score
    return difference.isFinite ? difference : nil
  }

  /// A value of the exploration constant at which the decision would change.
  public struct Flip: Hashable, Sendable {
    /// The value of the constant.
    public var constant: Double
    /// The position of the candidate that would win from there on.
    public var candidate: Int
  }

  /// The nearest values of the exploration constant, below and above the present one, at which
  /// another candidate would win.
  ///
  /// Scores are lines in the constant, `score(c') = score(c) + (c' - c) * slope`, so the winner's
  /// line first meets a steeper one above and a flatter one below: `c* = (Q1 - Q2) / (e2 - e1)`. Of
  /// several that it meets there the steepest or flattest wins beyond.
  public var flips: (below: Flip?, above: Flip?) {
    guard let winner, candidates[winner].score.isFinite else { return (nil, nil) }
    var below: Flip?
    var above: Flip?
    for (position, rival) in candidates.enumerated()
    where position != winner && rival.score.isFinite && rival.flags.isDisjoint(with: .barred) {
      let steepness = rival.slope - candidates[winner].slope
      guard steepness != 0 else { continue }
      let crossing = exploration.value + (candidates[winner].score - rival.score) / steepness
      let flip = Flip(constant: crossing, candidate: position)
      if steepness > 0 {
        if isNearer(flip, than: above, by: 1) { above = flip }
      } else if crossing >= 0, isNearer(flip, than: below, by: -1) {
        below = flip
      }
    }
    return (below, above)
  }

  /// Returns whether `flip` is met before `known` on the way up (`direction` 1) or down (-1).
  private func isNearer(_ flip: Flip, than known: Flip?, by direction: Double) -> Bool {
    guard let known else { return true }
    let distance = (flip.constant - known.constant) * direction
    let steepness = candidates[flip.candidate].slope - candidates[known.candidate].slope
    return distance < 0 || distance == 0 && steepness * direction > 0
  }
}
