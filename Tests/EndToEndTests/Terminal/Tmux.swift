import Glibc
import Testing

/// A terminal with a screen that can be looked at: a tmux server of its own, with one window.
final class Tmux {
  /// Whether the tests that need it can run.
  static let isInstalled = path != nil

  private static let path: String? = {
    let places: [String] = ["/usr/bin/tmux", "/usr/local/bin/tmux", "/bin/tmux"]
    return places.first { access($0, X_OK) == 0 }
  }()

  private let socket: String
  private let home = TemporaryFolder()

  /// Runs a command line of a shell in a window of this size.
  init(width: Int, height: Int, command: String) throws {
    socket = "treetop-\(getpid())-\(UInt32.random(in: 0 ... .max))"
    // The window is all the program's.
    try run([
      "start-server", ";", "set", "-g", "default-terminal", "tmux-256color", ";",
      "set", "-g", "status", "off", ";", "set", "-s", "escape-time", "0", ";",
      "new-session", "-d", "-x", "\(width)", "-y", "\(height)", command,
    ])
  }

  /// Opens the program in a window of this size; when it has ended its code stands there.
  convenience init(_ arguments: String = "", width: Int, height: Int) throws {
    try self.init(
      width: width, height: height,
      command: "'\(Treetop.path)' \(arguments); echo \"code $?\"; read line")
  }

  deinit { _ = try? run(["kill-server"]) }

  /// Carries out commands of tmux and returns what they print.
  @discardableResult
  func run(_ commands: [String]) throws -> String {
    var ends: [Int32] = [0, 0]
    _ = pipe(&ends)
    defer { close(ends[0]) }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    let process: ChildProcess
    do {
      defer { close(ends[1]) }
      process = try ChildProcess(
        Tmux.path ?? "", ["-u", "-L", socket, "-f", "/dev/null"] + commands,
        environment: Treetop.environment(["SHELL": "/bin/sh"], home: home.path),
        streams: [.null, .descriptor(ends[1]), .null])
    }
    let text = String(decoding: TextFile.rest(of: ends[0]), as: UTF8.self)
    _ = process.end()
    return text
  }

  // MARK: - Acting

  /// Presses keys, named as tmux names them.
  func press(_ keys: String...) throws { try run(["send-keys"] + keys) }

  func resize(width: Int, height: Int) throws {
    try run(["resize-window", "-x", "\(width)", "-y", "\(height)"])
  }

  // MARK: - Looking

  /// The screen as text, without the blanks at the ends of lines and below.
  func screen() throws -> String {
    let lines = try run(["capture-pane", "-p"]).split(
      separator: "\n", omittingEmptySubsequences: false)
    let trimmed = lines.map { line in
      String(line.reversed().drop { $0 == " " }.reversed())
    }
    return trimmed.reversed().drop { $0.isEmpty }.reversed().joined(separator: "\n")
  }

  /// What tmux says of the pane, as in `#{cursor_flag}`.
  func facts(_ format: String) throws -> String {
    String(try run(["display-message", "-p", format]).prefix { $0 != "\n" })
  }

  /// Waits for a screen that fits, and returns the last one seen and whether it does.
  func watch(
    within seconds: Double = 20, _ fits: (String) throws -> Bool
  ) throws -> (screen: String, fits: Bool) {
    var screen = ""
    let found = try Deadline(seconds: seconds).poll(every: 20) {
      screen = try self.screen()
      return try fits(screen)
    }
    return (screen, found)
  }

  /// Waits for a screen that shows all of these words, and returns it.
  @discardableResult
  func expect(
    _ words: String..., sourceLocation: SourceLocation = #_sourceLocation
  ) throws -> String {
    let (screen, found) = try watch { screen in words.allSatisfy { screen.contains($0) } }
    try #require(found, "\(words) do not come:\n\(screen)", sourceLocation: sourceLocation)
    return screen
  }

  /// Waits until the screen stays as it is for a while, and returns it; for recording only.
  func calmScreen() throws -> String {
    var last = (screen: "", since: 0.0)
    _ = try Deadline(seconds: 20).poll(every: 50) {
      let screen = try self.screen()
      if screen != last.screen { last = (screen, Deadline.now) }
      return !screen.isEmpty && Deadline.now - last.since > 0.8
    }
    return last.screen
  }
}
