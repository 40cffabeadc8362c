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
    var known: [NodeID: CandidateTerms] = [:]
    for terms in recipe.selection.explain(family(of: node, reward: state(at: node).reward)) {
      if case .child(let child) = terms.choice { known[child] = terms }
    }
    // A rule may leave out what it never takes.
    return tree.children(of: node).map { child in
      guard let terms = known[child] else { return ([], .nan) }
      return (terms.terms.map(\.value), terms.score.map { Double($0) } ?? .nan)
    }
  }

  /// Returns how many new children selection can choose to make below a node.
  public func newChildCount(below node: NodeID) -> Int {
    guard recipe.selection.weighsNewChild, !tree.nodes[node.index].flags.contains(.complete) else {
      return 0
    }
    return max(1, recipe.selection.sources.count)
  }

  /// Returns with what probability each way on from a node is drawn.
  public func draws(at node: NodeID) -> FamilyDraws {
    var draws = FamilyDraws()
    guard recipe.selection.ties == nil || recipe.selection.weighsNewChild else { return draws }
    var known: [NodeID: Double] = [:]
    for terms in recipe.selection.explain(family(of: node, reward: state(at: node).reward)) {
      switch terms.choice {
      case .child(let child): known[child] = terms.probability
      case .grow(let source):
        draws.new.append(
          FamilyDraws.NewChild(
            label: newChildLabel(source), terms: terms.terms.map(\.value),
            probability: terms.probability,
            isBanned: tree.nodes[node.index].flags.contains(.growthBanned)))
      case .none: break
      }
    }
    draws.children = tree.children(of: node).map { known[$0] }
    return draws
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
    let labels = Dictionary(
      zip(tree.children(of: node), childLabels(of: node)), uniquingKeysWith: { first, _ in first })
    var candidates: [SelectionTable.Candidate] = []
    for terms in explained {
      switch terms.choice {
      case .child(let child):
        candidates.append(
          SelectionTable.Candidate(
            node: child, label: labels[child] ?? "", visits: tree.visits(of: child),
            value: tree.value(of: child), prior: tree.prior(of: child),
            probability: terms.probability, terms: terms.terms,
            score: terms.score.map { Double($0) } ?? .nan, slope: terms.slope,
            working: terms.working, flags: tree.nodes[child.index].flags))
      case .grow(let source):
        var candidate = SelectionTable.Candidate(
          node: .none, label: newChildLabel(source), visits: nil, value: nil,
          probability: terms.probability, terms: terms.terms,
          score: terms.score.map { Double($0) } ?? .nan, slope: terms.slope,
          working: terms.working,
          flags: tree.nodes[node.index].flags.contains(.growthBanned) ? .banned : [])
        candidate.source = source
        candidates.append(candidate)
      case .none: break
      }
    }
    var table = SelectionTable(
      node: node, rule: recipe.selection.name, formula: recipe.selection.formula,
      parentVisits: tree.visits(of: node),
      exploration: recipe.selection.exploration ?? NamedNumber("", .nan), candidates: candidates)
    table.stages = labelled(
      recipe.selection.stages(family(of: node, reward: reward ?? state(at: node).reward)),
      by: labels)
    return table
  }

  /// What a new child is called where it is a candidate.
  private func newChildLabel(_ source: Int) -> String {
    let sources = recipe.selection.sources
    return sources.count > 1 ? "+ new child: \(sources[source])" : "+ new child"
  }

  /// Gives the arms that are children their labels.
  func labelled(
    _ stages: [SelectionTable.Stage], by labels: [NodeID: String]
  ) -> [SelectionTable.Stage] {
    var stages = stages
    for stage in stages.indices {
      for arm in stages[stage].arms.indices {
        guard let label = labels[stages[stage].arms[arm].node] else { continue }
        stages[stage].arms[arm].label = label
      }
    }
    return stages
  }

  /// What the selection formula does not say of itself.
  var selectionRules: [String] {
    if let walk, !walk.selectionRules.isEmpty { return walk.selectionRules }
    return SelectionRules.sentences(
      exploresEnds: recipe.selection.exploresEnds || recipe.world.isStochastic,
      makesSingleChildren: recipe.selection.weighsNewChild
        ? nil : recipe.widening.makesSingleChildren, order: recipe.proposer.orderWords,
      ties: recipe.selection.ties)
  }
}
