import Glibc

/// Keeps the runtime's crash reporter off the screen.
///
/// By default it takes over a terminal on which the program dies and asks for a key, in whatever
/// modes it finds. Its settings are read before `main`, so they can only be changed by starting again.
public enum CrashReports {
  /// Marks the second start.
  private static let mark = "TREETOP_REEXECUTED"
  /// The settings of the runtime.
  private static let settings = "SWIFT_BACKTRACE"

  /// Starts the program again with reports going to files, unless that is settled already.
  ///
  /// Call it first: whatever happened before, in files, on the terminal or to what waits in a pipe, would
  /// happen twice. Returns in the second process, and in the first where a person has set
  /// `SWIFT_BACKTRACE` or starting again fails; it costs about as much as the start of the program up to
  /// `main`.
  public static func armOrReexec() {
    if TerminalEnvironment.variable(mark) != nil {
      // The runtime has read them; programs that are started from here get their own.
      TerminalEnvironment.forget(mark)
      TerminalEnvironment.forget(settings)
      return
    }
    guard TerminalEnvironment.variable(settings) == nil else { return }
    unsafe setenv(settings, makeDirectory().map(reporting(to:)) ?? "enable=no", 1)
    unsafe setenv(mark, "1", 1)
    unsafe execv(executable, CommandLine.unsafeArgv)
    TerminalEnvironment.forget(settings)
    TerminalEnvironment.forget(mark)
  }

  /// The path of this program; reports are named after it.
  private static var executable: String {
    let link = "/proc/self/exe"
    var path = [CChar](repeating: 0, count: 4_096)
    let count = unsafe readlink(link, &path, path.count)
    guard count > 0, count < path.count else { return link }
    return String(decoding: path[..<count].map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  /// Where reports of crashes are written; `nil` where there is no home.
  public static var directory: String? {
    if let state = TerminalEnvironment.variable("XDG_STATE_HOME"), state.hasPrefix("/") {
      return state + "/treetop/crash"
    }
    return TerminalEnvironment.variable("HOME").map { $0 + "/.local/state/treetop/crash" }
  }

  /// Returns the settings that write reports to `directory` without a question.
  ///
  /// Enabled as by default, on a terminal: `yes` would complain at every start on a machine that has
  /// no reporter.
  private static func reporting(to directory: String) -> String {
    "enable=tty,interactive=no,color=no,output-to=\(directory)/"
  }

  /// Makes the directory of the reports; `nil` where that is not possible.
  private static func makeDirectory() -> String? {
    // A comma would end the path in the settings.
    guard let directory, !directory.contains(",") else { return nil }
    var path = ""
    for part in directory.split(separator: "/") {
      path += "/" + part
      unsafe mkdir(path, 0o700)
    }
    return unsafe access(directory, W_OK | X_OK) == 0 ? directory : nil
  }
}
