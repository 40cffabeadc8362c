import Groundwork
public import Journals
public import Presets
public import SearchTrees
public import TreeSearch

/// A search as a person asked for it.
public struct SearchRequest {
  /// Problem, preset, parameters and seed.
  public var plan: SearchPlan
  /// When the search stops by itself.
  public var limits: SearchLimits
  /// Bytes of undo record for the explorer.
  public var undoBytes: Int
  /// What counts its calls.
  public let calls = CallTally()
  /// What records the search; it may have to be run again first, to where its file ends.
  public var recorder: JournalRecorder?
  /// How it begins in the explorer.
  public var start: SearchStart
  /// Whether models are asked anew where a recorded search is run again, and the search is compared.
  public var verifies: Bool

  /// Asks for a search.
  public init(
    plan: SearchPlan, limits: SearchLimits, undoBytes: Int, recorder: JournalRecorder? = nil,
    start: SearchStart = SearchStart(), verifies: Bool = false
  ) {
    self.plan = plan
    self.limits = limits
    self.undoBytes = undoBytes
    self.recorder = recorder
    self.start = start
    self.verifies = verifies
  }

  /// Asks for a search without limits of its own, for the explorer.
  public init(exploring plan: SearchPlan) {
    self.init(
      plan: plan, limits: SearchLimits(memory: MemoryAllowance(), endsWhenSolved: plan.solves),
      undoBytes: 64 << 20)
  }

  /// The limits as the rules that a search asks.
  public var rules: [any StoppingRule] { limits.rules(for: plan, counting: calls) }

  /// Begins the search.
  ///
  /// - Parameter answers: what those that are asked said already.
  public func beginSession(
    undoBytes: Int, answers: KeptAnswers = KeptAnswers()
  ) -> any SearchSession {
    plan.makeSession(SessionOptions(undoBytes: undoBytes, calls: calls, answers: answers))
  }
}

/// How a search begins in the explorer.
public struct SearchStart: Hashable, Sendable {
  /// Whether it waits before the first simulation.
  public var isPaused: Bool
  /// The pace in simulations a second; nil is as fast as it goes.
  public var pace: Double?

  /// Says how a search begins.
  public init(isPaused: Bool = false, pace: Double? = nil) {
    self.isPaused = isPaused
    self.pace = pace
  }
}
