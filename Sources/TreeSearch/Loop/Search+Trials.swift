import Groundwork
import SearchTrees

/// Simulations that judge more than the node that they end at.
///
/// A walk names further nodes with ``Walker/judge(_:)``. Each is a trial of its own: it is judged before the
/// leaf, in the order in which they were named, and backed up along its own path before the leaf is. All of
/// it belongs to one simulation: it is taken back, waited for and recorded as one. Evaluators that are not
/// asked (``Evaluator/isAsked``) judge leaves alone, so that games pay nothing for this.
extension Search {
  /// A node that was judged beside the leaf.
  struct JudgedTrial {
    var nodes: [NodeID]
    var rewards: [Float]
    var isTerminal: Bool
    var verdict: Verdict

    var node: NodeID { nodes[nodes.count - 1] }
  }

  /// Begins a simulation without trials.
  mutating func forgetTrials() {
    guard !trials.isEmpty else { return }
    trials.removeAll(keepingCapacity: true)
    judgedTrials.removeAll(keepingCapacity: true)
    backedUpTrials = 0
  }

  /// Names a node that is to be judged too.
  mutating func addTrial(_ node: NodeID) {
    precondition(recipe.evaluator.isAsked, "only judges judge several nodes in a simulation")
    assert(
      (0..<path.nodes.count).contains {
        path.nodes[$0] == node || path.nodes[$0] == tree.links[node.index].parent
      }, "what is judged too lies on the path, or next to it")
    trials.append(node)
  }

  /// Judges the further nodes of the simulation under way; false where an answer comes later.
  ///
  /// Where the walk says that a verdict is enough, its node is the leaf, and what was to come is left.
  @inline(never)
  mutating func judgeTrials() -> Bool {
    judgedTrials.removeAll(keepingCapacity: true)
    backedUpTrials = 0
    for (place, node) in trials.enumerated() {
      guard let trial = judge(node) else { return false }
      if walk?.isEnough(trial.verdict) == true {
        trials.removeSubrange(place...)
        end(at: trial)
        return true
      }
      judgedTrials.append(trial)
    }
    return true
  }

  private mutating func judge(_ node: NodeID) -> JudgedTrial? {
    var trial = JudgedTrial(
      nodes: [.root], rewards: [0], isTerminal: path.isTerminal, verdict: Verdict(value: 0))
    var state = recipe.world.initialState
    trial.isTerminal = recipe.world.isTerminal(state)
    var actions: [ActionCode] = []
    for next in tree.path(to: node).dropFirst() {
      let action = tree.nodes[next.index].action
      let step = recipe.world.apply(action, to: &state, using: &random)
      trial.rewards.append(
        recipe.evaluator.reward(
          of: step, estimate: recipe.selection.usesPriors ? tree.priors[next.index] : 0, to: state,
          in: recipe.world))
      trial.nodes.append(next)
      trial.isTerminal = step.isTerminal
      actions.append(action)
    }
    if tree.nodes[node.index].flags.contains(.pinned) {
      trial.verdict = Verdict(
        value: Double(tree.exactValues[node.index]), rationale: "pinned: not evaluated")
      return trial
    }
    if trial.isTerminal { return trial }
    let question = KeptAnswers.Question(actions, attempt: Int(tree.nodes[node.index].visits))
    guard let verdict = askedVerdict(question, about: state) else { return nil }
    trial.verdict = verdict
    return trial
  }

  /// Ends the simulation at a node that was judged, in the place of the leaf beside it.
  private mutating func end(at trial: JudgedTrial) {
    path.nodes.truncate(to: 0)
    path.rewards.truncate(to: 0)
    state = recipe.world.initialState
    for (place, node) in trial.nodes.enumerated() {
      path.nodes.append(node)
      path.rewards.append(trial.rewards[place])
      guard place > 0 else { continue }
      _ = recipe.world.apply(tree.nodes[node.index].action, to: &state, using: &random)
    }
    path.isTerminal = trial.isTerminal
  }

  /// Backs up what was judged beside the leaf, each on its own path.
  @inline(never)
  mutating func backUpTrials() {
    while backedUpTrials < judgedTrials.count { backUpTrial() }
  }

  /// Backs up the next one of what was judged beside the leaf.
  mutating func backUpTrial() {
    let trial = judgedTrials[backedUpTrials]
    backedUpTrials += 1
    var side = SimulationPath()
    side.isBesideLeaf = true
    for node in trial.nodes { side.nodes.append(node) }
    for reward in trial.rewards { side.rewards.append(reward) }
    side.isTerminal = trial.isTerminal
    if tree.nodes[trial.node.index].flags.contains(.pinned) {
      side.leafValue = recipe.backup.leafValue(toMake: Float(trial.verdict.value), on: side)
    } else if !trial.isTerminal {
      side.take(trial.verdict)
    }
    undo.keepVisits(on: side.nodes, in: tree)
    if recipe.selection.followsBackups { recipe.selection.willBackUp(side, in: tree) }
    recipe.backup.backUp(side, into: &tree)
    if recipe.selection.followsBackups { recipe.selection.didBackUp(side, in: tree) }
  }
}
