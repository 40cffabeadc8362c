import Glibc

@testable import CursesTerminal

/// Both ends of a pseudo terminal: the program's, and the one where a person would sit.
final class Pty {
  let tty: Int32
  private(set) var person: Int32

  init?(width: UInt16 = 40, height: UInt16 = 10) {
    // By hand: the functions for this are not declared without a feature macro.
    let (unlock, number): (UInt, UInt) = (0x4004_5431, 0x8004_5430)
    person = open("/dev/ptmx", O_RDWR | O_NOCTTY)
    var off: Int32 = 0
    var index: UInt32 = 0
    guard person >= 0, ioctl(person, unlock, &off) == 0, ioctl(person, number, &index) == 0
    else { return nil }
    tty = open("/dev/pts/\(index)", O_RDWR | O_NOCTTY)
    guard tty >= 0 else { return nil }
    _ = fcntl(person, F_SETFL, O_NONBLOCK)
    resize(width: width, height: height)
  }

  deinit {
    hangUp()
    _ = close(tty)
  }

  func resize(width: UInt16, height: UInt16) {
    var size = winsize(ws_row: height, ws_col: width, ws_xpixel: 0, ws_ypixel: 0)
    _ = ioctl(tty, UInt(TIOCSWINSZ), &size)
  }

  func type(_ text: String) { type(Array(text.utf8)) }

  func type(_ bytes: [UInt8]) { _ = write(person, bytes, bytes.count) }

  /// Returns what the program has written since the last call.
  func seen() -> String {
    var all: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 65_536)
    while true {
      let count = read(person, &buffer, buffer.count)
      guard count > 0 else { return String(decoding: all, as: UTF8.self) }
      all += buffer[..<count]
    }
  }

  func hangUp() {
    guard person >= 0 else { return }
    _ = close(person)
    person = -1
  }

  /// The modes of the tty, as far as programs change them.
  func modes() -> [UInt32] {
    var modes = termios()
    _ = tcgetattr(tty, &modes)
    return [modes.c_iflag, modes.c_oflag, modes.c_cflag, modes.c_lflag]
  }
}
