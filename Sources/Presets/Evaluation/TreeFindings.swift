import Environments
import Groundwork
import SearchTrees
import TreeSearch

/// What a finished tree holds, seen with the rules of the problem.
///
/// - Complexity: O(nodes) to make.
struct TreeFindings {
  /// The length of the shortest visited path to the goal; nil without one.
  private(set) var found: Int?
  /// The judged steps, each once however often its state was met, in the order in which they were grown.
  private(set) var steps: [ScoredStep] = []

  /// Looks through a tree; `rewards` says whether its priors are the rewards of the steps.
  init<World: VerifiableEnvironment>(
    _ tree: borrowing SearchTree, of world: World, rewards: Bool
  ) {
    var random = RandomSource(seed: 0)
    var seen: Set<Step> = []
    // Parents come before their children.
    var states = [world.initialState]
    states.reserveCapacity(tree.count)
    var depths = [0]
    depths.reserveCapacity(tree.count)
    for index in 1..<max(1, tree.count) {
      let node = tree.nodes[index]
      let parent = tree.links[index].parent.index
      let before = states[parent]
      var state = before
      let step = world.apply(node.action, to: &state, using: &random)
      states.append(state)
      depths.append(depths[parent] + 1)
      if World.hasGoal, node.visits > 0, step.isTerminal, step.reward > 0 {
        found = min(found ?? .max, depths[index])
      }
      // The same place at another depth is judged the same: it counts once.
      if rewards, tree.hasPriors, tree.priors[index].isFinite,
        let met = world.goalFacts(in: state), let metBefore = world.goalFacts(in: before),
        seen.insert(Step(place: world.line(for: before), action: node.action)).inserted
      {
        steps.append(ScoredStep(reward: tree.priors[index], progress: met - metBefore))
      }
    }
  }

  private struct Step: Hashable {
    var place: String
    var action: UInt32
  }
}
