public import Groundwork
public import SearchTrees

/// AB-MCTS-M: a new child competes with those that are there in one draw, by a model in which children differ
/// from one another and scores below a child do too.
///
/// Inoue and others, *Wider or deeper?* (2025); the model is ``EffectGrid``, worked out exactly instead of
/// sampled. At each node one number is drawn for a new child, then one for each child, the oldest first;
/// the highest wins. A child is pruned whose subtree has four scores or more of which three quarters are
/// equal when rounded to hundredths: where one of those wins, the best child that is not pruned is taken
/// instead, and a new one where all are. O(grid points) for each number of scores that a child has.
///
/// It needs ``BranchingBackup`` that counts equal scores and a ``SourcedProposer``.
public struct MixedBranching: SelectionPolicy {
  /// A child is pruned from so many scores on.
  public static let fewestPruned = 4
  /// A child is pruned where such a part of them is equal.
  public static let equalPart = 0.75

  /// The rule by which the source of a new child is chosen: its own posteriors of all that each source made.
  private var sourceRule: AdaptiveBranching
  private var samePlace = 0

  /// Makes the rule.
  ///
  /// - Precondition: there are 1 to 8 sources; they are not drawn first.
  public init(sources: [String], rule: AdaptiveBranching.SourceRule = .thompson) {
    precondition(rule != .stack, "a new child competes with all others")
    sourceRule = AdaptiveBranching(sources: sources, rule: rule)
  }

  /// A visited end counts with its mean, as any other child does.
  public var exploresEnds: Bool { true }
  /// `AB-MCTS-M`.
  public var name: String { "AB-MCTS-M" }
  /// The rule in words: there is no score.
  public var formula: String {
    "the highest draw of a next score: a new child or one that is there"
  }
  /// Mean and standard deviation of the next score, and the scores that were seen.
  public var termNames: [String] { ["mean", "sd", "seen"] }
  /// None: the model is fixed.
  public var parameters: [Parameter] { [] }
  /// The names of the sources.
  public var sources: [String] { sourceRule.sources }
  /// Where the statistics of arms are.
  public var columns: BranchingColumns { sourceRule.columns }
  /// Those of the arms, and how many scores are equal.
  public var statistics: [Statistic] { sourceRule.statistics + [BranchingBackup.same] }

  /// A new child is a candidate.
  public var weighsNewChild: Bool { true }

  /// Learns where the statistics are.
  public mutating func locate(in layout: StatisticLayout) {
    sourceRule.locate(in: layout)
    samePlace = layout.place(of: BranchingBackup.same.name)
  }

  /// Returns whether so many scores, so many of them equal, are no longer worth going on with.
  public static func prunes(count: Double, equal: Double) -> Bool {
    count >= Double(fewestPruned) && equal >= equalPart * count
  }

  /// Draws a way on: a child, or a new one.
  public func choose(_ family: borrowing Family, using random: inout RandomSource) -> Choice {
    var none = NoStages()
    return decide(family, using: &random, into: &none)
  }

  /// Draws a way on, and tells all draws with what they were drawn from.
  public func decide(
    _ family: borrowing Family, using random: inout RandomSource
  ) -> (choice: Choice, stages: [SelectionTable.Stage]) {
    var list = StageList()
    let choice = decide(family, using: &random, into: &list)
    return (choice, list.stages)
  }

  private struct Child {
    var node: NodeID
    var seen: ArmStatistics
    var isPruned: Bool
  }

  /// The children that can be taken and were scored.
  private func open(_ family: borrowing Family) -> [Child] {
    var open: [Child] = []
    open.reserveCapacity(family.count)
    var child = family.firstChild
    for _ in 0..<family.count {
      let seen = columns.arm(columns.arm, of: child, in: family)
      if family.candidate(at: child).flags.isDisjoint(with: .barred), seen.count > 0 {
        let same = family.statistic(samePlace, of: child) ?? 0
        open.append(
          Child(
            node: child, seen: seen,
            isPruned: Self.prunes(count: seen.count, equal: same)))
      }
      child = family.sibling(after: child)
    }
    return open
  }

  private func decide(
    _ family: borrowing Family, using random: inout RandomSource, into stages: inout some StageSink
  ) -> Choice {
    let canGrow = family.canGrowByRule
    let children = open(family)
    guard !children.isEmpty else {
      return canGrow ? grow(family, using: &random, into: &stages) : .none
    }
    let grid = EffectGrid(children.map(\.seen))
    stages.begin("new or known")
    var new = -Double.infinity
    if canGrow {
      new = grid.draw(children.count, using: &random)
      let draw = new
      stages.arm(SelectionTable.Stage.Arm("GEN", terms: Self.terms(grid, nil), draw: draw))
    }
    var best: (place: Int, draw: Double)?
    var bestLasting: (place: Int, draw: Double)?
    for (place, child) in children.enumerated() {
      let draw = grid.draw(place, using: &random)
      stages.arm(
        SelectionTable.Stage.Arm(
          "", node: child.node, terms: Self.terms(grid, (place, child)), draw: draw))
      if best.map({ draw > $0.draw }) ?? true { best = (place, draw) }
      if !child.isPruned, bestLasting.map({ draw > $0.draw }) ?? true {
        bestLasting = (place, draw)
      }
    }
    let highest = best?.draw ?? -.infinity
    let isPruned = best.map { children[$0.place].isPruned } ?? false
    var taken = best
    if canGrow, !(highest > new) {
      taken = nil
    } else if isPruned {
      // Without a new child what is pruned is all that is left.
      taken = bestLasting ?? (canGrow ? nil : best)
    }
    stages.end(winner: taken.map { $0.place + (canGrow ? 1 : 0) } ?? 0)
    guard let taken else { return grow(family, using: &random, into: &stages) }
    return .child(children[taken.place].node)
  }

  private func grow(
    _ family: borrowing Family, using random: inout RandomSource, into stages: inout some StageSink
  ) -> Choice {
    guard sources.count > 1 else { return .grow(source: 0) }
    return .grow(source: sourceRule.bestSource(of: family, using: &random, into: &stages))
  }

  private static func terms(_ grid: EffectGrid, _ child: (place: Int, Child)?) -> [NamedNumber] {
    let (mean, deviation) = grid.moments(of: child?.place ?? grid.armCount)
    return [
      NamedNumber("mean", mean), NamedNumber("sd", deviation),
      .seen(child?.1.seen.count ?? .nan),
    ]
  }

  // MARK: - Explaining

  /// Returns what is expected of every child and of a new one, and with what probability each draw is the
  /// highest, whatever is pruned.
  public func explain(_ family: borrowing Family) -> [CandidateTerms] {
    let children = open(family)
    let grid = EffectGrid(children.map(\.seen))
    let probabilities = probabilities(family, children, grid)
    let places = Dictionary(
      zip(children.map(\.node), children.indices), uniquingKeysWith: { first, _ in first })
    var terms: [CandidateTerms] = []
    var child = family.firstChild
    for _ in 0..<family.count {
      let bar = family.bar(family.candidate(at: child).flags)
      if let place = places[child] {
        terms.append(
          CandidateTerms(
            .child(child), terms: Self.terms(grid, (place, children[place])),
            probability: probabilities.children[place],
            working: children[place].isPruned
              ? "pruned: \(NumberText.short(children[place].seen.count)) scores, most of them equal"
              : ""))
      } else {
        terms.append(CandidateTerms(.child(child), probability: 0, working: bar ?? "not scored"))
      }
      child = family.sibling(after: child)
    }
    guard family.canGrow else { return terms }
    let isBanned = family.isGrowthBanned
    var shares: [Double] = [1]
    if sources.count > 1 { shares = sourceRule.sourceProbabilities(family) }
    for source in 0..<max(1, sources.count) {
      terms.append(
        CandidateTerms(
          .grow(source: source), terms: Self.terms(grid, nil),
          probability: probabilities.new * shares[source],
          working: isBanned ? "banned: no more children" : ""))
    }
    return terms
  }

  private func probabilities(
    _ family: borrowing Family, _ children: [Child], _ grid: EffectGrid
  ) -> (children: [Double], new: Double) {
    let canGrow = family.canGrowByRule
    if children.isEmpty { return ([], canGrow ? 1 : 0) }
    var all = grid.probabilitiesOfHighest()
    if !canGrow {
      all[children.count] = 0
      let total = all.reduce(0, +)
      all = all.map { total > 0 ? $0 / total : 0 }
    }
    return (Array(all.dropLast()), all[children.count])
  }

  /// Returns the decisions that can be made at a node, with the probability of each arm.
  public func stages(_ family: borrowing Family) -> [SelectionTable.Stage] {
    let children = open(family)
    guard !children.isEmpty else { return [] }
    let grid = EffectGrid(children.map(\.seen))
    let probabilities = probabilities(family, children, grid)
    var arms: [SelectionTable.Stage.Arm] = []
    if family.canGrowByRule {
      arms.append(
        SelectionTable.Stage.Arm(
          "GEN", terms: Self.terms(grid, nil), probability: probabilities.new))
    }
    for (place, child) in children.enumerated() {
      arms.append(
        SelectionTable.Stage.Arm(
          "", node: child.node, terms: Self.terms(grid, (place, child)),
          probability: probabilities.children[place]))
    }
    return [SelectionTable.Stage("new or known", arms: arms)]
  }
}
