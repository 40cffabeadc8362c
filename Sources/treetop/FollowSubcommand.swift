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

  @Argument(help: "The file, or - for standard input.")
  var file: String

  @OptionGroup(title: "On the terminal") var terminal: TerminalChoices
}

extension FollowSubcommand: Outcome {
  func outcome() throws(Complaint) -> ExitStatus {
    let feed: any JournalFeed
    do throws(JournalProblem) {
      feed = file == "-" ? try PipeFeed(descriptor: 0) : try FileFeed(path: file)
    } catch {
      throw Complaint(place: file, reason: error.reason, status: .failure)
    }
    let name = file == "-" ? "standard input" : file
    return try Interactive.run(terminal) { $0.follow(feed, name: name, origin: .followed) }
  }
}
