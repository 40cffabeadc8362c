import Glibc
import Testing

extension TerminalTests {
  /// Signals from outside, while the search runs flat out and while it is paused.
  @Suite struct SignalTests {
    /// What the search is doing when a signal comes.
    enum Activity: CaseIterable {
      case running, paused
    }

    private func start(_ activity: Activity) throws -> Treetop {
      let treetop = try Treetop()
      switch activity {
      case .running: try treetop.awaitRunning()
      case .paused: try treetop.pause()
      }
      return treetop
    }

    @Test(arguments: [SIGINT, SIGTERM, SIGHUP], Activity.allCases)
    func `a request to end is met with its own code and a restored terminal`(
      signal: Int32, activity: Activity
    ) throws {
      let treetop = try start(activity)
      treetop.process.send(signal)
      #expect(treetop.end() == .code(128 + signal))
      treetop.expectRestored()
    }

    /// What ends a process unless it is caught.
    ///
    /// 32 and 33 are those that the C library hides; 33 it answers itself as soon as there is a second
    /// thread.
    private static let deadly: [Int32] = {
      let others = [
        SIGKILL, SIGSTOP, SIGTSTP, SIGTTIN, SIGTTOU, SIGCONT, SIGCHLD, SIGURG, SIGWINCH, SIGPIPE,
        SIGINT, SIGTERM, SIGHUP, 32, 33,
      ]
      return (1...64).filter { !others.contains($0) }
    }()

    /// What the runtime writes a report of, for which it reads all that the program is made of.
    private static let reported = [
      SIGQUIT, SIGABRT, SIGBUS, SIGFPE, SIGILL, SIGSEGV, SIGTRAP,
    ]

    @Test(arguments: deadly)
    func `a deadly signal kills the program after the terminal is restored`(signal: Int32) throws {
      let treetop = try start(signal % 2 == 0 ? .running : .paused)
      treetop.process.send(signal)
      // The terminal comes first, whatever is reported after it, and however long that takes.
      try treetop.expect("\u{1B}[?1049l")
      let isReported = Self.reported.contains(signal)
      #expect(treetop.end(within: isReported ? 120 : 10) == .signal(signal))
      treetop.expectRestored()
      let reports = treetop.home.names(in: ".local/state/treetop/crash")
      #expect(isReported || reports == [])
    }

    @Test func `a signal that the C library hides kills no other way`() throws {
      // Who is started by posix_spawn ignores it; a shell starts programs by fork.
      let line = """
        import ctypes, os, sys
        number = {"x86_64": 13, "aarch64": 134}[os.uname().machine]
        assert ctypes.CDLL(None).syscall(number, 32, bytes(64), None, 8) == 0
        os.execv(sys.argv[1], sys.argv[1:])
        """
      let treetop = try Treetop(
        ["-c", line, Treetop.path, "search", "connect-four"], by: "/usr/bin/python3")
      try treetop.awaitRunning()
      treetop.process.send(32)
      #expect(treetop.end() == .signal(32))
      treetop.expectRestored()
    }

    @Test func `a signal that was ignored from the start stays ignored`() throws {
      let line = "trap '' 10 3 34; exec '\(Treetop.path)' search connect-four"
      let treetop = try Treetop(["-c", line], by: "/bin/sh")
      try treetop.pause()
      for signal in [SIGUSR1, SIGQUIT, 34] { treetop.process.send(signal) }
      try treetop.expectAnswers()
      treetop.type("Q")
      #expect(treetop.end() == .code(0))
      treetop.expectRestored()
    }

    @Test(arguments: Activity.allCases)
    func `a broken pipe somewhere is no reason to die`(activity: Activity) throws {
      let treetop = try start(activity)
      treetop.process.send(SIGPIPE)
      try treetop.expectAnswers()
      treetop.type("Q")
      #expect(treetop.end() == .code(0))
      treetop.expectRestored()
    }

    @Test(arguments: Activity.allCases)
    func `a stopped and continued program draws its screen again`(activity: Activity) throws {
      let treetop = try start(activity)
      treetop.process.send(SIGSTOP)
      treetop.forget()
      treetop.process.send(SIGCONT)
      try treetop.expect("\u{1B}[?1049h")
      try treetop.expect("NODE")
      try treetop.expectAnswers()
      treetop.type("Q")
      #expect(treetop.end() == .code(0))
      treetop.expectRestored()
    }

    @Test(arguments: Activity.allCases)
    func `a request to stop does no harm where there is no shell to return to`(
      activity: Activity
    ) throws {
      let treetop = try start(activity)
      treetop.process.send(SIGTSTP)
      try treetop.expect("\u{1B}[?1049l")
      try treetop.expect("\u{1B}[?1049h")
      try treetop.expect("NODE")
      try treetop.expectAnswers()
      treetop.type("Q")
      #expect(treetop.end() == .code(0))
      treetop.expectRestored()
    }

    @Test(arguments: Activity.allCases)
    func `a thousand reports of a new size leave the keys audible`(activity: Activity) throws {
      let treetop = try start(activity)
      for turn in 0..<1_000 {
        treetop.terminal.resize(width: 40 + turn % 100, height: 10 + turn % 30)
        treetop.process.send(SIGWINCH)
        treetop.pump(milliseconds: 0)
      }
      treetop.terminal.resize(width: 80, height: 24)
      try treetop.expectAnswers()
      treetop.type("Q")
      #expect(treetop.end() == .code(0))
      treetop.expectRestored()
    }

    @Test func `the key for SIGQUIT means what it means everywhere`() throws {
      let treetop = try start(.running)
      treetop.type("\u{1C}")
      #expect(treetop.end() == .signal(SIGQUIT))
      treetop.expectRestored()
    }

    @Test func `a reader that is stuck does not keep the program from ending`() throws {
      let treetop = try start(.running)
      // Nobody reads: before long the program waits for room on the line.
      var waiting = -1
      let isFull = Deadline(seconds: 10).poll(every: 300) {
        defer { waiting = treetop.terminal.unreadBytes }
        return waiting == treetop.terminal.unreadBytes
      }
      #expect(isFull, "the line never fills up")
      // The first request is heard between two pictures; a second one soon after it is an order.
      _ = Deadline(seconds: 10).poll(every: 100) {
        treetop.process.send(SIGTERM)
        return treetop.process.hasEnded
      }
      #expect(treetop.process.ending == .code(143))
      #expect(treetop.terminal.modes == treetop.modesBefore)
    }
  }
}
