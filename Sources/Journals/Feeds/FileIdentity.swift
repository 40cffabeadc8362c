import Glibc

/// Which file a path leads to, and how long it is.
struct FileIdentity: Equatable {
  var device: UInt
  var number: UInt
  var size: Int
  var isRegular: Bool

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
    isRegular = status.st_mode & S_IFMT == S_IFREG
  }

  /// Whether it is the same file, however long.
  func isSame(as other: FileIdentity) -> Bool { device == other.device && number == other.number }
}
