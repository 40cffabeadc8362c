import CNcurses

/// Gives the terminal back as it was found, on every way out.
///
/// Armed while a terminal is open. The normal way, `exit`, and every signal that ends the process
/// lead to the same restoring, which happens once.
public enum Restoration {
  /// Restores at once by writing everything that may be on to off; for a way out past `close`.
  ///
  /// Safe at any time and in any thread; does nothing when no terminal is open.
  public static func restoreNow() { treetop_guard_restore() }

  /// Writes modes straight to the terminal.
  static func write(_ modes: String) {
    var modes = modes
    modes.withUTF8 { bytes in
      unsafe bytes.withMemoryRebound(to: CChar.self) { text in
        guard let start = text.baseAddress else { return }
        unsafe treetop_guard_write(start, Int32(text.count))
      }
    }
  }
}
