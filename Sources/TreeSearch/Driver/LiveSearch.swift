import Groundwork
public import SearchTrees

/// Why a search cannot be saved.
public struct SaveError: Error, Hashable, Sendable {
  /// The reason, in one line.
  public var reason: String
  /// Whether a recording has the name already, and can be replaced.
  public var canReplace: Bool

  /// Makes an error.
  public init(reason: String, canReplace: Bool = false) {
    self.reason = reason
    self.canReplace = canReplace
  }
}

/// A search that was begun earlier and goes on.
public struct ResumedSearch {
  /// Its session.
  public var session: any SearchSession
  /// What was done to it earlier.
  public var past: SearchScript

  /// Describes a search that goes on.
  public init(_ session: any SearchSession, past: SearchScript) {
    self.session = session
    self.past = past
  }
}

/// A search on a thread of its own, steered and watched through a channel.
///
/// The thread owns every branch's tree. The explorer posts requests and commands; between two bursts
/// of simulations the thread carries them out and leaves an immutable slice. Neither side ever waits
/// for the other.
public final class LiveSearch: TreeSource {
  /// What a search is begun with.
  public struct Options: Sendable {
    /// Bytes of undo record of each branch.
    public var undoBytes = 64 << 20
    /// When the search stops by itself; rules are joined by "or".
    public var rules: [any StoppingRule] = []
    /// Whether the search runs at once.
    public var startsRunning = true
    /// The pace in simulations a second; nil is as fast as it goes.
    public var pace: Double?
    /// What there is to see in it, shown before it begins.
    ///
    /// Untrusted text.
    public var story = ""
    /// One time in how many slices, steps back and recordings are held against a second way; 0 is never.
    public var checkPeriod = ShadowCheck.usualPeriod

    /// When answers arrive that simulations wait for; nil where those that are asked do not say.
    public var arrivals: AnswerArrivals?
    /// What records the search; called once, on the search's thread.
    public var makeRecorder: (@Sendable () -> any SearchRecorder)?
    /// A search that was begun earlier; called once, on the search's thread.
    public var makeResumed: (@Sendable () -> ResumedSearch)?
    /// The session of a search that is run again for a save; nil for one like that of a restart.
    public var makeSaved: (@Sendable (_ undoBytes: Int) -> any SearchSession)?
    /// Whether a save asks everything anew and compares, instead of writing what was answered.
    public var verifies = false
    /// Begins a recording in a file, for saving; called on a thread of its own.
    ///
    /// A recording of this name is replaced only if that is asked for.
    public var makeSaver:
      (@Sendable (_ path: String, _ replaces: Bool) throws(SaveError) -> any SearchRecorder)?

    /// Writes the tree for other programs; nil where nothing does.
    public var exporter: TreeExporter?

    /// Makes the usual options.
    public init() {}
  }

  /// The progress of a save that is under way; all but the first are its end.
  public enum Notification: Sendable {
    /// How much is done, in 0...1.
    case progress(Double)
    case saved
    case cancelled
    case failed(SaveError)
  }

  /// Where commands and notifications for a search wait.
  public typealias Channel = SourceChannel<Notification>

  private let channel = Channel()
  private let thread: DedicatedThread

  /// Begins a search.
  ///
  /// `makeSession` is called on the search's thread, again for each restart;
  /// `wake` from that thread whenever a new slice is ready.
  public init(
    _ options: Options, wake: @escaping @Sendable () -> Void,
    makeSession: @escaping @Sendable (_ undoBytes: Int) -> any SearchSession
  ) {
    let channel = channel
    thread = DedicatedThread {
      let worker = SearchWorker(
        options, channel: channel, wake: wake, makeSession: makeSession)
      worker.work()
    }
  }

  /// What a search that runs here can do.
  public var abilities: SourceAbilities { .search }

  /// Asks for a slice.
  public func request(_ request: SliceRequest) -> Int { channel.request(request) }

  /// Returns the newest slice.
  public func latest() -> TreeSlice? { channel.latest() }

  /// Gives a command.
  public func send(_ command: SearchCommand, on branch: Int?) {
    channel.send(command, on: branch)
  }

  /// Ends the search and waits for its thread.
  public func close() {
    channel.close()
    thread.join()
  }
}
