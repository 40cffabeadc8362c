import ArgumentParser
import Drawing
import Exploring
import Sessions
import TreeSearch

/// `treetop open`: a recording in the explorer, or one of its moments as a batch.
struct OpenSubcommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "open",
    abstract: "Open a recorded search, or another program's tree: in the explorer or as a batch.",
    discussion: """
      A recording is a journal: JSON Lines, an event a line. Trees of other programs are \
      recognised by their content: JSON, tables, DOT, printed trees; treetop import --help names \
      the formats. Large files are read in the background. Keys step through it both ways, :goto N goes to an event, { and } to the marks; \
      b goes on live from any moment of a search that treetop can run.

      A file of several trees, or a folder of files, is a list of trees: Enter opens one of them, q comes back. \
      It is sorted, filtered and put in groups as nodes are: size, levels, right, cost are its own numbers.

      --batch and --json print what treetop search would have printed had it stopped there.
      """,
    helpNames: [.short, .long])

  @Argument(
    help: "The file or folder, or - for standard input, which is read to its end first.",
    completion: .file(extensions: ["jsonl"]))
  var file: String

  @Option(
    help: ArgumentHelp(
      """
      The moment to show: the number of an event, which is a line of the file; iN, after \
      iteration N; START or END. (default: END)
      """, valueName: "moment"),
    transform: Moment.reading)
  var at = Moment.end

  @Option(
    help: ArgumentHelp(
      """
      The node that the explorer shows first: the actions that lead to it, as left/key, or # and its number.
      """, valueName: "node"))
  var node: String?

  @Option(
    help: ArgumentHelp(
      """
      The page of the inspector that the explorer shows first: stats, rationale, tokens, selection, state \
      or history.
      """, valueName: "page"),
    completion: .list(ExplorerState.Tab.allCases.map { $0.rawValue.lowercased() }),
    transform: OptionParsers.page)
  var page: ExplorerState.Tab?

  @Flag(
    name: .customLong("list"),
    help: "With --batch and --json: list the trees of a file that holds several, as of a folder.")
  var listsTrees = false

  @Flag(
    help: """
      Where the search goes on live from a moment of the file, ask models anew and compare, instead of \
      taking what the file says that they said.
      """)
  var verify = false

  @OptionGroup(title: "What to print") var printing: PrintingOptions
  @OptionGroup(title: "Which plot") var plots: PlotOptions
  @OptionGroup(title: "Which nodes") var nodes: NodeOptions
  @OptionGroup(title: "Files of other programs") var reading: ImportOptions
  @OptionGroup(title: "On the terminal") var terminal: TerminalChoices
}

extension OpenSubcommand: RunnableCommand {
  var opensTerminal: Bool { !printing.isBatch && !printing.isJSON }

  /// Explores the recording in a terminal that is open already.
  func explore(in interactive: Interactive) throws(CommandError) -> Interactive.Ending {
    guard !printing.isBatch, !printing.isJSON else {
      throw .usage("--batch and --json print where there is no terminal; leave them out here")
    }
    return try explore(try PreparedFile(file, reading), in: interactive)
  }

  private func explore(
    _ prepared: PreparedFile, in interactive: Interactive
  ) throws(CommandError) -> Interactive.Ending {
    try interactive.explore(prepared, showing: firstView) { recorded, view, remark in
      interactive.explore(
        recorded, at: at, answer: printing.answer, verifies: verify, showing: view, remark: remark)
    }
  }

  private var firstView: ExplorerLoop.FirstView {
    var view = nodes.firstView
    view.node = node
    view.page = page
    return view
  }

  func execute() throws(CommandError) -> ExitStatus {
    try nodes.check(isBatch: !opensTerminal)
    if try plots.lists(printing) { return .success }
    try printing.checkView()
    if let view = printing.view {
      let recorded = try RecordedFile(file, reading)
      return try Interactive.print(view, comparingWith: printing.other, terminal) {
        interactive, first in
        var first = first
        first.node = node
        return interactive.explore(recorded, at: at, answer: printing.answer, showing: first)
      }
    }
    guard !opensTerminal else {
      let prepared = try PreparedFile(file, reading)
      return try Interactive.run(terminal) { (interactive) throws(CommandError) in
        try explore(prepared, in: interactive)
      }
    }
    guard node == nil, page == nil else {
      throw .usage(
        "--node and --page are about the explorer; leave them out with --batch and --json")
    }
    let recorded: RecordedFile
    switch try OpenedTrees(file, reading, isList: listsTrees, isKept: false) {
    case .recording(let file): recorded = file
    case .list(let list):
      var table = TreeTable(list, repertoire: terminal.isASCII ? .ascii : .ofLocale())
      try table.answer(nodes.questions)
      return try table.print(isJSON: printing.isJSON)
    }
    if let undecided = recorded.account?.undecided {
      throw CommandError(place: recorded.name, reason: undecided, status: .usage)
    }
    return try BatchRecording(
      file: recorded, moment: at, format: printing.isJSON ? .json : .table,
      answer: printing.answer, questions: nodes.questions, plot: plots.name,
      repertoire: terminal.isASCII ? .ascii : .ofLocale()
    ).run()
  }
}
