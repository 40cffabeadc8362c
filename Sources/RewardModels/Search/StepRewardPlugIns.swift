public import Groundwork
public import SearchTrees
public import TreeSearch

/// Every legal action, or those that something else picks, with its estimated reward in the place of a
/// prior; as a rule all at once.
public struct StepRewardProposer<Rewards: StepRewards>: Proposer {
  /// The environment whose actions are judged.
  public typealias World = Rewards.World

  /// What the actions are worth.
  public var rewards: Rewards
  /// Whether actions are left out that lead back to a place on the way to the node.
  public var avoidsRepeats: Bool
  /// Whether the highest estimate comes first.
  public var sortsByEstimate: Bool
  /// Returns the legal actions that are judged at all, the same ones for equal places; nil for all.
  public var candidates: (@Sendable (_ state: World.State, _ world: World) -> [ActionCode])?

  /// Makes a proposer.
  public init(
    _ rewards: Rewards, avoidsRepeats: Bool = false, sortsByEstimate: Bool = false,
    candidates: (@Sendable (_ state: World.State, _ world: World) -> [ActionCode])? = nil
  ) {
    self.rewards = rewards
    self.avoidsRepeats = avoidsRepeats
    self.sortsByEstimate = sortsByEstimate
    self.candidates = candidates
  }

  /// Whether the rewards may have to be waited for.
  public var isAsked: Bool { rewards.isAsked }
  /// What it puts on edges.
  public var edge: Statistic { .estimatedReward }
  /// By their estimates, or as they come.
  public var orderWords: String {
    sortsByEstimate ? "by estimated reward" : "as listed"
  }

  /// Appends the untried actions, each with its estimate.
  public func propose(
    _ wanted: Int, beyond tried: [ActionCode], in state: World.State,
    along path: borrowing SimulationPath, of tree: borrowing SearchTree, in world: World,
    into proposals: inout Proposals, using random: inout RandomSource
  ) {
    let places = avoidsRepeats ? Self.states(along: path, of: tree, in: world) : []
    let actions =
      candidates?(state, world)
      ?? (0..<world.actionCount(in: state)).map { world.action(at: $0, in: state) }
    for action in actions {
      if !tried.isEmpty, tried.contains(action) { continue }
      if avoidsRepeats, leads(action, from: state, to: places, world) { continue }
      proposals.actions.append(action)
    }
    if rewards.isAsked {
      if let wait = rewards.ask(about: proposals.actions, in: state, of: world) {
        proposals.removeAll()
        proposals.wait = wait
        return
      }
    }
    rewards.score(proposals.actions, in: state, of: world, into: &proposals.priors)
    if sortsByEstimate { proposals.sortByPrior() }
    if proposals.actions.count > wanted {
      proposals.actions.removeSubrange(wanted...)
      proposals.priors.removeSubrange(wanted...)
    }
  }

  /// Returns the states on a path, the root's first; where chance has a part they are not known.
  private static func states(
    along path: borrowing SimulationPath, of tree: borrowing SearchTree, in world: World
  ) -> [World.State] {
    var state = world.initialState
    var numbers = RandomSource(seed: 0)
    var states = [state]
    for index in 1..<max(1, path.nodes.count) {
      _ = world.apply(tree.nodes[path.nodes[index].index].action, to: &state, using: &numbers)
      states.append(state)
    }
    return states
  }

  private func leads(
    _ action: ActionCode, from state: World.State, to places: [World.State], _ world: World
  ) -> Bool {
    var next = state
    // Where chance has a part, the place that an action leads to is not known.
    var numbers = RandomSource(seed: 0)
    _ = world.apply(action, to: &next, using: &numbers)
    return places.contains { world.isSamePlace($0, next) }
  }
}

/// Steps are worth what their rewards say; the leaf itself, which ends its episode, adds nothing.
public struct StepRewardEvaluator<Rewards: StepRewards>: Evaluator {
  /// The environment whose steps are judged.
  public typealias World = Rewards.World

  /// What the steps are worth.
  public var rewards: Rewards

  /// Makes an evaluator.
  public init(_ rewards: Rewards) { self.rewards = rewards }

  /// All that is said is said of steps.
  public var explains: Bool { false }
  /// Rewards come from here.
  @inline(__always)
  public var rewardsSteps: Bool { true }
  /// What is said of steps is no return of the problem.
  public func returns(in world: World) -> ClosedRange<Float>? { nil }

  /// Returns the reward of a step that was taken.
  @inline(__always)
  public func reward(
    of step: Transition, estimate: Float, to state: World.State, in world: World
  ) -> Float {
    rewards.reward(estimate: estimate, step: step, to: state, of: world)
  }

  /// Returns what was said of steps.
  public func stepVerdicts(
    on actions: [ActionCode], in state: World.State, of world: World
  ) -> [Verdict] {
    rewards.verdicts(on: actions, in: state, of: world)
  }

  /// Hands what was said of steps back to the rewards.
  public func recall(
    _ verdicts: [Verdict], on actions: [ActionCode], in state: World.State, of world: World
  ) { rewards.recall(verdicts, on: actions, in: state, of: world) }

  /// Returns what is said of steps, and what would be if a call had been answered like another one.
  public func reconsider(
    _ actions: [ActionCode], in state: World.State, of world: World, taking number: Int,
    for original: Int
  ) -> (before: [Verdict], after: [Verdict])? {
    rewards.reconsider(actions, in: state, of: world, taking: number, for: original)
  }

  /// What language models on servers were asked, and said.
  public var keptCalls: KeptCalls? { rewards.keptCalls }

  /// Adds discriminations, alarms and the use of models.
  public func describe(in summary: inout SearchSummary) {
    summary.partDiscriminations = rewards.discriminations
    summary.alarms += rewards.alarms
    summary.modelUse = rewards.modelUse
    summary.servers = rewards.servers
  }

  /// Nothing is left to come.
  @inline(__always)
  public func evaluate(
    _ state: World.State, of world: World, using random: inout RandomSource
  ) -> Float { 0 }

  /// Nothing is left to come.
  public func verdict(
    _ state: World.State, of world: World, using random: inout RandomSource
  ) -> Verdict { Verdict(value: 0) }
}
