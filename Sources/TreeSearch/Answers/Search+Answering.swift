import Groundwork
public import SearchTrees

/// What the search says is the answer.
extension Search {
  /// Returns the nodes of the answer that a reader takes from the tree as it is.
  public func answer(_ reader: some Reader) -> [NodeID] {
    reader.answer(tree, problem: facts(for: reader as? AnswerRule))
  }

  /// Returns the answer of a rule; where that chooses among ends, those that a finder of the rule has
  /// seen are not looked at again.
  mutating func choose(_ rule: AnswerRule, with finder: inout AnswerFinder?) -> AnswerChoice {
    let facts = facts(for: rule)
    guard rule.choosesEnds, tree.notesEnds else { return rule.choose(tree, problem: facts) }
    var current = AnswerFinder(rule)
    if let finder, finder.rule == rule { current = finder } else { tree.reconsiderEnds() }
    current.look(atNewEndsOf: &tree, facts)
    finder = current
    return current.choice(in: tree) ?? rule.instead(tree, facts)
  }

  /// Returns the answer of any reader from the tree as it is.
  func choose(by reader: any Reader) -> AnswerChoice {
    reader.choose(tree, problem: facts(for: nil))
  }

  /// Returns the answer of a rule from the tree as it is.
  func choose(_ rule: AnswerRule) -> AnswerChoice { rule.choose(tree, problem: facts(for: rule)) }

  /// Returns what readers may ask about the problem; nil for a reader of which nothing is known.
  func facts(for rule: AnswerRule?) -> ProblemFacts {
    let wantsLeaves = rule?.choosesSimulations ?? true
    return ProblemFacts(
      players: recipe.world.players, range: recipe.backup.provable == nil ? nil : range,
      leaves: wantsLeaves ? log.nodes : [],
      bestLine: (rule ?? .mostVisits) == .mostVisits ? principalVariation : nil,
      endsAreKnown: !recipe.world.isStochastic,
      draw: AnswerDraw(temperature: answerTemperature, seed: seed)
    ) { [recipe, seed] steps in
      let world = recipe.world
      var state = world.initialState
      var scratch = RandomSource(seed: seed)
      return steps.map { step in
        let taken = world.apply(step.action, to: &state, using: &scratch)
        return recipe.evaluator.reward(of: taken, estimate: step.prior, to: state, in: world)
      }
    }
  }

  /// Returns the number that a rule maximises, of a line that ends at a node; nil where it has none.
  func value(ofLineTo end: NodeID, by rule: AnswerRule) -> Double? {
    guard rule.choosesEnds || rule == .bestIteration, tree.isVisitedEnd(end) else { return nil }
    let rule = rule == .bestIteration ? .bestPath : rule
    return rule.worth(of: end, in: tree, facts(for: rule))?.value
  }

  /// The best line by visits from the root on.
  ///
  /// What the most and the least is that a child can be worth depends on the rewards on the way to it.
  public var principalVariation: [NodeID] {
    let endsAreKnown = !recipe.world.isStochastic
    guard let range, let backup = recipe.backup.provable else {
      return tree.principalVariation(endsAreKnown: endsAreKnown)
    }
    var path = SimulationPath()
    path.nodes.append(.root)
    path.rewards.append(0)
    var line = [NodeID.root]
    var state = recipe.world.initialState
    var scratch = RandomSource(seed: seed)
    while true {
      let bounds =
        backup.lowerBound(
          below: line.count - 1, on: path, range: range)...backup.upperBound(
          below: line.count - 1, on: path, range: range)
      guard
        let child = tree.mostVisitedChild(
          of: line[line.count - 1], range: bounds, endsAreKnown: endsAreKnown)
      else { return line }
      let step = recipe.world.apply(
        tree.nodes[child.index].action, to: &state, using: &scratch)
      path.nodes.append(child)
      path.rewards.append(step.reward)
      line.append(child)
    }
  }
}
