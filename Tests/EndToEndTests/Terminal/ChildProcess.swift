import Glibc

/// A program that a test has started; it does not outlive the test.
final class ChildProcess {
  /// How a program ended.
  enum Ending: Hashable, Sendable {
    case code(Int32)
    case signal(Int32)
  }

  /// Where one of the three standard descriptors leads.
  enum Stream {
    case file(String)
    case descriptor(Int32)
    static let null = Stream.file("/dev/null")
  }

  /// Why a program could not be started.
  struct Failure: Error {
    var path: String
    var reason: Int32
  }

  let id: pid_t
  /// How it ended; nil while it runs.
  private(set) var ending: Ending?
  /// The seconds of processor time that it took in all; known at its end.
  private(set) var processorSeconds = 0.0

  /// Starts a program in a session of its own; the first terminal that it is given controls it.
  init(_ path: String, _ arguments: [String], environment: [String], streams: [Stream]) throws {
    ChildProcess.forgoCores()
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    for (number, stream) in streams.enumerated() {
      switch stream {
      case .file(let path):
        let flags = O_RDWR | O_CREAT
        posix_spawn_file_actions_addopen(&actions, Int32(number), path, flags, 0o600)
      case .descriptor(let own): posix_spawn_file_actions_adddup2(&actions, own, Int32(number))
      }
    }
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    // What the runner of the tests ignores or blocks is none of the program's business.
    var signals = sigset_t()
    sigemptyset(&signals)
    posix_spawnattr_setsigmask(&attributes, &signals)
    for signal in 1..<Int32(32) where signal != SIGKILL && signal != SIGSTOP {
      sigaddset(&signals, signal)
    }
    posix_spawnattr_setsigdefault(&attributes, &signals)
    let newSession: Int32 = 0x80
    let flags = newSession | Int32(POSIX_SPAWN_SETSIGMASK) | Int32(POSIX_SPAWN_SETSIGDEF)
    posix_spawnattr_setflags(&attributes, Int16(flags))

    var words = ([path] + arguments).map { strdup($0) } + [nil]
    var variables = environment.map { strdup($0) } + [nil]
    defer { for text in words + variables { free(text) } }
    var id: pid_t = 0
    let reason = posix_spawn(&id, path, &actions, &attributes, &words, &variables)
    guard reason == 0 else { throw Failure(path: path, reason: reason) }
    self.id = id
  }

  deinit {
    guard !hasEnded else { return }
    kill(id, SIGKILL)
    _ = waitpid(id, nil, 0)
  }

  /// Whether it has ended by now.
  var hasEnded: Bool {
    if ending != nil { return true }
    var status: Int32 = 0
    var usage = rusage()
    guard wait4(id, &status, WNOHANG, &usage) == id else { return false }
    ending = status & 0x7F == 0 ? .code(status >> 8 & 0xFF) : .signal(status & 0x7F)
    processorSeconds = usage.ru_utime.seconds + usage.ru_stime.seconds
    return true
  }

  /// Waits for its end, at most so many seconds.
  func end(within seconds: Double = 10) -> Ending? {
    _ = Deadline(seconds: seconds).poll { hasEnded }
    return ending
  }

  func send(_ signal: Int32) { kill(id, signal) }

  /// The processor time so far, in ticks of a hundredth of a second.
  var ticks: Int {
    // The name of the program, in parentheses, is the only part that may hold spaces.
    let fields = TextFile.read("/proc/\(id)/stat").split(separator: ")").last?.split(separator: " ")
    guard let fields, fields.count > 12 else { return 0 }
    return (Int(fields[11]) ?? 0) + (Int(fields[12]) ?? 0)
  }

  /// The memory that it occupies, in kilobytes.
  var residentKilobytes: Int {
    let line = TextFile.read("/proc/\(id)/status").split(separator: "\n")
      .first { $0.hasPrefix("VmRSS:") }
    return line?.split(separator: " ").compactMap { Int($0) }.first ?? 0
  }

  /// Crashes on purpose need no core.
  private static func forgoCores() {
    var limit = rlimit(rlim_cur: 0, rlim_max: 0)
    _ = getrlimit(__rlimit_resource_t(RLIMIT_CORE.rawValue), &limit)
    limit.rlim_cur = 0
    _ = setrlimit(__rlimit_resource_t(RLIMIT_CORE.rawValue), &limit)
  }
}

extension timeval {
  fileprivate var seconds: Double { Double(tv_sec) + Double(tv_usec) / 1e6 }
}
