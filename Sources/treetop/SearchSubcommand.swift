import ArgumentParser
import Environments
import Presets

/// `treetop search`: opens a search in the explorer, or prints what it found.
struct SearchSubcommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "search",
    abstract: "Search a problem: in the explorer, or as a batch.",
    discussion: """
      Problems:
      \(Problem.accepted.map { "  " + $0 }.joined(separator: "\n"))

      Without a limit the search runs until you stop it. Several limits are joined by "or". \
      The same command line always grows the same tree, unless --seconds ended it.

      --json prints one object on one line, its keys always these, in this order:
        problem, preset, seed
        parameters       c (puct: and fpu), rollouts, solve, backup, widening
        iterations, nodes, depth, seconds, cpu_seconds, bytes_per_node
        stopped          why the search ended
        solved, proven_value
        children         action, visits, value, prior, terms; most visits first
        principal_variation
        answer           rule, actions, value, state, terminal
        plan, plan_valid blocksworld: the answer in PDDL, and whether it is a plan
        tree             a fingerprint: equal trees have equal ones
      What there is none of is null: the value of an action never tried, a score that is \
      infinite, the plan of an answer that does not end.
      """,
    helpNames: [.short, .long])

  @Argument(help: "What to search; one of the problems above.")
  var problem: String

  @OptionGroup(title: "How to search") var method: MethodOptions
  @OptionGroup(title: "When to stop") var stops: StopOptions
  @OptionGroup(title: "What to print") var printing: PrintingOptions
  @OptionGroup(title: "On the terminal") var terminal: TerminalChoices

  @Option(
    help: ArgumentHelp(
      "Megabytes of record for stepping back in the explorer. (default: 64)", valueName: "mb"),
    transform: Accepted.wholeNumber(1...65_536))
  var undo = 64
}

extension SearchSubcommand: Outcome {
  func outcome() throws(Complaint) -> ExitStatus {
    let request = try request()
    guard printing.isBatch || printing.isJSON else {
      return try Interactive.run(terminal) { $0.explore(request) }
    }
    return try BatchSearch(request, format: printing.isJSON ? .json : .table, terminal).run()
  }

  /// Makes of the command line what is to be done, or says what is wrong with it.
  private func request() throws(Complaint) -> SearchRequest {
    let plan = try method.plan(for: problem(named: problem))
    return SearchRequest(
      plan: plan, limits: stops.limits(for: plan),
      answer: printing.answer ?? .usual(for: plan.problem), undoBytes: undo << 20)
  }

  private func problem(named text: String) throws(Complaint) -> Problem {
    do {
      return try Problem.named(text)
    } catch {
      throw Complaint(error, in: text)
    }
  }
}
