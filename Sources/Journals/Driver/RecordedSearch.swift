public import Groundwork
public import SearchTrees

/// A recording on a thread of its own, watched and stepped through a channel like a live search.
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
    /// The moment that is shown first, the end unless somebody says another.
    public var start = Start.end
    /// The pace at which a recording is played, in iterations a second, or in events where it holds no
    /// iterations; nil is one at which the whole of it takes a minute at most, and no less than 20.
    public var pace: Double?
    /// How much memory the events and their tree may take; nil for as much as they want.
    public var memory: MemoryAllowance?
    /// Why no live search can go on from here; nil if one can.
    public var branchRefusal: String? = "treetop does not know the problem of this search"
    /// Returns the rules of a known problem.
    public var makeInterpreter: @Sendable (JournalHeader) -> (any TreeInterpreter)? = { _ in nil }
    /// One time in how many slices are held against a second way; 0 is never.
    public var checkPeriod = ShadowCheck.usualPeriod

    /// Whether it is only the beginning of a file that is being read elsewhere.
    public var isBeginning = false

    /// Makes what chooses the answer where no rules are known; nil for what the file says.
    public var makeReader: (@Sendable () -> any AnswerReader)?
    /// Whether the rule that the file names for its answer counts.
    public var heedsAnswerRule = true

    /// Returns what writes the tree for other programs, of a search with such a first line; nil where nothing
    /// does.
    public var makeExporter: (@Sendable (JournalHeader) -> TreeExporter)?

    /// What the person is told once when it is opened.
    ///
    /// May hold untrusted text.
    public var opening: String?
    /// Whether it was made of another program's file, which can be read otherwise.
    public var canMap = false
    /// Whether its nodes stand for trees of their own, which can be opened.
    public var opensNodes = false

    /// Where notes and marks are kept; nil where saving the recording keeps them.
    public var notes: NotesPlace?

    /// Makes the usual options.
    public init() {}
  }

  /// Its notifications are that the feed has some.
  public typealias Channel = SourceChannel<Void>

  private let channel = Channel()
  private let thread: DedicatedThread
  private let feed: (any JournalFeed)?
  /// What a recording can do.
  public let abilities: SourceAbilities

  /// Opens a recording.
  ///
  /// `open` is called on the recording's thread; `feed` brings what comes later, if anything can;
  /// `wake` is called from the thread whenever a new slice is ready.
  public init(
    _ options: Options, feed: (any JournalFeed)? = nil, wake: @escaping @Sendable () -> Void,
    open: @escaping @Sendable () throws(JournalProblem) -> JournalBytes
  ) {
    let channel = channel
    self.feed = feed
    var abilities = SourceAbilities.recording(from: options.origin)
    abilities.canMap = options.canMap
    abilities.opensNodes = options.opensNodes
    self.abilities = abilities
    thread = DedicatedThread {
      let worker = RecordedWorker(options, feed: feed, channel: channel, wake: wake, open: open)
      worker.work()
    }
    feed?.start { channel.notify(()) }
  }

  /// Asks for a slice.
  public func request(_ request: SliceRequest) -> Int { channel.request(request) }

  /// Returns the newest slice.
  public func latest() -> TreeSlice? { channel.latest() }

  /// Gives a command.
  public func send(_ command: SearchCommand, on branch: Int?) {
    channel.send(command, on: branch)
  }

  /// Lets go of the recording and waits for its thread; a program runs on.
  public func close() {
    channel.close()
    thread.join()
    feed?.close()
  }
}
