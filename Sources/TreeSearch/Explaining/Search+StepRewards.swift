import Groundwork
import SearchTrees

/// What can be said of the rewards of steps that the evaluator gives, beside the loop.
extension Search {
  /// Returns what was said of the step into a node and of those into its siblings, oldest first; empty at
  /// the root, and where nothing was said.
  func verdicts(beside node: NodeID) -> [StepVerdict] {
    guard let parent = tree.parent(of: node) else { return [] }
    let state = state(at: parent).state
    let children = tree.children(of: parent)
    let actions = children.map { tree.nodes[$0.index].action }
    let verdicts = recipe.evaluator.stepVerdicts(on: actions, in: state, of: recipe.world)
    guard verdicts.count == children.count else { return [] }
    return children.indices.map { index in
      StepVerdict(
        node: children[index], label: recipe.world.label(of: actions[index], in: state),
        verdict: verdicts[index], isBest: recipe.world.isBest(actions[index], in: state))
    }
  }

  /// Fills in what the values along a path were made of, from the rewards as they are now.
  func explain(_ effects: inout [BackupEffect]) {
    guard recipe.evaluator.rewardsSteps, let leaf = effects.last?.node else { return }
    var path = SimulationPath()
    for effect in effects { path.nodes.append(effect.node) }
    let numbers = tree.nodes[leaf.index]
    for effect in effects {
      let isEstimate = effect.node == leaf && numbers.flags.contains(.unentered)
      path.rewards.append(
        effect.node == .root
          ? 0 : isEstimate ? tree.priors[leaf.index] : state(at: effect.node).reward)
    }
    if numbers.flags.contains(.pinned) {
      path.leafValue = recipe.backup.leafValue(toMake: tree.exactValues[leaf.index], on: path)
    }
    for index in effects.indices {
      if index > 0 { effects[index].reward = Double(path.rewards[index]) }
      effects[index].terms = recipe.backup.terms(at: index, on: path)
    }
  }

  /// What stands in the place of the state of a node that was not entered; nil for all others.
  func unenteredWords(_ node: NodeID) -> String? {
    tree.nodes[node.index].flags.contains(.unentered) ? "not entered" : nil
  }

  /// What the way of the walks should alarm about, from the newest simulations.
  var alarms: [Alarm] {
    var alarms: [Alarm] = []
    let newest = max(0, log.count - RecordedMoment.remembered)..<log.count
    if let place = newest.last(where: { tree.nodes[log[$0].index].flags.contains(.unentered) }) {
      alarms.append(
        Alarm(
          "visited but never evaluated: the last layer is not entered, so nobody learns whether the "
            + "goal lies there", node: log[place]))
    }
    let idle = iterations - log.newestGrowth
    if idle >= Self.longestRest {
      alarms.append(Alarm("\(idle) iterations without a new node: known ways are walked again"))
    }
    return alarms
  }

  /// After how many simulations without a new node a reader should know.
  private static var longestRest: Int { 5 }
}
