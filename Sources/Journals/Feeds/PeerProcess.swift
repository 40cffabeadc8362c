import Glibc
import Groundwork

/// A program that runs beside this one, as far as a feed speaks with it.
///
/// No call but ``wait(reading:writing:)`` blocks.
package protocol PeerProcess: AnyObject, Sendable {
  /// The status of the program as `waitpid` gives it, once it has ended.
  var status: Int32? { get }
  /// Reads what it has written to one of its outputs, into the beginning of `block`.
  func read(_ stream: PeerStream, into block: inout [UInt8]) -> Descriptors.Reading
  /// Writes to its input what is taken now; nil where nobody reads it any more.
  func write(_ bytes: ArraySlice<UInt8>) -> Int?
  /// Blocks until there is something to read, if asked for room to write, or ``wake()`` was called
  /// since the last wait.
  func wait(reading: Set<PeerStream>, writing: Bool)
  /// Ends the wait that is under way, or the next one.
  func wake()
  /// Closes what leads to the program, which runs on.
  func close()
}

/// What a program writes to.
package enum PeerStream: Hashable, Sendable, CaseIterable {
  case output
  case error
}

/// A program that was started for a feed.
final class StartedProcess: PeerProcess {
  private let program: LaunchedProgram
  private let alarm: Alarm
  private let ended: Guarded<Int32?>
  private let isClosed = Guarded(false)

  /// Starts a program; the first word is found as a shell finds it.
  ///
  /// - Throws: a problem where there is no such program.
  init(_ command: [String]) throws(JournalProblem) {
    alarm = try Alarm()
    ended = Guarded(nil)
    program = try LaunchedProgram(command)
    let (id, ended, alarm) = (program.id, ended, alarm)
    // Nobody joins this thread: it waits as long as the program runs, which may be longer than anybody
    // looks at it, and takes nothing with it.
    _ = DedicatedThread(stackSize: 128 << 10) {
      pthread_detach(pthread_self())
      let status = LaunchedProgram.waitForEnd(of: id)
      ended.withLock { $0 = status }
      alarm.ring()
    }
  }

  var status: Int32? { ended.withLock { $0 } }

  func read(_ stream: PeerStream, into block: inout [UInt8]) -> Descriptors.Reading {
    Descriptors.read(descriptor(of: stream), into: &block)
  }

  func write(_ bytes: ArraySlice<UInt8>) -> Int? { Descriptors.write(bytes, to: program.input) }

  func wait(reading: Set<PeerStream>, writing: Bool) {
    var waits = [pollfd(fd: alarm.reading, events: Int16(POLLIN), revents: 0)]
    waits += reading.map { pollfd(fd: descriptor(of: $0), events: Int16(POLLIN), revents: 0) }
    if writing { waits.append(pollfd(fd: program.input, events: Int16(POLLOUT), revents: 0)) }
    Descriptors.wait(for: &waits)
    alarm.reset()
  }

  func wake() { alarm.ring() }

  func close() {
    let isFirst = isClosed.withLock { isClosed in
      defer { isClosed = true }
      return !isClosed
    }
    guard isFirst else { return }
    for descriptor in [program.input, program.output, program.error] {
      _ = Glibc.close(descriptor)
    }
  }

  private func descriptor(of stream: PeerStream) -> Int32 {
    switch stream {
    case .output: program.output
    case .error: program.error
    }
  }
}
