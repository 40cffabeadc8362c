import Groundwork
public import SearchTrees

extension AdaptiveBranching {
  /// Returns what is believed of every child and of a new one, and with what probability each is drawn.
  ///
  /// O(children) for each of some hundred steps.
  public func explain(_ family: borrowing Family) -> [CandidateTerms] {
    let ways = ways(family)
    var terms: [CandidateTerms] = []
    var child = family.firstChild
    for _ in 0..<family.count {
      let flags = family.candidate(at: child).flags
      let seen = columns.arm(columns.arm, of: child, in: family)
      terms.append(
        CandidateTerms(
          .child(child), terms: Self.terms(self.child(child, in: family), seen),
          probability: ways.children[child] ?? 0, working: family.bar(flags) ?? ""))
      child = family.sibling(after: child)
    }
    let isBanned = family.isGrowthBanned
    guard family.canGrow else { return terms }
    for source in sources.indices {
      let place = columns.new(source)
      let seen = columns.arm(place, of: family.node, in: family)
      terms.append(
        CandidateTerms(
          .grow(source: source), terms: Self.terms(new(source, in: family), seen),
          probability: isBanned ? 0 : ways.new[source],
          working: isBanned ? "banned: no more children" : ""))
    }
    return terms
  }

  private static func terms(_ posterior: Posterior, _ seen: ArmStatistics) -> [NamedNumber] {
    [
      NamedNumber("m", posterior.location), NamedNumber("sd", posterior.deviation ?? .nan),
      .seen(seen.count),
    ]
  }

  /// With what probability each way on is drawn.
  private func ways(_ family: borrowing Family) -> (children: [NodeID: Double], new: [Double]) {
    var children: [NodeID: Double] = [:]
    var new = [Double](repeating: 0, count: sources.count)
    for stage in tree(of: family) {
      for (child, probability) in stage.children {
        children[child, default: 0] += probability * stage.weight
      }
      for source in sources.indices { new[source] += stage.new[source] * stage.weight }
    }
    return (children, new)
  }

  /// The decisions of one source that was drawn first, or of all where none is.
  private struct Branch {
    var weight: Double
    var children: [(NodeID, Double)]
    var new: [Double]
  }

  private func tree(of family: borrowing Family) -> [Branch] {
    let canGrow = family.canGrowByRule
    guard rule == .stack else {
      let grows = probabilityOfNew(0, in: family, by: nil)
      return [
        Branch(
          weight: 1,
          children: childProbabilities(family, by: nil).map { ($0, $1 * (1 - grows)) },
          new: sourceProbabilities(family).map { $0 * grows })
      ]
    }
    let open = sources.indices.filter { canGrow || hasChild(of: $0, in: family) }
    let weights = Posterior.probabilitiesOfHighest(open.map { source($0, in: family) })
    return zip(open, weights).map { source, weight in
      let grows = probabilityOfNew(source, in: family, by: source)
      var new = [Double](repeating: 0, count: sources.count)
      new[source] = grows
      return Branch(
        weight: weight,
        children: childProbabilities(family, by: source).map { ($0, $1 * (1 - grows)) }, new: new)
    }
  }

  /// The probability that a new child is made, once a source was drawn where they are.
  func probabilityOfNew(_ source: Int, in family: borrowing Family, by owner: Int?) -> Double {
    guard family.canGrowByRule else { return 0 }
    guard hasChild(of: owner, in: family) else { return 1 }
    if case .location = draws {
      return known(source, in: family).location > new(source, in: family).location ? 0 : 1
    }
    return new(source, in: family).probability(exceeding: known(source, in: family))
  }

  private func childProbabilities(
    _ family: borrowing Family, by source: Int?
  ) -> [(NodeID, Double)] {
    var open: [NodeID] = []
    var child = family.firstChild
    for _ in 0..<family.count {
      if family.candidate(at: child).flags.isDisjoint(with: .barred),
        source.map({ $0 == columns.source(of: child, in: family) }) ?? true
      {
        open.append(child)
      }
      child = family.sibling(after: child)
    }
    var posteriors: [Posterior] = []
    for child in open { posteriors.append(self.child(child, in: family)) }
    return Array(zip(open, Posterior.probabilitiesOfHighest(posteriors)))
  }

  /// The probability of each source once a new child is to be made.
  func sourceProbabilities(_ family: borrowing Family) -> [Double] {
    guard rule == .ucb else {
      var posteriors: [Posterior] = []
      for index in sources.indices { posteriors.append(source(index, in: family)) }
      return Posterior.probabilitiesOfHighest(posteriors)
    }
    var bounds: [Double] = []
    for index in sources.indices { bounds.append(bound(of: index, in: family)) }
    let best = bounds.indices.reduce(0) { bounds[$1] > bounds[$0] ? $1 : $0 }
    return bounds.indices.map { $0 == best ? 1 : 0 }
  }

  /// Returns the decisions that can be made at a node, with the probability of each arm.
  public func stages(_ family: borrowing Family) -> [SelectionTable.Stage] {
    guard rule != .stack else { return stackedStages(family) }
    var stages: [SelectionTable.Stage] = [newOrKnown(0, of: family, by: nil)]
    let children = childProbabilities(family, by: nil)
    if !children.isEmpty { stages.append(whichChild(children, of: family)) }
    if sources.count > 1, family.canGrowByRule {
      let probabilities = sourceProbabilities(family)
      var arms: [SelectionTable.Stage.Arm] = []
      for index in sources.indices {
        var arm = Self.arm(sources[index], source(index, in: family), draw: nil)
        arm.probability = probabilities[index]
        arms.append(arm)
      }
      stages.append(SelectionTable.Stage("which source", arms: arms))
    }
    return stages
  }

  /// Where sources are drawn first, what each of them would decide is told in the candidates.
  private func stackedStages(_ family: borrowing Family) -> [SelectionTable.Stage] {
    let canGrow = family.canGrowByRule
    let open = sources.indices.filter { canGrow || hasChild(of: $0, in: family) }
    var posteriors: [Posterior] = []
    for index in open { posteriors.append(source(index, in: family)) }
    let weights = Posterior.probabilitiesOfHighest(posteriors)
    return [
      SelectionTable.Stage(
        "which source",
        arms: open.indices.map { place in
          var arm = Self.arm(sources[open[place]], posteriors[place], draw: nil)
          arm.probability = weights[place]
          return arm
        })
    ]
  }

  private func newOrKnown(
    _ source: Int, of family: borrowing Family, by owner: Int?
  ) -> SelectionTable.Stage {
    let grows = probabilityOfNew(source, in: family, by: owner)
    var arms: [SelectionTable.Stage.Arm] = []
    if family.canGrowByRule {
      arms.append(Self.arm("GEN", new(source, in: family), draw: nil))
      arms[0].probability = grows
    }
    arms.append(Self.arm("CONT", known(source, in: family), draw: nil))
    arms[arms.count - 1].probability = 1 - grows
    return SelectionTable.Stage("new or known", arms: arms)
  }

  private func whichChild(
    _ children: [(NodeID, Double)], of family: borrowing Family
  ) -> SelectionTable.Stage {
    var arms: [SelectionTable.Stage.Arm] = []
    for (child, probability) in children {
      var arm = Self.arm("", node: child, self.child(child, in: family), draw: nil)
      arm.probability = probability
      arms.append(arm)
    }
    return SelectionTable.Stage("which child", arms: arms)
  }
}
