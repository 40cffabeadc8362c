import Foundation
import Journals
import SearchTrees
import Testing

@Suite struct ProgramFeedTests {
  private func shell(_ script: String) throws -> FeedListener {
    try FeedListener(ProgramFeed(command: ["sh", "-c", script]))
  }

  @Test func `output, errors and the end are told apart`() throws {
    let listener = try shell("echo event; echo words >&2; printf rest >&2; exit 3")
    #expect(try listener.takeAll())
    #expect(listener.text == "event\n")
    #expect(listener.log == [LogLine(.error, "words"), LogLine(.error, "rest")])
    #expect(listener.feed.ending == "sh ended with exit code 3")
    #expect(!listener.feed.send("too late"))
  }

  @Test(arguments: [
    ("exit 0", "sh ended"), ("kill -9 $$", "sh was killed by signal 9 (SIGKILL)"),
    ("kill -12 $$", "sh was killed by signal 12"),
  ])
  func `an end is told in words`(script: String, words: String) throws {
    let listener = try shell(script)
    #expect(try listener.takeAll())
    #expect(listener.feed.ending == words)
  }

  @Test func `a program that is not there is told by name`() throws {
    let problem = #expect(throws: JournalProblem.self) {
      try ProgramFeed(command: ["no-such-program", "x"])
    }
    #expect(
      problem?.reason == "no-such-program cannot be started: no such program is found")
    #expect(throws: JournalProblem.self) { try ProgramFeed(command: []) }
  }

  @Test func `the program hears what it is told, and that it is attached`() throws {
    let listener = try shell("echo $TREETOP_ATTACHED; while read a; do echo \"heard $a\"; done")
    #expect(listener.feed.send("one"))
    #expect(try listener.take { $0.text == "1\nheard one\n" })
    #expect(listener.feed.send("two"))
    #expect(try listener.take { $0.text.hasSuffix("heard two\n") })
    listener.feed.close()
    #expect(!listener.feed.send("three"))
  }

  @Test func `a program that closes its input is no danger`() throws {
    let listener = try shell("exec <&-; echo closed; sleep 0.2; echo still here")
    #expect(try listener.take { $0.text == "closed\n" })
    #expect(listener.feed.send("into the void"))
    #expect(try listener.takeAll())
    #expect(listener.text == "closed\nstill here\n")
    #expect(listener.feed.ending == "sh ended")
  }

  @Test func `a program that reads nothing is not waited for`() throws {
    let listener = try shell("echo ready; sleep 30")
    #expect(try listener.take { $0.text == "ready\n" })
    let line = String(repeating: "x", count: 1 << 16)
    var isTaken = true
    for _ in 0..<64 where isTaken { isTaken = listener.feed.send(line) }
    #expect(!isTaken)
    let before = Date()
    listener.feed.close()
    #expect(Date().timeIntervalSince(before) < 5)
  }

  @Test func `a program that is let go of sees the end of its input and runs on`() throws {
    let file = FileManager.default.temporaryDirectory
      .appendingPathComponent("treetop-let-go-\(UUID().uuidString)").path
    defer { try? FileManager.default.removeItem(atPath: file) }
    let listener = try shell("echo $$; while read a; do :; done; echo $$ > \(file)")
    #expect(try listener.take { $0.text.hasSuffix("\n") })
    let id = try #require(pid_t(listener.text.dropLast()))
    #expect(getpgid(id) == id)
    listener.feed.close()
    let end = Date(timeIntervalSinceNow: 20)
    func runsOrIsDead() -> Bool { kill(id, 0) == 0 }
    while runsOrIsDead(), Date() < end { usleep(5_000) }
    // It ended by itself, and no dead process is left behind.
    #expect(!runsOrIsDead())
    #expect(try String(contentsOfFile: file, encoding: .utf8) == "\(id)\n")
  }

  @Test func `half a million lines pass and none is lost`() throws {
    let line = String(repeating: "e", count: 149)
    let listener = try shell("yes \(line) | head -n 500000")
    #expect(try listener.takeAll())
    #expect(listener.bytes.count == 500_000 * 150)
  }
}
