public import Groundwork
import SearchTrees

/// The rule that takes the child with the highest prior, the oldest among equals.
public struct HighestPrior: SelectionPolicy, Hashable {
  /// Makes the rule.
  public init() {}

  /// The rule's name.
  public var name: String { "highest prior" }
  /// What is chosen.
  public var formula: String { "the child with the highest prior P" }
  /// The prior.
  public var termNames: [String] { ["P"] }
  /// Nothing can be set.
  public var parameters: [Parameter] { [] }
  /// Priors are needed.
  public var usesPriors: Bool { true }
  /// Of equals the oldest is taken.
  public var ties: TieRule? { .first }

  /// Returns the child with the highest prior.
  public func choose(_ family: borrowing Family, using random: inout RandomSource) -> Choice {
    var best: (child: NodeID, prior: Float)?
    family.forEachCandidate { child in
      let prior = family.prior(of: child.node)
      if best.map({ prior > $0.prior }) ?? true { best = (child.node, prior) }
    }
    return best.map { .child($0.child) } ?? .none
  }

  /// Returns the prior of each child, oldest first.
  public func explain(_ family: borrowing Family) -> [CandidateTerms] {
    var result: [CandidateTerms] = []
    var child = family.firstChild
    for _ in 0..<family.count {
      let prior = family.prior(of: child)
      let bar = family.bar(family.candidate(at: child).flags)
      result.append(
        CandidateTerms(
          .child(child), score: prior, terms: [NamedNumber("P", Double(prior))],
          working: bar ?? "prior"))
      child = family.sibling(after: child)
    }
    return result
  }
}
