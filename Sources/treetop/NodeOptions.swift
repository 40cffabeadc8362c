import ArgumentParser
import Drawing
import Exploring
import SearchTrees
import Sessions

/// Which nodes are shown or listed, with what columns, and in which groups.
struct NodeOptions: ParsableArguments {
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
      Put the nodes, or those of --filter, in groups by what an expression comes to: action, depth, kind, \
      'Q - P'; many different numbers stand in bins.
      """, valueName: "expression"),
    transform: OptionParsers.expression)
  var group: String?

  @Option(
    help: ArgumentHelp(
      """
      What is listed of the nodes of --filter: expressions with commas between them, such as \
      'N, Q, Q - P, action'. In the explorer the tree has these columns.
      """, valueName: "list"),
    transform: OptionParsers.columns)
  var columns: ColumnList?

  @Option(
    help: ArgumentHelp(
      """
      How many of the nodes of --filter, and of the groups of --group, are listed with --batch and --json; \
      0 is all of them. (default: \(NodeQuestions.usualLimit))
      """, valueName: "n"),
    transform: OptionParsers.wholeNumber(0...Int.max))
  var limit: Int?

  @Option(
    name: .customLong("assert"),
    help: ArgumentHelp(
      """
      With --batch and --json: exit with 1 unless a condition holds of the search, such as \
      'best = "left" and N("left") > 100' or 'Q >= .5', which is about the root.
      """, valueName: "condition"),
    transform: OptionParsers.condition)
  var assertion: String?

  /// What is asked of the nodes.
  var questions: NodeQuestions {
    var questions = NodeQuestions()
    questions.filter = filter
    questions.group = group
    questions.columns = columns
    questions.assertion = assertion
    questions.limit = limit == 0 ? nil : limit ?? NodeQuestions.usualLimit
    return questions
  }

  /// What the explorer shows first.
  var firstView: ExplorerLoop.FirstView {
    ExplorerLoop.FirstView(filter: filter, group: group, columns: columns?.columns ?? [])
  }

  /// Checks that there is something for the options to be about.
  func check(isBatch: Bool) throws(CommandError) {
    if limit != nil, filter == nil, group == nil {
      throw .usage(
        "--limit is about the nodes of --filter and the groups of --group; give one, or leave --limit "
          + "out")
    }
    if !isBatch, assertion != nil {
      throw .usage("--assert is for --batch and --json; give one of them, or leave --assert out")
    }
    if isBatch, columns != nil, filter == nil {
      throw .usage("--columns is about the nodes of --filter; give one, or leave --columns out")
    }
  }
}

extension CommandError {
  /// Says what is wrong with a question about nodes.
  init(_ failure: NodeQuestions.Failure) {
    self = .usage("--\(failure.question.rawValue): \(failure.error.words)")
    excerpt = ErrorExcerpt(failure.text, column: failure.error.column)
  }
}

extension NodeQuestions {
  /// Says on standard error that what must hold does not; returns how the program ends for that.
  func verdict(
    _ answers: Answers, in repertoire: Repertoire
  ) -> ExitStatus {
    guard let assertion, let found = answers.assertion, found != .holds else { return .success }
    let words =
      found == .fails ? "does not hold" : "is not known: a number that it asks for is missing"
    StandardStream.error.print(
      SafeText("treetop: --assert: \(assertion) \(words)", repertoire: repertoire, limit: 600))
    return .failure
  }
}
