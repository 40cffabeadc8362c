import Glibc

/// Asks for large pages where the system gives them on request.
///
/// A walk through much memory then misses the table of pages far less often, and new memory is handed out
/// in a few hundred pieces and not in a hundred thousand.
public enum LargePages {
  /// How many bytes a large page has.
  public static let size = 2 << 20

  /// Asks for memory of which nothing is used so far.
  public static func ask(_ memory: UnsafeMutableRawPointer, _ bytes: Int) {
    #if os(Linux)
      // The whole mapping, from the first page on: a mapping of which a part is advised is two to the
      // system, which then refuses to move it when it grows.
      let page: UInt = 4096
      let address = UInt(bitPattern: memory)
      let start = address & ~(page - 1)
      let end = (address + UInt(bytes) + page - 1) & ~(page - 1)
      unsafe madvise(UnsafeMutableRawPointer(bitPattern: start), Int(end - start), MADV_HUGEPAGE)
    #endif
  }
}
