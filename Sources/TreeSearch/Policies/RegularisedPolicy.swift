public import Groundwork
public import SearchTrees

/// The policy that AlphaZero's visits approach, drawn from itself: `pi(a) = l*P(a) / (alpha - q(a))`.
///
/// Grill and others, *Monte-Carlo tree search as regularized policy optimization* (2020), `search`. With N the
/// sum of the children's visits and A their number, `l = c*sqrt(N) / (A + N)`, 1 without visits; alpha is
/// the number by which the probabilities add up to 1, found by bisection. An unvisited child is worth what
/// the node is. One number of the search's generator is drawn a decision; children stand in their order,
/// the oldest first. O(children) a step of the bisection.
public struct RegularisedPolicy: SelectionPolicy, Hashable {
  /// The statistic in which a proposer can say priors in double precision; those of edges have single.
  public static let precisePrior = Statistic(
    "precise_prior", head: "P", "prior probability", kind: .neither, range: 0...1, isShown: false)

  /// The exploration constant c, at least 0.
  public private(set) var c: Double
  private var precisePlace: Int?

  /// Makes the rule.
  public init(c: Double = 2.5) { self.c = c }

  /// Priors are needed.
  @inline(__always)
  public var usesPriors: Bool { true }
  /// A visited end counts with its mean, as any other child does.
  public var exploresEnds: Bool { true }
  /// `regularised policy`.
  public var name: String { "regularised policy" }
  /// The formula.
  public var formula: String { "pi(a) = l*P(a)/(alpha-q(a)), l = c*sqrt(N)/(A+N), sum of pi = 1" }
  /// q, the probability, the share of visits that it is to become, and what PUCT would compare.
  public var termNames: [String] { ["q", "π̄", "π̂", "PUCT"] }
  /// c.
  public var parameters: [Parameter] {
    [Parameter("c", c, in: 0...1000, "exploration constant")]
  }

  /// Sets c.
  public mutating func set(_ name: String, to value: Double) -> Bool {
    guard name == "c", 0...1000 ~= value else { return false }
    c = value
    return true
  }

  /// Learns whether priors are known in double precision.
  public mutating func locate(in layout: StatisticLayout) {
    precisePlace = layout.placeIfDeclared(of: Self.precisePrior.name)
  }

  /// Draws a child.
  public func choose(_ family: borrowing Family, using random: inout RandomSource) -> Choice {
    decideAmong(family, using: &random).choice
  }

  private func decideAmong(
    _ family: borrowing Family, using random: inout RandomSource
  ) -> (choice: Choice, draw: Double?) {
    let children = children(of: family)
    guard let last = children.last else { return (.none, nil) }
    let policy = RegularisedDistribution(of: children.map(\.arm), c: c)
    let draw = random.unit()
    var below = 0.0
    for (child, probability) in zip(children, policy.probabilities) {
      below += probability
      if draw < below { return (.child(child.node), draw) }
    }
    // The probabilities add up to 1 but for the last bits.
    return (.child(last.node), draw)
  }

  private func children(
    of family: borrowing Family
  ) -> [(node: NodeID, arm: RegularisedDistribution.Arm)] {
    var children: [(node: NodeID, arm: RegularisedDistribution.Arm)] = []
    children.reserveCapacity(family.count)
    let unvisited = family.preciseValue
    var child = family.firstChild
    for _ in 0..<family.count {
      let candidate = family.candidate(at: child)
      if candidate.flags.isDisjoint(with: .barred) {
        children.append((child, arm(of: candidate, in: family, unvisited: unvisited)))
      }
      child = family.sibling(after: child)
    }
    return children
  }

  private func arm(
    of candidate: Candidate, in family: borrowing Family, unvisited: Double
  ) -> RegularisedDistribution.Arm {
    let prior =
      precisePlace.flatMap { family.statistic($0, of: candidate.node) }
      ?? Double(family.prior(of: candidate.node))
    let pinned = family.pinned(candidate)
    let value =
      candidate.flags.contains(.proven)
      ? family.outcome(of: candidate).map { Double($0) } ?? unvisited
      : pinned.visits == 0 ? unvisited : pinned.valueSum / Double(pinned.visits)
    return RegularisedDistribution.Arm(
      value: value, prior: prior, visits: Double(candidate.visits))
  }

  /// Returns the policy over the children of a family that can be taken, oldest first.
  public func distribution(over family: borrowing Family) -> RegularisedDistribution {
    RegularisedDistribution(of: children(of: family).map(\.arm), c: c)
  }

  /// Returns the terms of every child; barred ones are drawn with probability 0.
  public func explain(_ family: borrowing Family) -> [CandidateTerms] {
    let children = children(of: family)
    let policy = RegularisedDistribution(of: children.map(\.arm), c: c)
    let constants =
      "l = \(NumberText.fixed(policy.lambda)), alpha = \(NumberText.fixed(policy.alpha))"
    var terms: [CandidateTerms] = []
    var place = 0
    var child = family.firstChild
    for _ in 0..<family.count {
      let flags = family.candidate(at: child).flags
      if let bar = family.bar(flags) {
        terms.append(CandidateTerms(.child(child), probability: 0, working: bar))
      } else {
        let arm = children[place].arm
        let probability = policy.probabilities[place]
        let numbers = [
          ("q", arm.value), ("π̄", probability), ("π̂", policy.shares[place]),
          ("PUCT", policy.scores[place]),
        ]
        let isFirst = place == policy.bestScore
        terms.append(
          CandidateTerms(
            .child(child), terms: numbers.map { NamedNumber($0.0, $0.1) },
            probability: probability,
            working: "\(NumberText.fixed(policy.lambda))*\(NumberText.fixed(arm.prior)) / "
              + "(\(NumberText.fixed(policy.alpha)) - \(NumberText.fixed(arm.value)))"
              + (isFirst ? "; PUCT's choice" : "") + (place == 0 ? "; \(constants)" : "")))
        place += 1
      }
      child = family.sibling(after: child)
    }
    return terms
  }

  /// Returns the one draw, with the probabilities of all children that can be drawn.
  public func stages(_ family: borrowing Family) -> [SelectionTable.Stage] {
    let children = children(of: family)
    guard !children.isEmpty else { return [] }
    let policy = RegularisedDistribution(of: children.map(\.arm), c: c)
    let name =
      "draw from pi; l = \(NumberText.fixed(policy.lambda)), alpha = "
      + NumberText.fixed(policy.alpha)
    return [
      SelectionTable.Stage(
        name,
        arms: children.indices.map { place in
          SelectionTable.Stage.Arm(
            "", node: children[place].node, probability: policy.probabilities[place])
        })
    ]
  }

  /// Draws a child, and tells the number that was drawn.
  public func decide(
    _ family: borrowing Family, using random: inout RandomSource
  ) -> (choice: Choice, stages: [SelectionTable.Stage]) {
    let (choice, draw) = decideAmong(family, using: &random)
    var stages = stages(family)
    if let draw, case .child(let child) = choice {
      stages[0].draw = draw
      stages[0].winner = stages[0].arms.firstIndex { $0.node == child }
    }
    return (choice, stages)
  }
}
