import ArgumentParser
import Environments
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
      How the answer is chosen: by most visits, by the highest value, or as the path to the best \
      end that was seen. (default: path for blocksworld, else visits)
      """, valueName: "rule"),
    transform: Accepted.name(of: AnswerRule.self))
  var answer: AnswerRule?
}

extension AnswerRule {
  /// Returns the rule that suits a problem: where a plan is wanted, the best one that was found.
  static func usual(for problem: Problem) -> AnswerRule {
    if case .blocksworld = problem { .bestPath } else { .mostVisits }
  }
}
