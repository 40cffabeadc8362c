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

    @Test(
      arguments: [SIGQUIT, SIGSEGV, SIGABRT, SIGILL, SIGTRAP, SIGBUS, SIGFPE, SIGSYS, SIGUSR1],
      Activity.allCases)
    func `a deadly signal kills the program after the terminal is restored`(
      signal: Int32, activity: Activity
    ) throws {
      let treetop = try start(activity)
      treetop.process.send(signal)
      #expect(treetop.end() == .signal(signal))
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
      try treetop.expect("treetop")
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
      try treetop.expect("treetop")
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
