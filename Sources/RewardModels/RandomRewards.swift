import Groundwork
public import SearchTrees
public import TreeSearch

/// Rewards that know nothing: a number from the standard normal distribution for every state and action.
///
/// The base of the ablation in Gao et al. 2024, table 2. The number depends on seed, state and action
/// alone.
public struct RandomRewards<World: ReadableEnvironment>: StepRewards {
  /// The seed.
  public let seed: UInt64
  private let judged = Guarded(Judged())

  /// What was judged, for the discrimination.
  private struct Judged {
    var prompts: Set<String> = []
    var tally = DiscriminationTally()
  }

  /// Makes rewards of a seed.
  public init(seed: UInt64) {
    self.seed = seed
  }

  /// Appends a number for each action.
  public func score(
    _ actions: [ActionCode], in state: World.State, of world: World, into estimates: inout [Float]
  ) {
    let prompt = world.prompt(for: state)
    let numbers = actions.map { number(after: prompt, world.wording(of: $0, in: state)) }
    estimates += numbers.map { Float($0) }
    let isBest = actions.compactMap { world.isBest($0, in: state) }
    judged.withLock { judged in
      guard judged.prompts.insert(prompt).inserted, isBest.count == actions.count else { return }
      judged.tally.add(isBest: isBest, [(RewardPart.random.rawValue, numbers)])
    }
  }

  /// Returns the estimate.
  public func reward(
    estimate: Float, step: Transition, to state: World.State, of world: World
  ) -> Float { estimate }

  /// Returns the number of each action as its only part.
  public func verdicts(
    on actions: [ActionCode], in state: World.State, of world: World
  ) -> [Verdict] {
    let prompt = world.prompt(for: state)
    return actions.map { action in
      let number = number(after: prompt, world.wording(of: action, in: state))
      var part = VerdictPart(RewardPart.random.rawValue, number)
      part.weight = 1
      part.contribution = number
      return Verdict(
        value: number, parts: [part], rationale: "The number is random and knows nothing.")
    }
  }

  /// How well chance tells good steps from others.
  public var discriminations: [PartDiscrimination] { judged.withLock { $0.tally.discriminations } }

  /// Returns the number of an action, drawn by a generator that its words start.
  func number(after prompt: String, _ wording: String) -> Double {
    var random = RandomSource(
      seed: seed, text: prompt + " " + PromptFormat.action + " " + wording)
    return random.normal()
  }
}
