import ArgumentParser
import Presets
import Sessions

/// When the search stops by itself.
struct StopOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp("Stop after so many iterations.", valueName: "n"),
    transform: OptionParsers.wholeNumber(1...Int.max))
  var iterations: Int?

  @Option(
    help: ArgumentHelp("Stop at so many nodes.", valueName: "n"),
    transform: OptionParsers.wholeNumber(1...Int.max))
  var nodes: Int?

  @Option(
    help: ArgumentHelp(
      """
      Stop after so many calls: judgements and writings, each of one thing that no memory answered, and       random rollouts; a simulation that has begun is finished.
      """, valueName: "n"),
    transform: OptionParsers.wholeNumber(1...Int.max))
  var calls: Int?

  @Option(
    help: ArgumentHelp("Stop after so many seconds.", valueName: "t"),
    transform: OptionParsers.number(Double.leastNonzeroMagnitude...Double.infinity))
  var seconds: Double?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Stop when a simulation ends at a node worth so much (v >= l of SC-MCTS*).", valueName: "q"),
    transform: OptionParsers.number(-1e9...1e9))
  var untilValue: Double?

  @OptionGroup var memory: MemoryOption

  /// Returns the limits of a search.
  func limits(for plan: SearchPlan) -> SearchLimits {
    SearchLimits(
      iterations: iterations, nodes: nodes, calls: calls, seconds: seconds, value: untilValue,
      memory: memory.allowance, endsWhenSolved: plan.solves)
  }
}
