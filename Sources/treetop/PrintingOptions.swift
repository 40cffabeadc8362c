import ArgumentParser
import Exploring
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
      With --batch: print a view of the explorer as lines instead of a table: tree, steps, selection, \
      rationale, plots, compare.
      """, valueName: "name"),
    completion: .list(OptionParsers.names(of: LinearView.self)),
    transform: OptionParsers.name(of: LinearView.self))
  var view: LinearView?

  @Option(
    name: .customLong("with"),
    help: ArgumentHelp(
      """
      What --view compare compares with: a recording, or a moment, branch or node of one, as treetop \
      compare takes them.
      """, valueName: "file"),
    completion: .file(extensions: ["jsonl"]))
  var other: String?

  /// Throws an error where a view is asked for and cannot be printed.
  func checkView() throws(CommandError) {
    if other != nil, view != .compare {
      throw .usage("--with says what --view compare compares with; leave it out here")
    }
    guard view != nil else { return }
    if isJSON { throw .usage("--view prints lines; leave --json out") }
    guard isBatch else {
      throw .usage("--view prints lines, so --batch is needed; in the explorer keys show the views")
    }
    if view == .compare, other?.isEmpty ?? true {
      throw .usage("--view compare needs --with FILE, or a moment of one, as --with a.jsonl@i87")
    }
  }

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
