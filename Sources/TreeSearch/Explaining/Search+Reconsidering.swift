import Groundwork
import SearchTrees

/// What would be picked if a model had said something else of a step: beside the search, and without a trace
/// in it.
extension Search {
  /// Returns the parent and the place among its children of the first step that rests on a call; nil where
  /// none does.
  ///
  /// O(nodes * depth).
  func step(restingOn number: Int) -> (parent: NodeID, place: Int)? {
    for index in 0..<tree.count where tree.nodes[index].firstChild != .none {
      let parent = NodeID(index)
      if let place = place(of: number, below: parent) { return (parent, place) }
    }
    return nil
  }

  /// Returns the place of the child that rests on a call; nil where none does.
  func place(of number: Int, below parent: NodeID) -> Int? {
    guard parent.index < tree.count else { return nil }
    let actions = tree.children(of: parent).map { tree.nodes[$0.index].action }
    if actions.isEmpty { return nil }
    let verdicts = recipe.evaluator.stepVerdicts(
      on: actions, in: state(at: parent).state, of: recipe.world)
    return verdicts.firstIndex { $0.calls.contains { $0.number == number } }
  }

  /// Returns what would be otherwise at a node if a call had been answered like another one; nil where the
  /// evaluator cannot tell.
  ///
  /// The numbers are put into the tree while the rule looks at it, and taken out again. O(children, and nodes
  /// below the child).
  mutating func reconsider(
    _ number: Int, inPlaceOf original: Int, at parent: NodeID, _ place: Int
  ) -> StepReconsideration? {
    let here = state(at: parent)
    let children = tree.children(of: parent)
    let actions = children.map { tree.nodes[$0.index].action }
    guard
      let (before, after) = recipe.evaluator.reconsider(
        actions, in: here.state, of: recipe.world, taking: number, for: original),
      before.count == children.count, after.count == children.count
    else { return nil }
    let decision = selectionTable(at: parent, reward: here.reward)
    let child = children[place]
    let values = reworkedValues(of: children, from: here.state, before, after)
    let oldNodes = children.map { tree.nodes[$0.index] }
    let oldPriors = tree.hasPriors ? children.map { tree.priors[$0.index] } : []
    for (index, child) in children.enumerated() {
      if tree.hasPriors {
        tree.priors[child.index] += Float(after[index].value - before[index].value)
      }
      if let sum = values[index] { tree.nodes[child.index].valueSum = sum }
    }
    let other = selectionTable(at: parent, reward: here.reward)
    for (index, child) in children.enumerated() {
      tree.nodes[child.index] = oldNodes[index]
      if tree.hasPriors { tree.priors[child.index] = oldPriors[index] }
    }
    return StepReconsideration(
      node: child, label: recipe.world.label(of: actions[place], in: here.state),
      before: before[place], after: after[place], decision: decision, otherDecision: other,
      isValueReworked: values[place] != nil)
  }

  /// Returns the sum of values of each child with the other reward of its step; nil of those whose present
  /// sum does not come out of the tree in the same way.
  private func reworkedValues(
    of children: [NodeID], from state: Recipe.World.State, _ before: [Verdict], _ after: [Verdict]
  ) -> [Double?] {
    guard recipe.evaluator.rewardsSteps, tree.hasPriors, !recipe.world.isStochastic else {
      return children.map { _ in nil }
    }
    return children.indices.map { index in
      let child = children[index]
      let known = tree.nodes[child.index].valueSum
      let again = valueSum(of: child, from: state, adding: 0)
      guard abs(again - known) <= 1e-4 * max(1, abs(known)) else { return nil }
      let change = Float(after[index].value - before[index].value)
      return change == 0 ? known : valueSum(of: child, from: state, adding: change)
    }
  }

  /// Backs up again all simulations that went through a node, with something added to the number on its
  /// edge, and returns the sum of the values that it gets.
  ///
  /// As many end at a node as went through it and through none of its children; what the leaf itself is worth
  /// is in the rewards of steps.
  private func valueSum(
    of child: NodeID, from state: Recipe.World.State, adding change: Float
  ) -> Double {
    // A chain of nodes stands for the way from the child down: no other node of the tree is touched.
    var scratch = SearchTree(hasPriors: true, statistics: tree.statistics.layout)
    var way: [NodeID] = [.root]
    var rewards: [Float] = [0]
    var pending: [(node: NodeID, depth: Int, state: Recipe.World.State)] = [(child, 1, state)]
    while let (node, depth, origin) = pending.popLast() {
      if way.count == depth { way.append(scratch.appendChildren(of: way[depth - 1], count: 1)) }
      rewards.removeSubrange(depth...)
      var here = origin
      var random = RandomSource(seed: seed)
      let step = recipe.world.apply(tree.nodes[node.index].action, to: &here, using: &random)
      let estimate = tree.priors[node.index] + (node == child ? change : 0)
      let isEntered = !tree.nodes[node.index].flags.contains(.unentered)
      rewards.append(
        isEntered
          ? recipe.evaluator.reward(of: step, estimate: estimate, to: here, in: recipe.world)
          : estimate)
      let below = tree.children(of: node)
      let passed = below.reduce(0) { $0 + Int(tree.nodes[$1.index].visits) }
      let ended = Int(tree.nodes[node.index].visits) - passed
      if ended > 0 {
        var path = SimulationPath()
        for position in 0...depth {
          path.nodes.append(way[position])
          path.rewards.append(rewards[position])
        }
        path.isTerminal = step.isTerminal
        for _ in 0..<ended { recipe.backup.backUp(path, into: &scratch) }
      }
      for next in below where tree.nodes[next.index].visits > 0 {
        pending.append((next, depth + 1, here))
      }
    }
    return way.count > 1 ? scratch.nodes[way[1].index].valueSum : 0
  }
}
