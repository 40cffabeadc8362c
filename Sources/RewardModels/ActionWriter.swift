import Groundwork
import LanguageModels
public import SearchTrees
public import TreeSearch

/// An expert that proposes actions by writing them: some samples of its policy, equal ones merged.
///
/// Tokens are drawn at temperature 1, drafted by the amateur and accepted by the p/q rule, so that the
/// samples are the expert's. What is no legal action is dropped; where nothing else was written, the
/// legal action that the expert finds likeliest is proposed. What is drawn depends on seed and place
/// alone: taking back, branching and looking again change nothing. Copies share what they remember.
public struct ActionWriter: Sendable {
  /// The models.
  public let pair: ModelPair
  /// How many samples are drawn, at least 1.
  public let samples: Int
  /// The seed of the search.
  public let seed: UInt64
  private let memory = Guarded(Memory())

  /// Makes a writer that has drawn nothing yet.
  public init(_ pair: ModelPair, samples: Int, seed: UInt64) {
    precondition(samples >= 1, "something must be drawn")
    self.pair = pair
    self.samples = samples
    self.seed = seed
  }

  fileprivate struct Memory {
    var draws: [String: DrawnActions] = [:]
    var cost = WritingCost()
    var samples = 0
    var illegal = 0
    var places = 0
    var lonely = 0
    var failure: String?
  }

  /// What the models did where a tree grew; looking elsewhere counts for nothing.
  public var modelUse: ModelUse {
    memory.withLock { memory in
      var use = ModelUse(of: memory.cost)
      use.proposals = memory.samples
      use.illegalProposals = memory.illegal
      return use
    }
  }

  /// That many samples are no legal action, or that nothing could be drawn.
  public var alarms: [Alarm] {
    memory.withLock { memory in
      var alarms: [Alarm] = []
      if let failure = memory.failure {
        alarms.append(Alarm("actions could not be proposed, all legal ones are: " + failure))
      }
      if memory.illegal * 10 > memory.samples {
        alarms.append(
          Alarm("\(memory.illegal) of \(memory.samples) generated actions are not legal"))
      }
      if memory.lonely > 0 {
        alarms.append(
          Alarm(
            "at \(memory.lonely) of \(memory.places) places no generated action was legal: the likeliest "
              + "legal one was taken"))
      }
      return alarms
    }
  }

  /// Returns the distinct legal actions among the samples, as the problem lists them; all legal ones
  /// where the models cannot read the state.
  public func actions<World: ReadableEnvironment>(
    in state: World.State, of world: World
  ) -> [ActionCode] {
    let legal = world.actions(in: state)
    guard let draws = draws(in: state, of: world, isGrown: true) else { return legal }
    return legal.filter { draws.proposes(world.wording(of: $0, in: state)) }
  }

  /// Remembers what was drawn earlier at a place, by how each of its actions came to be proposed.
  func recall<World: ReadableEnvironment>(
    _ proposals: [(action: ActionCode, proposal: GeneratedProposal)], in state: World.State,
    of world: World
  ) {
    guard let first = proposals.first?.proposal else { return }
    var draws = DrawnActions()
    draws.illegal = first.illegal
    draws.recalled = first
    for (action, proposal) in proposals {
      let wording = world.wording(of: action, in: state)
      if proposal.drawn > 0 {
        draws.counts[wording] = proposal.drawn
      } else {
        draws.likeliest = wording
      }
    }
    let prompt = world.prompt(for: state)
    memory.withLock { if $0.draws[prompt] == nil { $0.draws[prompt] = draws } }
  }

  /// Returns how an action came to be proposed; nil where it was not.
  func proposal<World: ReadableEnvironment>(
    of action: ActionCode, in state: World.State, of world: World
  ) -> GeneratedProposal? {
    guard let draws = draws(in: state, of: world, isGrown: false) else { return nil }
    let wording = world.wording(of: action, in: state)
    guard draws.proposes(wording) else { return nil }
    if var known = draws.recalled {
      known.drawn = draws.counts[wording] ?? 0
      return known
    }
    return GeneratedProposal(
      drawn: draws.counts[wording] ?? 0, samples: samples, illegal: draws.illegal,
      accepted: draws.cost.accepted, rejected: draws.cost.rejected, calls: draws.cost.calls)
  }

  private func draws<World: ReadableEnvironment>(
    in state: World.State, of world: World, isGrown: Bool
  ) -> DrawnActions? {
    let prompt = world.prompt(for: state)
    let known = memory.withLock { memory in
      if isGrown { memory.grow(prompt, samples) }
      return memory.draws[prompt]
    }
    if let known { return known }
    do {
      let wordings = world.actions(in: state).map { world.wording(of: $0, in: state) }
      let draws = try draw(wordings, after: prompt)
      memory.withLock { memory in
        if memory.draws[prompt] == nil { memory.draws[prompt] = draws }
        if isGrown { memory.grow(prompt, samples) }
      }
      return draws
    } catch {
      memory.withLock { if $0.failure == nil { $0.failure = "\(error)" } }
      return nil
    }
  }

  private func draw(
    _ wordings: [String], after prompt: String
  ) throws(ReadingError) -> DrawnActions {
    var draws = DrawnActions()
    guard !wordings.isEmpty else { return draws }
    var random = RandomSource(seed: seed, text: prompt)
    let longest = wordings.map { $0.split(separator: " ").count }.max() ?? 0
    for _ in 0..<samples {
      let written = try pair.write(
        after: prompt, PromptFormat.action, until: PromptFormat.judgement,
        limit: longest + 1, choosing: .drawn, random: &random)
      draws.cost += written.cost
      if written.isComplete, wordings.contains(written.text) {
        draws.counts[written.text, default: 0] += 1
      } else {
        draws.illegal += 1
      }
    }
    guard draws.counts.isEmpty else { return draws }
    let start = Clocks.monotonic
    let evidence = try pair.read(wordings, after: prompt)
    let likelihoods = evidence.steps.map { $0.places.reduce(0) { $0 + $1.expertLog } }
    let likeliest = likelihoods.indices.max { (likelihoods[$0], $1) < (likelihoods[$1], $0) }
    draws.likeliest = likeliest.map { wordings[$0] }
    draws.cost += WritingCost(
      expertCalls: 1, amateurCalls: 1, tokens: evidence.tokens, seconds: Clocks.monotonic - start)
    return draws
  }
}

extension ActionWriter.Memory {
  /// Counts the draws at a place the first time that a tree grows there.
  fileprivate mutating func grow(_ prompt: String, _ drawn: Int) {
    guard let place = draws[prompt], !place.isCounted else { return }
    draws[prompt]?.isCounted = true
    cost += place.cost
    // Where nothing is legal nothing was drawn.
    samples += place.counts.isEmpty && place.illegal == 0 ? 0 : drawn
    illegal += place.illegal
    places += 1
    if place.likeliest != nil { lonely += 1 }
  }
}

/// The actions that were drawn at a place.
struct DrawnActions: Hashable, Sendable {
  /// How often each legal action was drawn, by its words.
  var counts: [String: Int] = [:]
  /// How many samples are no legal action.
  var illegal = 0
  /// The likeliest legal action, where no sample was legal.
  var likeliest: String?
  /// What drawing them took.
  var cost = WritingCost()
  /// Whether a tree grew there.
  var isCounted = false
  /// What an earlier run of the search recorded of the place; nil for what was drawn in this one.
  var recalled: GeneratedProposal?

  /// Returns whether an action is proposed.
  func proposes(_ wording: String) -> Bool { counts[wording] != nil || likeliest == wording }
}
