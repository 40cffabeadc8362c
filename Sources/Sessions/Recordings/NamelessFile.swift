import Glibc

/// A file that has no name and ends with the program: what is mapped and read again and again.
public struct NamelessFile: Sendable {
  /// Why nothing can be kept.
  public struct Failure: Error {
    /// What the system says.
    public var reason: String

    /// The system's words for the error of the last call.
    public static var ofLastCall: Failure {
      unsafe Failure(reason: String(cString: strerror(errno)))
    }
  }

  private let descriptor: Int32
  /// The path at which it can be opened, by this program alone.
  public var path: String { "/dev/fd/\(descriptor)" }

  /// Makes an empty file.
  public init() throws(Failure) {
    let folder = unsafe getenv("TMPDIR").map { unsafe String(cString: $0) } ?? ""
    let template = (folder.isEmpty ? "/tmp" : folder) + "/treetop-XXXXXX"
    var name = Array(template.utf8CString)
    descriptor = unsafe mkstemp(&name)
    guard descriptor >= 0 else { throw .ofLastCall }
    unsafe unlink(&name)
    _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
  }

  /// Adds bytes at the end.
  public func append(_ bytes: [UInt8]) throws(Failure) {
    var written = 0
    while written < bytes.count {
      let step = unsafe bytes.withUnsafeBytes {
        unsafe write(
          descriptor, $0.baseAddress.map { unsafe $0 + written }, bytes.count - written)
      }
      if step < 0 {
        if errno == EINTR { continue }
        throw .ofLastCall
      }
      written += step
    }
  }
}
