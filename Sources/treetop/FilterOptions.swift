import ArgumentParser
import SearchTrees
import Sessions

/// Which nodes are shown or listed.
struct FilterOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      """
      List the nodes for which a condition holds, such as 'N > 1000 and Q < .4', or show them alone in the \
      explorer; "! CONDITION" those for which it is known not to hold.
      """, valueName: "condition"),
    transform: OptionParsers.condition)
  var filter: String?

  @Option(
    help: ArgumentHelp(
      """
      How many of the nodes of --filter are listed with --batch and --json; 0 is all of them. \
      (default: \(FilterRequest.usualLimit))
      """, valueName: "n"),
    transform: OptionParsers.wholeNumber(0...Int.max))
  var limit: Int?

  /// What is asked for; nil where nothing is.
  var request: FilterRequest? {
    filter.map { FilterRequest($0, limit: limit == 0 ? nil : limit ?? FilterRequest.usualLimit) }
  }

  /// Checks that there is something for the limit to be about.
  func check() throws(CommandError) {
    if limit != nil, filter == nil {
      throw .usage("--limit is about the nodes of --filter; give one, or leave --limit out")
    }
  }
}

extension CommandError {
  /// Says what is wrong with the condition of a filter.
  init(_ error: ExpressionError) { self = .usage("--filter: \(error.words)") }
}
