import Glibc
import Testing

extension TerminalTests {
  /// What it costs to do nothing, and how long it takes to do something.
  @Suite struct IdleTests {
    @Test(arguments: [["search", "connect-four"], []])
    func `nothing is said and nothing is done while nothing happens`(arguments: [String]) throws {
      let treetop = try Treetop(arguments)
      if arguments.isEmpty { try treetop.expect("quit") } else { try treetop.pause() }
      settle(treetop)
      let before = (treetop.record.count, treetop.process.ticks)
      let watched = Deadline(seconds: 2)
      while !watched.hasPassed { treetop.pump(milliseconds: 100) }
      #expect(treetop.record.count == before.0)
      #expect(treetop.process.ticks - before.1 <= 2)
    }

    @Test(arguments: [("open", "END"), ("follow", "LIVE")])
    func `a recording at rest costs nothing`(command: String, word: String) throws {
      let path = Samples.path("treequest-adaptive-branching")
      let treetop = try Treetop([command, path])
      try treetop.expect(word)
      settle(treetop)
      let before = (treetop.record.count, treetop.process.ticks)
      let watched = Deadline(seconds: 2)
      while !watched.hasPassed { treetop.pump(milliseconds: 100) }
      #expect(treetop.record.count == before.0)
      #expect(treetop.process.ticks - before.1 <= 2)
    }

    /// Waits until a screen is complete: until nothing has come for a while.
    private func settle(_ treetop: Treetop) {
      var calm = (count: -1, since: Deadline.now)
      _ = Deadline(seconds: 10).poll {
        treetop.pump(milliseconds: 20)
        if treetop.record.count != calm.count { calm = (treetop.record.count, Deadline.now) }
        return Deadline.now - calm.since > 0.3
      }
    }

    @Test func `a picture comes unasked, and every key is answered while the search runs`() throws {
      let treetop = try Treetop()
      try treetop.expect("NODE")
      try treetop.awaitRunning()
      for _ in 0..<10 { try treetop.expectAnswers() }
      treetop.forget()
      treetop.type("\u{C}")
      try treetop.awaitRunning()
    }
  }
}
