public import SearchTrees
public import TreeSearch

/// The rewards of another model, with what was written of each step: its next state, and how it came to
/// be proposed.
public struct WrittenSteps<Problem: WritableEnvironment, Base: StepRewards>: StepRewards
where Base.World == ImaginedWorld<Problem> {
  /// The problem, with where a model says that its actions lead.
  public typealias World = ImaginedWorld<Problem>

  /// The rewards.
  public let base: Base
  /// The model that writes next states; nil for the rules.
  public let states: StateWriter?
  /// The model that proposes actions; nil where all legal ones are judged.
  public let actions: ActionWriter?

  /// Adds what is written to rewards.
  public init(_ base: Base, states: StateWriter?, actions: ActionWriter?) {
    self.base = base
    self.states = states
    self.actions = actions
  }

  /// Returns the actions that a model proposes; nil where all legal ones are judged.
  public var candidates: (@Sendable (_ state: World.State, _ world: World) -> [ActionCode])? {
    guard let actions else { return nil }
    return { state, world in actions.actions(in: state, of: world) }
  }

  /// Whether the rewards may have to be waited for.
  public var isAsked: Bool { base.isAsked }

  /// Asks about actions.
  public func ask(
    about actions: [ActionCode], in state: World.State, of world: World
  ) -> Proposals.Wait? { base.ask(about: actions, in: state, of: world) }

  /// Appends the estimate of each action.
  public func score(
    _ actions: [ActionCode], in state: World.State, of world: World, into estimates: inout [Float]
  ) {
    base.score(actions, in: state, of: world, into: &estimates)
  }

  /// Returns the reward of a step that was taken.
  public func reward(
    estimate: Float, step: Transition, to state: World.State, of world: World
  ) -> Float {
    base.reward(estimate: estimate, step: step, to: state, of: world)
  }

  /// Hands back what was said of each action, and what was written.
  public func recall(
    _ verdicts: [Verdict], on actions: [ActionCode], in state: World.State, of world: World
  ) {
    base.recall(verdicts, on: actions, in: state, of: world)
    var proposals: [(action: ActionCode, proposal: GeneratedProposal)] = []
    for (action, verdict) in zip(actions, verdicts) {
      if let generation = verdict.generation {
        states?.recall(generation, of: action, in: state, of: world.problem)
      }
      if let proposal = verdict.proposal { proposals.append((action, proposal)) }
    }
    self.actions?.recall(proposals, in: state, of: world.problem)
  }

  /// Returns what was said of each action, and what was written.
  ///
  /// Next states of steps that no search took are written for it, and counted for nothing.
  public func verdicts(
    on actions: [ActionCode], in state: World.State, of world: World
  ) -> [Verdict] {
    var verdicts = base.verdicts(on: actions, in: state, of: world)
    for index in verdicts.indices {
      let action = actions[index]
      if let next = states?.next(action, in: state, of: world.problem, isTaken: false) {
        verdicts[index].generation = next.generation
        // What was said in an earlier run says it already.
        if let remark = next.remark, verdicts[index].rationale?.hasSuffix(remark) != true {
          verdicts[index].rationale = (verdicts[index].rationale.map { $0 + " " } ?? "") + remark
        }
      }
      verdicts[index].proposal = self.actions?.proposal(of: action, in: state, of: world.problem)
    }
    return verdicts
  }

  /// Returns what is said of steps, and what would be if a call had been answered like another one.
  public func reconsider(
    _ actions: [ActionCode], in state: World.State, of world: World, taking number: Int,
    for original: Int
  ) -> (before: [Verdict], after: [Verdict])? {
    base.reconsider(actions, in: state, of: world, taking: number, for: original)
  }

  /// How well the parts of the rewards tell good steps from others.
  public var discriminations: [PartDiscrimination] { base.discriminations }

  /// What language models did so far, for rewards and for what was written.
  public var modelUse: ModelUse? {
    [base.modelUse, states?.modelUse, actions?.modelUse].compactMap { $0 }
      .reduce(ModelUse(), +)
  }

  /// The servers that are asked for rewards.
  public var servers: [ModelServer] { base.servers }
  /// What those servers were asked, and said.
  public var keptCalls: KeptCalls? { base.keptCalls }

  /// What a reader should not overlook.
  public var alarms: [Alarm] {
    (states?.alarms ?? []) + (actions?.alarms ?? []) + base.alarms
  }
}
