// Only for `environ`, which is read while no other thread of ours changes the environment.
@unsafe @preconcurrency import Glibc
import Groundwork

/// A program that was started, with pipes at its three standard descriptors.
struct LaunchedProgram {
  let id: pid_t
  /// Where its standard input is written.
  let input: Int32
  /// Where its standard output is read.
  let output: Int32
  /// Where its standard error is read.
  let error: Int32

  /// Starts a program in a process group of its own: ^C at the terminal is not meant for it.
  ///
  /// It finds `TREETOP_ATTACHED=1` in its environment, and no signal ignored or blocked.
  /// - Throws: a problem where there is no such program.
  init(_ command: [String]) throws(JournalProblem) {
    guard let name = command.first else { throw JournalProblem(reason: "no command is given") }
    let input = try Descriptors.makePipe()
    let output = try Descriptors.makePipe()
    let error = try Descriptors.makePipe()
    defer { for end in [input.reading, output.writing, error.writing] { close(end) } }
    let streams = [input.reading, output.writing, error.writing]
    let (id, failure) = LaunchedProgram.spawn(command, streams)
    if failure != 0 {
      for end in [input.writing, output.reading, error.reading] { close(end) }
      let reason = failure == ENOENT ? "no such program is found" : Descriptors.words(failure)
      throw JournalProblem(reason: "\(name) cannot be started: \(reason)")
    }
    self.id = id
    (self.input, self.output, self.error) = (input.writing, output.reading, error.reading)
    for end in [self.input, self.output, self.error] { Descriptors.stopBlocking(end) }
    Descriptors.enlarge(self.output)
  }

  private static func spawn(_ command: [String], _ streams: [Int32]) -> (pid_t, Int32) {
    var actions = unsafe posix_spawn_file_actions_t()
    unsafe posix_spawn_file_actions_init(&actions)
    defer { unsafe posix_spawn_file_actions_destroy(&actions) }
    for (number, stream) in streams.enumerated() {
      unsafe posix_spawn_file_actions_adddup2(&actions, stream, Int32(number))
    }
    var attributes = posix_spawnattr_t()
    unsafe posix_spawnattr_init(&attributes)
    defer { unsafe posix_spawnattr_destroy(&attributes) }
    var signals = sigset_t()
    unsafe sigemptyset(&signals)
    unsafe posix_spawnattr_setsigmask(&attributes, &signals)
    for signal in 1..<Int32(32) where signal != SIGKILL && signal != SIGSTOP {
      unsafe sigaddset(&signals, signal)
    }
    unsafe posix_spawnattr_setsigdefault(&attributes, &signals)
    let flags = POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF
    unsafe posix_spawnattr_setflags(&attributes, Int16(flags))

    var words = unsafe command.map { unsafe strdup($0) } + [nil]
    var variables = unsafe environment.map { unsafe strdup($0) } + [nil]
    defer { unsafe release(words + variables) }
    var id: pid_t = 0
    let failure = unsafe posix_spawnp(&id, command[0], &actions, &attributes, &words, &variables)
    return (id, failure)
  }

  private static func release(_ texts: [UnsafeMutablePointer<CChar>?]) {
    for index in unsafe texts.indices { unsafe free(texts[index]) }
  }

  /// The environment of this process and the word that the program is attached.
  private static var environment: [String] {
    var variables: [String] = []
    var next: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? = unsafe environ
    while let entry = unsafe next, let text = unsafe entry.pointee {
      let variable = unsafe String(cString: text)
      if !variable.hasPrefix("TREETOP_ATTACHED=") { variables.append(variable) }
      unsafe next = entry + 1
    }
    return variables + ["TREETOP_ATTACHED=1"]
  }

  /// Waits for the end of a program and tells its status as `waitpid` gives it.
  static func waitForEnd(of id: pid_t) -> Int32 {
    var status: Int32 = 0
    while unsafe waitpid(id, &status, 0) == -1, errno == EINTR {}
    return status
  }
}
