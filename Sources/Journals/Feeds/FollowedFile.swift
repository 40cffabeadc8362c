import Glibc

/// A path whose file is followed, as far as a feed asks the system about it.
package protocol FollowedPath: Sendable {
  /// The path as it was given.
  ///
  /// Untrusted text.
  var name: String { get }
  /// Looks the path up; nil where there is nothing.
  func look() -> FileIdentity?
  /// Opens the file for reading.
  ///
  /// - Throws: a problem that says why it cannot be read.
  func open() throws(JournalProblem) -> any OpenedFile
}

/// A file that stays the same one wherever its path leads by now.
package protocol OpenedFile: AnyObject, Sendable {
  /// Which file it is, and how long it is now; nil where the system does not say.
  var identity: FileIdentity? { get }
  /// Reads what is there from a place on, at most what `block` holds, into the beginning of `block`.
  func read(at place: Int, into block: inout [UInt8]) -> Descriptors.Reading
}

/// A path of the file system.
struct SystemPath: FollowedPath {
  let name: String

  func look() -> FileIdentity? { FileIdentity(path: name) }

  func open() throws(JournalProblem) -> any OpenedFile {
    let descriptor = unsafe Glibc.open(name, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else {
      throw JournalProblem(reason: "\(name) cannot be read: \(Descriptors.lastError)")
    }
    return SystemFile(descriptor)
  }
}

/// A file of the file system that was opened for reading.
private final class SystemFile: OpenedFile {
  private let descriptor: Int32

  /// Takes the descriptor over.
  init(_ descriptor: Int32) { self.descriptor = descriptor }

  deinit { close(descriptor) }

  var identity: FileIdentity? { FileIdentity(descriptor: descriptor) }

  func read(at place: Int, into block: inout [UInt8]) -> Descriptors.Reading {
    Descriptors.read(descriptor, at: place, into: &block)
  }
}
