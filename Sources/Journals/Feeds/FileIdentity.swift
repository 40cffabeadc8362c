import Glibc

/// Which file a path leads to, how long it is, and when it was written last.
package struct FileIdentity: Equatable, Sendable {
  package var device: UInt
  package var number: UInt
  package var size: Int
  /// Nanoseconds since 1970.
  package var modified: Int
  package var isRegular: Bool

  package init(device: UInt, number: UInt, size: Int, modified: Int, isRegular: Bool) {
    self.device = device
    self.number = number
    self.size = size
    self.modified = modified
    self.isRegular = isRegular
  }

  /// Looks a path up; nil where there is nothing.
  init?(path: String) {
    var status = stat()
    guard unsafe stat(path, &status) == 0 else { return nil }
    self.init(status)
  }

  /// Looks at an open file.
  init?(descriptor: Int32) {
    var status = stat()
    guard unsafe fstat(descriptor, &status) == 0 else { return nil }
    self.init(status)
  }

  private init(_ status: stat) {
    device = UInt(status.st_dev)
    number = UInt(status.st_ino)
    size = Int(status.st_size)
    modified = Int(status.st_mtim.tv_sec) * 1_000_000_000 + Int(status.st_mtim.tv_nsec)
    isRegular = status.st_mode & S_IFMT == S_IFREG
  }

  /// Whether it is the same file, however long.
  func isSame(as other: FileIdentity) -> Bool { device == other.device && number == other.number }
}
