import Groundwork
public import SearchTrees

/// A journal that another program is writing to a file; the file need not be there yet.
///
/// The writer is expected to append. A file that is removed, replaced, cut or written anew ends the
/// feed, which says so; what was read before stays.
public final class FileFeed: JournalFeed {
  /// What the two sides know: the one that watches and the one that reads.
  fileprivate struct State {
    /// The file as the newest look found it; nil where there is none.
    var file: FileIdentity?
    /// Whether it was opened: until then any other file in its place is as good.
    var isOpened = false
    /// How the file was lost, as soon as anybody knows it.
    var loss: String?
    /// The same, once all that was written before has been read.
    var ending: String?
    var isClosed = false

    mutating func open(_ identity: FileIdentity?) {
      file = identity ?? file
      isOpened = true
    }
  }

  private let path: any FollowedPath
  private let alarm: Alarm
  private let state: Guarded<State>
  private let thread = Guarded<DedicatedThread?>(nil)
  private let isMapped: Bool
  /// The file, where it is read and not mapped; nil before it is open.
  private let opened = Guarded<(any OpenedFile)?>(nil)

  /// Prepares to follow a file.
  ///
  /// - Throws: a problem where the path leads to something that is not a file, or that cannot be read.
  public convenience init(path: String) throws(JournalProblem) {
    try self.init(SystemPath(name: path), mapsFile: true)
  }

  /// Prepares to follow a file; `mapsFile` tells whether one that holds something may be mapped.
  package init(_ path: any FollowedPath, mapsFile: Bool) throws(JournalProblem) {
    self.path = path
    let file = path.look()
    if let file, !file.isRegular {
      throw JournalProblem(
        reason: "\(path.name) is not a file; a pipe is followed with \"follow - < \(path.name)\"")
    }
    isMapped = mapsFile && (file?.size ?? 0) > 0
    alarm = try Alarm()
    state = Guarded(State(file: file))
  }

  deinit { close() }

  /// Makes the journal that is to be given to ``update(_:)``.
  ///
  /// The file is mapped where there was something to map when the feed was made; else it is read.
  /// - Throws: a problem whose reason says why the file cannot be read.
  public func makeBytes() throws(JournalProblem) -> JournalBytes {
    guard isMapped else { return JournalBytes() }
    let bytes = try JournalBytes(mapping: path.name)
    state.withLock { $0.open(bytes.identity) }
    return bytes
  }

  // MARK: - The side that watches

  /// Begins to watch the file; `notify` must return at once, without waiting for another thread.
  public func start(_ notify: @escaping @Sendable () -> Void) {
    // Without the feed itself, which would else never be let go of.
    let first = makeWatcher(notify)
    let (name, alarm) = (path.name, alarm)
    thread.withLock {
      $0 = DedicatedThread(stackSize: 512 << 10) {
        let watch = FileWatch(path: name)
        var watcher = first
        while true {
          // Before the look: what happens after it wakes the wait.
          watch.arm()
          var turn = OwnerTurn.goOn
          while turn == .goOn { turn = watcher.turn() }
          if turn == .over { return }
          watch.wait(alarm)
        }
      }
    }
  }

  /// Returns the watching side in single turns, for a caller that runs it elsewhere than on its own thread.
  package func makeWatcher(_ notify: @escaping @Sendable () -> Void) -> Watcher {
    Watcher(path, state, notify)
  }

  /// Looks at the path again and again, and tells whenever it finds something new.
  ///
  /// It keeps no account of what was taken since: a notification too many costs a look, one that is
  /// held back because others are thought to be under way may be the last there are.
  package struct Watcher: Sendable {
    /// What comes next; between two of these the other side may do anything.
    private enum Step {
      case look
      case compare(FileIdentity?, isOpened: Bool)
      case notify(isOver: Bool)
    }

    private let path: any FollowedPath
    private let state: Guarded<State>
    private let notify: @Sendable () -> Void
    // What is there at the beginning is new too.
    private var step = Step.notify(isOver: false)
    private var isBegun = false

    fileprivate init(
      _ path: any FollowedPath, _ state: Guarded<State>, _ notify: @escaping @Sendable () -> Void
    ) {
      self.path = path
      self.state = state
      self.notify = notify
    }

    /// Does the next thing; waits after a look that found nothing new, or that was notified of.
    package mutating func turn() -> OwnerTurn {
      switch step {
      case .look:
        let isOpened = state.withLock { $0.isOpened }
        step = .compare(path.look(), isOpened: isOpened)
        return .goOn
      case .compare(let found, let isOpened): return compare(found, isOpened)
      case .notify(let isOver):
        notify()
        step = .look
        defer { isBegun = true }
        return isOver ? .over : isBegun ? .wait(seconds: nil) : .goOn
      }
    }

    private mutating func compare(_ found: FileIdentity?, _ isOpened: Bool) -> OwnerTurn {
      let compared: (isOver: Bool, isNew: Bool)? = state.withLock { state in
        // Who read to the end has taken the ending over already.
        if state.isClosed || state.ending != nil { return (true, false) }
        // Opened since, it may be another file than the one that was found.
        guard state.isOpened == isOpened else { return nil }
        let known = state.file
        if isOpened { state.loss = state.loss ?? Self.loss(of: known, found) }
        if state.loss == nil { state.file = found }
        return (state.loss != nil, state.loss != nil || found != known)
      }
      guard let (isOver, isNew) = compared else {
        step = .look
        return .goOn
      }
      guard isNew else {
        step = .look
        return isOver ? .over : .wait(seconds: nil)
      }
      step = .notify(isOver: isOver)
      return .goOn
    }

    /// How a file was lost that is known as one thing and found as another; nil where it was not.
    private static func loss(of known: FileIdentity?, _ found: FileIdentity?) -> String? {
      guard let known else { return nil }
      guard let found else { return "the file was removed" }
      return found.isSame(as: known) ? nil : "the file was replaced by another one"
    }
  }

  // MARK: - The side that reads

  /// Brings a journal made by ``makeBytes()`` up to date.
  ///
  /// - Throws: a problem where the file became shorter or other than it was, or cannot be read.
  public func update(_ bytes: JournalBytes) throws(JournalProblem) {
    let (isOver, loss) = state.withLock { ($0.ending != nil, $0.loss) }
    guard !isOver else { return }
    do throws(JournalProblem) {
      try read(into: bytes)
    } catch {
      state.withLock { ($0.loss, $0.ending) = (error.reason, error.reason) }
      // Nothing more is watched for.
      alarm.ring()
      throw error
    }
    // Only what was known before reading: what is written before a file is lost is read then.
    if let loss { state.withLock { $0.ending = loss } }
  }

  /// Appends what the file has more than the journal, and looks whether the rest is still there.
  private func read(into bytes: JournalBytes) throws(JournalProblem) {
    if isMapped { return try bytes.refresh() }
    guard let file = try openedFile() else { return }
    if let identity = file.identity, identity.size < bytes.count {
      throw JournalProblem(
        reason: "\(path.name) became shorter: it has \(identity.size) bytes, "
          + "\(bytes.count) were read")
    }
    var block = [UInt8](repeating: 0, count: 256 << 10)
    while true {
      let found = file.read(at: bytes.count, into: &block)
      // After reading, before anything is taken: begun again between two looks, the file may be longer
      // by now than it was before.
      let sample = min(bytes.count, 4_096)
      guard Self.holds(file, 0..<sample, of: bytes),
        Self.holds(file, bytes.count - sample..<bytes.count, of: bytes)
      else {
        throw JournalProblem(
          reason: "\(path.name) was written anew: what was read is no longer in it, but stays here")
      }
      guard case .bytes(let count) = found else { return }
      bytes.append(block.span.extracting(..<count))
    }
  }

  /// Whether a file still has what was read of it.
  private static func holds(
    _ file: any OpenedFile, _ range: Range<Int>, of bytes: JournalBytes
  ) -> Bool {
    guard !range.isEmpty else { return true }
    var block = [UInt8](repeating: 0, count: range.count)
    guard file.read(at: range.lowerBound, into: &block) == .bytes(range.count) else { return false }
    return bytes.withBytes(range) { span in
      for place in span.indices where span[place] != block[place] { return false }
      return true
    }
  }

  /// Returns the file, which is opened when it is there for the first time.
  private func openedFile() throws(JournalProblem) -> (any OpenedFile)? {
    if let file = opened.withLock({ $0 }) { return file }
    guard state.withLock({ $0.file }) != nil else { return nil }
    let file: any OpenedFile
    do throws(JournalProblem) {
      file = try path.open()
    } catch {
      // Removed before anything was read of it, it may come again.
      if path.look() == nil { return nil }
      throw error
    }
    opened.withLock { $0 = file }
    // The path may lead to another file by now than when it was looked up.
    state.withLock { $0.open(file.identity) }
    return file
  }

  /// Nothing: what is no event is shown where it stands among the events.
  public func takeLog() -> [LogLine] { [] }

  /// A file that is being written holds events.
  public var holdsLogText: Bool { false }

  /// How the file was lost, once all that was written before is read; nil while it is there, whether or
  /// not anybody still writes it.
  public var ending: String? { state.withLock { $0.ending } }

  /// Nothing is sent: a file leads one way.
  public func send(_ line: String) -> Bool { false }

  /// Stops watching.
  public func close() {
    state.withLock { $0.isClosed = true }
    alarm.ring()
    thread.withLock { $0.take() }?.join()
    opened.withLock { $0 = nil }
  }
}
