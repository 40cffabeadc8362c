import Groundwork
public import SearchTrees

extension Search {
  /// Returns the Q that a child needs to be taken next, for numbers of visits up to the family's most;
  /// nothing where the rule does not score by Q, or nobody can be taken.
  ///
  /// The line is that of `child`, or of the one that is taken next: priors and the like are its own.
  func frontier(of node: NodeID, for child: NodeID) -> [PlotSamples.FrontierPoint] {
    let family = family(of: node, reward: state(at: node).reward)
    let explained = recipe.selection.explain(family)
    var best: (child: NodeID, score: Float)?
    for terms in explained {
      guard case .child(let candidate) = terms.choice, let score = terms.score, score.isFinite,
        tree.nodes[candidate.index].flags.isDisjoint(with: .barred)
      else { continue }
      if best.map({ score > $0.score }) ?? true { best = (candidate, score) }
    }
    guard let best else { return [] }
    let isMember = tree.parent(of: child) == node
    var most: UInt32 = 0
    for sibling in tree.children(of: node) {
      most = max(most, tree.nodes[sibling.index].visits)
    }
    return Self.visitSteps(to: most).compactMap { visits in
      recipe.selection.value(
        of: isMember ? child : best.child, withVisits: visits, scoring: best.score, of: family
      ).map { PlotSamples.FrontierPoint(visits: Double(visits), value: $0) }
    }
  }

  /// Rising numbers of visits, a quarter more each time, up to a number.
  private static func visitSteps(to most: UInt32) -> [UInt32] {
    var steps: [UInt32] = []
    var next = 1.0
    while UInt32(next) < most {
      if steps.last != UInt32(next) { steps.append(UInt32(next)) }
      next *= 1.25
    }
    return steps + (most > 0 ? [most] : [])
  }
}

extension ScoringPolicy {
  /// Returns the mean value with which a child of so many visits would have a score: where the straight
  /// line through its scores at 0 and at 1 meets it.
  public func value(
    of child: NodeID, withVisits visits: UInt32, scoring score: Float, of family: borrowing Family
  ) -> Double? {
    guard visits > 0 else { return nil }
    let context = context(of: family)
    var terms = NoTerms()
    var candidate = family.candidate(at: child)
    candidate.visits = visits
    candidate.valueSum = 0
    let low = self.score(candidate, of: family, in: context, into: &terms)
    candidate.valueSum = Double(visits)
    let high = self.score(candidate, of: family, in: context, into: &terms)
    guard low.isFinite, high.isFinite, high > low else { return nil }
    return Double(score - low) / Double(high - low)
  }
}
