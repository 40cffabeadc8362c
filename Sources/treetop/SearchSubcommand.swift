import ArgumentParser
import Drawing
import Environments
import Journals
import Presets
import SearchTrees
import Sessions
import TreeSearch

/// `treetop search`: opens a search in the explorer, or prints what it found.
struct SearchSubcommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "search",
    abstract: "Search a problem: in the explorer, or as a batch.",
    discussion: """
      Problems:
      \(Problem.accepted.map { "  " + $0 }.joined(separator: "\n"))

      Without a limit the search runs until you stop it. Several limits are joined by "or". \
      The same command line always grows the same tree, unless --seconds or memory ended it.

      --record writes every step to FILE as JSON Lines while the search goes on; killed, it loses the \
      last step at most. --resume takes the search from such a file, runs it again to where it was, \
      checks it against the file and goes on, to the limits given or else those of the file.

      --json prints one object on one line, its keys always these, in this order:
        problem, engine (of a recording of another program), preset, seed
        parameters       the options of the preset, as treetop presets NAME
                         lists them (ties unless it is first), with the values
                         in force: where rewards are left to chance nothing is
                         proven or closed
        iterations, nodes, depth, seconds, cpu_seconds, bytes_per_node
        stopped          why the search ended
        solved, proven_value
        root             path: the actions to the node that a recording went on
                         from; its visits and value
        children         of that root, most visits first, without visits highest
                         value first: action, visits, share (of the visits of
                         all of them), value, prior, terms, statistics, kind,
                         flags, unexpanded, source, probability, evaluation
        unexpanded       how many more children the root can have
        principal_variation, principal_variation_by (visits or value)
        answer           rule, actions, value (the number that the rule
                         maximised), measure (what that is), state, terminal,
                         instead (the rule that was used where that one had
                         nothing to choose from)
        plan, plan_valid blocksworld: the answer in PDDL, and whether it is a plan
        calls            judgements and writings, each of one thing that no
                         memory answered, and random rollouts; of a
                         recording as an end of it states them, else null
        models           calls, tokens and seconds of language models, drafted
                         tokens accepted and rejected, states written, states
                         that differ from the rules
        endpoints        the servers of language models that were asked: name,
                         server, model, way (how it scores), requests (once it
                         was looked at), tokens_in, tokens_out, seconds, usd
                         (the handshake's included; null where the file of
                         --models has no prices), cached (answers taken from
                         --cache), failed, phases (handshake, scoring, by hand:
                         the same numbers of each); null where models run here;
                         of a recording what its calls say, else null
        findings         what contradicts itself in a recording: rule, grade,
                         node, path, event, expected, found, meaning, count,
                         checked, words, thresholds; of a search none
        match_count      how many nodes --filter found; null without it
        matches          the first of them (--limit) by id: id, path (actions),
                         visits, value, prior, children (how many), statistics,
                         flags, columns (what --columns come to, by the
                         expression; null without them); null without --filter
        group_count      how many groups --group made; null without it
        groups           the first of them (--limit): is (value, range, unknown
                         or others), value (text, number or truth), from, to
                         (of a range: to is not in it), count (nodes), visits
                         (their sum), share (of the visits of all groups),
                         values (nodes with a value), mean (of these values),
                         spread (their standard deviation), best (the node with
                         the highest: id, path, visits, value), condition (as
                         --filter takes it); null without --group
        tree             a fingerprint: equal trees have equal ones
        format           of another program's file, what it was read as; then
        assumptions      what was taken for what: field, value, how
        left_out         what was not read, and how often
        assertion        whether what --assert asks for holds; null without one
                         and where it is not known
      What there is none of is null: the value of an action never tried, a score that is \
      infinite, the plan of an answer that does not end, the value of an answer by a rule that \
      maximises nothing.
      """,
    helpNames: [.short, .long])

  @Argument(
    help: ArgumentHelp(
      "What to search; one of the problems above. Left out with --resume; with --preset alone the "
        + "first problem of the preset."),
    completion: .list(ProblemKind.all.flatMap { [$0.name] + $0.examples.dropFirst() }))
  var problem: String?

  @OptionGroup(title: "How to search") var method: MethodOptions
  @OptionGroup(title: "Rewards of steps") var rewards: StepRewardOptions
  @OptionGroup(title: "Models on servers") var servers: ServerModelOptions
  @OptionGroup(title: "When to stop") var stops: StopOptions
  @OptionGroup(title: "How to begin in the explorer") var start: StartOptions
  @OptionGroup(title: "What to keep") var keeping: RecordingOptions
  @OptionGroup(title: "What to print") var printing: PrintingOptions
  @OptionGroup(title: "Which plot") var plots: PlotOptions
  @OptionGroup(title: "Which nodes") var nodes: NodeOptions
  @OptionGroup(title: "On the terminal") var terminal: TerminalChoices

  @Option(
    help: ArgumentHelp(
      "Megabytes of record for stepping back in the explorer. (default: 64)", valueName: "mb"),
    transform: OptionParsers.wholeNumber(1...65_536))
  var undo = 64
}

extension SearchSubcommand: RunnableCommand {
  var opensTerminal: Bool { !printing.isBatch && !printing.isJSON }

  func execute() throws(CommandError) -> ExitStatus {
    try nodes.check(isBatch: !opensTerminal)
    if try plots.lists(printing) { return .success }
    if start.areGiven, !opensTerminal {
      throw .usage(
        "--paused and --pace are for the explorer; leave them out with --batch and --json")
    }
    if servers.dryRun { return try printDryRun() }
    try printing.checkView()
    if let view = printing.view {
      let request = try request()
      guard request.limits.areFinite else {
        throw .usage("a batch needs something that ends it, such as --iterations N")
      }
      let resumed = try request.resumedForExplorer()
      return try Interactive.print(view, comparingWith: printing.other, terminal) {
        $0.explore(request, resumed, showing: $1)
      }
    }
    let request = try request(needsTerminal: opensTerminal)
    guard !opensTerminal else {
      let resumed = try request.resumedForExplorer()
      let status = try Interactive.run(terminal) {
        $0.explore(request, resumed, showing: nodes.firstView)
      }
      if let file = request.recorder?.file, let failure = file.failure {
        throw .unrecorded(file.path, failure)
      }
      return status
    }
    return try BatchSearch(
      request, format: printing.isJSON ? .json : .table, questions: nodes.questions,
      plot: plots.name, terminal
    ).run()
  }

  /// Prints what servers would be asked.
  private func printDryRun() throws(CommandError) -> ExitStatus {
    if printing.isJSON || keeping.resume != nil {
      throw .usage("--dry-run prints what would be asked; leave --json and --resume out")
    }
    let plan = try method.plan(for: problem, rewards)
    try checkThatModelsAreAsked(by: plan)
    let repertoire: Repertoire = terminal.isASCII ? .ascii : .ofLocale()
    let request = SearchRequest(plan: plan, limits: stops.limits(for: plan), undoBytes: 0)
    let text = try DryRun(request, asking: try servers.named(in: repertoire), in: repertoire).text()
    if let reason = StandardStream.output.write(text) {
      throw .failure("standard output: \(reason)")
    }
    return .success
  }

  /// Explores the search in a terminal that is open already.
  func explore(in interactive: Interactive) throws(CommandError) -> Interactive.Ending {
    guard !printing.isBatch, !printing.isJSON else {
      throw .usage("--batch and --json print where there is no terminal; leave them out here")
    }
    let request = try request()
    return interactive.explore(
      request, try request.resumedForExplorer(), showing: nodes.firstView)
  }

  /// Reads the words after `search` for a search that is shown nowhere.
  ///
  /// - Throws: an error where they are wrong, or name a file to be written or gone on with.
  static func request(of words: [String]) throws(CommandError) -> SearchRequest {
    let search: SearchSubcommand
    do {
      search = try parse(words)
    } catch {
      throw .usage("search: \(message(for: error))")
    }
    guard search.keeping.record == nil, search.keeping.resume == nil else {
      throw .usage("--record and --resume are for a search that is shown; leave them out here")
    }
    guard search.opensTerminal else {
      throw .usage("--batch and --json print what a search found; leave them out here")
    }
    return try search.request()
  }

  /// Makes of the command line what is to be done, or says what is wrong with it.
  ///
  /// A recording is not begun, nor a search run again, for a picture that nobody would see.
  private func request(needsTerminal: Bool = false) throws(CommandError) -> SearchRequest {
    if let path = keeping.resume { return try resumed(path, needsTerminal) }
    var plan = try method.plan(for: problem, rewards)
    plan.answer = printing.answer
    let limits = stops.limits(for: plan)
    if needsTerminal { try Interactive.check(terminal) }
    try takeServers(for: &plan, limits.asking, try servers.newCalls())
    return SearchRequest(
      plan: plan, limits: limits, undoBytes: undo << 20,
      recorder: try keeping.recorder(plan, limits), start: start.choice, verifies: keeping.verify)
  }

  /// Puts the models of servers in the place of the embedded ones, if any were named.
  private func takeServers(
    for plan: inout SearchPlan, _ limits: AskingLimits, _ calls: KeptCalls
  ) throws(CommandError) {
    guard !servers.isEmpty else {
      if limits.isEmpty { return }
      throw .usage(
        "--max-cost, --max-tokens and --max-requests are for models on servers: name them by --expert "
          + "and --amateur, or --models")
    }
    // Before a server is asked, which may take a while.
    try checkThatModelsAreAsked(by: plan)
    let repertoire: Repertoire = terminal.isASCII ? .ascii : .ofLocale()
    guard let models = try servers.models(within: limits, in: repertoire, calls) else { return }
    plan.models = models
    if let reason = plan.validationError { throw .usage(reason) }
  }

  private func checkThatModelsAreAsked(by plan: SearchPlan) throws(CommandError) {
    guard plan.stepRewardSettings == nil else { return }
    throw .usage(
      "\(plan.preset.name) asks no language models; --expert, --amateur and --models are for "
        + "sc-mcts, sc-mcts-paper and rap")
  }

  /// The same for a search that goes on: servers that were asked must be named again, and hold the same
  /// models.
  private func takeServers(
    for plan: inout SearchPlan, goingOnWith known: [ModelServer], _ recorder: JournalRecorder,
    in path: String, _ limits: AskingLimits
  ) throws(CommandError) {
    if known.isEmpty, !servers.isEmpty {
      throw .usage(
        "the models of \(path) run in the program; leave --expert, --amateur and --models out")
    }
    if !known.isEmpty, servers.isEmpty {
      let were = known.map { "--\($0.name) \($0.address)" }.joined(separator: " ")
      throw .usage("servers judge the steps of \(path); say where they are, as in \(were)")
    }
    let calls = try servers.newCalls()
    do {
      // Before anything is asked: what the file knows is not.
      try recorder.restore(calls, isCompared: keeping.verify)
    } catch {
      throw CommandError(error, in: path)
    }
    try takeServers(for: &plan, limits, calls)
    for server in plan.servers {
      guard let former = known.first(where: { $0.name == server.name }) else { continue }
      if let model = former.model, let other = server.model, model != other {
        throw .failure(
          "\(path): --\(server.name) was the model \(model), and \(server.address) has \(other)")
      }
    }
  }

  /// Makes of a recording what is to be done, with the limits of the command line or else its own.
  private func resumed(_ path: String, _ needsTerminal: Bool) throws(CommandError) -> SearchRequest
  {
    if let problem {
      throw .usage("--resume takes the problem from \(path); leave \(problem) out")
    }
    if keeping.record != nil {
      throw .usage("--resume goes on writing \(path); leave --record out")
    }
    guard method.isUsual, rewards.given.isEmpty else {
      throw .usage("--resume takes preset, parameters and seed from \(path); leave them out")
    }
    if needsTerminal { try Interactive.check(terminal) }
    let recorder: JournalRecorder
    do {
      recorder = try JournalRecorder(resuming: path)
    } catch {
      throw CommandError(error, in: path)
    }
    let header = recorder.past?.header ?? JournalHeader()
    var plan: SearchPlan
    do {
      plan = try SearchPlan(header)
    } catch {
      throw .failure("\(path):1: \(error.reason)")
    }
    if let reason = plan.unsupportedReason { throw .failure("\(path):1: \(reason)") }
    plan.answer = printing.answer
    var limits = stops.limits(for: plan)
    if !stops.areGiven { limits.take(header.budget) }
    try takeServers(for: &plan, goingOnWith: header.servers, recorder, in: path, limits.asking)
    return SearchRequest(
      plan: plan, limits: limits, undoBytes: undo << 20, recorder: recorder, start: start.choice,
      verifies: keeping.verify)
  }
}
