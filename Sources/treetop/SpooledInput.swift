import Glibc
import Sessions

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
    do throws(NamelessFile.Failure) {
      let copy = try NamelessFile()
      try fill(copy)
      return copy.path
    } catch {
      throw .failure("standard input: \(error.reason)")
    }
  }

  private static func fill(_ copy: NamelessFile) throws(NamelessFile.Failure) {
    var block = [UInt8](repeating: 0, count: 1 << 20)
    while true {
      let count = unsafe read(0, &block, block.count)
      if count == 0 { return }
      if count < 0 {
        if errno == EINTR { continue }
        throw .ofLastCall
      }
      try copy.append(block.span.extracting(first: count))
    }
  }
}
