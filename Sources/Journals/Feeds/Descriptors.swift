import Glibc

/// Calls of the system on descriptors, in the few forms that feeds need.
///
/// Every unsafe call of the feeds but the starting of programs stands here.
package enum Descriptors {
  /// What a read found.
  package enum Reading: Equatable, Sendable {
    /// Bytes were appended, as many as given.
    case bytes(Int)
    /// There is nothing now.
    case nothing
    /// There will be nothing any more.
    case end
  }

  /// Makes a pipe whose two ends are closed in programs that are started.
  static func makePipe() throws(JournalProblem) -> (reading: Int32, writing: Int32) {
    var ends: [Int32] = [-1, -1]
    guard unsafe pipe(&ends) == 0 else { throw JournalProblem(reason: "no pipe: \(lastError)") }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    return (ends[0], ends[1])
  }

  /// Makes reads and writes return at once.
  static func stopBlocking(_ descriptor: Int32) {
    _ = fcntl(descriptor, F_SETFL, fcntl(descriptor, F_GETFL) | O_NONBLOCK)
  }

  /// Asks for a pipe that holds 1 MiB, so that fewer reads are needed; not every system grants it.
  static func enlarge(_ descriptor: Int32) {
    let setPipeSize: Int32 = 1031
    _ = fcntl(descriptor, setPipeSize, 1 << 20)
  }

  /// Reads what is there, at most what `block` holds, into the beginning of `block`.
  static func read(_ descriptor: Int32, into block: inout [UInt8]) -> Reading {
    reading { unsafe Glibc.read(descriptor, &block, block.count) }
  }

  /// Reads what a file has from a place on, at most what `block` holds, into the beginning of `block`.
  static func read(_ descriptor: Int32, at place: Int, into block: inout [UInt8]) -> Reading {
    reading { unsafe pread(descriptor, &block, block.count, place) }
  }

  private static func reading(_ read: () -> Int) -> Reading {
    while true {
      let count = read()
      if count > 0 { return .bytes(count) }
      if count == 0 { return .end }
      if errno == EINTR { continue }
      return errno == EAGAIN ? .nothing : .end
    }
  }

  /// Writes as much as is taken now; nil where nobody reads it any more.
  ///
  /// The calling thread must have SIGPIPE blocked.
  static func write(_ bytes: ArraySlice<UInt8>, to descriptor: Int32) -> Int? {
    while true {
      let count = unsafe bytes.withUnsafeBytes {
        unsafe Glibc.write(descriptor, $0.baseAddress, $0.count)
      }
      if count >= 0 { return count }
      if errno == EINTR { continue }
      return errno == EAGAIN ? 0 : nil
    }
  }

  /// Waits until one of the descriptors is ready, or for some milliseconds; -1 is indefinitely.
  static func wait(for waits: inout [pollfd], milliseconds: Int32 = -1) {
    _ = unsafe poll(&waits, nfds_t(waits.count), milliseconds)
  }

  /// Lets writes of the calling thread to a closed pipe fail instead of ending the process.
  static func blockBrokenPipes() { _ = holdBrokenPipes() }

  /// Lets writes of the calling thread to a closed pipe fail until they are released; returns what that
  /// takes.
  static func holdBrokenPipes() -> sigset_t {
    var (signals, before) = (sigset_t(), sigset_t())
    unsafe sigemptyset(&signals)
    unsafe sigaddset(&signals, SIGPIPE)
    unsafe pthread_sigmask(SIG_BLOCK, &signals, &before)
    return before
  }

  /// Ends what ``holdBrokenPipes()`` began, and forgets the signals that came meanwhile.
  static func releaseBrokenPipes(_ before: sigset_t) {
    var (signals, before) = (sigset_t(), before)
    unsafe sigemptyset(&signals)
    unsafe sigaddset(&signals, SIGPIPE)
    var now = timespec()
    if unsafe sigismember(&before, SIGPIPE) == 0 { unsafe sigtimedwait(&signals, nil, &now) }
    unsafe pthread_sigmask(SIG_SETMASK, &before, nil)
  }

  /// What went wrong last, in the system's words.
  static var lastError: String { words(errno) }

  /// An error number in the system's words.
  static func words(_ error: Int32) -> String { unsafe String(cString: strerror(error)) }
}
