import Groundwork
public import SearchTrees

/// A rule that chooses the answer in trees of searches that are not known here.
///
/// Rewards are not known there, nor whether chance has a part.
public final class TreeReader: AnswerReader {
  private let rule: AnswerRule
  private var finder: AnswerFinder

  /// Makes a reader.
  public init(_ rule: AnswerRule) {
    self.rule = rule
    finder = AnswerFinder(rule)
  }

  /// Whether the rule chooses among simulations.
  public var wantsAllLeaves: Bool { rule.choosesSimulations }

  /// Returns the answer, without labels.
  public func answer(
    in tree: inout SearchTree, range: ClosedRange<Float>?, players: Int, leaves: [NodeID]
  ) -> SearchAnswer {
    let facts = ProblemFacts(players: players, range: range, leaves: leaves, rewards: nil)
    let choice: AnswerChoice
    if rule.choosesEnds, tree.notesEnds {
      finder.look(atNewEndsOf: &tree, facts)
      choice = finder.choice(in: tree) ?? rule.instead(tree, facts)
    } else {
      choice = rule.choose(tree, problem: facts)
    }
    let end = choice.nodes[choice.nodes.count - 1]
    return SearchAnswer(
      rule: rule.words, instead: choice.instead?.words, lack: choice.lack, path: [],
      nodes: choice.nodes, value: choice.value,
      measure: choice.measure ?? (choice.instead ?? rule).measure,
      firstValue: choice.nodes.count > 1 ? tree.value(of: choice.nodes[1]) : nil,
      rivals: choice.rivals, state: "",
      isTerminal: tree.nodes[end.index].flags.contains(.terminal))
  }
}
