import Groundwork
import SearchTrees

@testable import TreeSearch

/// A child's score by the loop's way and by that of explanations.
struct Scored {
  /// What the search compares.
  var score: Float
  /// What an explanation tells.
  var explained: CandidateTerms

  var terms: [Double] { explained.terms.map(\.value) }
  var working: String { explained.working }
  var slope: Double { explained.slope }

  /// Scores the first child of a family; `surplus`, if it is given, is by how much its only visited sibling
  /// is worth more than its estimate.
  init(
    _ rule: some ScoringPolicy, valueSum: Double, visits: UInt32, prior: Float,
    parentVisits: UInt32, value: Float = 0, surplus: Float? = nil
  ) {
    var tree = SearchTree(hasPriors: true)
    _ = tree.appendChildren(of: .root, count: surplus == nil ? 1 : 2)
    tree.nodes[0].visits = parentVisits
    tree.nodes[1].visits = visits
    tree.nodes[1].valueSum = valueSum
    tree.priors[1] = prior
    if let surplus {
      tree.nodes[2].visits = 1
      tree.nodes[2].valueSum = Double(surplus)
      tree.priors[2] = 0
    }
    let family = Family(.root, of: tree, value: value, endsAreKnown: true)
    var none = NoTerms()
    score = rule.score(
      family.candidate(at: NodeID(1)), of: family, in: rule.context(of: family), into: &none)
    explained = rule.explain(family)[0]
    // The tree outlives the family.
    precondition(tree.count > 1)
  }
}
