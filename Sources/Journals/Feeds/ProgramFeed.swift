import Glibc
import Groundwork
public import SearchTrees

/// A journal that a program writes which was started for it: events come from its standard output,
/// lines for the log from its standard error, commands go to its standard input.
///
/// Where nobody takes the events, reading stops at 64 MiB and the program waits.
public final class ProgramFeed: JournalFeed {
  private let name: String
  private let program: LaunchedProgram
  private let arrivals = Arrivals()
  private let outbox = Outbox()
  private let alarm: Alarm
  /// The status of the program, once it has ended.
  private let status = Guarded<Int32?>(nil)
  private let thread = Guarded<DedicatedThread?>(nil)
  private let isReleased = Guarded(false)

  /// Starts a program; the first word is found as a shell finds it.
  ///
  /// The program finds `TREETOP_ATTACHED=1` in its environment.
  /// - Throws: a problem where there is no such program.
  public init(command: [String]) throws(JournalProblem) {
    alarm = try Alarm()
    program = try LaunchedProgram(command)
    name = command[0].split(separator: "/").last.map(String.init) ?? command[0]
    let (id, status, alarm) = (program.id, status, alarm)
    // Nobody joins this thread: it waits as long as the program runs, which may be longer than anybody
    // looks at it, and takes nothing with it.
    _ = DedicatedThread(stackSize: 128 << 10) {
      pthread_detach(pthread_self())
      let ended = LaunchedProgram.waitForEnd(of: id)
      status.withLock { $0 = ended }
      alarm.ring()
    }
  }

  deinit { close() }

  /// Begins to read; `news` must return at once, without waiting for another thread.
  public func start(_ news: @escaping @Sendable () -> Void) {
    let traffic = ProgramTraffic(
      name: name, program: program, arrivals: arrivals, outbox: outbox, alarm: alarm,
      status: status)
    thread.withLock {
      $0 = DedicatedThread(stackSize: 512 << 10) { traffic.run(news) }
    }
  }

  /// Moves what the program wrote to a journal made by `JournalBytes()`.
  public func update(_ bytes: JournalBytes) {
    if arrivals.take(into: bytes) { alarm.ring() }
  }

  /// Returns the lines that the program wrote to its standard error.
  public func takeLog() -> [LogLine] {
    let (lines, madeRoom) = arrivals.takeLog()
    if madeRoom { alarm.ring() }
    return lines
  }

  /// A program may print anything.
  public var holdsLogText: Bool { true }

  /// "python3 ended with exit code 3", once it has and everything is taken.
  public var ending: String? { arrivals.ending }

  /// Gives the program a line; false where it has ended or leaves its input unread.
  public func send(_ line: String) -> Bool {
    guard !arrivals.isClosed, outbox.add(line) else { return false }
    alarm.ring()
    return true
  }

  /// Closes the program's input and lets it run on, its output unread.
  public func close() {
    arrivals.close()
    alarm.ring()
    thread.withLock { $0.take() }?.join()
    let isFirst = isReleased.withLock { isReleased in
      defer { isReleased = true }
      return !isReleased
    }
    guard isFirst else { return }
    for descriptor in [program.input, program.output, program.error] {
      _ = Glibc.close(descriptor)
    }
  }
}
