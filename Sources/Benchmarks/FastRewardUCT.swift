import Glibc
import TreeSearch

/// `Q + w*sqrt(ln N / max(1, n))`, the guessed reward standing for Q before the first visit.
///
/// The rule of llm-reasoners (Hao et al., 2023) with `uct_with_fast_reward`.
struct FastRewardUCT: SelectionPolicy {
  /// The weight of exploration.
  var w = 1.0

  static var usesPriors: Bool { true }
  var name: String { "UCT" }
  var formula: String { "Q + w*sqrt(ln N / max(1, n))" }
  var termNames: [String] { ["Q", "U"] }
  var parameters: [Parameter] { [Parameter("w", w, in: 0...1_000, "weight of exploration")] }

  mutating func set(_ name: String, to value: Double) -> Bool {
    guard name == "w", (0...1_000).contains(value) else { return false }
    w = value
    return true
  }

  @inline(__always)
  func context(_ facts: SelectionFacts) -> Float { logf(Float(facts.visits)) }

  @inline(__always)
  func score(valueSum: Double, visits: UInt32, prior: Float, in context: Float) -> Float {
    let value = visits == 0 ? prior : Float(valueSum) / Float(visits)
    return value + Float(w) * (context / Float(max(visits, 1))).squareRoot()
  }

  func terms(valueSum: Double, visits: UInt32, prior: Float, in context: Float) -> ScoredTerms {
    let value = visits == 0 ? prior : Float(valueSum) / Float(visits)
    let bonus = (context / Float(max(visits, 1))).squareRoot()
    return ScoredTerms(
      terms: [Double(value), Double(Float(w) * bonus)], score: value + Float(w) * bonus,
      slope: Double(bonus), working: "")
  }
}
