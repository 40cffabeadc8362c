public import Groundwork
public import SearchTrees

/// A number of a search that can be changed while it runs.
public struct Parameter: Hashable, Sendable {
  /// The name, as formulas and the command line write it.
  public var name: String
  /// The present value.
  public var value: Double
  /// The values that are accepted.
  public var range: ClosedRange<Double>
  /// What it does, in a few words.
  public var meaning: String

  /// Describes a parameter.
  public init(_ name: String, _ value: Double, in range: ClosedRange<Double>, _ meaning: String) {
    self.name = name
    self.value = value
    self.range = range
    self.meaning = meaning
  }
}

/// What a selection rule answers when it is asked about a family.
public enum Choice: Hashable, Sendable {
  /// The walk goes to this child.
  case child(NodeID)
  /// The node gets one more child, from one of the proposer's sources, and the walk goes there.
  case grow(source: Int)
  /// There is nothing to choose: the walk ends at the node.
  case none
}

/// Plug-in point 4: which child of a node the walk goes to, or whether it goes to a new one.
///
/// The search asks once for a node, with all candidates at hand. A rule that scores each candidate by
/// itself and takes the highest is a ``ScoringPolicy``; one that draws, or that weighs a new child against
/// those that are there, answers ``choose(_:using:)`` by itself. Draws come from the search's generator,
/// the candidates oldest first, so that the same seed gives the same tree.
public protocol SelectionPolicy: Sendable {
  /// The rule's name (`UCT`).
  var name: String { get }
  /// The rule in plain text (`Q + c*sqrt(ln N / n)`).
  var formula: String { get }
  /// The names of the terms that ``explain(_:)`` tells, in its order.
  var termNames: [String] { get }
  /// The numbers that can be set; where there is an exploration constant it is the first.
  var parameters: [Parameter] { get }
  /// The exploration constant, in which every score is a straight line; nil for a rule without one.
  var exploration: NamedNumber? { get }
  /// Whether the tree must keep priors.
  var usesPriors: Bool { get }
  /// Whether a visited child at which the episode ends is scored like any other, instead of by its
  /// outcome alone.
  var exploresEnds: Bool { get }
  /// What becomes of equal scores; nil for a rule that does not go by the highest score.
  var ties: TieRule? { get }
  /// The names of the sources of a new child that the rule chooses among; empty where there is one.
  ///
  /// Untrusted texts.
  var sources: [String] { get }
  /// Whether the rule weighs a new child against those that are there.
  var weighsNewChild: Bool { get }
  /// The statistics that the rule reads, beside visits and values; a backup of the recipe writes them.
  var statistics: [Statistic] { get }
  /// Whether the rule follows every backup with ``willBackUp(_:in:)`` and ``didBackUp(_:in:)``.
  var followsBackups: Bool { get }

  /// Sets a parameter by name; false if there is none or the value is out of range.
  mutating func set(_ name: String, to value: Double) -> Bool
  /// Learns where the tree keeps the statistics that the rule declared.
  mutating func locate(in layout: StatisticLayout)
  /// Returns which candidate is taken; a barred child never is one.
  func choose(_ family: borrowing Family, using random: inout RandomSource) -> Choice
  /// Returns what speaks for each child, oldest first, barred ones too, and for a new one where the rule
  /// weighs it.
  ///
  /// It tells the rule as it is now: probabilities where ``choose(_:using:)`` draws, no draw.
  func explain(_ family: borrowing Family) -> [CandidateTerms]
  /// Returns the decisions by which a choice is made, with probabilities and no draws; empty where the
  /// highest score decides.
  func stages(_ family: borrowing Family) -> [SelectionTable.Stage]
  /// Makes the choice of ``choose(_:using:)``, with the same draws, and tells the decisions that led to it.
  func decide(
    _ family: borrowing Family, using random: inout RandomSource
  ) -> (choice: Choice, stages: [SelectionTable.Stage])

  /// Returns the mean value with which a child of so many visits would have a score; nil for a rule that
  /// does not score by a mean.
  func value(
    of child: NodeID, withVisits visits: UInt32, scoring score: Float, of family: borrowing Family
  ) -> Double?

  /// Hears that the statistics on a path are about to change.
  mutating func willBackUp(_ path: borrowing SimulationPath, in tree: borrowing SearchTree)
  /// Hears that the statistics on a path have changed.
  mutating func didBackUp(_ path: borrowing SimulationPath, in tree: borrowing SearchTree)
  /// Works out anew what the rule keeps of the whole tree, which was changed otherwise than by backups.
  ///
  /// O(nodes).
  mutating func recompute(from tree: borrowing SearchTree)
}

extension SelectionPolicy {
  /// By default no priors are needed.
  @inline(__always)
  public var usesPriors: Bool { false }
  /// By default there is nothing to explore at an end, as in OpenSpiel.
  @inline(__always)
  public var exploresEnds: Bool { false }
  /// By default the rule does not go by the highest score.
  public var ties: TieRule? { nil }
  /// By default nodes grow without being asked for.
  public var weighsNewChild: Bool { false }
  /// By default there is one source.
  public var sources: [String] { [] }
  /// By default visits and values are enough.
  public var statistics: [Statistic] { [] }
  /// By default nothing is kept of the whole tree.
  @inline(__always)
  public var followsBackups: Bool { false }
  /// By default there is one decision, and nothing more to say of it.
  public func stages(_ family: borrowing Family) -> [SelectionTable.Stage] { [] }
  /// By default there is nothing more to say of the choice.
  public func decide(
    _ family: borrowing Family, using random: inout RandomSource
  ) -> (choice: Choice, stages: [SelectionTable.Stage]) {
    (choose(family, using: &random), [])
  }
  /// By default no value leads to a score.
  public func value(
    of child: NodeID, withVisits visits: UInt32, scoring score: Float, of family: borrowing Family
  ) -> Double? { nil }
  /// By default nothing can be set.
  public mutating func set(_ name: String, to value: Double) -> Bool { false }
  /// By default nothing is declared.
  public mutating func locate(in layout: StatisticLayout) {}
  /// By default nothing is kept of the whole tree.
  @inline(__always)
  public mutating func willBackUp(
    _ path: borrowing SimulationPath, in tree: borrowing SearchTree
  ) {}
  /// By default nothing is kept of the whole tree.
  @inline(__always)
  public mutating func didBackUp(
    _ path: borrowing SimulationPath, in tree: borrowing SearchTree
  ) {}
  /// By default nothing is kept of the whole tree.
  public mutating func recompute(from tree: borrowing SearchTree) {}

  /// By default the first parameter; nil for a rule that has none.
  public var exploration: NamedNumber? {
    parameters.first.map { NamedNumber($0.name, $0.value) }
  }
}

/// A rule that scores each child by itself and takes the first with the highest score.
///
/// ``score(_:of:in:into:)`` is the one place where the formula stands: the search calls it with a sink
/// that drops the terms, explanations call it with one that keeps them, so both have the same bits.
public protocol ScoringPolicy: SelectionPolicy {
  /// What is worked out once for a family and used for each child.
  associatedtype Context

  /// Returns what the children of a family share.
  func context(of family: borrowing Family) -> Context
  /// Returns a child's score, infinite for one to be taken before all others, and tells `terms` what it
  /// is made of.
  func score(
    _ child: Candidate, of family: borrowing Family, in context: Context,
    into terms: inout some TermSink
  ) -> Float
  /// Returns the score of a child that is known to be worth `outcome`, and tells `terms` what it is made of
  /// if that is more than the outcome.
  func score(
    known outcome: Float, of family: borrowing Family, in context: Context,
    into terms: inout some TermSink
  ) -> Float
  /// Returns one of the children with the highest score, each as likely.
  func chooseAmongEquals(_ family: borrowing Family, using random: inout RandomSource) -> Choice
}

extension ScoringPolicy {
  /// Of equal scores the oldest child is taken.
  public var ties: TieRule? { .first }

  /// By default it is the outcome: there is nothing to explore.
  @inline(__always)
  public func score(
    known outcome: Float, of family: borrowing Family, in context: Context,
    into terms: inout some TermSink
  ) -> Float { outcome }

  /// The names of the terms, as the score of a child with one visit tells them.
  public var termNames: [String] {
    var terms = TermList()
    Family.withExample { family in
      _ = score(family.candidate(at: NodeID(1)), of: family, in: context(of: family), into: &terms)
    }
    return terms.terms.map(\.name)
  }

  /// Returns the first child with the highest score.
  @inline(__always)
  public func choose(_ family: borrowing Family, using random: inout RandomSource) -> Choice {
    let context = context(of: family)
    var best = NodeID.none
    var bestScore = -Float.infinity
    var child = family.firstChild
    var none = NoTerms()
    // Without branches on the score, which would be mispredicted at every second child: the oldest of
    // the best wins because only a higher score replaces it.
    for _ in 0..<family.count {
      let score = score(at: child, of: family, in: context, into: &none) ?? -.infinity
      let isBetter = score > bestScore
      best = isBetter ? child : best
      bestScore = isBetter ? score : bestScore
      child = family.sibling(after: child)
    }
    return best == .none ? .none : .child(best)
  }

  /// Returns one of the children with the highest score, each as likely: the k-th of equals takes the
  /// place of those before it with probability 1/k.
  public func chooseAmongEquals(
    _ family: borrowing Family, using random: inout RandomSource
  ) -> Choice {
    let context = context(of: family)
    var best = Choice.none
    var bestScore = -Float.infinity
    var equals: UInt32 = 0
    var none = NoTerms()
    var child = family.firstChild
    for _ in 0..<family.count {
      if let score = score(at: child, of: family, in: context, into: &none), score >= bestScore {
        equals = score > bestScore ? 1 : equals + 1
        bestScore = score
        if equals == 1 || random.below(equals) == 0 { best = .child(child) }
      }
      child = family.sibling(after: child)
    }
    return best
  }

  /// Returns the score of a child; nil if it is barred.
  ///
  /// A child whose outcome is known, because the episode ends there or it is proven, scores that
  /// outcome alone, as in OpenSpiel: there is nothing to explore. Rules that explore ends score them
  /// like any other.
  @inline(__always)
  func score(
    at child: NodeID, of family: borrowing Family, in context: Context,
    into terms: inout some TermSink
  ) -> Float? {
    let candidate = family.candidate(at: child)
    if candidate.flags.isDisjoint(with: .special) {
      return score(candidate, of: family, in: context, into: &terms)
    }
    if !candidate.flags.isDisjoint(with: .barred) { return nil }
    if let outcome = family.outcome(of: candidate, exploresEnds: exploresEnds) {
      return score(known: outcome, of: family, in: context, into: &terms)
    }
    return score(family.pinned(candidate), of: family, in: context, into: &terms)
  }

  /// Returns the terms of every child's score, barred ones too.
  public func explain(_ family: borrowing Family) -> [CandidateTerms] {
    let context = context(of: family)
    let names = termNames
    var result: [CandidateTerms] = []
    var child = family.firstChild
    for _ in 0..<family.count {
      let candidate = family.candidate(at: child)
      let bar = family.bar(candidate.flags)
      if let outcome = family.outcome(of: candidate, exploresEnds: exploresEnds) {
        var told = TermList()
        let score = score(known: outcome, of: family, in: context, into: &told)
        // Where nothing else is told, its value stands in the place of the first term.
        var terms = told.terms.isEmpty ? names.map { NamedNumber($0, 0) } : told.terms
        if told.terms.isEmpty, !terms.isEmpty { terms[0].value = Double(score) }
        result.append(
          CandidateTerms(
            .child(child), score: score, terms: terms,
            working: bar ?? family.outcomeWords(of: candidate)))
      } else {
        var terms = TermList()
        let score = score(family.pinned(candidate), of: family, in: context, into: &terms)
        result.append(
          CandidateTerms(
            .child(child), score: score, terms: terms.terms, slope: terms.slope,
            working: bar ?? terms.working))
      }
      child = family.sibling(after: child)
    }
    return result
  }
}
