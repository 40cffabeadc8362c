import Glibc

/// How a program ended, in words.
enum ProgramEnding {
  /// Returns the words for a status as `waitpid` gives it.
  static func words(_ name: String, status: Int32) -> String {
    let signal = status & 0x7F
    if signal != 0 {
      let known = signals[signal].map { " (\($0))" } ?? ""
      return "\(name) was killed by signal \(signal)\(known)"
    }
    let code = status >> 8 & 0xFF
    return code == 0 ? "\(name) ended" : "\(name) ended with exit code \(code)"
  }

  private static let signals: [Int32: String] = [
    SIGHUP: "SIGHUP", SIGINT: "SIGINT", SIGQUIT: "SIGQUIT", SIGILL: "SIGILL", SIGABRT: "SIGABRT",
    SIGBUS: "SIGBUS", SIGFPE: "SIGFPE", SIGKILL: "SIGKILL", SIGSEGV: "SIGSEGV",
    SIGPIPE: "SIGPIPE", SIGALRM: "SIGALRM", SIGTERM: "SIGTERM", SIGXCPU: "SIGXCPU",
    SIGSYS: "SIGSYS",
  ]
}
