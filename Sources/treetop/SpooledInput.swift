import Glibc

/// All of standard input in a file that has no name and ends with the program: what is mapped and read
/// again and again cannot come from a pipe.
enum SpooledInput {
  /// Reads standard input to its end; returns the path of a file that holds it.
  ///
  /// A regular file is used as it is.
  static func path() throws(CommandError) -> String {
    guard isatty(0) == 0 else {
      throw .usage("- is standard input, which is a terminal here; a pipe or a file is expected")
    }
    var status = stat()
    if unsafe fstat(0, &status) == 0, status.st_mode & S_IFMT == S_IFREG { return "/dev/fd/0" }
    let copy = try emptyFile()
    try fill(copy)
    return "/dev/fd/\(copy)"
  }

  /// Returns the descriptor of a new file without a name.
  private static func emptyFile() throws(CommandError) -> Int32 {
    let folder = unsafe getenv("TMPDIR").map { unsafe String(cString: $0) } ?? ""
    let template = (folder.isEmpty ? "/tmp" : folder) + "/treetop-XXXXXX"
    var name = Array(template.utf8CString)
    let descriptor = unsafe mkstemp(&name)
    guard descriptor >= 0 else { throw failure() }
    unsafe unlink(&name)
    _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
    return descriptor
  }

  private static func fill(_ copy: Int32) throws(CommandError) {
    var block = [UInt8](repeating: 0, count: 1 << 20)
    while true {
      let count = unsafe read(0, &block, block.count)
      if count == 0 { return }
      if count < 0 {
        if errno == EINTR { continue }
        throw failure()
      }
      var written = 0
      while written < count {
        let step = unsafe block.withUnsafeBytes {
          unsafe write(copy, $0.baseAddress.map { unsafe $0 + written }, count - written)
        }
        if step < 0 {
          if errno == EINTR { continue }
          throw failure()
        }
        written += step
      }
    }
  }

  private static func failure() -> CommandError {
    .failure("standard input: \(unsafe String(cString: strerror(errno)))")
  }
}
