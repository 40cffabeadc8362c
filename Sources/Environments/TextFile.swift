import Glibc
import TreeSearch

/// Reads the files that problems are kept in.
enum TextFile {
  /// Returns the whole text of a file, or of a pipe up to its end; bytes that are not UTF-8 become
  /// U+FFFD.
  ///
  /// - Throws: an error that names the path, where there is no such file or it cannot be read.
  static func read(_ path: String) throws(ProblemError) -> String {
    func failure(_ reason: String) -> ProblemError { ProblemError(source: path, reason: reason) }
    guard !path.isEmpty else { throw failure("the file has no name") }
    let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else {
      let isMissing = errno == ENOENT || errno == ENOTDIR
      throw failure(isMissing ? "there is no such file" : "the file cannot be read")
    }
    defer { close(descriptor) }
    var bytes: [UInt8] = []
    var piece = [UInt8](repeating: 0, count: 64 << 10)
    while true {
      let count = unsafe Glibc.read(descriptor, &piece, piece.count)
      if count == 0 { return String(decoding: bytes, as: UTF8.self) }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else {
        throw failure(
          errno == EISDIR ? "this is a folder, not a file" : "the file cannot be read")
      }
      bytes += piece[..<count]
    }
  }
}
