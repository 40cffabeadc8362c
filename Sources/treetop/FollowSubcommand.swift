import ArgumentParser
import Journals
import SearchTrees

/// `treetop follow`: a search that another program is writing down.
struct FollowSubcommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "follow",
    abstract: "Follow a search that another program records, like tail -f.",
    discussion: """
      The tree grows as lines are added. Space holds the view and lets it go on; what was recorded \
      can be stepped through meanwhile. With - the events come through a pipe:
        python3 search.py | treetop follow -
      """,
    helpNames: [.short, .long])

  @Argument(
    help: "The file, or - for standard input.", completion: .file(extensions: ["jsonl"]))
  var file: String

  @OptionGroup var memory: MemoryOption
  @OptionGroup(title: "On the terminal") var terminal: TerminalChoices
}

extension FollowSubcommand: RunnableCommand {
  var opensTerminal: Bool { true }

  func execute() throws(CommandError) -> ExitStatus {
    if file == "-" {
      let feed = try feed { () throws(JournalProblem) in try PipeFeed(descriptor: 0) }
      return try Interactive.run(terminal) {
        $0.follow(feed, name: "standard input", origin: .followed, memory.allowance)
      }
    }
    try refuseForeignFile()
    let feed = try feed { () throws(JournalProblem) in try FileFeed(path: file) }
    return try Interactive.run(terminal) {
      $0.follow(feed, name: file, origin: .followed, memory.allowance) {
        () throws(JournalProblem) in
        try feed.makeBytes()
      }
    }
  }

  /// Refuses a file that holds something else already; one that is empty, or of which only text was
  /// written so far, may still become a journal.
  private func refuseForeignFile() throws(CommandError) {
    do throws(JournalProblem) {
      let bytes = try JournalBytes(mapping: file)
      guard try JournalHeader.found(in: bytes) == nil else { return }
      switch FileKind(of: bytes) {
      case .empty, .text: return
      case let kind:
        throw JournalProblem(reason: kind.sentence(for: file))
      }
    } catch {
      throw CommandError(error, in: file)
    }
  }

  private func feed<Feed: JournalFeed>(
    _ make: () throws(JournalProblem) -> Feed
  ) throws(CommandError) -> Feed {
    do throws(JournalProblem) {
      return try make()
    } catch {
      throw CommandError(place: file, reason: error.reason, status: .failure)
    }
  }
}
