import Glibc
import Groundwork

/// The files of lessons: read whole, written anew, gone on with.
enum LessonFiles {
  /// Returns the bytes of a file or pipe; nil where there is none or it cannot be read.
  static func read(_ path: String) -> [UInt8]? {
    let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    var bytes: [UInt8] = []
    var piece = [UInt8](repeating: 0, count: 64 << 10)
    while true {
      let count = unsafe Glibc.read(descriptor, &piece, piece.count)
      if count == 0 { return bytes }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { return nil }
      bytes += piece[..<count]
    }
  }

  /// Returns the names in a folder, in order; nil where there is no such folder.
  static func names(in folder: String) -> [String]? {
    guard let directory = unsafe opendir(folder) else { return nil }
    defer { unsafe closedir(directory) }
    var names: [String] = []
    while let entry = unsafe readdir(directory) {
      names.append(
        unsafe withUnsafePointer(to: &entry.pointee.d_name) { name in
          unsafe String(cString: UnsafeRawPointer(name).assumingMemoryBound(to: CChar.self))
        })
    }
    return names.sorted()
  }

  /// Writes a new file; returns why it cannot be written, such as that there is one of this name.
  static func write(_ bytes: [UInt8], new path: String) -> String? {
    let descriptor = unsafe open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else {
      if errno == EEXIST { return "there is a file of this name; choose another, or remove it" }
      return WholeWrite.reason
    }
    defer { close(descriptor) }
    return WholeWrite.put(bytes, to: descriptor)
  }
}
