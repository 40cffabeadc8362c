import Groundwork
public import SearchTrees
public import TreeSearch

/// Rewards that an expert and an amateur language model give a step.
///
/// Gao et al. 2024, *Interpretable Contrastive Monte Carlo Tree Search Reasoning* (SC-MCTS*).
/// Every state is asked about once, all its steps together, and remembered by its words; copies share
/// what they remember, so the branches of a search do too. The order of the steps changes nothing,
/// unless the composition says otherwise.
public struct ContrastiveRewards<World: ReadableEnvironment>: StepRewards {
  /// The models.
  public let models: any EvidenceSource
  /// How the parts are put together.
  public let composition: RewardComposition
  private let memory: Guarded<RewardMemory>

  /// Makes a reward model that has judged nothing yet.
  ///
  /// - Precondition: a standardised composition finds statistics for every part that counts.
  public init(
    _ models: any EvidenceSource, _ composition: RewardComposition, statistics: RewardStatistics
  ) {
    precondition(
      !composition.isStandardised
        || composition.decisive.allSatisfy { statistics.parts[$0] != nil },
      "parts that count need statistics")
    self.models = models
    self.composition = composition
    memory = Guarded(RewardMemory(composition, statistics))
  }

  /// Whether what the models say may have to be waited for.
  public var isAsked: Bool { models.isAsked }

  /// Asks about actions unless what is said of them is known; returns why it is not known yet.
  ///
  /// A state that cannot be read is known to be worth nothing.
  public func ask(
    about actions: [ActionCode], in state: World.State, of world: World
  ) -> Proposals.Wait? {
    switch judge(actions, in: state, of: world) {
    case .told, nil: nil
    case .asked: .asked
    case .failed(let reason): .failed(reason)
    case .limited(let reason): .limited(reason)
    }
  }

  /// Appends the composite reward of each action; 0 where a state cannot be read, which is an alarm.
  public func score(
    _ actions: [ActionCode], in state: World.State, of world: World, into estimates: inout [Float]
  ) {
    let steps = judged(actions, in: state, of: world)
    estimates += steps?.map { Float($0.score.value) } ?? actions.map { _ in 0 }
  }

  /// Returns the estimate and what the composition adds for the state that was reached.
  public func reward(
    estimate: Float, step: Transition, to state: World.State, of world: World
  ) -> Float {
    guard composition.goalBonus != .none else { return estimate }
    return estimate + composition.goalBonus.bonus(progress: world.progress(in: state))
  }

  /// Remembers what was said of steps, as if the models had been asked.
  public func recall(
    _ verdicts: [Verdict], on actions: [ActionCode], in state: World.State, of world: World
  ) {
    let prompt = world.prompt(for: state)
    let wordings = actions.map { world.wording(of: $0, in: state) }
    // In the order in which they would have been asked about.
    let order = order(of: wordings)
    let ordered = order.map { wordings[$0] }
    let best = order.compactMap { world.isBest(actions[$0], in: state) }
    let isBest = best.count == order.count ? best : nil
    // What the models said in full is more than what was made of it.
    let evidence = models.known(ordered, after: prompt)
    memory.withLock { memory in
      if let evidence {
        memory.recall(ordered, from: prompt, evidence, isBest: isBest)
      } else {
        memory.recall(ordered, from: prompt, order.map { verdicts[$0] }, isBest: isBest)
      }
    }
  }

  /// Returns parts, tokens and rationale of each action, with the numbers of the moment it was judged.
  ///
  /// A rationale sees a step beside all others that were judged from the same state.
  public func verdicts(
    on actions: [ActionCode], in state: World.State, of world: World
  ) -> [Verdict] {
    guard let steps = judged(actions, in: state, of: world) else { return [] }
    let rationales = memory.withLock { $0.rationales(from: world.prompt(for: state)) }
    return steps.map { step in
      if step.isRecalled { return step.score }
      var verdict = step.score
      verdict.tokens = step.evidence.tokens
      verdict.rationale = rationales[step.wording]
      verdict.calls = step.evidence.calls
      return verdict
    }
  }

  /// Returns what is said of each action, and what would be if a call had been answered like another one,
  /// both by the statistics as they are now; nil where a state was not judged, or the two models could not be
  /// contrasted then.
  public func reconsider(
    _ actions: [ActionCode], in state: World.State, of world: World, taking number: Int,
    for original: Int
  ) -> (before: [Verdict], after: [Verdict])? {
    let wordings = actions.map { world.wording(of: $0, in: state) }
    let order = order(of: wordings)
    let known = models.known(
      order.map { wordings[$0] }, after: world.prompt(for: state), taking: number, for: original)
    guard let known else { return nil }
    let statistics = statistics
    func verdicts(_ steps: [StepEvidence]) -> [Verdict] {
      var verdicts = [Verdict](repeating: Verdict(value: 0), count: actions.count)
      for (place, step) in zip(order, steps) {
        verdicts[place] = composition.score(step, by: statistics)
      }
      return verdicts
    }
    return (verdicts(known.before), verdicts(known.after))
  }

  /// How well every part and the sum `R` tell the best steps from others, by their raw values.
  public var discriminations: [PartDiscrimination] { memory.withLock { $0.discriminations } }

  /// What the two models did so far.
  public var modelUse: ModelUse? {
    var use = memory.withLock { $0.use }
    // Questions wait for each other there: only the servers know how long they were busy.
    if models.isAsked { use.seconds = models.servers.reduce(0) { $0 + ($1.use.work.seconds ?? 0) } }
    return use
  }

  /// The servers that are asked.
  public var servers: [ModelServer] { models.servers }

  /// What those servers were asked, and said.
  public var keptCalls: KeptCalls? { models.calls }

  /// What a reader of the rewards should not overlook.
  public var alarms: [Alarm] { memory.withLock { $0.alarms } + models.alarms }

  /// The statistics as they are now.
  public var statistics: RewardStatistics { memory.withLock { $0.statistics } }

  /// What is known of the steps that were asked about.
  private enum Judged {
    case told([ScoredStep])
    case asked
    case failed(String)
    case limited(StopReason)
  }

  /// Returns the judged steps, in the order of the actions; nil where the state cannot be read, or where
  /// the models have not answered.
  ///
  /// Models that have to be waited for are asked by ``ask(about:in:of:)`` alone: who looks at a node asks
  /// for nothing.
  private func judged(
    _ actions: [ActionCode], in state: World.State, of world: World
  ) -> [ScoredStep]? {
    if models.isAsked, !actions.isEmpty {
      let wordings = actions.map { world.wording(of: $0, in: state) }
      return memory.withLock { $0.steps(wordings, from: world.prompt(for: state)) }
    }
    if case .told(let steps) = judge(actions, in: state, of: world) { return steps }
    return nil
  }

  /// Asks about steps unless they were judged before; nil where the state cannot be read.
  private func judge(
    _ actions: [ActionCode], in state: World.State, of world: World
  ) -> Judged? {
    // Where nothing can be done there is nothing to ask.
    if actions.isEmpty { return .told([]) }
    let prompt = world.prompt(for: state)
    let wordings = actions.map { world.wording(of: $0, in: state) }
    if let known = memory.withLock({ $0.steps(wordings, from: prompt) }) { return .told(known) }
    let order = order(of: wordings)
    let ordered = order.map { wordings[$0] }
    let start = Clocks.monotonic
    do {
      let answer = try models.answer(ordered, after: prompt, amateur: composition.amateurMemory)
      let seconds = Clocks.monotonic - start
      switch answer {
      case .asked: return .asked
      case .failed(let reason): return .failed(reason)
      case .limited(let reason): return .limited(reason)
      case .told(let evidence):
        let isBest = order.compactMap { world.isBest(actions[$0], in: state) }
        return memory.withLock { memory in
          _ = memory.add(
            ordered, from: prompt, evidence, isBest: isBest.count == order.count ? isBest : nil,
            seconds: seconds)
          return memory.steps(wordings, from: prompt).map { .told($0) }
        }
      }
    } catch {
      memory.withLock { $0.note(error) }
      return nil
    }
  }

  /// Returns the order in which steps are asked about: by their words, so that theirs does not matter, or
  /// as they come where the composition lets it matter.
  private func order(of wordings: [String]) -> [Int] {
    let mattering = composition.amateurMemory != .fresh || composition.update == .afterStep
    return mattering
      ? Array(wordings.indices) : wordings.indices.sorted { wordings[$0] < wordings[$1] }
  }
}

extension Environment {
  /// Returns all legal actions of a state, in their order.
  func actions(in state: State) -> [ActionCode] {
    (0..<actionCount(in: state)).map { action(at: $0, in: state) }
  }
}
