import Glibc

/// A terminal without a screen: the person's end is held here, the program gets the other.
final class PseudoTerminal {
  /// The path of the program's end.
  let path: String
  /// The person's end; -1 after it was hung up.
  private(set) var person: Int32
  /// Held open, so that the modes can be looked at when the program has gone.
  private let tty: Int32

  init(width: Int = 80, height: Int = 24) throws {
    // By hand: the functions for this are not declared without a feature macro.
    let (unlock, number): (UInt, UInt) = (0x4004_5431, 0x8004_5430)
    person = open("/dev/ptmx", O_RDWR | O_NOCTTY | O_CLOEXEC | O_NONBLOCK)
    var off: Int32 = 0
    var index: UInt32 = 0
    guard person >= 0, ioctl(person, unlock, &off) == 0, ioctl(person, number, &index) == 0
    else { throw ChildProcess.Failure(path: "/dev/ptmx", reason: errno) }
    path = "/dev/pts/\(index)"
    tty = open(path, O_RDWR | O_NOCTTY | O_CLOEXEC)
    guard tty >= 0 else { throw ChildProcess.Failure(path: path, reason: errno) }
    resize(width: width, height: height)
  }

  deinit {
    hangUp()
    if tty >= 0 { close(tty) }
  }

  func resize(width: Int, height: Int) {
    var size = winsize(
      ws_row: UInt16(height), ws_col: UInt16(width), ws_xpixel: 0, ws_ypixel: 0)
    _ = ioctl(tty, UInt(TIOCSWINSZ), &size)
  }

  /// Ends the connection, as closing a window does.
  func hangUp() {
    guard person >= 0 else { return }
    close(person)
    person = -1
  }

  /// The modes of the tty, as far as programs change them.
  var modes: [UInt32] {
    var modes = termios()
    _ = tcgetattr(tty, &modes)
    let characters = withUnsafeBytes(of: modes.c_cc) { $0.map { UInt32($0) } }
    return [modes.c_iflag, modes.c_oflag, modes.c_cflag, modes.c_lflag] + characters
  }

  /// The number of bytes that the program has written and nobody has read.
  var unreadBytes: Int {
    var count: Int32 = 0
    _ = ioctl(person, UInt(FIONREAD), &count)
    return Int(count)
  }

  /// Waits a moment until one of the two directions is free.
  func wait(milliseconds: Int32, toWrite: Bool) -> (canRead: Bool, canWrite: Bool) {
    let events = Int16(POLLIN) | (toWrite ? Int16(POLLOUT) : 0)
    var entry = pollfd(fd: person, events: events, revents: 0)
    guard poll(&entry, 1, milliseconds) > 0 else { return (false, false) }
    return (entry.revents & Int16(POLLIN) != 0, entry.revents & Int16(POLLOUT) != 0)
  }

  /// Returns what the program has written, at most `limit` bytes; empty where there is nothing.
  func read(limit: Int) -> [UInt8] {
    var buffer = [UInt8](repeating: 0, count: limit)
    let count = Glibc.read(person, &buffer, limit)
    return count > 0 ? Array(buffer[..<count]) : []
  }

  /// Types as much as the tty takes at the moment, and returns how many bytes that was.
  func write(_ bytes: ArraySlice<UInt8>) -> Int {
    let count = bytes.withUnsafeBytes { Glibc.write(person, $0.baseAddress, $0.count) }
    return max(count, 0)
  }
}
