import ArgumentParser
import Drawing
import Exporters
import Glibc
import Groundwork
import Sessions

/// `treetop export`: a tree in a form that other programs read.
struct ExportSubcommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: "Write a tree in a form that other programs read.",
    discussion: """
      FILE is a recording, or another program's tree. Without --output it is written to standard \
      output; a file that exists is never overwritten. Every text is escaped for the form that it \
      goes into. What is not known is left empty, never 0.

      Formats:
      \(ExportFormat.all.map { "  \($0.name.padded(to: 9))\($0.title)" }.joined(separator: "\n"))
      """,
    helpNames: [.short, .long])

  @Argument(
    help: "The file, or - for standard input, which is read to its end first.",
    completion: .file(extensions: ["jsonl"]))
  var file: String

  @Option(
    help: ArgumentHelp("The form, one of those above.", valueName: "format"),
    completion: .list(ExportFormat.all.map(\.name)), transform: OptionParsers.exportFormat)
  var format: ExportFormat

  @Option(
    name: [.customShort("o"), .long],
    help: ArgumentHelp("The file to write. (default: standard output)", valueName: "file"),
    completion: .file())
  var output: String?

  @Option(
    help: ArgumentHelp(
      "The moment: the number of an event, iN, START or END. (default: END)", valueName: "moment"),
    transform: Moment.reading)
  var at = Moment.end

  @Option(
    help: ArgumentHelp(
      "The nodes for which a condition holds, such as 'N > 100', and those on the way to them.",
      valueName: "condition"),
    transform: OptionParsers.condition)
  var filter: String?

  @Option(
    help: ArgumentHelp("At most as many steps below the root.", valueName: "n"),
    transform: OptionParsers.wholeNumber(0...Int.max))
  var depth: Int?

  @Option(
    help: ArgumentHelp("Of each node the most visited children, as many.", valueName: "n"),
    transform: OptionParsers.wholeNumber(1...Int.max))
  var top: Int?

  @Option(
    help: ArgumentHelp("No nodes with fewer visits.", valueName: "n"),
    transform: OptionParsers.wholeNumber(0...Int.max))
  var minVisits: Int?

  @Option(
    help: ArgumentHelp(
      "At most as many nodes, the most visited ones. (default: \(ExportFormat.usualNodes))",
      valueName: "n"),
    transform: OptionParsers.wholeNumber(1...Int.max))
  var nodes: Int?

  @OptionGroup(title: "Files of other programs") var reading: ImportOptions
}

extension ExportSubcommand: RunnableCommand {
  var opensTerminal: Bool { false }

  func execute() throws(CommandError) -> ExitStatus {
    let repertoire = Repertoire.ofLocale()
    let recorded = try RecordedFile(file, reading)
    if let undecided = recorded.account?.undecided {
      throw CommandError(place: recorded.name, reason: undecided, status: .usage)
    }
    // Refused before anything is read.
    if let output, unsafe access(output, F_OK) == 0 { throw NewFile.exists(output) }
    var selection = ExportedTree.Selection()
    selection.depth = depth
    selection.top = top
    selection.leastVisits = minVisits.map { Double($0) }
    selection.nodes = nodes
    let outcome: TreeExport.Outcome
    do throws(MomentReading.Failure) {
      outcome = try TreeExport(
        MomentReading(of: recorded, at: at), as: format, selection: selection, filter: filter
      ).write()
    } catch {
      throw CommandError(error, at: "--at", in: recorded)
    }
    outcome.reading.warn(of: recorded, in: repertoire)
    try write(outcome.bytes)
    if output != nil || outcome.leftOut > 0 {
      StandardStream.error.print(
        SafeText(
          "treetop: \(NumberText.grouped(outcome.nodes)) nodes written, "
            + "\(NumberText.grouped(outcome.leftOut)) left out", repertoire: repertoire))
    }
    return .success
  }

  private func write(_ bytes: [UInt8]) throws(CommandError) {
    guard let output else {
      if let reason = WholeWrite.put(bytes, to: STDOUT_FILENO) {
        throw .failure("standard output: \(reason)")
      }
      return
    }
    let descriptor = try NewFile.open(output)
    var failure = WholeWrite.put(bytes, to: descriptor)
    if close(descriptor) != 0, failure == nil { failure = WholeWrite.reason }
    if let failure { throw CommandError(place: output, reason: failure, status: .failure) }
  }
}
