import Groundwork
import SearchTrees

/// The four phases. This is the hot path: it allocates nothing once its buffers have grown.
extension Search {
  /// Walks from the root to a leaf: a node that is terminal, pinned, unvisited or about to grow.
  @inline(__always)
  mutating func select() {
    assert(phase == .select, "a simulation begins with its selection")
    undo.open(
      .simulation,
      UndoLog.Start(
        random: random, nodes: tree.count, deepest: deepest, isExhausted: isExhausted,
        forced: forced))
    path.nodes.truncate(to: 0)
    path.rewards.truncate(to: 0)
    path.isTerminal = tree.nodes[0].flags.contains(.terminal)
    path.nodes.append(.root)
    path.rewards.append(0)
    state = recipe.world.initialState
    isExhausted = false
    emptyGrowth = .none
    chosenSource = -1
    if recipe.evaluator.isAsked {
      waiting = nil
      path.forgetVerdict()
    }
    if recipe.proposer.isAsked { waiting = nil }
    phase = .expand
    if hasDetours, takeDetours() { return }
    while !path.isTerminal, !isAtLeaf, let child = chooseChild() { descend(to: child) }
  }

  /// Whether the node that the walk has come to is unvisited, pinned or about to grow.
  @inline(__always)
  var isAtLeaf: Bool {
    let numbers = tree.nodes[path.nodes[path.nodes.count - 1].index]
    return numbers.visits == 0 || numbers.flags.contains(.pinned) || wantsChildren(numbers)
  }

  /// Returns the child that the selection rule takes; nil where it takes none, or a new one.
  @inline(__always)
  mutating func chooseChild() -> NodeID? {
    let node = path.nodes[path.nodes.count - 1]
    let family = family(of: node, reward: path.rewards[path.rewards.count - 1])
    switch recipe.selection.choose(family, using: &random) {
    case .child(let child): return child
    case .grow(let source): chosenSource = source
    case .none: isExhausted = node == focus
    }
    return nil
  }

  /// Adds children to the leaf if the widening or the selection rule wants any, and steps into one of a
  /// visited leaf.
  @inline(__always)
  mutating func expand() {
    assert(phase == .expand, "a leaf grows once it is found")
    phase = .evaluate
    if path.isTerminal { return }
    if hasWalk { return walkOn() }
    let leaf = path.nodes[path.nodes.count - 1]
    let numbers = tree.nodes[leaf.index]
    if numbers.flags.contains(.pinned) { return }
    let isNew = numbers.visits == 0
    if isNew && !recipe.widening.growsNewLeaf { return }
    if chosenSource >= 0 {
      if let child = growChosen(below: leaf) { descend(to: child) }
      return
    }
    let wanted = recipe.widening.childrenWanted(numbers)
    if wanted == 0 { return }
    guard let first = grow(leaf, by: wanted), !isNew else { return }
    // Of a family born at once the rule picks; a single newborn is visited for its own sake.
    if numbers.childCount > 0 {
      descend(to: first)
    } else if let child = chooseChild() {
      descend(to: child)
    }
  }

  /// Makes the child that the selection rule has chosen to make; nil where the proposer has none.
  @inline(never)
  mutating func growChosen(below leaf: NodeID) -> NodeID? {
    proposals.source = chosenSource
    chosenSource = -1
    defer { proposals.source = 0 }
    return grow(leaf, by: 1)
  }

  /// Gives the leaf a value beyond the rewards on its path.
  @inline(__always)
  mutating func evaluate() {
    assert(phase == .evaluate, "a leaf is evaluated once it had its chance to grow")
    phase = .backUp
    if recipe.evaluator.isAsked, !trials.isEmpty, !judgeTrials() { return }
    evaluateLeaf()
  }

  /// Gives the leaf a value, once all that is judged beside it has one.
  @inline(__always)
  mutating func evaluateLeaf() {
    phase = .backUp
    let leaf = path.nodes[path.nodes.count - 1]
    if tree.nodes[leaf.index].flags.contains(.pinned) {
      path.leafValue = recipe.backup.leafValue(
        toMake: tree.exactValues[leaf.index], on: path)
    } else if path.isTerminal {
      path.leafValue = 0
    } else if recipe.evaluator.isAsked {
      if let verdict = askedVerdict() { path.take(verdict) }
    } else {
      path.leafValue = recipe.evaluator.evaluate(state, of: recipe.world, using: &random)
    }
  }

  /// Changes the statistics on the path and lets the interventions follow.
  @inline(__always)
  mutating func backUp() {
    assert(phase == .backUp, "what is backed up was evaluated")
    assert(path.nodes.count == path.rewards.count, "every node of the path has its reward")
    assert(path.nodes[0] == .root, "a path begins at the root")
    if recipe.evaluator.isAsked, !judgedTrials.isEmpty { backUpTrials() }
    undo.keepVisits(on: path.nodes, in: tree)
    if recipe.selection.followsBackups { recipe.selection.willBackUp(path, in: tree) }
    recipe.backup.backUp(path, into: &tree)
    if recipe.selection.followsBackups { recipe.selection.didBackUp(path, in: tree) }
    if logsSimulations { log.append(path.nodes[path.nodes.count - 1], nodes: tree.count) }
    // With two players an end is nobody's answer.
    if path.isTerminal, recipe.world.players == 1 { tree.noteEnd(path.nodes[path.nodes.count - 1]) }
    if asksInterventions, asksAlways || path.isTerminal { intervene() }
    iterations += 1
    deepest = max(deepest, path.nodes.count - 1)
    undo.close()
    if forced.remaining > 0 { countForcedSimulation() }
    phase = .select
    assert(!logsSimulations || log.count == iterations, "every simulation is logged, and once")
  }

  /// Whether a visited node gets more children; the flag is tested first, so that the widening is not
  /// asked at every level.
  @inline(__always)
  func wantsChildren(_ numbers: Node) -> Bool {
    !numbers.flags.contains(.complete) && recipe.widening.childrenWanted(numbers) > 0
  }

  /// Returns the children of a node that gave `reward` on entering, as the selection rule sees them.
  @inline(__always)
  func family(of node: NodeID, reward: Float) -> Family {
    Family(
      node, of: tree,
      value: recipe.backup.childLevel.below(Float(tree.nodes[node.index].mean), reward: reward),
      endsAreKnown: !recipe.world.isStochastic)
  }

  /// Makes the action that leads to a child.
  @inline(__always)
  mutating func descend(to child: NodeID) {
    assert(
      tree.links[child.index].parent == path.nodes[path.nodes.count - 1],
      "a step leads to a child")
    let step = recipe.world.apply(
      tree.nodes[child.index].action, to: &state, using: &random)
    path.nodes.append(child)
    path.rewards.append(
      recipe.evaluator.reward(
        of: step, estimate: recipe.selection.usesPriors ? tree.priors[child.index] : 0, to: state,
        in: recipe.world))
    if step.isTerminal {
      path.isTerminal = true
      if !tree.nodes[child.index].flags.contains(.terminal) {
        undo.keepFlags(of: child, in: tree)
        tree.nodes[child.index].flags.insert(.terminal)
      }
    }
  }

  /// Adds as many children to the node that the walk has come to as are wanted and can be had.
  @inline(__always)
  mutating func grow(_ leaf: NodeID, by wanted: Int) -> NodeID? {
    // Where one answer is waited for, nothing is asked that depends on it.
    if recipe.proposer.isAsked, isWaiting { return nil }
    let before = tree.nodes[leaf.index].childCount
    let tried = before == 0 ? [] : tree.children(of: leaf).map { tree.nodes[$0.index].action }
    proposals.removeAll()
    if !recallsSteps || mayGrow(leaf) {
      recipe.proposer.propose(
        wanted, beyond: tried, in: state, along: path, of: tree, in: recipe.world,
        into: &proposals, using: &random)
    }
    if recipe.proposer.isAsked, mustWait(at: leaf) { return nil }
    let number = proposals.actions.count
    assert(
      !recipe.selection.usesPriors || proposals.priors.count == number,
      "every proposed action has its prior")
    let isComplete =
      Int(before) + number >= recipe.world.actionCount(in: state) || number < wanted
    undo.keepFlags(of: leaf, in: tree)
    if isComplete { tree.nodes[leaf.index].flags.insert(.complete) }
    guard number > 0 else {
      emptyGrowth = leaf
      return nil
    }
    let first = tree.appendChildren(of: leaf, count: number)
    for offset in 0..<number {
      let child = NodeID(first.index + offset)
      tree.setAction(proposals.actions[offset], of: child)
      if recipe.selection.usesPriors { tree.priors[child.index] = proposals.priors[offset] }
    }
    if recipe.proposer.writesStatistics { keepProposedStatistics(from: first) }
    return first
  }

  /// Writes what the proposer knows of new children into their rows.
  @inline(never)
  private mutating func keepProposedStatistics(from first: NodeID) {
    for (index, cell) in proposals.cells.enumerated() {
      let (child, column) = index.quotientAndRemainder(dividingBy: proposedPlaces.count)
      tree.statistics[proposedPlaces[column], NodeID(first.index + child)] = cell
    }
  }
}
