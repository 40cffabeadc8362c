import ArgumentParser
import Drawing
import Glibc
import Groundwork
import Importers
import Sessions

/// `treetop import`: files of other programs, made into a recording.
struct ImportSubcommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import",
    abstract: "Make a recording of another program's tree: JSON, tables, DOT, printed trees.",
    discussion: """
      What a file is is found out from its content. treetop open FILE shows it without making a recording \
      first. Several files become moments of one search, in the order of the numbers in their names.

      Formats by name: \(FormatPreset.all.map(\.name).joined(separator: ", ")). Everything else of these \
      shapes is read by its keys: nested objects, records with ids, nodes and edges, indented text.

      It ends with exit code 1 if nothing could be read, 2 if the file leaves open what its values are, and \
      3 if something was left out.
      """,
    helpNames: [.short, .long])

  @Argument(
    help: "The files, or - for standard input.", completion: .file())
  var files: [String]

  @Option(
    name: [.customShort("o"), .long],
    help: ArgumentHelp(
      "Write the recording to this file, which must not be there yet. (default: standard output)",
      valueName: "file"))
  var output: String?

  @Flag(help: "Print where each field was found, and what else it could be; write nothing.")
  var explain = false

  @OptionGroup(title: "How the file is read") var reading: ImportOptions
}

extension ImportSubcommand: RunnableCommand {
  var opensTerminal: Bool { false }

  func execute() throws(CommandError) -> ExitStatus {
    let options = try reading.options()
    let paths = try ForeignPaths(files)
    let importer: Importer
    do throws(ImportedFile.Failure) {
      importer = try ImportedFile.read(paths.paths, names: paths.names, options)
    } catch {
      throw CommandError(error, name: paths.title)
    }
    let account = ImportedFile.account(of: importer)
    if explain {
      var lines = [account.format + ": " + account.words] + importer.explanation
      lines += account.sentences
      if account.trees.count > 1 { lines += account.trees.map(Self.line) }
      if let undecided = account.undecided { lines.append("not decided: " + undecided) }
      for line in lines { StandardStream.output.print(SafeText(line, limit: 600)) }
      return .success
    }
    if let undecided = account.undecided { throw CommandError(undecided: undecided, paths) }
    try write(importer)
    for line in [account.format + ": " + account.words] + account.sentences {
      StandardStream.error.print(SafeText("treetop: \(paths.title): \(line)", limit: 600))
    }
    return account.leftOut.isEmpty && account.otherTrees == 0 ? .success : .incomplete
  }

  private static func line(_ tree: Importer.Entry) -> String {
    let visits = tree.visits.map { ", N \(Int($0))" } ?? ""
    return "--tree \(tree.number): \(tree.nodes) nodes\(visits)   \(tree.text)"
  }

  private func write(_ importer: Importer) throws(CommandError) {
    guard let output else {
      var reason: String?
      importer.write(isASCII: true) { bytes in
        if reason == nil { reason = StandardStream.output.write(bytes) }
      }
      if let reason { throw .failure("standard output: \(reason)") }
      return
    }
    let file = try NewFile.open(output)
    var failure: String?
    importer.write { bytes in
      if failure == nil { failure = WholeWrite.put(bytes, to: file) }
    }
    if close(file) != 0, failure == nil { failure = WholeWrite.reason }
    if let failure { throw CommandError(place: output, reason: failure, status: .failure) }
  }
}

/// The files that make one tree or time line, in their natural order: 3 before 10.
struct ForeignPaths {
  /// What the person calls them.
  let names: [String]
  /// Where they are read.
  let paths: [String]

  /// Takes arguments; `-` is standard input, which is read to its end.
  init(_ arguments: [String]) throws(CommandError) {
    let sorted = arguments.count > 1 ? arguments.sorted(by: NaturalOrder.isBefore) : arguments
    var names: [String] = []
    var paths: [String] = []
    for argument in sorted {
      names.append(argument == "-" ? "standard input" : argument)
      paths.append(argument == "-" ? try SpooledInput.path() : argument)
    }
    (self.names, self.paths) = (names, paths)
  }

  /// All of them in a few words.
  var title: String {
    names.count > 2 ? "\(names[0]) and \(names.count - 1) more" : names.joined(separator: " ")
  }
}

extension CommandError {
  /// Says that a file leaves open what its values are.
  init(undecided: String, _ files: ForeignPaths) {
    self.init(place: files.title, reason: undecided, status: .usage)
  }
}
