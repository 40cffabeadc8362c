import Glibc
import Groundwork
import Synchronization

/// A file that a journal is written to; whoever opened it hears why writing failed, if it did.
public final class JournalFile: Sendable {
  /// The path as it was given.
  ///
  /// Untrusted text.
  public let path: String
  private let descriptor: Int32
  private let draft: String?
  private let isRegular: Bool
  private let state: Guarded<State>
  private let isEndExpected = Atomic(false)

  private struct State {
    var size: Int
    var failure: String?
    var isOpen = true
  }

  /// Opens a new file, or an empty one, or what is no file at all (a pipe, a device).
  ///
  /// - Throws: a problem that says why it cannot be written, or that it holds something already.
  public convenience init(creating path: String) throws(JournalProblem) {
    try self.init(
      path, unsafe Glibc.open(path, O_WRONLY | O_CREAT | O_CLOEXEC | O_NONBLOCK, 0o644), isNew: true
    )
  }

  /// Opens a new file under another name, which takes the place of what stands at `path` when it is
  /// closed and complete.
  ///
  /// - Throws: a problem that says why it cannot be written.
  public convenience init(replacing path: String) throws(JournalProblem) {
    guard Self.mayBeReplaced(path) else {
      throw JournalProblem(reason: "a file that is no journal has this name already")
    }
    let draft = path + ".part"
    unsafe unlink(draft)
    try self.init(
      path, unsafe Glibc.open(draft, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o644), isNew: true,
      draft: draft)
  }

  /// Opens a journal to go on with; before anything is written it is cut to what is kept of it.
  ///
  /// - Throws: a problem that says why it cannot be written.
  convenience init(continuing path: String) throws(JournalProblem) {
    try self.init(path, unsafe Glibc.open(path, O_WRONLY | O_CLOEXEC | O_NONBLOCK), isNew: false)
  }

  private init(
    _ path: String, _ descriptor: Int32, isNew: Bool, draft: String? = nil
  ) throws(JournalProblem) {
    self.path = path
    self.draft = draft
    self.descriptor = descriptor
    guard descriptor >= 0 else {
      // Waiting for a reader would hold up the program, and nothing would tell why.
      let isUnread = errno == ENXIO
      throw JournalProblem(reason: isUnread ? "a pipe that nobody reads" : Self.reason)
    }
    var status = stat()
    unsafe fstat(descriptor, &status)
    isRegular = status.st_mode & S_IFMT == S_IFREG
    state = Guarded(State(size: status.st_size))
    var reason: String?
    if isRegular {
      // Two writers would write between each other's lines.
      if flock(descriptor, LOCK_EX | LOCK_NB) != 0 {
        reason = "another program is writing this file"
      } else if isNew, status.st_size > 0 {
        reason = "the file exists and is not empty; remove it, or go on with it by --resume"
      }
    } else if !isNew {
      reason = "only a file can be gone on with"
    }
    if let reason {
      Glibc.close(descriptor)
      state.withLock { $0.isOpen = false }
      throw JournalProblem(reason: reason)
    }
  }

  deinit { close() }

  /// Cuts off what stands behind the first `size` bytes, and goes on there.
  func cut(to size: Int) throws(JournalProblem) {
    guard ftruncate(descriptor, size) == 0, lseek(descriptor, size, SEEK_SET) == size else {
      throw JournalProblem(reason: Self.reason)
    }
    state.withLock { $0.size = size }
  }

  /// Why nothing can be written any more; nil while all is well.
  public var failure: String? { state.withLock { $0.failure } }

  /// Writes whole lines by one call of the system, if it takes them at once.
  ///
  /// A failure is kept, and all later lines are dropped: a journal has no gaps. What was written of
  /// these lines is cut off again.
  func write(_ bytes: [UInt8]) {
    state.withLock { state in
      guard state.isOpen, state.failure == nil else { return }
      // A reader that is gone is a failure like any other, and not the end of the program.
      var signals: sigset_t?
      if !isRegular { signals = Descriptors.holdBrokenPipes() }
      defer { if let signals { Descriptors.releaseBrokenPipes(signals) } }
      var done = 0
      while done < bytes.count {
        let count = unsafe bytes.withUnsafeBytes {
          unsafe Glibc.write(descriptor, $0.baseAddress.map { unsafe $0 + done }, $0.count - done)
        }
        if count < 0, errno == EINTR || (errno == EAGAIN && hasReader()) { continue }
        guard count > 0 else {
          state.failure =
            errno == EAGAIN ? "nobody takes what is written to this pipe" : Self.reason
          if isRegular { ftruncate(descriptor, state.size) }
          return
        }
        done += count
      }
      state.size += bytes.count
    }
  }

  /// Gives the file up: nothing more is written, and what was to take another file's place does not.
  func fail(_ reason: String) {
    state.withLock { if $0.failure == nil { $0.failure = reason } }
  }

  /// Says that the program wants to end: a reader that then takes nothing for half a second is given up.
  public func expectEnd() { isEndExpected.store(true, ordering: .relaxed) }

  /// Waits until a pipe takes more; false if its reader is given up.
  private func hasReader() -> Bool {
    var turns = 0
    while turns < 5 {
      var wait = [pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)]
      if unsafe poll(&wait, 1, 100) > 0 { return true }
      if isEndExpected.load(ordering: .relaxed) { turns += 1 }
    }
    errno = EAGAIN
    return false
  }

  /// Closes the file; nothing is written after this.
  public func close() {
    state.withLock { state in
      guard state.isOpen else { return }
      state.isOpen = false
      // Some file systems tell only now that the bytes did not fit.
      if Glibc.close(descriptor) != 0, errno != EINTR, state.failure == nil {
        state.failure = Self.reason
      }
      guard let draft else { return }
      if state.failure != nil {
        unsafe unlink(draft)
      } else if unsafe rename(draft, path) != 0 {
        state.failure = Self.reason
        unsafe unlink(draft)
      }
    }
  }

  /// Whether there is no file at `path`, or one that begins as a journal does.
  private static func mayBeReplaced(_ path: String) -> Bool {
    let descriptor = unsafe Glibc.open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { return errno == ENOENT }
    defer { Glibc.close(descriptor) }
    let beginning = Array("{\"type\":\"search\"".utf8)
    var bytes = [UInt8](repeating: 0, count: beginning.count)
    let count = unsafe read(descriptor, &bytes, bytes.count)
    return count == 0 || bytes == beginning
  }

  private static var reason: String { unsafe String(cString: strerror(errno)) }
}
