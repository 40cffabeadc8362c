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
      if Recipe.Evaluation.judgesSteps {
        step.reward = recipe.evaluator.reward(
          guess: tree.priors[current.index], step: step, to: state, of: recipe.world)
      }
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

  /// Returns the terms and the score of each child of a node, oldest first.
  public func childScores(of node: NodeID) -> [(terms: [Double], score: Double)] {
    let context = selectionContext(of: node, reward: state(at: node).reward)
    var result: [(terms: [Double], score: Double)] = []
    for child in tree.children(of: node) {
      let scored = scoredTerms(of: child, in: context)
      result.append((scored.terms, Double(scored.score)))
    }
    return result
  }

  /// Returns the decision among the children of a node as selection would make it now; nil without
  /// children.
  ///
  /// `reward` is what entering the node gave, where the walk knows it.
  public func selectionTable(at node: NodeID, reward: Float? = nil) -> SelectionTable? {
    let children = tree.children(of: node)
    guard !children.isEmpty else { return nil }
    let context = selectionContext(of: node, reward: reward ?? state(at: node).reward)
    let labels = childLabels(of: node)
    let names = recipe.selection.termNames
    var candidates: [SelectionTable.Candidate] = []
    for (position, child) in children.enumerated() {
      let scored = scoredTerms(of: child, in: context)
      let numbers = tree.nodes[child.index]
      candidates.append(
        SelectionTable.Candidate(
          node: child, label: labels[position], visits: tree.visits(of: child),
          value: tree.value(of: child),
          prior: tree.prior(of: child),
          terms: zip(names, scored.terms).map { NamedNumber($0, $1) },
          score: Double(scored.score), slope: scored.slope, working: scored.working,
          flags: numbers.flags))
    }
    return SelectionTable(
      node: node, rule: recipe.selection.name, formula: recipe.selection.formula,
      parentVisits: tree.visits(of: node),
      exploration: recipe.selection.exploration, candidates: candidates)
  }

  /// The terms of a candidate's score; one whose outcome is known scores that outcome alone.
  private func scoredTerms(of child: NodeID, in context: Recipe.Selection.Context) -> ScoredTerms {
    let numbers = tree.nodes[child.index]
    let prior = tree.hasPriors ? tree.priors[child.index] : 0
    var sum = numbers.valueSum
    var score: Float?
    var why = ""
    if numbers.flags.contains(.proven) {
      score = tree.exactValues[child.index]
      why = "proven: its outcome alone"
    } else if !Recipe.Selection.exploresEnds, numbers.flags.contains(.terminal), numbers.visits > 0,
      !recipe.world.isStochastic
    {
      let isPinned = numbers.flags.contains(.pinned)
      score = isPinned ? tree.exactValues[child.index] : Float(numbers.mean)
      why = isPinned ? "pinned: its value alone" : "terminal: its outcome alone"
    } else if numbers.flags.contains(.pinned) {
      sum = Double(tree.exactValues[child.index]) * Double(numbers.visits)
    }
    guard let score else {
      var scored = recipe.selection.terms(
        valueSum: sum, visits: numbers.visits, prior: prior, in: context)
      if let why = Self.bar(numbers.flags) { scored.working = why }
      return scored
    }
    var terms = [Double](repeating: 0, count: recipe.selection.termNames.count)
    terms[0] = Double(score)
    if let bar = Self.bar(numbers.flags) { why = bar }
    return ScoredTerms(terms: terms, score: score, slope: 0, working: why)
  }

  private static func bar(_ flags: NodeFlags) -> String? {
    if flags.contains(.banned) { return "banned: never selected" }
    return flags.contains(.closed) ? "closed: nothing is left below it" : nil
  }
}
