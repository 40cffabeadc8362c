import ArgumentParser
import Presets
import SearchTrees
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

  @Option(
    help: ArgumentHelp(
      """
      Stop before models cost more than so many US dollars, by the prices of --models. The most that a \
      question cost so far is kept in reserve for each that is open.
      """, valueName: "usd"),
    transform: OptionParsers.number(0...1e9))
  var maxCost: Double?

  @Option(
    help: ArgumentHelp("Stop before models read and write more tokens.", valueName: "n"),
    transform: OptionParsers.wholeNumber(1...Int.max))
  var maxTokens: Int?

  @Option(
    help: ArgumentHelp("Stop before servers are sent more requests.", valueName: "n"),
    transform: OptionParsers.wholeNumber(1...Int.max))
  var maxRequests: Int?

  @OptionGroup var memory: MemoryOption

  /// Returns the limits of a search.
  func limits(for plan: SearchPlan) -> SearchLimits {
    var limits = SearchLimits(
      iterations: iterations, nodes: nodes, calls: calls, seconds: seconds, value: untilValue,
      memory: memory.allowance, endsWhenSolved: plan.solves)
    limits.asking = AskingLimits(cost: maxCost, tokens: maxTokens, requests: maxRequests)
    return limits
  }
}
