import Groundwork
public import SearchTrees

/// A journal that a program writes which was started for it: events come from its standard output,
/// lines for the log from its standard error, commands go to its standard input.
///
/// Where nobody takes the events, reading stops at 64 MiB and the program waits.
public final class ProgramFeed: JournalFeed {
  private let name: String
  private let peer: any PeerProcess
  private let arrivals = Arrivals()
  private let outbox = Outbox()
  private let thread = Guarded<DedicatedThread?>(nil)

  /// Starts a program; the first word is found as a shell finds it.
  ///
  /// The program finds `TREETOP_ATTACHED=1` in its environment.
  /// - Throws: a problem where there is no such program.
  public convenience init(command: [String]) throws(JournalProblem) {
    let process = try StartedProcess(command)
    self.init(
      process, name: command[0].split(separator: "/").last.map(String.init) ?? command[0])
  }

  /// Takes a program that runs.
  package init(_ peer: any PeerProcess, name: String) {
    self.peer = peer
    self.name = name
  }

  deinit { close() }

  /// Begins to read; `notify` must return at once, without waiting for another thread.
  public func start(_ notify: @escaping @Sendable () -> Void) {
    // Without the feed itself, which would else never be let go of.
    let (name, peer, arrivals, outbox) = (name, peer, arrivals, outbox)
    thread.withLock {
      $0 = DedicatedThread(stackSize: 512 << 10) {
        var traffic = ProgramTraffic(
          name: name, peer: peer, arrivals: arrivals, outbox: outbox, notify: notify)
        traffic.run()
      }
    }
  }

  /// Returns the traffic with the program in single turns, for a caller that runs it elsewhere than on its
  /// own thread.
  package func makeTraffic(_ notify: @escaping @Sendable () -> Void) -> ProgramTraffic {
    ProgramTraffic(name: name, peer: peer, arrivals: arrivals, outbox: outbox, notify: notify)
  }

  /// Moves what the program wrote to a journal made by `JournalBytes()`.
  public func update(_ bytes: JournalBytes) {
    if arrivals.take(into: bytes) { peer.wake() }
  }

  /// Returns the lines that the program wrote to its standard error.
  public func takeLog() -> [LogLine] {
    let (lines, madeRoom) = arrivals.takeLog()
    if madeRoom { peer.wake() }
    return lines
  }

  /// A program may print anything.
  public var holdsLogText: Bool { true }

  /// "python3 ended with exit code 3", once it has and everything is taken.
  public var ending: String? { arrivals.ending }

  /// Gives the program a line; false where it has ended or leaves its input unread.
  public func send(_ line: String) -> Bool {
    guard !arrivals.isClosed, outbox.add(line) else { return false }
    peer.wake()
    return true
  }

  /// Closes the program's input and lets it run on, its output unread.
  public func close() {
    arrivals.close()
    peer.wake()
    thread.withLock { $0.take() }?.join()
    peer.close()
  }
}
