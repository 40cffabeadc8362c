import Groundwork
import Journals
import Presets
import SearchTrees
import TreeSearch

/// A search as the command line asked for it.
struct SearchRequest {
  /// Problem, preset, parameters and seed.
  var plan: SearchPlan
  /// When the search stops by itself.
  var limits: SearchLimits
  /// Bytes of undo record for the explorer.
  var undoBytes: Int
  /// What counts its calls.
  let calls = CallTally()
  /// What records the search; it may have to be run again first, to where its file ends.
  var recorder: JournalRecorder?
  /// How it begins in the explorer.
  var start = SearchStart()
  /// Whether models are asked anew where a recorded search is run again, and the search is compared.
  var verifies = false

  /// The limits as the rules that a search asks.
  var rules: [any StoppingRule] { limits.rules(for: plan, counting: calls) }

  /// Begins the search.
  ///
  /// - Parameter answers: what those that are asked said already.
  func beginSession(
    undoBytes: Int, answers: KeptAnswers = KeptAnswers()
  ) -> any SearchSession {
    plan.makeSession(SessionOptions(undoBytes: undoBytes, calls: calls, answers: answers))
  }
}

/// How a search begins in the explorer.
struct SearchStart: Hashable {
  /// Whether it waits before the first simulation.
  var isPaused = false
  /// The pace in simulations a second; nil is as fast as it goes.
  var pace: Double?
}

extension SearchRequest {
  /// Makes the request of a search without limits of its own, for the explorer.
  init(exploring plan: SearchPlan) {
    self.init(
      plan: plan, limits: SearchLimits(memory: MemoryAllowance(), endsWhenSolved: plan.solves),
      undoBytes: 64 << 20)
  }
}
