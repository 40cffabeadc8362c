import Drawing
import Glibc
import Groundwork

/// One of the program's two outputs; only safe text and text with no control characters goes there.
enum StandardStream: Int32 {
  /// What was asked for.
  case output = 1
  /// What is said about it.
  case error = 2

  /// Whether a person is likely to be looking.
  var isTerminal: Bool { isatty(rawValue) == 1 }

  /// The columns of the terminal; nil where there is none or it does not tell.
  var columns: Int? {
    var size = winsize()
    guard isTerminal, unsafe ioctl(rawValue, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0
    else { return nil }
    return Int(size.ws_col)
  }

  /// Writes a line; what cannot be written is lost.
  func print(_ line: SafeText) { _ = write(line.plain + "\n") }

  /// Writes a text that is known to hold no control characters but newlines and carriage returns,
  /// and returns why it could not be written, if it could not.
  func write(_ text: String) -> String? { write(Array(text.utf8).span) }

  /// Does the same with the bytes of such a text.
  func write(_ text: Span<UInt8>) -> String? { WholeWrite.put(text, to: rawValue) }
}
