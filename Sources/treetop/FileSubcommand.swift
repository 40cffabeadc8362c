import ArgumentParser
import Environments
import Glibc
import Groundwork
import Journals
import Presets
import Sessions
import TreeSearch

/// `treetop FILE`: a file in the explorer, whichever command it takes.
struct FileSubcommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "open-file",
    abstract: "Open a recording, or search a tree or planning problem that is in a file.",
    shouldDisplay: false, helpNames: [.short, .long])

  @Argument(help: "The file.", completion: .file())
  var files: [String]

  @OptionGroup(title: "On the terminal") var terminal: TerminalChoices

  /// Returns a command line with this command before its options and file, if a file is what stands
  /// where the others have their name.
  ///
  /// - Throws: an error where a word is neither a command nor a file.
  static func named(in arguments: [String], commands: [String]) throws(CommandError) -> [String] {
    var rest = arguments[...]
    while let word = rest.popFirst() {
      if ["--no-color", "--ascii", "--no-mouse"].contains(word) { continue }
      if word == "--theme" {
        _ = rest.popFirst()
        continue
      }
      // Behind any other option stands its value, or something that the parser knows.
      guard word == "-" || !word.hasPrefix("-") else { return arguments }
      if commands.contains(word) || word == "help" { return arguments }
      if unsafe word == "-" || access(word, F_OK) == 0 {
        return [configuration.commandName ?? ""] + arguments
      }
      let near = EditDistance.nearest(to: word, among: commands)
      let hint = near.map { "; did you mean treetop \($0)?" } ?? ""
      throw .usage("'\(word)' is no command and no file\(hint); see treetop --help")
    }
    return arguments
  }
}

extension FileSubcommand: RunnableCommand {
  var opensTerminal: Bool { true }

  func execute() throws(CommandError) -> ExitStatus {
    guard let file = files.first, files.count == 1 else {
      throw .usage("one file is opened at a time; \(files.count) are named")
    }
    if let problem = try problem(in: file) {
      let request = SearchRequest(exploring: SearchPlan(problem))
      return try Interactive.run(terminal) { $0.explore(request) }
    }
    let prepared = try PreparedFile(file)
    return try Interactive.run(terminal) { (interactive) throws(CommandError) in
      try interactive.explore(prepared) { recorded, view, remark in
        interactive.explore(recorded, at: .end, showing: view, remark: remark)
      }
    }
  }

  /// Returns the problem that a file holds, if it holds one that can be searched.
  private func problem(in file: String) throws(CommandError) -> Problem? {
    guard file != "-", !OpenedTrees.isFolder(file) else { return nil }
    let name: String?
    do throws(JournalProblem) {
      let bytes = try JournalBytes(mapping: file)
      name =
        try JournalHeader.found(in: bytes) == nil ? FileKind(of: bytes).problem(at: file) : nil
    } catch {
      throw CommandError(error, in: file)
    }
    guard let name else { return nil }
    do throws(ProblemError) {
      return try Problem.named(name)
    } catch {
      throw CommandError(error, in: name)
    }
  }
}
