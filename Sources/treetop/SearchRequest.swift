import Presets
import TreeSearch

/// A search as the command line asked for it.
struct SearchRequest {
  /// Problem, preset, parameters and seed.
  var plan: SearchPlan
  /// When the search stops by itself.
  var limits: SearchLimits
  /// How the answer is chosen.
  var answer: AnswerRule
  /// Bytes of undo record for the explorer.
  var undoBytes: Int
}
