import ArgumentParser
import Drawing
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

      --batch and --json print what treetop search would have printed had it stopped there.
      """,
    helpNames: [.short, .long])

  @Argument(
    help: "The file, or - for standard input, which is read to its end first.",
    completion: .file(extensions: ["jsonl"]))
  var file: String

  @Option(
    help: ArgumentHelp(
      """
      The moment to show: the number of an event, which is a line of the file; iN, after \
      iteration N; START or END. (default: END)
      """, valueName: "moment"),
    transform: Moment.accepted)
  var at = Moment.end

  @Flag(
    help: """
      Where the search goes on live from a moment of the file, ask models anew and compare, instead of \
      taking what the file says that they said.
      """)
  var verify = false

  @OptionGroup(title: "What to print") var printing: PrintingOptions
  @OptionGroup(title: "Which nodes") var nodes: FilterOptions
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
    return interactive.explore(
      try RecordedFile(file, reading), at: at, verifies: verify, filter: nodes.filter)
  }

  func execute() throws(CommandError) -> ExitStatus {
    try nodes.check()
    let recorded = try RecordedFile(file, reading)
    guard !opensTerminal else {
      return try Interactive.run(terminal) {
        $0.explore(
          recorded, at: at, answer: printing.answer, verifies: verify, filter: nodes.filter)
      }
    }
    if let undecided = recorded.account?.undecided {
      throw CommandError(place: recorded.name, reason: undecided, status: .usage)
    }
    return try BatchRecording(
      file: recorded, moment: at, format: printing.isJSON ? .json : .table,
      answer: printing.answer, filter: nodes.request,
      repertoire: terminal.isASCII ? .ascii : .ofLocale()
    ).run()
  }
}
