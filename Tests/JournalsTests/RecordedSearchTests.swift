import Environments
import Foundation
import Groundwork
import Journals
import Presets
import SearchTrees
import Testing
import TreeSearch

/// A recording behind the explorer, steered through its channel.
@Suite(.serialized, .timeLimit(.minutes(20)))
struct RecordedSearchTests {
  private static func plan(_ problem: String = "connect-four") throws -> SearchPlan {
    var plan = SearchPlan(try Problem.named(problem))
    plan.seed = 5
    return plan
  }

  /// Records a search of some iterations.
  private static func recorded(
    _ count: Int, _ problem: String = "connect-four", also: (JournalRecorder) -> Void = { _ in }
  ) throws -> String {
    let journal = try JournalInFolder()
    let recorder = try journal.recorder()
    try plan(problem).makeSession(undoBytes: 0).run(count, recordedBy: recorder)
    also(recorder)
    recorder.finish()
    return journal.text
  }

  private static func options(_ problem: String = "connect-four") throws -> RecordedSearch.Options {
    let plan = try plan(problem)
    var options = RecordedSearch.Options()
    options.branchRefusal = nil
    options.makeInterpreter = { _ in plan.makeSession(undoBytes: 0) }
    return options
  }

  @Test(arguments: ["connect-four", "tic-tac-toe", "bandit:0.2,0.7"])
  func `a slice of a recording is a slice of the search`(problem: String) throws {
    let session = try Self.plan(problem).makeSession(undoBytes: 0)
    session.keepHistories()
    session.run(200)
    let harness = ReplayHarness(
      try Self.options(problem), try Self.recorded(200, problem))
    defer { harness.search.close() }
    harness.loaded()
    for node in [0, 1, 5, 9, 20] {
      var request = ReplayHarness.wide
      request.cursor = .node(NodeID(node))
      // An order that no earlier slice has left behind: what was shown while the recording was read
      // has the order 0.
      request.orderVersion = node + 1
      var live = TreeSlice()
      session.fill(&live, for: request)
      var slice = harness.send(request: request)
      #expect(slice.detail.lastChange != nil)
      slice.serial = 0
      slice.summary = live.summary
      slice.detail.lastChange = nil
      slice.detail.verdict = nil
      #expect(difference(slice, live) == nil)
    }
  }

  @Test func `what nodes were worth earlier is in a recording what it was in the search`() throws {
    let session = try Self.plan().makeSession(undoBytes: 0)
    session.keepHistories()
    let harness = ReplayHarness(try Self.options(), try Self.recorded(1200))
    defer { harness.search.close() }
    harness.loaded()
    // Both ways, by small steps and by large ones.
    for iteration in [1, 3, 40, 255, 256, 257, 600, 1199, 1200] {
      session.run(iteration - session.iterations)
      var live = TreeSlice()
      session.fill(&live, for: ReplayHarness.wide)
      #expect(!live.rows.isEmpty && live.rows.allSatisfy { !$0.history.isEmpty })
      for detour in [nil, 1200, iteration + 1, 0] {
        if let detour { harness.send(.goToIteration(detour)) }
        harness.send(.goToIteration(iteration))
        let slice = harness.send(request: ReplayHarness.wide)
        #expect(slice.summary.iterations == iteration)
        #expect(difference(histories(slice), histories(live)) == nil, "at \(iteration)")
        #expect(slice.historyRange == live.historyRange)
      }
    }
  }

  private func histories(_ slice: TreeSlice) -> [(NodeID, [Double?])] {
    slice.rows.filter { $0.kind == .node }.sorted { $0.id < $1.id }.map { ($0.id, $0.history) }
  }

  @Test func `commands step through a recording both ways`() throws {
    let harness = ReplayHarness(try Self.options(), try Self.recorded(100))
    defer { harness.search.close() }
    let end = harness.loaded()
    let count = try #require(end.summary.timeline?.eventCount)
    #expect(end.summary.iterations == 100 && end.summary.timeline?.event == count)
    #expect(end.summary.timeline?.isAtEnd == true)
    #expect(end.summary.timeline?.iterationCount == 100)
    #expect(end.summary.branches.map(\.iterations) == [100])
    var slice = harness.send(.back(1))
    #expect(slice.summary.iterations == 99 && slice.summary.timeline?.isAtEnd == false)
    #expect(harness.send(.back(9)).summary.iterations == 90)
    #expect(harness.send(.step(4)).summary.iterations == 94)
    slice = harness.send(.stepPhase(1))
    #expect(slice.summary.iterations == 94 && slice.summary.phase == .evaluate)
    #expect(harness.send(.stepPhase(2)).summary.iterations == 95)
    #expect(harness.send(.backPhase(1)).summary.phase == .backUp)
    #expect(harness.send(.back(1)).summary.iterations == 94)
    harness.send(.goToIteration(17))
    #expect(harness.wait { $0.summary.iterations == 17 }.summary.phase == .select)
    harness.send(.goTo(event: 1))
    #expect(harness.wait { $0.summary.timeline?.event == 1 }.summary.nodes == 1)
    slice = harness.send(.back(1))
    #expect(slice.summary.notice?.text == "this is where the recording begins")
    harness.send(.goTo(event: .max))
    harness.wait { $0.summary.timeline?.event == count }
    slice = harness.send(.step(1))
    #expect(slice.summary.notice?.text == "this is where the recording ends")
    harness.send(.restart)
    harness.wait { $0.summary.timeline?.event == 1 }
    harness.send(.goToIteration(1_000_000))
    harness.wait { $0.summary.iterations == 100 }
    let change = harness.send(.goToChange(of: NodeID(1), isForward: false))
    #expect(change.summary.timeline?.event ?? 0 < count)
    for refused in [SearchCommand.edit(.ban(NodeID(1))), .undoEdit] {
      let notice = harness.send(refused).summary.notice
      #expect(notice?.isError == true && notice?.text.contains("b goes on live") == true)
    }
    #expect(harness.send(.pace(0)).summary.notice?.isError == true)
    #expect(harness.send(.switchBranch(3)).summary.notice?.text == "no branch 3")
    #expect(end.summary.disabledReasons[.branch] == nil)
  }

  @Test func `a recording plays at its pace, pauses, and stops at its end`() throws {
    var options = try Self.options()
    options.start = .iteration(10)
    options.pace = 200
    let harness = ReplayHarness(options, try Self.recorded(150))
    defer { harness.search.close() }
    harness.loaded()
    #expect(harness.send().summary.iterations == 10)
    harness.search.send(.run)
    let moving = harness.wait { $0.summary.iterations > 12 }
    #expect(moving.summary.activity == .running)
    let held = harness.send(.pause)
    #expect(held.summary.activity == .paused)
    #expect(harness.send().summary.iterations == held.summary.iterations)
    #expect(held.summary.iterations < 150)
    harness.send(.pace(nil), .run)
    let ended = harness.wait { $0.summary.activity != .running }
    #expect(ended.summary.iterations == 150 && ended.summary.timeline?.isAtEnd == true)
    // At the end it says so and stays.
    let more = harness.send(.run)
    #expect(more.summary.iterations == 150 && more.summary.activity != .running)
    #expect(more.summary.notice?.text == "this is where the recording ends; g^ goes to its start")
    #expect(more.summary.timeline?.isAtEnd == true)
    #expect(harness.send(.runUntil(.iterations(5))).summary.iterations == 150)
    harness.send(.goToIteration(20), .runUntil(.iterations(30)))
    #expect(
      harness.wait { $0.summary.activity == .paused && $0.summary.iterations >= 50 }
        .summary.iterations == 50)
    harness.send(.runUntil(.visits(NodeID(1), 7)))
    let visited = harness.wait { $0.summary.activity == .paused }
    #expect(visited.rows.first { $0.id == NodeID(1) }?.visits ?? 0 >= 7)
    harness.send(.runUntil(.iterations(.max)))
    #expect(harness.wait { $0.summary.activity != .running }.summary.iterations == 150)
  }

  @Test func `whatever its length, a recording is played in a minute at most`() throws {
    for (count, pace) in [(90, 20.0), (6000, 100)] {
      var options = try Self.options()
      options.start = .event(1)
      let harness = ReplayHarness(options, try Self.recorded(count))
      defer { harness.search.close() }
      harness.loaded()
      harness.search.send(.run)
      let playing = harness.wait { $0.summary.activity == .running }
      #expect(playing.summary.pace == pace)
      // Who chooses a pace gets that one, now and after a pause.
      harness.search.send(.pace(2))
      harness.search.send(.pause)
      #expect(harness.send(.run).summary.pace == 2)
    }
  }

  @Test func `a quick pace is kept however seldom the screen is drawn`() throws {
    var options = try Self.options()
    options.start = .event(1)
    options.pace = 20_000
    let harness = ReplayHarness(options, try Self.recorded(6000))
    defer { harness.search.close() }
    harness.loaded()
    harness.search.send(.run)
    var frames = 0
    var last = -1
    let ended = harness.wait { slice in
      if slice.summary.iterations != last { frames += 1 }
      last = slice.summary.iterations
      return slice.summary.activity != .running && slice.summary.iterations > 0
    }
    #expect(ended.summary.iterations == 6000)
    // Most iterations are passed without a picture of their own.
    #expect(frames < 1000)
  }

  @Test func `a trace is the one that the search itself explains`() throws {
    let session = try Self.plan("tic-tac-toe").makeSession(undoBytes: 1 << 20)
    session.run(60)
    var request = ReplayHarness.wide
    request.wantsTrace = true
    let harness = ReplayHarness(
      try Self.options("tic-tac-toe"), try Self.recorded(64, "tic-tac-toe"))
    defer { harness.search.close() }
    harness.loaded()
    for number in 61...64 {
      for _ in 0..<4 { session.stepPhase() }
      var live = TreeSlice()
      session.fill(&live, for: request)
      let expected = try #require(live.trace)
      harness.send(.goToIteration(number), request: request)
      let slice = harness.wait { $0.summary.iterations == number && $0.trace != nil }
      let trace = try #require(slice.trace)
      #expect(trace.iteration == number && expected.iteration == number)
      #expect(trace.leafLine == expected.leafLine)
      #expect(trace.path.map(\.node) == expected.path.map(\.node))
      #expect(trace.path.map(\.label) == expected.path.map(\.label))
      #expect(trace.path.map(\.isNew) == expected.path.map(\.isNew))
      #expect("\(trace.path.map(\.table))" == "\(expected.path.map(\.table))")
      #expect(trace.phases.last?.phase == .backUp)
      let effects = trace.phases.last?.changes ?? []
      #expect("\(effects)" == "\(expected.phases.last?.changes ?? [])")
      #expect(slice.rows.filter(\.isOnPath).map(\.id) == trace.path.map(\.node))
    }
  }

  @Test func `a large file can be steered while it is read`() throws {
    let text = try Self.recorded(6000)
    var options = try Self.options()
    options.start = .event(30)
    let harness = ReplayHarness(options, text)
    defer { harness.search.close() }
    var last = 0
    while true {
      let slice = harness.send(.stepPhase(1))
      let timeline = try #require(slice.summary.timeline)
      #expect(timeline.eventCount >= last && timeline.event <= timeline.eventCount)
      last = timeline.eventCount
      guard let loaded = timeline.loaded else { break }
      #expect((0...1).contains(loaded))
      #expect(slice.summary.disabledReasons[.goTo] == nil)
    }
    #expect(harness.send(.goToIteration(5000)).summary.iterations >= 0)
    #expect(harness.wait { $0.summary.iterations == 5000 }.summary.timeline?.loaded == nil)

    let early = ReplayHarness(try Self.options(), text)
    defer { early.search.close() }
    early.search.send(.goToIteration(5500))
    early.loaded()
    #expect(early.wait { $0.summary.iterations == 5500 }.summary.timeline?.isAtEnd == false)

    options.start = .event(1)
    let played = ReplayHarness(options, text)
    defer { played.search.close() }
    played.search.send(.pace(nil))
    played.search.send(.run)
    _ = played.send()
    #expect(played.wait { $0.summary.activity != .running }.summary.iterations == 6000)
  }

  @Test func `what is saved holds the marks at their events and the notes`() throws {
    let journal = try JournalInFolder()
    let text = try Self.recorded(50)
    let harness = ReplayHarness(try Self.options(), text)
    defer { harness.search.close() }
    harness.loaded()
    let marked = harness.send(.goToIteration(20), .mark(name: "here", node: NodeID(3)))
    let event = try #require(marked.summary.timeline?.event)
    #expect(marked.summary.iterations == 20)
    harness.send(.goTo(event: .max), .edit(.note(NodeID(5), text: "look \"there\"\n")))
    harness.send(.goTo(event: 1), .save(path: journal.path))
    let saved = harness.wait { $0.summary.savedCount == 1 }
    #expect(saved.summary.notice?.text == "saved to \(journal.path)")
    #expect(journal.text.hasPrefix(text))
    let other = journal.folder.path + "/other"
    try "no journal\n".write(toFile: other, atomically: false, encoding: .utf8)
    #expect(harness.send(.save(path: other)).summary.notice?.isError == true)
    let missing = harness.send(.save(path: journal.folder.path + "/no/where"))
    #expect(missing.summary.notice?.isError == true)
    #expect(try FileManager.default.contentsOfDirectory(atPath: journal.folder.path).count == 2)

    let again = ReplayHarness(try Self.options(), journal.text)
    defer { again.search.close() }
    let slice = again.loaded()
    #expect(slice.summary.timeline?.problemCount == 0)
    let mark = try #require(slice.summary.marks.first)
    #expect(mark.event == event && mark.name == "here" && mark.node == NodeID(3))
    #expect(mark.iteration == 20)
    var request = SliceRequest()
    request.cursor = .node(NodeID(5))
    #expect(again.send(request: request).detail.note == "look \"there\"\n")
  }

  @Test func `branches are switched, and each shows its own search`() throws {
    let journal = try JournalInFolder()
    let recorder = try journal.recorder()
    let session = try Self.plan().makeSession(undoBytes: 1 << 20)
    session.run(30, recordedBy: recorder)
    let other = session.branch(at: NodeID(2), undoBytes: 0)
    recorder.branched(1, at: NodeID(2), name: "other")
    other.run(25, recordedBy: recorder)
    recorder.goOn(with: 0)
    session.run(10, recordedBy: recorder)
    recorder.finish()
    let harness = ReplayHarness(try Self.options(), journal.text)
    defer { harness.search.close() }
    let main = harness.loaded()
    #expect(main.summary.branches.map(\.name) == ["main", "other"])
    #expect(main.summary.branch == 0 && main.summary.iterations == 40)
    #expect(main.summary.bestLine == session.report(.mostVisits).principalVariation)
    harness.send(.switchBranch(1))
    let slice = harness.wait {
      $0.summary.branch == 1 && $0.summary.timeline?.target == nil
    }
    #expect(slice.summary.iterations == 55 && slice.summary.timeline?.iterationCount == 55)
    #expect(slice.summary.bestLine == other.report(.mostVisits).principalVariation)
    #expect(slice.summary.branches[1].start == 30 && slice.summary.branches[1].origin == 0)
    #expect(harness.send(.back(24)).summary.iterations == 31)
    #expect(harness.send(.step(3)).summary.branch == 1)
    var request = ReplayHarness.wide
    request.wantsTrace = true
    let traced = harness.send(request: request)
    #expect(traced.summary.branch == 1 && traced.trace?.iteration == 34)
  }

  @Test func `a file that cannot be read says so`() throws {
    let search = RecordedSearch(
      RecordedSearch.Options(), wake: {},
      open: { () throws(JournalProblem) in try JournalBytes(mapping: "/nowhere/at/all") })
    defer { search.close() }
    _ = search.request(SliceRequest())
    let end = Clocks.monotonic + 10
    while search.latest()?.summary.timeline?.ending == nil, Clocks.monotonic < end { usleep(1000) }
    #expect(search.latest()?.summary.timeline?.ending == "No such file or directory")
  }
}
