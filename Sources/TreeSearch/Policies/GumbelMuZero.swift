import Glibc
public import Groundwork
public import SearchTrees

/// Gumbel MuZero: sequential halving over root actions that Gumbel numbers pick, and below the root the action
/// that follows an improved policy most closely.
///
/// Danihelka and others, *Policy improvement by planning with Gumbel* (2022); mctx 0.0.71. At the root the
/// candidate with the highest `g + logit + s(q)` is taken among those with as many visits as the plan of
/// ``SequentialHalving`` says; below it the one with the highest `pi'(a) - n/(1+N)`, where pi' is
/// softmax(logit + s(q)). s(q) scales values that were stretched over 0...1; what was never tried counts as
/// ``CompletedValues/mixedValue``. Nothing is drawn but the Gumbel numbers, once, by ``GumbelProposer``.
/// It needs ``FirstValueBackup``. O(children) a decision.
public struct GumbelMuZero: SelectionPolicy {
  /// The Gumbel number of a root action.
  public static let gumbel = Statistic(
    "gumbel", head: "g", "Gumbel number of a root action", kind: .neither)

  /// How many root actions are considered at most.
  public let considered: Int
  /// For how many simulations below the root the halving is planned.
  public let simulations: Int
  /// What is added to the most visits before values are scaled by them.
  public private(set) var visitScale: Double
  /// How much values count against logits.
  public private(set) var valueScale: Double
  private let halving: SequentialHalving
  private var gumbelPlace = 0
  private var firstPlace = 0

  /// Makes the rule.
  ///
  /// - Precondition: `considered` and `simulations` are at least 1.
  public init(
    considered: Int = 16, simulations: Int, visitScale: Double = 50, valueScale: Double = 0.1
  ) {
    self.considered = considered
    self.simulations = simulations
    self.visitScale = visitScale
    self.valueScale = valueScale
    halving = SequentialHalving(most: considered, simulations: simulations)
  }

  /// Priors are needed.
  @inline(__always)
  public var usesPriors: Bool { true }
  /// A visited end counts with its mean, as any other child does.
  public var exploresEnds: Bool { true }
  /// `Gumbel`.
  public var name: String { "Gumbel" }
  /// The formula: at the root and below it.
  public var formula: String { "root: g+ln P+s(q) of those in turn; below: pi' - n/(1+N)" }
  /// What the score is made of: at the root the first two, below it the last two.
  public var termNames: [String] { ["g+ln P", "s(q)", "pi'", "n/1+N"] }
  /// Of equal scores the oldest child is taken.
  public var ties: TieRule? { .first }
  /// The two scales.
  public var parameters: [Parameter] {
    [
      Parameter("c_scale", valueScale, in: 0...1000, "how much values count against logits"),
      Parameter(
        "c_visit", visitScale, in: 0...100_000, "visits that values are scaled by beside the most"),
    ]
  }
  /// None: no score is a straight line in one of them.
  public var exploration: NamedNumber? { nil }
  /// The Gumbel numbers, and what each node was first worth.
  public var statistics: [Statistic] { [Self.gumbel, FirstValueStatistic.declared] }

  /// Sets a scale.
  public mutating func set(_ name: String, to value: Double) -> Bool {
    guard let parameter = parameters.first(where: { $0.name == name }),
      parameter.range.contains(value)
    else { return false }
    if name == "c_scale" { valueScale = value } else { visitScale = value }
    return true
  }

  /// Learns where the statistics are.
  public mutating func locate(in layout: StatisticLayout) {
    gumbelPlace = layout.place(of: Self.gumbel.name)
    firstPlace = layout.place(of: FirstValueStatistic.declared.name)
  }

  /// Takes the child that is next in turn at the root, or follows the improved policy below it.
  @inline(__always)
  public func choose(_ family: borrowing Family, using random: inout RandomSource) -> Choice {
    family.node == .root ? chooseAtRoot(family) : chooseBelow(family)
  }

  // MARK: - Values

  /// The values of a family, completed and stretched.
  func values(of family: borrowing Family) -> CompletedValues {
    CompletedValues(
      family, first: family.statistic(firstPlace, of: family.node) ?? Double(family.value),
      visitScale: visitScale, valueScale: valueScale)
  }

  func gumbel(of child: NodeID, in family: borrowing Family) -> Double {
    family.statistic(gumbelPlace, of: child) ?? 0
  }

  /// The visits that a root action must have to be taken next.
  func visitsInTurn(_ values: CompletedValues) -> Double {
    halving.visits(after: Int(values.visits), among: values.count)
  }

  private func chooseAtRoot(_ family: borrowing Family) -> Choice {
    let values = values(of: family)
    let turn = visitsInTurn(values)
    var best: (child: NodeID, distance: Double, score: Double)?
    var child = family.firstChild
    for _ in 0..<family.count {
      let candidate = family.candidate(at: child)
      if candidate.flags.isDisjoint(with: .barred) {
        // After edits none may have those visits: then the nearest number counts.
        let distance = abs(Double(candidate.visits) - turn)
        let score =
          gumbel(of: child, in: family) + log(Double(family.prior(of: child)))
          + values.scaled(candidate, in: family)
        if best.map({ distance < $0.distance || distance == $0.distance && score > $0.score })
          ?? true
        {
          best = (child, distance, score)
        }
      }
      child = family.sibling(after: child)
    }
    return best.map { .child($0.child) } ?? .none
  }

  private func chooseBelow(_ family: borrowing Family) -> Choice {
    let values = values(of: family)
    let total = 1 + values.visits
    let weight = values.weightSum(family)
    var best: (child: NodeID, score: Double)?
    var child = family.firstChild
    for _ in 0..<family.count {
      let candidate = family.candidate(at: child)
      if candidate.flags.isDisjoint(with: .barred) {
        let score =
          values.weight(candidate, in: family) / weight - Double(candidate.visits) / total
        if best.map({ score > $0.score }) ?? true { best = (child, score) }
      }
      child = family.sibling(after: child)
    }
    return best.map { .child($0.child) } ?? .none
  }

  // MARK: - Explaining

  /// Returns the terms of every child, barred ones too; of a root action that is not in turn the score is
  /// minus infinity.
  public func explain(_ family: borrowing Family) -> [CandidateTerms] {
    let isRoot = family.node == .root
    let values = values(of: family)
    let turn = visitsInTurn(values)
    let weight = values.weightSum(family)
    var terms: [CandidateTerms] = []
    var child = family.firstChild
    for _ in 0..<family.count {
      let candidate = family.candidate(at: child)
      let logit = log(Double(family.prior(of: child)))
      let first = (isRoot ? gumbel(of: child, in: family) : 0) + logit
      let scaled = values.scaled(candidate, in: family)
      let policy = values.weight(candidate, in: family) / weight
      let share = Double(candidate.visits) / (1 + values.visits)
      let isInTurn = Double(candidate.visits) == turn
      let score = isRoot ? (isInTurn ? first + scaled : -.infinity) : policy - share
      let words =
        isRoot
        ? "\(NumberText.fixed(first)) + \(NumberText.fixed(scaled))"
          + (isInTurn ? "" : "; not in turn: \(Int(turn)) visits are")
        : "\(NumberText.fixed(policy)) - \(NumberText.fixed(share))"
      terms.append(
        CandidateTerms(
          .child(child), score: Float(score),
          terms: [
            NamedNumber("g+ln P", first), NamedNumber("s(q)", scaled), NamedNumber("pi'", policy),
            NamedNumber("n/1+N", share),
          ], working: family.bar(candidate.flags) ?? words))
      child = family.sibling(after: child)
    }
    return terms
  }
}

/// The values of a family as Gumbel MuZero compares them: completed by a mixed value where nothing was tried,
/// stretched over 0...1, scaled by visits.
struct CompletedValues {
  /// How many children can be taken.
  private(set) var count = 0
  /// The sum of their visits.
  private(set) var visits = 0.0
  /// What a child that was never tried is taken to be worth: the node's first value, and the mean of the
  /// visited children's weighted by their priors, which counts as often as they were visited.
  private(set) var mixedValue = 0.0
  private var low = Double.infinity
  private var width = 0.0
  private var scale = 0.0

  /// Looks through the children that can be taken.
  @inline(__always)
  init(
    _ family: borrowing Family, first: Double, visitScale: Double, valueScale: Double
  ) {
    var (most, priors, weighted) = (0.0, 0.0, 0.0)
    var high = -Double.infinity
    var hasUntried = false
    var child = family.firstChild
    for _ in 0..<family.count {
      let candidate = family.candidate(at: child)
      if candidate.flags.isDisjoint(with: .barred) {
        count += 1
        if let value = Self.value(candidate, in: family) {
          let own = Double(candidate.visits)
          visits += own
          most = max(most, own)
          let prior = max(Double(family.prior(of: child)), Double(Float.leastNormalMagnitude))
          priors += prior
          weighted += prior * value
          low = min(low, value)
          high = max(high, value)
        } else {
          hasUntried = true
        }
      }
      child = family.sibling(after: child)
    }
    let mean = priors > 0 ? weighted / priors : 0
    mixedValue = (first + visits * mean) / (visits + 1)
    if hasUntried {
      low = min(low, mixedValue)
      high = max(high, mixedValue)
    }
    width = max(high - low, 1e-8)
    scale = (visitScale + most) * valueScale
  }

  /// The mean value of a child that was tried; of one that is proven or pinned that value.
  @inline(__always)
  private static func value(_ candidate: Candidate, in family: borrowing Family) -> Double? {
    if candidate.visits == 0 { return nil }
    if candidate.flags.isDisjoint(with: [.proven, .pinned]) {
      return candidate.valueSum / Double(candidate.visits)
    }
    if candidate.flags.contains(.proven), let value = family.outcome(of: candidate) {
      return Double(value)
    }
    return family.pinned(candidate).valueSum / Double(candidate.visits)
  }

  /// Returns the scaled value of a child.
  @inline(__always)
  func scaled(_ candidate: Candidate, in family: borrowing Family) -> Double {
    scale * ((Self.value(candidate, in: family) ?? mixedValue) - low) / width
  }

  /// Returns the weight of a child in the improved policy, of which the highest value has that of its prior.
  @inline(__always)
  func weight(_ candidate: Candidate, in family: borrowing Family) -> Double {
    Double(family.prior(of: candidate.node)) * exp(scaled(candidate, in: family) - scale)
  }

  /// The sum of the weights of all children that can be taken.
  @inline(__always)
  func weightSum(_ family: borrowing Family) -> Double {
    var sum = 0.0
    var child = family.firstChild
    for _ in 0..<family.count {
      let candidate = family.candidate(at: child)
      if candidate.flags.isDisjoint(with: .barred) { sum += weight(candidate, in: family) }
      child = family.sibling(after: child)
    }
    return sum > 0 ? sum : 1
  }
}
