import ArgumentParser
import TreeSearch

/// What is printed where there is no terminal.
struct PrintingOptions: ParsableArguments {
  @Flag(name: .customLong("batch"), help: "Print a table when the search has stopped.")
  var isBatch = false

  @Flag(name: .customLong("json"), help: "Print one JSON object when the search has stopped.")
  var isJSON = false

  @Option(
    help: ArgumentHelp(
      """
      How the answer is chosen: visits or value at every step; path, mean or end for the terminal path with \
      the highest sum, mean or value; follow (the best reward at every step); best-iteration, \
      last-iteration or last-terminal. (default: the preset's; path for blocksworld, else visits)
      """, valueName: "rule"),
    completion: .list(OptionParsers.names(of: AnswerRule.self)),
    transform: OptionParsers.name(of: AnswerRule.self))
  var answer: AnswerRule?
}
