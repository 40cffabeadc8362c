import Glibc
import Groundwork

/// A file that is written from its beginning and was not there before.
enum NewFile {
  /// Opens one for writing.
  static func open(_ path: String) throws(CommandError) -> Int32 {
    let descriptor = unsafe Glibc.open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
    guard descriptor < 0 else { return descriptor }
    if errno == EEXIST { throw exists(path) }
    throw CommandError(place: path, reason: WholeWrite.reason, status: .failure)
  }

  /// Says that a file is there already.
  static func exists(_ path: String) -> CommandError {
    CommandError(
      place: path,
      reason: "there is a file of this name; another name, or its removal, lets it be written",
      status: .failure)
  }
}
