import Glibc

/// A file that appears under its name only once it is whole.
struct NewFile: ~Copyable {
  private let path: String
  private let draft: String
  private let descriptor: Int32
  private var isFinished = false

  /// Begins a file.
  ///
  /// - Throws: a problem if there is one of that name already, or none can be made.
  init(_ path: String) throws(JournalProblem) {
    guard unsafe access(path, F_OK) != 0 else {
      throw JournalProblem(reason: "\(path) is there already; choose another name")
    }
    let draft = path + ".part"
    let descriptor = unsafe open(draft, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else { throw Self.problem(path) }
    self.path = path
    self.draft = draft
    self.descriptor = descriptor
  }

  deinit {
    close(descriptor)
    if !isFinished { unsafe unlink(draft) }
  }

  /// Writes bytes at the end.
  func write(_ bytes: Span<UInt8>) throws(JournalProblem) {
    var done = 0
    while done < bytes.count {
      let rest = bytes.extracting(droppingFirst: done)
      let count = unsafe rest.withUnsafeBytes {
        unsafe Glibc.write(descriptor, $0.baseAddress, $0.count)
      }
      if count < 0 {
        if errno == EINTR { continue }
        throw Self.problem(path)
      }
      done += count
    }
  }

  /// Gives the file its name.
  mutating func finish() throws(JournalProblem) {
    guard fsync(descriptor) == 0, unsafe rename(draft, path) == 0 else {
      throw Self.problem(path)
    }
    isFinished = true
  }

  private static func problem(_ path: String) -> JournalProblem {
    let words = unsafe String(cString: strerror(errno))
    return JournalProblem(reason: "\(path): \(words)")
  }
}
