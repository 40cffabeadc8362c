import Glibc
import Groundwork

/// A file that has no name and ends with the program: what is mapped and read again and again.
public struct NamelessFile: Sendable {
  /// Why nothing can be kept.
  public struct Failure: Error {
    /// What the system says.
    public var reason: String

    /// The system's words for the error of the last call.
    public static var ofLastCall: Failure { Failure(reason: WholeWrite.reason) }
  }

  private let descriptor: Int32
  /// The path at which it can be opened, by this program alone.
  public var path: String { "/dev/fd/\(descriptor)" }

  /// Makes an empty file.
  public init() throws(Failure) {
    guard let file = ScratchFile("treetop") else { throw .ofLastCall }
    descriptor = file.descriptor
    unsafe unlink(file.path)
    _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
  }

  /// Adds bytes at the end.
  public func append(_ bytes: Span<UInt8>) throws(Failure) {
    if let reason = WholeWrite.put(bytes, to: descriptor) { throw Failure(reason: reason) }
  }
}
