import Glibc

/// Writes to descriptors that take all there is before they return.
public enum WholeWrite {
  /// Writes all of some bytes, however often the system takes a part only or a signal interrupts it.
  ///
  /// Returns why they cannot be written, in the system's words (`No space left on device`); nil once all
  /// are. O(bytes).
  public static func put(_ bytes: [UInt8], to descriptor: Int32) -> String? {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = unsafe rest.withUnsafeBytes {
        unsafe Glibc.write(descriptor, $0.baseAddress, $0.count)
      }
      if count < 0 {
        if errno == EINTR { continue }
        return reason
      }
      rest = rest.dropFirst(count)
    }
    return nil
  }

  /// The system's words for the error of the last call of this thread.
  public static var reason: String { unsafe String(cString: strerror(errno)) }
}
