import Glibc
import Groundwork
public import SearchTrees

/// A journal that another program is writing to a file; the file need not be there yet.
///
/// Whoever writes is expected to append. A file that is removed or replaced ends the feed; what was
/// read stays.
public final class FileFeed: JournalFeed {
  /// What the thread has found out.
  private struct State {
    /// The file that is read; nil until there is one.
    var file: FileIdentity?
    var ending: String?
    var isAnnounced = false
    var isClosed = false
  }

  private let path: String
  private let alarm: Alarm
  private let state: Guarded<State>
  private let thread = Guarded<DedicatedThread?>(nil)
  /// The file, where it is read and not mapped; -1 before it is open.
  private let reading = Guarded<Int32>(-1)
  private let isMapped: Bool

  /// Prepares to follow a file.
  ///
  /// - Throws: a problem where the path leads to something that is not a file, or that cannot be read.
  public init(path: String) throws(JournalProblem) {
    self.path = path
    let file = FileIdentity(path: path)
    if let file, !file.isRegular {
      throw JournalProblem(
        reason: "\(path) is not a file; a pipe is followed with \"follow - < \(path)\"")
    }
    isMapped = (file?.size ?? 0) > 0
    alarm = try Alarm()
    state = Guarded(State(file: file))
  }

  deinit { close() }

  /// Makes the journal that is to be given to ``update(_:)``.
  ///
  /// The file is mapped where there was something to map when the feed was made; else it is read.
  /// - Throws: a problem whose reason says why the file cannot be read.
  public func makeBytes() throws(JournalProblem) -> JournalBytes {
    isMapped ? try JournalBytes(mapping: path) : JournalBytes()
  }

  /// Begins to watch the file; `news` must return at once, without waiting for another thread.
  public func start(_ news: @escaping @Sendable () -> Void) {
    let (path, alarm, state) = (path, alarm, state)
    thread.withLock {
      $0 = DedicatedThread(stackSize: 512 << 10) { FileFeed.watch(path, alarm, state, news) }
    }
  }

  private static func watch(
    _ path: String, _ alarm: Alarm, _ state: Guarded<State>, _ news: () -> Void
  ) {
    let watch = FileWatch(path: path)
    // What is there at the beginning is news too.
    news()
    while true {
      let found = FileIdentity(path: path)
      let (isOver, isNew) = state.withLock { state in
        if state.isClosed { return (true, false) }
        let known = state.file
        state.ending = ending(known, found)
        state.file = state.ending == nil ? found : known
        defer { state.isAnnounced = true }
        let isNew = state.ending != nil || (found != known && !state.isAnnounced)
        return (state.ending != nil, isNew)
      }
      if isNew { news() }
      if isOver { return }
      watch.wait(alarm)
    }
  }

  /// How a file came to its end that is known as one thing and found as another.
  private static func ending(_ known: FileIdentity?, _ found: FileIdentity?) -> String? {
    guard let known else { return nil }
    guard let found else { return "the file was removed" }
    return found.isSame(as: known) ? nil : "the file was replaced by another one"
  }

  /// Brings a journal made by ``makeBytes()`` up to date.
  ///
  /// - Throws: a problem where the file became shorter, or cannot be read.
  public func update(_ bytes: JournalBytes) throws(JournalProblem) {
    state.withLock { $0.isAnnounced = false }
    if isMapped { try bytes.refresh() } else { try read(into: bytes) }
  }

  /// Appends what the file has more than the journal.
  private func read(into bytes: JournalBytes) throws(JournalProblem) {
    guard state.withLock({ $0.file }) != nil else { return }
    let descriptor = reading.withLock { descriptor in
      if descriptor < 0 { descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK) }
      return descriptor
    }
    guard descriptor >= 0 else {
      throw JournalProblem(reason: "\(path) cannot be read: \(Descriptors.lastError)")
    }
    if let file = FileIdentity(descriptor: descriptor), file.size < bytes.count {
      throw JournalProblem(
        reason: "\(path) became shorter: it has \(file.size) bytes, \(bytes.count) were read")
    }
    // Cut and written anew between two looks, it would go on in the middle of something else.
    let last = max(0, bytes.count - 4_096)..<bytes.count
    guard bytes.withBytes(last, { Descriptors.holds($0, at: last.lowerBound, in: descriptor) })
    else {
      throw JournalProblem(
        reason: "\(path) was written anew: what was read is no longer in it, but stays here")
    }
    var block = [UInt8](repeating: 0, count: 256 << 10)
    while case .bytes(let count) = Descriptors.read(descriptor, into: &block) {
      bytes.append(block.span.extracting(..<count))
    }
  }

  /// Nothing: what is no event is shown where it stands among the events.
  public func takeLog() -> [LogLine] { [] }

  /// A file that is being written holds events.
  public var holdsLogText: Bool { false }

  /// How the file was lost; nil while it is there, whether or not anybody still writes it.
  public var ending: String? { state.withLock { $0.ending } }

  /// Nothing is sent: a file leads one way.
  public func send(_ line: String) -> Bool { false }

  /// Stops watching.
  public func close() {
    state.withLock { $0.isClosed = true }
    alarm.ring()
    thread.withLock { $0.take() }?.join()
    let descriptor = reading.withLock { descriptor in
      defer { descriptor = -1 }
      return descriptor
    }
    if descriptor >= 0 { _ = Glibc.close(descriptor) }
  }
}
