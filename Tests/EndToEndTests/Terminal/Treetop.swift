import Glibc
import Testing

/// The program under test, run by a person at a pseudo terminal.
final class Treetop {
  let terminal: PseudoTerminal
  let process: ChildProcess
  /// The modes of the tty before the program ran.
  let modesBefore: [UInt32]
  /// What the program has told the terminal.
  private(set) var record = OutputRecord()
  /// The output that no expectation has passed yet.
  private var unread: [UInt8] = []
  /// Its home, as empty as that of a new user.
  let home = TemporaryFolder()

  /// The built program: it stands beside the bundle of the tests.
  static let path: String = {
    var buffer = [CChar](repeating: 0, count: 4_096)
    let count = readlink("/proc/self/exe", &buffer, buffer.count)
    let bytes = buffer[..<max(count, 0)].map { UInt8(bitPattern: $0) }
    let path = String(decoding: bytes, as: UTF8.self)
    return path.prefix(upTo: path.lastIndex(of: "/") ?? path.startIndex) + "/treetop"
  }()

  /// Returns an environment that holds only what a test is about; nil takes a variable away.
  static func environment(_ changes: [String: String?] = [:], home: String) -> [String] {
    var variables: [String: String?] = [
      "PATH": "/usr/local/bin:/usr/bin:/bin", "HOME": home, "TERM": "xterm-256color",
      "LANG": "C.UTF-8",
      // An editor that ends at once: one that takes keys would do with them what it likes.
      "VISUAL": "true",
    ]
    variables.merge(changes) { $1 }
    return variables.compactMap { name, value in value.map { "\(name)=\($0)" } }
  }

  /// Starts the program on a terminal of its own, or another one that starts it; `streams` leads
  /// descriptors elsewhere.
  init(
    _ arguments: [String] = ["search", "connect-four"], width: Int = 80, height: Int = 24,
    environment: [String: String?] = [:], streams: [Int: ChildProcess.Stream] = [:],
    by program: String = Treetop.path
  ) throws {
    let terminal = try PseudoTerminal(width: width, height: height)
    self.terminal = terminal
    modesBefore = terminal.modes
    process = try ChildProcess(
      program, arguments,
      environment: Treetop.environment(environment, home: home.path),
      streams: (0..<3).map { streams[$0] ?? .file(terminal.path) })
  }

  // MARK: - Reading

  /// Takes what comes within a moment.
  func pump(milliseconds: Int32 = 5, limit: Int = 65_536) {
    guard terminal.person >= 0, terminal.wait(milliseconds: milliseconds, toWrite: false).canRead
    else { return }
    take(limit: limit)
  }

  private func take(limit: Int = 65_536) {
    let bytes = terminal.read(limit: limit)
    // At the end of the program there is always something to read: nothing.
    if bytes.isEmpty { usleep(1_000) }
    record.read(bytes)
    unread += bytes
  }

  /// Reads up to `text`, or fails the test.
  func expect(
    _ text: String, within seconds: Double = 20, sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let found = sees(text, within: seconds)
    try #require(
      found, "\"\(text)\" does not come; \(process.ending.map { "\($0)" } ?? "it runs")",
      sourceLocation: sourceLocation)
  }

  /// Reads up to `text`; false if it does not come in time.
  ///
  /// What is read goes no further than the text, so that the next expectation begins after it.
  func sees(_ text: String, within seconds: Double = 20, readsSlowly: Bool = false) -> Bool {
    let wanted = Array(text.utf8)
    let deadline = Deadline(seconds: seconds)
    var start = 0
    while true {
      if let end = unread.firstEnd(of: wanted, from: start) {
        unread.removeFirst(end)
        return true
      }
      start = max(0, unread.count - wanted.count + 1)
      if deadline.hasPassed { return false }
      if readsSlowly {
        usleep(10_000)
        pump(limit: 1_024)
      } else {
        pump()
      }
    }
  }

  /// Forgets what has come so far, so that the next expectation is about what comes from now on.
  func forget() {
    drain()
    unread = []
  }

  // MARK: - Acting

  func type(_ text: String) { type(Array(text.utf8)) }

  /// Types, reading meanwhile: a program that cannot write does not read either.
  func type(_ bytes: [UInt8], within seconds: Double = 30) {
    let deadline = Deadline(seconds: seconds)
    var left = bytes[...]
    while !left.isEmpty, !deadline.hasPassed, !process.hasEnded {
      let ready = terminal.wait(milliseconds: 10, toWrite: true)
      if ready.canRead { take() }
      if ready.canWrite { left = left.dropFirst(terminal.write(left.prefix(1_024))) }
    }
  }

  /// Presses Escape, and nothing for so long that the next key does not belong to it.
  func pressEscape() {
    type("\u{1B}")
    let pause = Deadline(seconds: 0.1)
    while !pause.hasPassed { pump() }
  }

  /// Waits until the search shows that it runs.
  func awaitRunning(sourceLocation: SourceLocation = #_sourceLocation) throws {
    try expect("RUN", sourceLocation: sourceLocation)
  }

  /// Pauses the search at whatever iteration it is.
  func pause(sourceLocation: SourceLocation = #_sourceLocation) throws {
    try awaitRunning(sourceLocation: sourceLocation)
    type(" ")
    try expect("PAUSE", sourceLocation: sourceLocation)
  }

  /// Shows by two keys and their screens that the program hears and draws.
  func expectAnswers(sourceLocation: SourceLocation = #_sourceLocation) throws {
    forget()
    // ^L draws everything, so that words come whole.
    type("?\u{C}")
    try expect("scroll", sourceLocation: sourceLocation)
    type("q\u{C}")
    try expect("NODE", sourceLocation: sourceLocation)
  }

  /// Waits for the end, reading meanwhile.
  func end(within seconds: Double = 10) -> ChildProcess.Ending? {
    let deadline = Deadline(seconds: seconds)
    while !process.hasEnded, !deadline.hasPassed { pump() }
    drain()
    return process.ending
  }

  /// Takes everything that is there.
  private func drain() {
    while terminal.person >= 0, terminal.wait(milliseconds: 0, toWrite: false).canRead {
      let before = record.count
      take()
      if record.count == before { return }
    }
  }

  /// The output that no expectation has passed yet, as text.
  var rest: String { String(decoding: unread, as: UTF8.self) }

  /// Expects that the terminal is as it was before the program ran.
  func expectRestored(sourceLocation: SourceLocation = #_sourceLocation) {
    #expect(record.modesLeft == [:], sourceLocation: sourceLocation)
    #expect(terminal.modes == modesBefore, sourceLocation: sourceLocation)
    for mode in [1049, 2004, 1000, 1006] {
      #expect(record.modes[mode] == false, "mode \(mode)", sourceLocation: sourceLocation)
    }
    #expect(record.modes[25] == true, "the cursor", sourceLocation: sourceLocation)
  }
}

extension [UInt8] {
  /// Returns the index after the first occurrence of `wanted` at or after `start`.
  fileprivate func firstEnd(of wanted: [UInt8], from start: Int) -> Int? {
    guard let first = wanted.first, count >= wanted.count else { return nil }
    return withUnsafeBufferPointer { bytes in
      for index in start..<Swift.max(start, count - wanted.count + 1) where bytes[index] == first {
        if bytes[index..<index + wanted.count].elementsEqual(wanted) { return index + wanted.count }
      }
      return nil
    }
  }
}
