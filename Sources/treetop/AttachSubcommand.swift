import ArgumentParser
import Journals
import SearchTrees

/// `treetop attach`: another program's search, watched and steered.
struct AttachSubcommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "attach",
    abstract: "Start a program that speaks the journal's protocol, watch it and steer it.",
    discussion: """
      The program writes events to its standard output and reads commands from its standard input. \
      What it cannot do is greyed out. Its standard error and lines that are no events go to the \
      log (g o). When you quit, it gets end-of-file and runs on.
        treetop attach -- python3 search.py
      """,
    helpNames: [.short, .long])

  @Argument(parsing: .postTerminator, help: "The program and its arguments, after --.")
  var command: [String] = []

  @OptionGroup var memory: MemoryOption
  @OptionGroup(title: "On the terminal") var terminal: TerminalChoices
}

extension AttachSubcommand: RunnableCommand {
  var opensTerminal: Bool { true }

  func execute() throws(CommandError) -> ExitStatus {
    guard let program = command.first else {
      throw .usage("attach needs a program: treetop attach -- COMMAND [ARGUMENT...]")
    }
    // Nothing is started where there is no terminal to show it on.
    return try Interactive.run(terminal) { interactive throws(CommandError) in
      let feed: ProgramFeed
      do throws(JournalProblem) {
        feed = try ProgramFeed(command: command)
      } catch {
        throw CommandError(place: program, reason: error.reason, status: .failure)
      }
      return interactive.follow(
        feed, name: command.joined(separator: " "), origin: .program, memory.allowance)
    }
  }
}
