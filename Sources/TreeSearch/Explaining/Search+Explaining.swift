import Groundwork
public import SearchTrees

extension Search: TreeExplanation {
  /// Returns the state at a node, the reward on entering it and whether the episode ends there.
  ///
  /// Walks from the root; a random reward is drawn anew from a generator of its own, so that looking
  /// leaves no trace in the search. O(depth).
  public func state(
    at node: NodeID
  ) -> (
    state: Recipe.World.State, reward: Float, isTerminal: Bool
  ) {
    var state = recipe.world.initialState
    var scratch = RandomSource(seed: seed)
    var step = Transition(reward: 0, isTerminal: recipe.world.isTerminal(state))
    for current in tree.path(to: node).dropFirst() {
      step = recipe.world.apply(tree.nodes[current.index].action, to: &state, using: &scratch)
      step.reward = recipe.evaluator.reward(
        of: step, estimate: tree.hasPriors ? tree.priors[current.index] : 0, to: state,
        in: recipe.world)
    }
    return (state, step.reward, step.isTerminal)
  }

  /// Returns the labels of the children of a node, oldest first.
  public func childLabels(of node: NodeID) -> [String] {
    let state = state(at: node).state
    return tree.children(of: node).map { [world = recipe.world] child in
      world.label(of: tree.nodes[child.index].action, in: state)
    }
  }

  /// Returns the label of one node; empty at the root.
  public func label(of node: NodeID) -> String {
    guard let parent = tree.parent(of: node) else { return "" }
    return recipe.world.label(of: tree.nodes[node.index].action, in: state(at: parent).state)
  }

  /// Returns the terms and the score of each child of a node, oldest first; what a rule does not know is
  /// not a number.
  public func childScores(of node: NodeID) -> [(terms: [Double], score: Double)] {
    var result: [(terms: [Double], score: Double)] = []
    for terms in recipe.selection.explain(family(of: node, reward: state(at: node).reward)) {
      guard case .child = terms.choice else { continue }
      result.append((terms.terms.map(\.value), terms.score.map { Double($0) } ?? .nan))
    }
    return result
  }

  /// Returns the decision among the children of a node as selection would make it now; nil without
  /// candidates.
  ///
  /// `reward` is what entering the node gave, where the walk knows it. Where the choice is drawn there are
  /// probabilities and no winner: that one is told by who drew.
  public func selectionTable(at node: NodeID, reward: Float? = nil) -> SelectionTable? {
    let explained = recipe.selection.explain(
      family(of: node, reward: reward ?? state(at: node).reward))
    guard !explained.isEmpty else { return nil }
    let labels = childLabels(of: node)
    var candidates: [SelectionTable.Candidate] = []
    var position = 0
    for terms in explained {
      switch terms.choice {
      case .child(let child):
        candidates.append(
          SelectionTable.Candidate(
            node: child, label: labels[position], visits: tree.visits(of: child),
            value: tree.value(of: child), prior: tree.prior(of: child),
            probability: terms.probability, terms: terms.terms,
            score: terms.score.map { Double($0) } ?? .nan, slope: terms.slope,
            working: terms.working, flags: tree.nodes[child.index].flags))
        position += 1
      case .grow, .none:
        candidates.append(
          SelectionTable.Candidate(
            node: .none, label: "a new child", visits: nil, value: nil,
            probability: terms.probability, terms: terms.terms,
            score: terms.score.map { Double($0) } ?? .nan, slope: terms.slope,
            working: terms.working))
      }
    }
    return SelectionTable(
      node: node, rule: recipe.selection.name, formula: recipe.selection.formula,
      parentVisits: tree.visits(of: node),
      exploration: recipe.selection.exploration ?? NamedNumber("", .nan), candidates: candidates)
  }

  /// What the selection formula does not say of itself.
  var selectionRules: [String] {
    SelectionRules.sentences(
      exploresEnds: recipe.selection.exploresEnds || recipe.world.isStochastic,
      makesSingleChildren: recipe.widening.makesSingleChildren, order: recipe.proposer.orderWords,
      ties: recipe.selection.ties)
  }
}
