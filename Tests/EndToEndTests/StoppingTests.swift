import Foundation
import Testing

@Suite struct StoppingTests {
  @Test func `the first limit that is met ends the search`() throws {
    let iterations = try Found.by("connect-four", "--iterations", "777", "--nodes", "100000")
    #expect(iterations.iterations == 777 && iterations.stopped == "reached 777 iterations")
    let nodes = try Found.by("connect-four", "--iterations", "100000", "--nodes", "3000")
    #expect(3_000..<3_007 ~= nodes.nodes && nodes.stopped == "reached 3000 nodes")
    let seconds = try Found.by("connect-four", "--seconds", "0.2")
    #expect(0.2..<2 ~= seconds.seconds && seconds.stopped == "reached 0.2 seconds")
    let memory = try Found.by("connect-four", "--seconds", "60", "--memory", "1")
    #expect(
      memory.nodes * memory.bytesPerNode >= 1 << 20 && memory.stopped == "memory: reached 1 MB")
  }

  @Test(arguments: [2: 130, 15: 143, 1: 129] as [Int32: Int32])
  func `a signal ends the search and what was found is printed`(
    signal: Int32, status: Int32
  ) throws {
    // Whoever runs the tests may ignore some of them.
    let run = try Program.start(
      ["search", "connect-four", "--seconds", "60", "--json"],
      by: ["/usr/bin/env", "--default-signal=HUP,INT,TERM"])
    try run.waitUntilCaught(signal)
    run.send(signal)
    let ending = run.end()
    #expect(ending.status == status && ending.error.isEmpty)
    let found = try Found.reading(ending.output)
    #expect(found.stopped == "interrupted" && found.seconds < 50)
  }

  @Test func `a signal that was ignored from the start stays ignored`() throws {
    let run = try Program.start(
      ["search", "tic-tac-toe", "--seconds", "0.5", "--json"],
      by: ["/bin/sh", "-c", "trap '' INT; exec \"$0\" \"$@\""])
    try run.waitUntilCaught(SIGTERM)
    run.send(SIGINT)
    #expect(run.end().status == 0)
  }

  @Test func `nothing but the result is printed where there is no terminal`() throws {
    let ending = try Program.run("search", "tic-tac-toe", "--seconds", "1.3", "--batch")
    #expect(ending.status == 0 && ending.error.isEmpty && !ending.output.contains("\r"))
  }

  @Test func `a result that cannot be written is a failure`() throws {
    let full = ["/bin/sh", "-c", "exec \"$0\" \"$@\" > /dev/full"]
    let search = ["search", "tic-tac-toe", "--iterations", "1", "--json"]
    for arguments in [search, ["presets"], ["--help"]] {
      let ending = try Program.start(arguments, by: full).end()
      #expect(ending.status == 1)
      #expect(ending.error == "treetop: standard output: No space left on device\n")
    }
  }

  @Test func `a budget of calls ends a search, and is told with what was asked`() throws {
    let found = try Program.run(
      "search", "connect-four", "--calls", "90", "--rollouts", "4", "--json")
    #expect(found.status == 0 && found.output.contains("\"calls\":92,\"models\":null"))
    #expect(found.output.contains("\"stopped\":\"reached 90 calls\""))
    #expect(found.output.contains("\"iterations\":23,"))
    let idle = try Program.run("search", "tic-tac-toe:XOXOX.O..", "--calls", "1000000", "--json")
    #expect(idle.output.contains("nothing was asked any more after"))
  }

  @Test func `a budget of calls is that of every row of an evaluation`() throws {
    let page = try Program.run(
      "evaluate", "blocksworld", "--steps", "4", "--count", "2", "--preset", "uct,sc-mcts",
      "--calls", "40")
    #expect(
      page.status == 0 && page.output.contains("at most 40 calls and 1000000 iterations a search"))
    #expect(page.output.contains("asked"))
  }
}
