import Glibc
import Groundwork
import Synchronization

/// A file that a journal is written to; the opener is told why writing failed, if it did.
public final class JournalFile: Sendable {
  /// The path as it was given.
  ///
  /// Untrusted text.
  public let path: String
  private let descriptor: Int32
  private let draft: Draft?
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

  /// Opens a new file under another name, which gets the name `path` when it is closed and complete.
  ///
  /// What has that name by then is left as it is, and the new file dropped, unless it is to be replaced.
  /// - Throws: a problem that says why it cannot be written, or that the name is taken.
  public convenience init(saving path: String, replaces: Bool) throws(JournalProblem) {
    let place = try Self.place(of: path, replaces: replaces)
    let (draft, descriptor) = Self.openDraft(for: place)
    try self.init(path, descriptor, isNew: true, draft: Draft(path: draft, place, replaces))
  }

  /// A file that is written under another name until it is complete.
  private struct Draft: Sendable {
    let path: String
    /// Where it belongs.
    let place: String
    let replaces: Bool

    init(path: String, _ place: String, _ replaces: Bool) {
      (self.path, self.place, self.replaces) = (path, place, replaces)
    }

    /// Gives the file its name; returns whether it has it.
    func publish() -> Bool {
      if replaces { return unsafe rename(path, place) == 0 }
      // Never over a file that came meanwhile.
      if unsafe link(path, place) == 0 {
        unsafe unlink(path)
        return true
      }
      guard errno != EEXIST else { return false }
      // Where there are no such links an empty file keeps the name until the other one takes it.
      let keeper = unsafe Glibc.open(place, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o644)
      guard keeper >= 0 else { return false }
      Glibc.close(keeper)
      return unsafe rename(path, place) == 0
    }
  }

  /// Whether something has this name, be it a link that leads nowhere.
  public static func isTaken(_ path: String) -> Bool {
    var status = stat()
    return unsafe lstat(path, &status) == 0
  }

  /// Whether a journal, or an empty file, has this name: nothing else is ever replaced.
  public static func isReplaceable(_ path: String) -> Bool {
    do throws(JournalProblem) {
      let place = try place(of: path, replaces: true)
      return isTaken(path) && beginsAsJournal(place)
    } catch {
      return false
    }
  }

  /// Returns a name that nothing has, and that nothing is being saved to: `path` itself, or one with a
  /// number before its ending (`search-2.jsonl`).
  public static func freeName(like path: String) -> String {
    func isFree(_ path: String) -> Bool { !isTaken(path) && !isTaken(path + draftEnding) }
    if isFree(path) { return path }
    let name = path.split(separator: "/", omittingEmptySubsequences: false).last ?? ""
    let dot = name.dropFirst().lastIndex(of: ".") ?? name.endIndex
    let (stem, ending) = (path[..<dot], path[dot...])
    // Where ten thousand are taken, the person will know a better name.
    return (2..<10_000).lazy.map { "\(stem)-\($0)\(ending)" }.first(where: isFree) ?? path
  }

  private static let draftEnding = ".part"

  /// Returns where a file is to be saved.
  ///
  /// - Throws: a problem where the name is taken and not to be replaced, or by something else than a
  ///   journal.
  private static func place(of path: String, replaces: Bool) throws(JournalProblem) -> String {
    guard isTaken(path) else { return path }
    // A link stays one: what it leads to is replaced.
    guard let resolved = unsafe realpath(path, nil) else {
      throw JournalProblem(reason: "a link that leads nowhere has this name already")
    }
    defer { unsafe free(resolved) }
    let place = unsafe String(cString: resolved)
    guard beginsAsJournal(place) else {
      throw JournalProblem(reason: "something that is no journal has this name already")
    }
    guard replaces else {
      throw JournalProblem(reason: "a recording has this name already")
    }
    return place
  }

  /// Opens a file beside the one that it is to become, under a name that nothing has.
  private static func openDraft(for place: String) -> (String, Int32) {
    var path = place + draftEnding
    for number in 2..<100 {
      let descriptor = unsafe Glibc.open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o644)
      guard descriptor < 0, errno == EEXIST else { return (path, descriptor) }
      path = "\(place).\(number)\(draftEnding)"
    }
    return (path, unsafe Glibc.open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o644))
  }

  /// Opens a journal to go on with; before anything is written it is cut to what is kept of it.
  ///
  /// - Throws: a problem that says why it cannot be written.
  convenience init(continuing path: String) throws(JournalProblem) {
    try self.init(path, unsafe Glibc.open(path, O_WRONLY | O_CLOEXEC | O_NONBLOCK), isNew: false)
  }

  private init(
    _ path: String, _ descriptor: Int32, isNew: Bool, draft: Draft? = nil
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
  public func close() { end { $0.publish() } }

  /// Closes the file, and drops it where it is being saved and not closed yet.
  public func abandon() {
    end { draft in
      unsafe unlink(draft.path)
      return true
    }
  }

  /// Closes the file once, and lets `publish` give it its name.
  private func end(_ publish: (Draft) -> Bool) {
    state.withLock { state in
      guard state.isOpen else { return }
      state.isOpen = false
      // Some file systems tell only now that the bytes did not fit.
      if Glibc.close(descriptor) != 0, errno != EINTR, state.failure == nil {
        state.failure = Self.reason
      }
      guard let draft else { return }
      if state.failure == nil, publish(draft) { return }
      if state.failure == nil {
        state.failure = errno == EEXIST ? "a file of this name was made meanwhile" : Self.reason
      }
      unsafe unlink(draft.path)
    }
  }

  /// Whether a file is empty or begins as a journal does.
  private static func beginsAsJournal(_ path: String) -> Bool {
    var status = stat()
    guard unsafe stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return false }
    let descriptor = unsafe Glibc.open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { return false }
    defer { Glibc.close(descriptor) }
    let beginning = Array("{\"type\":\"search\"".utf8)
    var bytes = [UInt8](repeating: 0, count: beginning.count)
    let count = unsafe read(descriptor, &bytes, bytes.count)
    return count == 0 || bytes == beginning
  }

  private static var reason: String { unsafe String(cString: strerror(errno)) }
}
