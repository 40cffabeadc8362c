import Foundation
import Groundwork
import Journals
import SearchTrees
import Testing

/// Searches of other programs, as they come.
@Suite(.serialized, .timeLimit(.minutes(20)))
struct FollowedSearchTests {
  private static let header =
    #"{"type":"search","version":1,"engine":"demo","root":{"id":0},"statistics":["visits","sum"],"#
    + #""capabilities":["run","step","set:prior","ban"]}"# + "\n"

  private static func iteration(_ number: Int) -> String {
    #"{"type":"expand","node":0,"children":[{"id":\#(number),"action":"é\#(number)"}]}"# + "\n"
      + #"{"type":"backup","iteration":\#(number),"path":[0,\#(number)],"#
      + #""stats":[[0,\#(number),1],[\#(number),1,1]]}"# + "\n"
  }

  private func options(_ origin: Timeline.Origin) -> RecordedSearch.Options {
    var options = RecordedSearch.Options()
    options.origin = origin
    return options
  }

  @Test func `events arrive in pieces torn anywhere`() throws {
    let feed = FakeFeed()
    let harness = ReplayHarness(options(.followed), feed: feed)
    defer { harness.search.close() }
    var random = RandomSource(seed: 1)
    var bytes = Array((Self.header + (1...30).map(Self.iteration).joined()).utf8)[...]
    harness.send()
    while !bytes.isEmpty {
      let count = min(bytes.count, 1 + Int(random.below(90)))
      feed.bring(bytes.prefix(count))
      bytes = bytes.dropFirst(count)
      let slice = harness.send()
      #expect(slice.summary.timeline?.problemCount == 0)
    }
    let slice = harness.wait { $0.summary.iterations == 30 }
    #expect(slice.summary.timeline?.isAtEnd == true && slice.summary.timeline?.ending == nil)
    #expect(slice.rows.contains { $0.label == "é30" } || slice.rowTotal < 31)
    feed.bring(#"{"type":"exp"#)
    feed.end("the pipe was closed")
    let end = harness.wait { $0.summary.timeline?.ending != nil }
    #expect(end.summary.timeline?.ending == "the pipe was closed")
    #expect(harness.wait { $0.summary.timeline?.problemCount == 1 }.summary.iterations == 30)
  }

  @Test(arguments: [Timeline.Origin.followed, .program])
  func `a search that brings more than fits is stopped, and says that it is memory`(
    origin: Timeline.Origin
  ) throws {
    let feed = FakeFeed()
    var options = options(origin)
    options.memory = MemoryAllowance(bytes: 1 << 20)
    let harness = ReplayHarness(options, feed: feed)
    defer { harness.search.close() }
    feed.bring(Self.header)
    var number = 0
    while number < 40_000, harness.search.latest()?.summary.timeline?.ending == nil {
      feed.bring((number + 1...number + 500).map(Self.iteration).joined())
      number += 500
      harness.send()
    }
    let end = harness.wait { $0.summary.timeline?.ending != nil }
    #expect(end.summary.activity == .stopped(.memory(bytes: 1 << 20)))
    #expect(end.summary.timeline?.ending?.hasPrefix("memory: reached 1 MB") == true)
    #expect(end.summary.log.contains { $0.text.hasPrefix("memory: ") })
    #expect(end.summary.iterations > 1000 && end.summary.iterations < 40_000)
    // What has come stays, and can be stepped through; what comes later is not taken.
    feed.bring(Self.iteration(number + 1))
    #expect(harness.send().summary.timeline?.eventCount == end.summary.timeline?.eventCount)
    #expect(harness.send(.back(5)).summary.iterations < end.summary.iterations)
  }

  @Test func `a view that is held stays while events come, and goes on`() throws {
    let feed = FakeFeed()
    let harness = ReplayHarness(options(.followed), feed: feed)
    defer { harness.search.close() }
    feed.bring(Self.header + (1...5).map(Self.iteration).joined())
    harness.send()
    harness.wait { $0.summary.iterations == 5 }
    let held = harness.send(.pause)
    #expect(held.summary.notice?.text.contains("held here") == true)
    feed.bring((6...9).map(Self.iteration).joined())
    let later = harness.wait { $0.summary.timeline?.eventCount == 19 }
    #expect(later.summary.iterations == 5 && later.summary.timeline?.isAtEnd == false)
    #expect(harness.send(.back(2)).summary.iterations == 3)
    #expect(harness.send(.step(3)).summary.iterations == 6)
    harness.send(.run)
    #expect(harness.wait { $0.summary.iterations == 9 }.summary.timeline?.isAtEnd == true)
    feed.bring(Self.iteration(10))
    harness.wait { $0.summary.iterations == 10 }
    feed.bring(#"{"type":"branch","branch":1,"of":0,"at":5,"node":0,"name":"b"}"# + "\n")
    feed.bring(
      #"{"type":"backup","path":[0],"stats":[[0,77,1]],"branch":1}"# + "\n")
    let branch = harness.wait { $0.summary.branch == 1 && $0.summary.iterations == 3 }
    #expect(branch.rows.first?.visits == 77 && branch.summary.nodes == 3)
  }

  @Test(arguments: [Timeline.Origin.followed, .program])
  func `a breakpoint holds the view at the very iteration, whatever comes behind it`(
    origin: Timeline.Origin
  ) throws {
    let feed = FakeFeed()
    let harness = ReplayHarness(options(origin), feed: feed)
    defer { harness.search.close() }
    feed.bring(Self.header + (1...5).map(Self.iteration).joined())
    harness.send()
    harness.wait { $0.summary.iterations == 5 }
    // What holds already is no hit, and the same condition is hit once.
    harness.send(
      .breakpoints(.add("N > 7", isWatch: false, node: .root)),
      .breakpoints(.add("N(root) > 2", isWatch: false, node: .root)),
      .breakpoints(.add("nodes by 4 max 1", isWatch: true, node: .root)))
    feed.bring((6...20).map(Self.iteration).joined())
    let first = harness.wait { $0.summary.breakpointHit != nil && $0.summary.eventCount == 41 }
    #expect(first.summary.iterations == 8 && first.summary.breakpointHit?.number == 1)
    #expect(first.summary.breakpoints.map(\.hits) == [1, 0, 0])
    #expect(first.summary.timeline?.isAtEnd == false)
    #expect((origin == .program) == feed.sent.contains { $0.contains("pause") })
    harness.send(.run)
    let second = harness.wait { $0.summary.breakpointHit?.number == 3 }
    #expect(second.summary.iterations == 9 && second.summary.breakpoints[2].isArmed == false)
    harness.send(.run)
    let end = harness.wait { $0.summary.iterations == 20 }
    #expect(end.summary.breakpointHit == nil && end.summary.timeline?.isAtEnd == true)
    feed.bring((21...30).map(Self.iteration).joined())
    harness.wait { $0.summary.iterations == 30 && $0.summary.timeline?.isAtEnd == true }
  }

  @Test func `a breakpoint that is switched off holds nothing`() throws {
    let feed = FakeFeed()
    let harness = ReplayHarness(options(.followed), feed: feed)
    defer { harness.search.close() }
    feed.bring(Self.header + (1...5).map(Self.iteration).joined())
    harness.send()
    harness.wait { $0.summary.iterations == 5 }
    harness.send(.breakpoints(.add("N > 7", isWatch: false, node: .root)), .breakpoints(.toggle(1)))
    feed.bring((6...12).map(Self.iteration).joined())
    harness.wait { $0.summary.iterations == 12 && $0.summary.timeline?.isAtEnd == true }
    // Switched on, it looks from here on: the root has more than that already.
    harness.send(.breakpoints(.toggle(1)))
    feed.bring((13...15).map(Self.iteration).joined())
    harness.wait { $0.summary.iterations == 15 }
  }

  @Test func `what a pipe brings is followed to its end`() throws {
    let pipe = Pipe()
    let feed = try PipeFeed(descriptor: pipe.fileHandleForReading.fileDescriptor)
    let harness = ReplayHarness(options(.followed), feed: feed)
    defer { harness.search.close() }
    harness.send()
    for byte in Array((Self.header + Self.iteration(1)).utf8) {
      try pipe.fileHandleForWriting.write(contentsOf: Data([byte]))
    }
    harness.wait { $0.summary.iterations == 1 }
    try pipe.fileHandleForWriting.write(contentsOf: Data(Self.iteration(2).utf8))
    try pipe.fileHandleForWriting.close()
    let end = harness.wait { $0.summary.timeline?.ending != nil && $0.summary.iterations == 2 }
    #expect(end.summary.timeline?.problemCount == 0)
    #expect(end.summary.activity == .paused)
  }

  @Test func `a program is told what it can do, and its answers are shown`() throws {
    let feed = FakeFeed()
    let harness = ReplayHarness(options(.program), feed: feed)
    defer { harness.search.close() }
    feed.bring("loading the model ...\nWARNING: {slow}\n" + Self.header + Self.iteration(1))
    harness.send()
    let begun = harness.wait { $0.summary.iterations == 1 }
    #expect(begun.summary.activity == .running)
    #expect(begun.summary.timeline?.problemCount == 0)
    #expect(
      begun.summary.log.map(\.text).prefix(2) == ["loading the model ...", "WARNING: {slow}"])
    #expect(begun.summary.log.prefix(2).allSatisfy { $0.source == .output })
    #expect(
      begun.summary.disabledReasons[.pin] != nil && begun.summary.disabledReasons[.ban] == nil)
    harness.send(.pause)
    harness.send(.step(3))
    harness.send(.edit(.ban(NodeID(1))))
    let refused = harness.send(.edit(.pin(NodeID(1), value: 1)))
    #expect(refused.summary.notice?.isError == true)
    let sent = feed.sent.map { $0.replacingOccurrences(of: " ", with: "") }
    try #require(sent.count == 3)
    #expect(sent[0].contains(#""command":"pause""#))
    #expect(sent[1].contains(#""command":"step""#) && sent[1].contains(#""count":3"#))
    #expect(sent[2].contains(#""command":"set""#) && sent[2].contains(#""banned":true"#))
    feed.bring(#"{"type":"reply","to":3,"error":"not that one","field":"node"}"# + "\n")
    let answered = harness.wait { $0.summary.notice?.text.contains("not that one") == true }
    #expect(answered.summary.notice?.isError == true)
    feed.bring(#"{"type":"stop","reason":"budget","message":"enough"}"# + "\n")
    harness.wait { $0.summary.activity != .running }
    feed.bring("{\"type\":\"expand\",\"node\":99,\"children\":[]}\n{broken\n")
    #expect(harness.wait { $0.summary.timeline?.problemCount == 2 }.summary.log.count >= 4)
    feed.end("python3 ended with status 1")
    let ended = harness.wait { $0.summary.timeline?.ending != nil }
    #expect(ended.summary.notice?.text == "python3 ended with status 1")
    #expect(ended.summary.iterations == 1, "the tree stays")
    let late = harness.send(.edit(.ban(NodeID(1))))
    #expect(late.summary.notice?.text.contains("the program has ended") == true)
  }

  @Test func `a file holds events, so that any other line of it is a problem`() throws {
    let feed = FakeFeed(holdsLogText: false)
    let harness = ReplayHarness(options(.followed), feed: feed)
    defer { harness.search.close() }
    feed.bring(Self.header + "loading the model ...\n" + Self.iteration(1))
    harness.send()
    let slice = harness.wait { $0.summary.iterations == 1 }
    #expect(slice.summary.timeline?.problemCount == 1)
    #expect(slice.summary.timeline?.problems.first?.hasPrefix("2:1: ") == true)
    #expect(slice.summary.log.isEmpty)
  }

  /// A program that began a branch and is on it, as the last event says.
  private func branched(_ feed: FakeFeed) -> ReplayHarness {
    let harness = ReplayHarness(options(.program), feed: feed)
    feed.bring(
      Self.header.replacingOccurrences(of: #""ban""#, with: #""ban","branch","note""#)
        + (1...3).map(Self.iteration).joined())
    harness.send()
    harness.wait { $0.summary.iterations == 3 && $0.summary.timeline?.isAtEnd == true }
    feed.bring(
      #"{"type":"branch","branch":1,"of":0,"at":7,"node":1,"name":"what if"}"# + "\n"
        + #"{"type":"backup","path":[0],"stats":[[0,77,1]],"branch":1}"# + "\n")
    harness.wait { $0.summary.branch == 1 && $0.rows.first?.visits == 77 }
    return harness
  }

  @Test func `a command does not reach another branch than the one that was on the screen`() throws
  {
    let feed = FakeFeed()
    let harness = branched(feed)
    defer { harness.search.close() }
    // The branch came on while main was on the screen.
    harness.search.send(.edit(.ban(NodeID(2))), on: 0)
    let refused = harness.send()
    #expect(
      refused.summary.notice?.text
        == "not done: main was on the screen when the key was pressed, what if is now")
    #expect(refused.summary.notice?.isError == true && feed.sent.isEmpty)
    // The program reads commands on its main line only, so nothing can be meant for a branch.
    for command in [SearchCommand.edit(.ban(NodeID(2))), .step(1), .branch(at: .root, name: nil)] {
      harness.search.send(command, on: 1)
      let told = harness.send()
      #expect(told.summary.notice?.text.contains("is run by the program itself") == true)
      #expect(told.summary.disabledReasons[command.kind] != nil)
    }
    #expect(feed.sent.isEmpty)
    // A note needs no program, and a pause is for the program as a whole.
    harness.search.send(.edit(.note(NodeID(1), text: "look")), on: 1)
    #expect(harness.send().summary.notice?.text.contains("has a note") == true)
    harness.search.send(.pause, on: 0)
    harness.send()
    #expect(feed.sent.count == 1)
    // Back on main, what is meant for main is given to the program, which is told so.
    harness.send(.switchBranch(0))
    harness.search.send(.edit(.ban(NodeID(2))), on: 0)
    harness.send()
    #expect(feed.sent.count == 2 && feed.sent[1].contains(#""branch":0"#), "\(feed.sent)")
  }

  @Test func `nothing that was written before the end is lost, in whatever order it is told`()
    throws
  {
    let feed = FakeFeed(holdsLogText: false)
    let harness = ReplayHarness(options(.followed), feed: feed)
    defer { harness.search.close() }
    feed.bring(Self.header + Self.iteration(1))
    harness.send()
    harness.wait { $0.summary.iterations == 1 }
    feed.bring(Self.iteration(2))
    feed.end("the file was removed")
    let end = harness.wait { $0.summary.timeline?.ending != nil }
    #expect(harness.wait { $0.summary.iterations == 2 }.summary.timeline?.problemCount == 0)
    #expect(end.summary.timeline?.ending == "the file was removed")
    // What comes after the end is not taken in any more.
    feed.bring(Self.iteration(3))
    #expect(harness.send().summary.iterations == 2)
  }
}
