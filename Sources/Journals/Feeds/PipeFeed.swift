import Glibc
import Groundwork
public import SearchTrees

/// A journal that comes through a pipe, such as standard input.
///
/// Where nobody takes the events, reading stops at 64 MiB and the writer waits.
public final class PipeFeed: JournalFeed {
  private let descriptor: Int32
  private let arrivals = Arrivals()
  private let alarm: Alarm
  private let thread = Guarded<DedicatedThread?>(nil)

  /// Takes a descriptor that was opened for reading; it stays open.
  ///
  /// - Throws: a problem where no descriptors are left.
  public init(descriptor: Int32) throws(JournalProblem) {
    self.descriptor = descriptor
    alarm = try Alarm()
    Descriptors.enlarge(descriptor)
  }

  deinit { close() }

  /// Begins to read; `notify` must return at once, without waiting for another thread.
  public func start(_ notify: @escaping @Sendable () -> Void) {
    let (descriptor, arrivals, alarm) = (descriptor, arrivals, alarm)
    thread.withLock {
      $0 = DedicatedThread(stackSize: 512 << 10) {
        PipeFeed.read(descriptor, arrivals, alarm, notify)
      }
    }
  }

  private static func read(
    _ descriptor: Int32, _ arrivals: Arrivals, _ alarm: Alarm, _ notify: () -> Void
  ) {
    var block = [UInt8](repeating: 0, count: 256 << 10)
    while !arrivals.isClosed {
      let alarmed = pollfd(fd: alarm.reading, events: Int16(POLLIN), revents: 0)
      let data = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
      var waits = arrivals.isFull ? [alarmed] : [alarmed, data]
      Descriptors.wait(for: &waits)
      if waits[0].revents != 0 { alarm.reset() }
      guard waits.count > 1, waits[1].revents != 0 else { continue }
      switch Descriptors.read(descriptor, into: &block) {
      case .bytes(let count): if arrivals.add(block[..<count]) { notify() }
      case .nothing: break
      case .end:
        arrivals.end("the pipe was closed")
        notify()
        return
      }
    }
  }

  /// Moves what has come to a journal made by `JournalBytes()`.
  public func update(_ bytes: JournalBytes) {
    if arrivals.take(into: bytes) { alarm.ring() }
  }

  /// Nothing: what is no event is shown where it stands among the events.
  public func takeLog() -> [LogLine] { [] }

  /// A program may print anything.
  public var holdsLogText: Bool { true }

  /// "the pipe was closed", once it was and everything is taken.
  public var ending: String? { arrivals.ending }

  /// Nothing is sent: a pipe leads one way.
  public func send(_ line: String) -> Bool { false }

  /// Stops reading; the descriptor stays open.
  public func close() {
    arrivals.close()
    alarm.ring()
    thread.withLock { $0.take() }?.join()
  }
}
