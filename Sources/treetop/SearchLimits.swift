import Groundwork
import Presets
import TreeSearch

/// When a search stops by itself.
struct SearchLimits {
  /// The most iterations.
  var iterations: Int?
  /// The most nodes.
  var nodes: Int?
  /// The most calls.
  var calls: Int?
  /// The most seconds.
  var seconds: Double?
  /// The value that is enough for the node at which a simulation ends.
  var value: Double?
  /// The memory that it may take.
  var memory: MemoryAllowance
  /// Whether a proven root ends the search.
  var endsWhenSolved: Bool

  /// Whether anything but memory bounds the search.
  var areFinite: Bool {
    iterations != nil || nodes != nil || calls != nil || seconds != nil || value != nil
      || endsWhenSolved
  }

  /// Returns the limits as the rules that a search asks; the first one that is met names the reason.
  func rules(for plan: SearchPlan, counting tally: CallTally) -> [any StoppingRule] {
    var rules: [any StoppingRule] = [endsWhenSolved ? Settled() : Exhausted()]
    if let iterations { rules.append(IterationLimit(iterations)) }
    if let nodes { rules.append(NodeLimit(nodes)) }
    if let calls { rules.append(CallLimit(calls, of: plan, counting: tally)) }
    if let seconds { rules.append(TimeLimit(seconds: seconds)) }
    if let value { rules.append(ValueLimit(value)) }
    return rules + [MemoryLimit(memory)]
  }

  /// Returns the part of the search that is done, in 0...1, where a limit tells.
  func fractionDone(iterations done: Int, nodes count: Int, seconds passed: Double) -> Double? {
    let fractions = [
      iterations.map { Double(done) / Double($0) }, nodes.map { Double(count) / Double($0) },
      seconds.map { passed / $0 },
    ]
    return fractions.compactMap { $0 }.max().map { min($0, 1) }
  }
}
