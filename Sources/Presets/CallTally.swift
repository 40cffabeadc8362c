import Groundwork
public import SearchTrees
import Synchronization
public import TreeSearch

/// Counts the calls of a search: what it costs, whoever answers.
///
/// One call is one judgement or one writing of one thing that no memory answered, by a model or what
/// stands in for it; a random rollout counts once, and an end that the rules judge nothing. All branches
/// of a search share a tally, which can be read on any thread. Taking simulations back takes nothing from
/// it: what was asked has been paid for.
public final class CallTally: Sendable {
  private struct Asked {
    /// What was judged, where that is remembered.
    var known: Set<String> = []
    /// How many judgements there were.
    var judgements = 0
    /// Count what was written.
    var writings: [@Sendable () -> Int] = []
  }

  private let rollouts = Atomic(0)
  private let asked = Guarded(Asked())

  /// Makes a tally of nothing yet.
  public init() {}

  /// How many calls there were so far.
  public var count: Int {
    let (judgements, writings) = asked.withLock { ($0.judgements, $0.writings) }
    return writings.reduce(rollouts.load(ordering: .relaxed) + judgements) { $0 + $1() }
  }

  /// Counts random rollouts.
  ///
  /// One thread searches at a time, so a load and a store are enough; adding in one step would cost every
  /// simulation a bus cycle.
  @inline(__always)
  func addRollouts(_ count: Int) {
    rollouts.store(rollouts.load(ordering: .relaxed) &+ count, ordering: .relaxed)
  }

  /// Counts judgements that nothing remembers.
  func addJudgements(_ count: Int) { asked.withLock { $0.judgements += count } }

  /// Counts judgements, each thing once.
  func addJudgements(of things: [String]) {
    asked.withLock { asked in
      for thing in things where asked.known.insert(thing).inserted { asked.judgements += 1 }
    }
  }

  /// Takes note of things that were judged earlier, so that they count no more.
  func remember(_ things: [String]) { asked.withLock { $0.known.formUnion(things) } }

  /// Counts what something says that it wrote.
  func addWritings(_ count: @escaping @Sendable () -> Int) {
    asked.withLock { $0.writings.append(count) }
  }
}

/// Stops once a search has made a number of calls; a simulation that has begun is finished.
public struct CallLimit: StoppingRule {
  /// The number.
  public var limit: Int
  private let calls: CallTally
  private let mostAtOnce: Int?
  private var before: (calls: Int, iterations: Int)?

  /// So many simulations in a row may ask nothing before there is taken to be nothing left to ask.
  private static let mostIdleSimulations = 10_000

  /// Makes the rule of a plan, by the tally that its search counts in.
  public init(_ limit: Int, of plan: SearchPlan, counting calls: CallTally) {
    self.limit = limit
    self.calls = calls
    mostAtOnce = plan.preset.asksAnyNumber ? nil : plan.rollouts
  }

  /// Returns the reason once the limit is reached, or nothing is left to ask.
  public mutating func reason(
    _ progress: SearchProgress, tree: borrowing SearchTree
  ) -> StopReason? {
    let count = calls.count
    if count >= limit { return .calls(limit) }
    if let before, before.calls == count {
      let idle = progress.iterations - before.iterations
      return idle >= Self.mostIdleSimulations ? .idle(count) : nil
    }
    before = (count, progress.iterations)
    return nil
  }

  /// As many simulations as cannot go beyond the limit.
  public func checkInterval(_ progress: SearchProgress) -> Int {
    mostAtOnce.map { min(Self.mostIdleSimulations, max(1, (limit - calls.count) / $0)) } ?? 1
  }
}

/// What a search is begun with beside its plan.
public struct SessionOptions: Sendable {
  /// The bytes of its undo record.
  public var undoBytes: Int
  /// What counts its calls.
  public var calls: CallTally
  /// What those that are asked said already.
  public var answers: KeptAnswers

  /// Makes options.
  public init(
    undoBytes: Int, calls: CallTally = CallTally(), answers: KeptAnswers = KeptAnswers()
  ) {
    self.undoBytes = undoBytes
    self.calls = calls
    self.answers = answers
  }
}
