import Groundwork
public import SearchTrees
import Synchronization

/// A recording on a thread of its own, watched and stepped through a mailbox like a live search.
///
/// A file is read in the background, its tree there from the first lines on; a feed is followed as it
/// comes. Neither side ever waits for the other.
public final class RecordedSearch: TreeSource {
  /// The moment that is shown first.
  public enum Start: Hashable, Sendable {
    /// After an event, from 1.
    case event(Int)
    /// After an iteration.
    case iteration(Int)
    /// After the last event.
    case end
  }

  /// What is shown, and what can be done with it.
  public struct Options: Sendable {
    /// The name of the file or the command.
    ///
    /// Untrusted text.
    public var name = ""
    /// Where the events come from.
    public var origin = Timeline.Origin.file
    /// Where to begin.
    public var start = Start.end
    /// The pace at which a recording is played, in iterations a second; nil is as fast as it goes.
    public var pace: Double? = 20
    /// Why no live search can go on from here; nil if one can.
    public var branchRefusal: String? = "treetop does not know the problem of this search"
    /// Returns the rules of a known problem.
    public var makeInterpreter: @Sendable (JournalHeader) -> (any TreeInterpreter)? = { _ in nil }

    /// Makes the usual options.
    public init() {}
  }

  struct Mail {
    var commands: [SearchCommand] = []
    var request: SliceRequest?
    var serial = 0
    var isClosing = false
    var hasNews = false

    var isEmpty: Bool { commands.isEmpty && request == nil && !isClosing && !hasNews }
  }

  /// The mailbox, and a flag that says without a lock whether it holds anything.
  final class Mailbox: Sendable {
    let mail = Guarded(Mail())
    let hasMail = Atomic(false)
    let slice = Guarded<TreeSlice?>(nil)

    /// Changes the mail and wakes the worker.
    ///
    /// The flag is set with the lock held: a worker that woke and did not see it would spin, on the
    /// very core that the sender needs to set it.
    func post(_ change: (inout Mail) -> Void) {
      mail.change {
        change(&$0)
        hasMail.store(true, ordering: .releasing)
      }
    }
  }

  private let mailbox = Mailbox()
  private let thread: DedicatedThread
  private let feed: (any JournalFeed)?

  /// Opens a recording.
  ///
  /// `open` is called on the recording's thread; `feed` brings what comes later, if anything can;
  /// `wake` is called from the thread whenever a new slice is ready.
  public init(
    _ options: Options, feed: (any JournalFeed)? = nil, wake: @escaping @Sendable () -> Void,
    open: @escaping @Sendable () throws(JournalProblem) -> JournalBytes
  ) {
    let mailbox = mailbox
    self.feed = feed
    thread = DedicatedThread {
      let worker = RecordedWorker(options, feed: feed, mailbox: mailbox, wake: wake, open: open)
      worker.work()
    }
    feed?.start { mailbox.post { $0.hasNews = true } }
  }

  /// Asks for a slice.
  public func request(_ request: SliceRequest) -> Int {
    var serial = 0
    mailbox.post {
      $0.request = request
      $0.serial += 1
      serial = $0.serial
    }
    return serial
  }

  /// Returns the newest slice.
  public func latest() -> TreeSlice? { mailbox.slice.withLock { $0 } }

  /// Gives a command.
  public func send(_ command: SearchCommand) {
    mailbox.post { $0.commands.append(command) }
  }

  /// Lets go of the recording and waits for its thread; a program runs on.
  public func close() {
    mailbox.post { $0.isClosing = true }
    thread.join()
    feed?.close()
  }
}
