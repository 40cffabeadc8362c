import Glibc

/// Writes to descriptors that take all there is before they return.
public enum WholeWrite {
  /// Writes all of some bytes, however often the system takes a part only or a signal interrupts it.
  ///
  /// Returns why they cannot be written, in the system's words (`No space left on device`); nil once all
  /// are. O(bytes).
  public static func put(_ bytes: [UInt8], to descriptor: Int32) -> String? {
    put(bytes.span, to: descriptor)
  }

  /// Does the same with bytes that stand in memory of somebody else's.
  public static func put(_ bytes: Span<UInt8>, to descriptor: Int32) -> String? {
    var rest = bytes
    while !rest.isEmpty {
      let count = unsafe rest.withUnsafeBytes {
        unsafe Glibc.write(descriptor, $0.baseAddress, $0.count)
      }
      if count < 0 {
        if errno == EINTR { continue }
        return reason
      }
      rest = rest.extracting(droppingFirst: count)
    }
    return nil
  }

  /// Writes a file beside the one at `path` and puts it in its place, which then holds all of the bytes or is as
  /// it was.
  ///
  /// A link, as people with their settings under version control have them, stays one. Returns why it cannot be
  /// done, in the system's words; nil once it is.
  /// - Parameter mode: who may read a new file.
  public static func replace(_ path: String, with bytes: [UInt8], mode: UInt32 = 0o644) -> String? {
    let place =
      unsafe realpath(path, nil).map { real in
        defer { unsafe free(real) }
        return unsafe String(cString: real)
      } ?? path
    let new = "\(place).\(getpid())"
    let descriptor = unsafe open(new, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode)
    guard descriptor >= 0 else { return reason }
    var failure = put(bytes, to: descriptor)
    if failure == nil, fsync(descriptor) != 0 { failure = reason }
    close(descriptor)
    if failure == nil, unsafe rename(new, place) != 0 { failure = reason }
    if failure != nil { unsafe unlink(new) }
    return failure
  }

  /// The system's words for the error of the last call of this thread.
  public static var reason: String { unsafe String(cString: strerror(errno)) }
}
