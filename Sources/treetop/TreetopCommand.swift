import ArgumentParser
import CursesTerminal
import Drawing
import Exploring

/// `treetop`: the command line as a whole.
struct TreetopCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "treetop",
    abstract: "An explorer for Monte Carlo tree searches: live, recorded, another program's.",
    usage: """
      treetop [<options>]
      treetop <file> [<options>]
      treetop <subcommand> ...
      """,
    discussion: """
      Without a command it opens a start screen in the terminal, with problems to try and \
      recordings to open. `treetop search` runs a search in the explorer, or prints what it found \
      without a terminal; `treetop open` does the same for a recording, `treetop follow` and \
      `treetop attach` show the search of another program. `treetop FILE` opens a recording or \
      another program's tree, or searches a tree or planning problem that is in a file.

      Environment:
        NO_COLOR, TREETOP_NO_COLOR  set to anything: no colours
        TREETOP_THEME               the colours, as --theme
        COLORFGBG                   where the terminal sets it, its ground
        TREETOP_API_KEY             the key that servers of language models are shown
        TREETOP_LIBCURL             the file of libcurl, where it is not found
        ESCDELAY                    milliseconds that an Escape waits for more
        XDG_CONFIG_HOME             where treetop/config is (default: ~/.config)
        XDG_STATE_HOME              where treetop/learn, the progress of lessons,
                                    and treetop/crash are (default: ~/.local/state)

      Exit codes:
        0    done; also where the last line of a recording is not finished, or
             events are of types that are not known
        1    failed: a file that cannot be read, a search that cannot be recorded;
             of compare: different; of doctor: a fault; what --assert asks for
             does not hold
        2    wrong usage, or no terminal for the explorer
        3    done, but incomplete: lines were refused, or something is left out
        129  ended by a hang-up
        130  ended by control-C
        143  ended by a request to end
      """,
    version: "treetop \(number), journal version 1",
    subcommands: [
      SearchSubcommand.self, OpenSubcommand.self, ImportSubcommand.self, FollowSubcommand.self,
      AttachSubcommand.self, CompareSubcommand.self, DoctorSubcommand.self, ExportSubcommand.self,
      McpSubcommand.self, EvaluateSubcommand.self, ModelsSubcommand.self,
      PresetsSubcommand.self, LearnSubcommand.self, FileSubcommand.self,
    ],
    helpNames: [.short, .long])

  /// The version of the program.
  static let number = "1.0"

  @OptionGroup(title: "On the terminal") var terminal: TerminalChoices

  @Flag(
    name: .customLong("print-config"),
    help: "Print the file of settings with every setting and key as it is now, and end.")
  var printsConfig = false

  /// Reads a command line and does what it says.
  static func carryOut(_ arguments: [String]) throws(CommandError) -> ExitStatus {
    do {
      let named = try FileSubcommand.named(in: arguments, commands: commands)
      var command = try parseAsRoot(try EvaluateSubcommand.spelledOut(named))
      if let command = command as? any RunnableCommand {
        // Before the command opens, reads or starts anything: it would do so twice.
        if command.opensTerminal { CrashReports.armOrReexec() }
        return try command.execute()
      }
      try command.run()
      return .success
    } catch let error as CommandError {
      throw error
    } catch {
      // Help and completion scripts come this way too: not errors, but texts that were asked for.
      if exitCode(for: error) == .success { return try show(fullMessage(for: error)) }
      var usage = usage(of: error)
      usage.reason += "; see " + helpCommand(for: arguments)
      throw usage
    }
  }

  /// Explores what a command line asks for in a terminal that is open already: `search` and `open` with
  /// their arguments.
  static func explore(
    _ arguments: [String], in interactive: Interactive
  ) throws(CommandError) -> Interactive.Ending {
    let command: any ParsableCommand
    do {
      command = try parseAsRoot(arguments)
    } catch {
      throw usage(of: error)
    }
    if let search = command as? SearchSubcommand { return try search.explore(in: interactive) }
    if let open = command as? OpenSubcommand { return try open.explore(in: interactive) }
    throw .usage("accepted here are search PROBLEM, open FILE, help and quit")
  }

  private static func show(_ text: String) throws(CommandError) -> ExitStatus {
    try print(text + "\n")
    return .success
  }

  /// Returns what the parser says of a command line that it cannot read.
  private static func usage(of error: any Error) -> CommandError {
    var message = message(for: error)
    let excerpt = ErrorExcerpt(endOf: &message)
    var usage = CommandError.usage(line(message))
    usage.excerpt = excerpt
    return usage
  }

  /// Returns a message of the parser as the end of a line: no capital, no full stop.
  private static func line(_ message: String) -> String {
    let words = message.split(whereSeparator: \.isNewline).joined(separator: " ")
    let start = words.prefix(1).lowercased() + words.dropFirst()
    return start.hasSuffix(".") ? String(start.dropLast()) : start
  }

  /// The names of the commands.
  private static var commands: [String] {
    configuration.subcommands.filter { $0.configuration.shouldDisplay }
      .compactMap { $0.configuration.commandName }
  }

  private static func helpCommand(for arguments: [String]) -> String {
    let command = arguments.first { commands.contains($0) }
    return ["treetop", command, "--help"].compactMap { $0 }.joined(separator: " ")
  }
}

extension TreetopCommand: RunnableCommand {
  var opensTerminal: Bool { !printsConfig }

  /// Opens the start screen, or prints the settings.
  func execute() throws(CommandError) -> ExitStatus {
    guard printsConfig else { return try Interactive.run(terminal) { $0.choose() } }
    let (file, complaint) = SettingsPlace.read()
    try Self.print(SettingsFile.listing(file.settings))
    if let complaint { throw .failure(complaint) }
    return .success
  }

  private static func print(_ text: String) throws(CommandError) {
    if let reason = StandardStream.output.write(text) {
      throw .failure("standard output: \(reason)")
    }
  }
}

/// A command that ends in one of several ways.
protocol RunnableCommand {
  /// Whether it shows something in the terminal, as the command line alone tells.
  ///
  /// The program is then started once more, before ``execute()`` is asked for.
  var opensTerminal: Bool { get }
  /// Does what the command says and returns how it ended.
  func execute() throws(CommandError) -> ExitStatus
}
