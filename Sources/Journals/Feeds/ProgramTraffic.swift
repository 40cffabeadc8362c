import Glibc
import Groundwork
import SearchTrees

/// What goes to and fro between a program and a feed, on a thread of its own.
struct ProgramTraffic: Sendable {
  let name: String
  let program: LaunchedProgram
  let arrivals: Arrivals
  let outbox: Outbox
  let alarm: Alarm
  let status: Guarded<Int32?>

  /// Reads and writes until the program has ended or nobody wants to know any more.
  func run(_ news: () -> Void) {
    Descriptors.blockBrokenPipes()
    var block = [UInt8](repeating: 0, count: 256 << 10)
    var open: Set = [program.output, program.error]
    var log = LineCutter()
    while !arrivals.isClosed {
      // Asked before reading: all that a program wrote is in the pipes when it has ended.
      let ended = status.withLock { $0 }
      var gained = 0
      for descriptor in open where !arrivals.isFull {
        switch Descriptors.read(descriptor, into: &block) {
        case .bytes(let count):
          gained += count
          add(block[..<count], from: descriptor, &log, news)
        case .nothing: break
        case .end: open.remove(descriptor)
        }
      }
      outbox.write(to: program.input)
      if gained > 0 { continue }
      if let ended, !arrivals.isFull { return finish(ended, &log, news) }
      wait(for: open)
    }
    // A last command, such as to quit, is still given.
    outbox.write(to: program.input)
  }

  /// Waits for something to read, for room to write, or for the alarm.
  private func wait(for open: Set<Int32>) {
    var waits = [pollfd(fd: alarm.reading, events: Int16(POLLIN), revents: 0)]
    if !arrivals.isFull {
      waits += open.map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
    }
    if !outbox.isEmpty {
      waits.append(pollfd(fd: program.input, events: Int16(POLLOUT), revents: 0))
    }
    Descriptors.wait(for: &waits)
    alarm.reset()
  }

  private func add(
    _ bytes: ArraySlice<UInt8>, from descriptor: Int32, _ log: inout LineCutter, _ news: () -> Void
  ) {
    if descriptor == program.output {
      if arrivals.add(bytes) { news() }
    } else {
      for line in log.add(bytes) where arrivals.add(LogLine(.error, line)) { news() }
    }
  }

  private func finish(_ status: Int32, _ log: inout LineCutter, _ news: () -> Void) {
    outbox.breakOff()
    if let line = log.finish() { _ = arrivals.add(LogLine(.error, line)) }
    arrivals.end(ProgramEnding.words(name, status: status))
    news()
  }
}
