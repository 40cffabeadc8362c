import CNcurses
import Drawing
import Glibc

/// The descriptors of a terminal: where keys come from and where pictures go.
struct Descriptor {
  /// Where keys come from.
  let input: Int32
  /// Where pictures go.
  let output: Int32
  /// The controlling terminal, if it had to be opened.
  private let opened: Int32?

  /// Finds the terminal: standard input and output where they are one, else the controlling one.
  ///
  /// With a pipe on either side the pipe carries data, and keys and pictures go past it.
  init() throws(TerminalError) {
    Descriptor.occupyStandard()
    let isInput = isatty(STDIN_FILENO) == 1
    let isOutput = isatty(STDOUT_FILENO) == 1
    var controlling: Int32?
    if !isInput || !isOutput {
      let tty = treetop_tty_open()
      guard tty >= 0 else { throw .noTerminal }
      controlling = tty
    }
    input = isInput ? STDIN_FILENO : controlling ?? STDIN_FILENO
    output = isOutput ? STDOUT_FILENO : controlling ?? STDOUT_FILENO
    opened = controlling
  }

  /// Opens what is closed of the three standard descriptors.
  ///
  /// Otherwise a pipe of ours would take the number, and an error message would end up in it.
  private static func occupyStandard() {
    for standard in STDIN_FILENO...STDERR_FILENO where fcntl(standard, F_GETFD) == -1 {
      _ = unsafe open("/dev/null", O_RDWR)
    }
  }

  /// Takes one tty for both.
  init(tty: Int32) {
    input = tty
    output = tty
    opened = nil
  }

  /// The size of the window; 80 by 24 where the terminal does not say.
  var size: Size {
    var width: Int32 = 0
    var height: Int32 = 0
    unsafe treetop_tty_size(output, &width, &height)
    return Size(width: width > 0 ? Int(width) : 80, height: height > 0 ? Int(height) : 24).clamped
  }

  /// Closes what was opened here.
  func close() {
    if let opened { Descriptor.close(opened) }
  }

  /// Closes one descriptor.
  static func close(_ descriptor: Int32) { _ = Glibc.close(descriptor) }
}
