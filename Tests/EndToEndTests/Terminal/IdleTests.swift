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

    @Test func `the first picture and the answer to a key are measured`() throws {
      var first: [Double] = []
      var answers: [Double] = []
      for _ in 0..<5 {
        let began = Deadline.now
        let treetop = try Treetop()
        try treetop.expect("treetop")
        first.append(Deadline.now - began)
        for _ in 0..<10 {
          let pressed = Deadline.now
          treetop.type("?\u{C}")
          try treetop.expect("scroll")
          answers.append(Deadline.now - pressed)
          treetop.type("q\u{C}")
          try treetop.expect("NODE")
        }
      }
      func milliseconds(_ times: [Double], _ share: Double) -> Int {
        Int(times.sorted()[Int(Double(times.count - 1) * share)] * 1_000)
      }
      print(
        "first picture: median \(milliseconds(first, 0.5)) ms, worst \(milliseconds(first, 1)) ms")
      print(
        "a key while the search runs: median \(milliseconds(answers, 0.5)) ms, "
          + "worst \(milliseconds(answers, 1)) ms")
    }
  }
}
