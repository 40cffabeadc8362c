import ArgumentParser
import Drawing
import Environments
import Glibc
import Groundwork
import Presets
import Sessions
import TreeSearch

/// `treetop evaluate`: how often kinds of search solve problems, with all that it took.
struct EvaluateSubcommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "evaluate",
    abstract: "Compare kinds of search on a set of problems, as tables.",
    discussion: """
      Problems:
        blocksworld     random ones of each length; their goals were kept from the
                        training of the embedded language models
        tic-tac-toe, connect-four
                        random late positions in which the move matters, by the
                        number of moves left
        design          random landscapes of each ruggedness, on which every
                        string has a known rank
        FILE.pddl ...   files of the domain blocksworld-4ops, or folders of them

      Each preset searches each problem, with the same seed. "found" counts the problems with \
      a path to the goal in the tree: what you get if finished plans are checked by the rules. \
      "chosen" counts those whose answer reaches the goal, as the search's own numbers chose it; \
      of games, where nothing is found, those whose first move keeps what the position is worth; \
      of designs the best of all. \
      Options of problems and presets can be given a list of values, as in --noise 0,.1 or \
      --skill .5,.9: each value makes a row of every preset that has the option. They are, of \
      problems \(Self.names(ProblemSource.all.flatMap(\.options).map(\.name))), of presets \
      \(Self.names(PresetOption.all.map(\.name))); treetop presets NAME explains each.

      In the rewards of rap and sc-mcts-code, and of uct and puct, is the rules' verdict on the \
      goal (+50, or 1): they choose by the answer key. Beside rap and sc-mcts-code stands the same \
      search without it, rap-bare and sc-mcts-code-bare. Both come in per cent, with the 95 % \
      interval of Wilson below. "settled" is the iteration at which the answer last changed \
      (looked at up to 100 iterations). The first preset is compared with each other one by the \
      exact test of McNemar, and each with the one before it.

      The tables are the same however many jobs share the work, but for the seconds.

      --output writes a line for each finished search to FILE as it comes. --resume goes on \
      with such a file after an interruption or a crash: give the same command line with \
      --resume in place of --output. A file of other settings is refused.

      --json prints one object on one line, its keys always these, in this order:
        problems        what they are
        settings        everything that the results depend on, by name
        lengths, counts the optimal lengths, or of games the moves left, or of
                        designs the ruggedness, and how many problems there are
                        of each
        done, runs      how many searches are finished, and how many there are
        rows            one object a preset, with these keys:
          name, remark
          found, chosen, found_overall, chosen_overall
                        each: solved, of, low, high; the first two by length
          ranks, rank_overall
                        median place of the answer among all, the first by length
          rank_intervals, rank_interval_overall
                        their 95 % intervals: low, high; null below six problems
          iterations, nodes, asked, settled_at, seconds
                        means over the problems; asked: calls as --calls counts
          calls, tokens, draft_acceptance
                        what language models did, a problem
          judged_steps, spearman, pearson
                        how rewards go with the change of goal facts that hold
          found_against_first, chosen_against_first
                        each: only_first, only_this, p
          found_against_previous, chosen_against_previous
                        the same against the row before; only_first: only that one
      What there is none of is null.
      """,
    helpNames: [.short, .long])

  @Argument(
    help: ArgumentHelp("What to solve: \(ProblemChoices.expected)."),
    completion: .file(extensions: ["pddl"]))
  var problems: [String] = []

  @OptionGroup(title: "Which problems") var choices: ProblemChoices

  @Option(
    help: ArgumentHelp(
      """
      The kinds of search, as in sc-mcts,rap: \(Preset.all.map(\.name).joined(separator: ", ")), \
      repeated-N (with N calls), expert-greedy (the expert's likeliest actions, no search) and \
      sc-mcts-random (the rules of sc-mcts, random rewards); treetop presets tells more. (default: \
      \(Self.usual.joined(separator: ",")); of games uct,puct; of designs \
      ab-mcts-a,ab-mcts-m,best-first,repeated)
      """, valueName: "list"),
    completion: .list(EvaluationEntry.names), transform: OptionParsers.entries)
  var preset: [EvaluationEntry]?

  @Option(
    name: .customLong("set"), parsing: .singleValue,
    help: ArgumentHelp(
      """
      Values of an option of the problems or of the presets, each a row of its own; may be given several \
      times. --NAME LIST is the short form.
      """, valueName: "name=list"),
    completion: .list(EvaluationEntry.optionNames.map { $0 + "=" }),
    transform: OptionParsers.optionList)
  var lists: [OptionList] = []

  @Flag(help: "Compare the parts that SC-MCTS* is made of, added one by one.")
  var ablate = false

  @Option(
    help: ArgumentHelp(
      "Simulations a search. (default: 10; with --calls alone 1000000)", valueName: "n"),
    transform: OptionParsers.wholeNumber(1...1_000_000))
  var iterations: Int?

  @Option(
    help: ArgumentHelp(
      """
      Calls a search: judgements and writings, each of one thing that no memory answered, and random \
      rollouts; a simulation that has begun is finished.
      """, valueName: "n"),
    transform: OptionParsers.wholeNumber(1...1_000_000_000))
  var calls: Int?

  @Option(
    help: ArgumentHelp("Searches at a time. (default: the processors)", valueName: "n"),
    transform: OptionParsers.wholeNumber(1...256))
  var jobs: Int?

  @Option(
    help: ArgumentHelp("Keep the results in this new file.", valueName: "file"),
    completion: .file())
  var output: String?

  @Option(
    help: ArgumentHelp("Go on with the results in this file.", valueName: "file"),
    completion: .file())
  var resume: String?

  @Flag(name: .customLong("json"), help: "Print one JSON object in place of tables.")
  var isJSON = false

  @Flag(name: .customLong("ascii"), help: "Print with ASCII characters only.")
  var isASCII = false
}

extension EvaluateSubcommand: RunnableCommand {
  var opensTerminal: Bool { false }

  func execute() throws(CommandError) -> ExitStatus {
    let entries = try entries()
    if output != nil, resume != nil {
      throw .usage("--resume goes on writing the file that it reads; leave --output out")
    }
    let interruption = Interruption()
    let repertoire: Repertoire = isASCII ? .ascii : .ofLocale()
    let jobs = jobs ?? max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN)))
    guard let set = try problemSet(jobs, repertoire, until: interruption) else {
      return interruption.status ?? .success
    }
    try check(entries, on: set)
    let source = source
    let horizon = source.map { $0.blocks != nil } ?? true ? choices.horizon ?? .usual : nil
    let iterations = iterations ?? (calls == nil ? 10 : 1_000_000)
    let settings = EvaluationSettings(
      chosen: try choices.settings(problems, source), horizon: horizon, iterations: iterations,
      calls: calls, entries: entries, problems: set)
    let run: EvaluationRun
    do {
      run = try EvaluationRun(
        entries, set, settings, iterations: iterations, calls: calls, resuming: resume,
        creating: output)
      try finish(run, jobs, repertoire, until: interruption)
    } catch {
      throw CommandError(place: error.place, reason: error.reason, status: .failure)
    }
    let page = EvaluationPage(run, horizon: horizon, repertoire: repertoire)
    if let reason = StandardStream.output.write(isJSON ? page.json : page.tables) {
      throw .failure("standard output: \(reason)")
    }
    return interruption.status ?? .success
  }

  /// Does what is missing of an evaluation, and says how to go on where a signal came first.
  private func finish(
    _ run: EvaluationRun, _ jobs: Int, _ repertoire: Repertoire,
    until interruption: borrowing Interruption
  ) throws(ResultsError) {
    var progress = ProgressLine(repertoire: repertoire)
    defer { progress.clear() }
    let began = Clocks.monotonic
    let before = run.results.count
    let isComplete = try run.finish(
      jobs: jobs, isInterrupted: { interruption.status != nil },
      progress: { done, missing in
        progress.show(seconds: Clocks.monotonic - began) {
          let words = "\(before + done) of \(before + missing) searches"
          return (missing == 0 ? nil : Double(done) / Double(missing), [words])
        }
      })
    guard !isComplete else { return }
    progress.clear()
    let count = run.results.count
    let how =
      run.file.map { "the same command with --resume \($0.path) goes on" }
      ?? "only with --output FILE can an evaluation be gone on with"
    let text =
      "treetop: interrupted after \(count) of \(count + run.results.missing.count) searches; \(how)"
    StandardStream.error.print(SafeText(text, repertoire: repertoire, limit: 600))
  }

  private func entries() throws(CommandError) -> [EvaluationEntry] {
    if ablate {
      if preset != nil { throw .usage("--ablate has presets of its own; leave --preset out") }
      if let list = lists.first {
        throw .usage("--ablate has presets of its own; leave --\(list.name) out")
      }
      return EvaluationEntry.ablation
    }
    let usual = (source?.entries ?? Self.usual).compactMap { EvaluationEntry.named($0) }
    var entries = preset ?? usual
    if let resume, ResultsFile.isFormer(resume) {
      // The same command line names the same rows: what was called greedy has another name now.
      entries = entries.map {
        EvaluationEntry.named(EvaluationEntry.presentName(of: $0.name)) ?? $0
      }
    }
    do {
      return try EvaluationEntry.with(lists, EvaluationEntry.withBare(entries), on: source)
    } catch {
      throw .usage(error.reason)
    }
  }

  /// The rows where files are given.
  private static let usual = ["sc-mcts", "rap", "sc-mcts-random", "expert-greedy"]

  /// Returns names once each, as a list in a sentence.
  private static func names(_ names: [String]) -> String {
    names.enumerated().filter { !names[..<$0.offset].contains($0.element) }.map(\.element)
      .joined(separator: ", ")
  }

  /// Returns arguments of this command with `--NAME LIST` spelled out as `--set NAME=LIST`, where an option
  /// of problems or presets is called so; others as they are.
  ///
  /// The options of presets are known to the program and not to the parser.
  static func spelledOut(_ arguments: [String]) throws(CommandError) -> [String] {
    guard arguments.first == configuration.commandName else { return arguments }
    var result: [String] = []
    var rest = arguments[...]
    while let argument = rest.popFirst() {
      if argument == "--" { return result + [argument] + rest }
      let sides = argument.dropFirst(2).split(
        separator: "=", maxSplits: 1, omittingEmptySubsequences: false
      ).map { String($0) }
      guard argument.hasPrefix("--"), let name = sides.first,
        EvaluationEntry.optionNames.contains(name)
      else {
        result.append(argument)
        continue
      }
      guard let list = sides.count == 2 ? sides[1] : rest.popFirst() else {
        throw .usage("missing value for '--\(name) <list>'; see treetop evaluate --help")
      }
      result += ["--set", "\(name)=\(list)"]
    }
    return result
  }

  /// What is drawn; nil where files are given.
  private var source: ProblemSource? {
    problems.count == 1 ? ProblemSource.named(problems[0]) : nil
  }

  /// Makes the problems; nil where a signal came first.
  private func problemSet(
    _ jobs: Int, _ repertoire: Repertoire, until interruption: borrowing Interruption
  ) throws(CommandError) -> ProblemSet? {
    if let source {
      return try choices.drawn(from: source, jobs: jobs, repertoire, until: interruption)
    }
    if problems.isEmpty { throw .usage("expected " + ProblemChoices.expected) }
    if let name = problems.first(where: { ProblemSource.named($0) != nil }) {
      throw .usage("expected \(name) alone, or files")
    }
    return try choices.problems(from: problems)
  }

  private func check(_ entries: [EvaluationEntry], on set: ProblemSet) throws(CommandError) {
    for item in set.items {
      for entry in entries {
        guard let reason = entry.unsupportedReason(item.world) else { continue }
        throw CommandError(place: item.world.name, reason: reason, status: .failure)
      }
    }
  }
}
