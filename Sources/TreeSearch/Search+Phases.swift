import Groundwork
import SearchTrees

/// The four phases. This is the hot path: it allocates nothing once its buffers have grown.
extension Search {
  /// Walks from the root to a leaf: a node that is terminal, pinned, unvisited or about to grow.
  @inline(__always)
  mutating func select() {
    undo.open(
      .simulation,
      UndoLog.Start(
        random: random, nodes: tree.count, deepest: deepest, isExhausted: isExhausted, lead: lead))
    path.nodes.truncate(to: 0)
    path.rewards.truncate(to: 0)
    path.isTerminal = tree.nodes[0].flags.contains(.terminal)
    path.nodes.append(.root)
    path.rewards.append(0)
    state = recipe.world.initialState
    if recipe.proposer.looksBack {
      trail.removeAll(keepingCapacity: true)
      trail.append(state)
    }
    isExhausted = false
    deadEnd = .none
    if hasDetours { takeDetours() }
    while !path.isTerminal {
      let node = path.nodes[path.nodes.count - 1]
      let numbers = tree.nodes[node.index]
      if numbers.visits == 0 || !numbers.flags.isDisjoint(with: [.pinned, .unentered])
        || wantsChildren(numbers)
      {
        break
      }
      guard let child = bestChild(of: node) else {
        isExhausted = node == focus
        break
      }
      guard path.nodes.count < recipe.widening.unenteredDepth else {
        enterLastLayer(at: child)
        break
      }
      descend(to: child)
    }
    phase = .expand
  }

  /// Adds children to the leaf if the widening wants any, and steps into one of a visited leaf, or walks
  /// on to the end of the episode.
  @inline(__always)
  mutating func expand() {
    phase = .evaluate
    if path.isTerminal { return }
    let leaf = path.nodes[path.nodes.count - 1]
    let numbers = tree.nodes[leaf.index]
    if !numbers.flags.isDisjoint(with: [.pinned, .unentered]) { return }
    if path.nodes.count > recipe.widening.unenteredDepth { return }
    let isNew = numbers.visits == 0
    if isNew && !recipe.widening.growsNewLeaf { return }
    let wanted = recipe.widening.childrenWanted(numbers)
    if wanted == 0 { return }
    let grown = grow(leaf, by: wanted)
    if let continuation = recipe.widening.continuation {
      return walkOn(continuation)
    }
    guard let first = grown, !isNew else { return }
    // Of a family born at once the rule picks; a single newborn is visited for its own sake.
    if numbers.childCount > 0 {
      descend(to: first)
    } else if let child = ties == .random ? drawnChild(of: leaf) : bestChild(of: leaf) {
      descend(to: child)
    }
  }

  /// Gives the leaf a value beyond the rewards on its path.
  @inline(__always)
  mutating func evaluate() {
    phase = .backUp
    let leaf = path.nodes[path.nodes.count - 1]
    if tree.nodes[leaf.index].flags.contains(.pinned) {
      path.leafValue = recipe.backup.leafValue(
        toMake: tree.exactValues[leaf.index], on: path)
    } else if path.isTerminal {
      path.leafValue = 0
    } else {
      path.leafValue = recipe.evaluator.evaluate(state, of: recipe.world, using: &random)
    }
  }

  /// Changes the statistics on the path and lets the interventions follow.
  @inline(__always)
  mutating func backUp() {
    undo.keepVisits(on: path.nodes, in: tree)
    if recipe.selection.usesSpread { countPath(-1) }
    recipe.backup.backUp(path, into: &tree)
    if recipe.selection.usesSpread { countPath(1) }
    if Recipe.Evaluation.judgesSteps { leaves.append(path.nodes[path.nodes.count - 1]) }
    // With two players an end is nobody's answer.
    if path.isTerminal, recipe.world.players == 1 { tree.noteEnd(path.nodes[path.nodes.count - 1]) }
    if asksInterventions, asksAlways || path.isTerminal { intervene() }
    iterations += 1
    deepest = max(deepest, path.nodes.count - 1)
    undo.close()
    if lead.remaining > 0 { countLedSimulation() }
    phase = .select
  }

  /// Whether a visited node gets more children; the flag is tested first, so that the widening is not
  /// asked at every level.
  @inline(__always)
  func wantsChildren(_ numbers: Node) -> Bool {
    !numbers.flags.contains(.complete) && recipe.widening.childrenWanted(numbers) > 0
  }

  /// Returns the first child with the highest score that is not banned.
  @inline(__always)
  func bestChild(of node: NodeID) -> NodeID? {
    let numbers = tree.nodes[node.index]
    let context = selectionContext(of: node, reward: path.rewards[path.rewards.count - 1])
    var best = NodeID.none
    var bestScore = -Float.infinity
    var child = tree.nodes[node.index].firstChild
    let isScattered = numbers.flags.contains(.scattered)
    // Without branches on the score, which would be mispredicted at every second child: the oldest of
    // the best wins because only a higher score replaces it.
    for _ in 0..<numbers.childCount {
      let score = score(of: child, in: context) ?? -.infinity
      let isBetter = score > bestScore
      best = isBetter ? child : best
      bestScore = isBetter ? score : bestScore
      child = isScattered ? tree.links[child.index].nextSibling : NodeID(child.index &+ 1)
    }
    return best == .none ? nil : best
  }

  /// Returns what the selection rule needs of a node that gave `reward` on entering.
  @inline(__always)
  func selectionContext(of node: NodeID, reward: Float) -> Recipe.Selection.Context {
    let numbers = tree.nodes[node.index]
    var facts = SelectionFacts(
      visits: numbers.visits,
      value: recipe.backup.valueBelow(Float(numbers.mean), reward: reward))
    if recipe.selection.usesSpread { facts.spread = spread.deviation }
    if recipe.selection.usesSiblings { facts.siblingSurplus = surplus(of: numbers) }
    return recipe.selection.context(facts)
  }

  /// Returns by how much the visited children are worth more than the numbers on their edges say, on
  /// average.
  @inline(__always)
  private func surplus(of parent: Node) -> Float {
    var sum: Float = 0
    var visited = 0
    var child = parent.firstChild
    let isScattered = parent.flags.contains(.scattered)
    for _ in 0..<parent.childCount {
      let numbers = tree.nodes[child.index]
      if numbers.visits > 0 {
        sum += Float(numbers.mean) - tree.priors[child.index]
        visited += 1
      }
      child = isScattered ? tree.links[child.index].nextSibling : NodeID(child.index &+ 1)
    }
    return visited == 0 ? 0 : sum / Float(visited)
  }

  /// Counts the nodes of the path in the spread of values, or no longer.
  @inline(__always)
  private mutating func countPath(_ sign: Int) {
    for index in 1..<max(1, path.nodes.count) {
      spread.change(by: sign, tree.nodes[path.nodes[index].index])
    }
  }

  /// Returns the score of a candidate, or nil if it is banned.
  ///
  /// A child whose outcome is known, because the episode ends there or it is proven, scores that
  /// outcome alone, as in OpenSpiel: there is nothing to explore. Rules that explore ends score them
  /// like any other.
  @inline(__always)
  func score(of child: NodeID, in context: Recipe.Selection.Context) -> Float? {
    let numbers = tree.nodes[child.index]
    if !numbers.flags.isDisjoint(with: .special) {
      return specialScore(of: child, numbers, in: context)
    }
    return recipe.selection.score(
      valueSum: numbers.valueSum, visits: numbers.visits,
      prior: Recipe.Selection.usesPriors ? tree.priors[child.index] : 0, in: context)
  }

  @inline(__always)
  func specialScore(
    of child: NodeID, _ numbers: Node, in context: Recipe.Selection.Context
  ) -> Float? {
    if !numbers.flags.isDisjoint(with: .barred) { return nil }
    if numbers.flags.contains(.proven) { return tree.exactValues[child.index] }
    let isPinned = numbers.flags.contains(.pinned)
    if !Recipe.Selection.exploresEnds, numbers.visits > 0, numbers.flags.contains(.terminal),
      !recipe.world.isStochastic
    {
      return isPinned ? tree.exactValues[child.index] : Float(numbers.mean)
    }
    var sum = numbers.valueSum
    if isPinned {
      sum = Double(tree.exactValues[child.index]) * Double(numbers.visits)
    }
    return recipe.selection.score(
      valueSum: sum, visits: numbers.visits,
      prior: Recipe.Selection.usesPriors ? tree.priors[child.index] : 0, in: context)
  }

  /// Makes the action that leads to a child.
  @inline(__always)
  mutating func descend(to child: NodeID) {
    let step = recipe.world.apply(
      tree.nodes[child.index].action, to: &state, using: &random)
    path.nodes.append(child)
    path.rewards.append(
      Recipe.Evaluation.judgesSteps
        ? recipe.evaluator.reward(
          guess: tree.priors[child.index], step: step, to: state, of: recipe.world)
        : step.reward)
    if recipe.proposer.looksBack { trail.append(state) }
    if step.isTerminal {
      path.isTerminal = true
      if !tree.nodes[child.index].flags.contains(.terminal) {
        undo.keepFlags(of: child, in: tree)
        tree.nodes[child.index].flags.insert(.terminal)
      }
    }
  }

  @inline(never)
  mutating func followLead() {
    for node in leadPath {
      if path.isTerminal { return }
      path.nodes.count < recipe.widening.unenteredDepth
        ? descend(to: node) : enterLastLayer(at: node)
    }
  }

  @inline(__always)
  mutating func grow(_ leaf: NodeID, by wanted: Int) -> NodeID? {
    let before = tree.nodes[leaf.index].childCount
    let tried = before == 0 ? [] : tree.children(of: leaf).map { tree.nodes[$0.index].action }
    proposals.removeAll()
    recipe.proposer.propose(
      wanted, beyond: tried, in: state, after: trail, of: recipe.world, into: &proposals,
      using: &random)
    let number = proposals.actions.count
    let isComplete =
      Int(before) + number >= recipe.world.actionCount(in: state) || number < wanted
    undo.keepFlags(of: leaf, in: tree)
    if isComplete { tree.nodes[leaf.index].flags.insert(.complete) }
    guard number > 0 else {
      deadEnd = leaf
      return nil
    }
    let first = tree.appendChildren(of: leaf, count: number)
    if Recipe.Evaluation.judgesSteps, lastGrowth <= iterations {
      undo.keepLastGrowth(lastGrowth)
      lastGrowth = iterations + 1
    }
    for offset in 0..<number {
      let child = NodeID(first.index + offset)
      tree.setAction(proposals.actions[offset], of: child)
      if Recipe.Selection.usesPriors { tree.priors[child.index] = proposals.priors[offset] }
    }
    return first
  }
}
