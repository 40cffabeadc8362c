import Environments
import Groundwork
import SearchTrees
import Testing
import TreeSearch

/// A search on its thread, steered through its channel.
@Suite(.serialized, .timeLimit(.minutes(20)))
struct LiveSearchTests {
  /// A slice as text, without what may differ between two searches that are equal.
  func text(_ slice: TreeSlice, isUndoCounted: Bool = true) -> String {
    var slice = slice
    slice.serial = 0
    slice.summary.seconds = 0
    slice.summary.notice = nil
    slice.summary.events = []
    if !isUndoCounted { slice.summary.undoDepth = 0 }
    // Only a simulation that was stepped leaves its path behind.
    for index in slice.rows.indices { slice.rows[index].isOnPath = false }
    // A dictionary is written in an order of its own each time.
    let reasons = slice.summary.disabledReasons.map { "\($0.key): \($0.value)" }.sorted()
    slice.summary.disabledReasons = [:]
    return "\(slice) \(reasons)"
  }

  @Test func `commands are carried out in order and answered`() throws {
    let live = try LiveHarness()
    defer { live.search.close() }
    #expect(live.send().summary.iterations == 0)
    #expect(live.send(.step(10)).summary.iterations == 10)
    #expect(live.send(.step(5), .back(3), .step(1)).summary.iterations == 13)
    let slice = live.send(.stepPhase(2))
    #expect(slice.summary.iterations == 13)
    #expect(slice.summary.phase == .evaluate)
    #expect(live.send(.step(1)).summary.iterations == 14, "the one under way is the first")
    #expect(live.send(.stepPhase(4)).summary.iterations == 15)
    #expect(live.send(.backPhase(1)).summary.phase == .backUp)
    #expect(live.send(.backPhase(3)).summary.phase == .select)
    #expect(live.send().summary.iterations == 14)
    #expect(live.send(.step(0), .back(0), .stepPhase(0)).summary.iterations == 14)
    #expect(live.send().summary.activity == .paused)
  }

  @Test func `taking a hundred back and going forward again gives the same`() throws {
    let live = try LiveHarness()
    defer { live.search.close() }
    live.send(.step(1000))
    let before = live.send(request: LiveHarness.sorted)
    #expect(before.summary.iterations == 1000)
    let back = live.send(.back(100), request: LiveHarness.sorted)
    #expect(back.summary.iterations == 900)
    #expect(text(back) != text(before))
    #expect(text(live.send(.step(100), request: LiveHarness.sorted)) == text(before))
    live.send(.backPhase(37))
    live.send(.stepPhase(37))
    #expect(text(live.send(request: LiveHarness.sorted)) == text(before))
    let other = try LiveHarness()
    defer { other.search.close() }
    other.send(.runUntil(.iterations(1000)))
    other.wait { $0.summary.iterations == 1000 }
    var theirs = other.send(.pause, request: LiveHarness.sorted)
    theirs.summary.activity = .paused
    #expect(text(theirs) == text(before))
  }

  @Test func `a pause keeps what was done and running on ends where stepping does`() throws {
    let live = try LiveHarness(isRunning: true)
    defer { live.search.close() }
    var reached = 0
    for _ in 0..<20 {
      let slice = live.send(.pause)
      #expect(slice.summary.activity == .paused)
      #expect(slice.summary.phase == .select)
      let again = live.send()
      #expect(again.summary.iterations == slice.summary.iterations, "paused means paused")
      #expect(slice.summary.iterations >= reached)
      reached = slice.summary.iterations
      live.send(.run)
    }
    reached = live.send(.pause).summary.iterations
    let slice = live.send(request: LiveHarness.sorted)
    let other = try LiveHarness()
    defer { other.search.close() }
    other.send(.step(reached))
    #expect(
      text(other.send(request: LiveHarness.sorted), isUndoCounted: false)
        == text(slice, isUndoCounted: false))
  }

  @Test func `goals stop exactly and say so unasked`() throws {
    let live = try LiveHarness()
    defer { live.search.close() }
    live.send(.runUntil(.iterations(12_345)))
    var slice = live.wait { $0.summary.activity != .running }
    #expect(slice.summary.iterations == 12_345)
    #expect(slice.summary.activity == .stopped(.iterations(12_345)))
    let child = slice.rows[1]
    let visits = try #require(child.visits.flatMap { Int(exactly: $0) })
    live.send(.runUntil(.visits(child.id, visits + 500)))
    slice = live.wait { $0.summary.activity != .running && $0.summary.iterations > 12_345 }
    #expect(slice.summary.activity == .stopped(.visits(child.id, visits + 500)))
    #expect(slice.rows.first { $0.id == child.id }?.visits == Double(visits + 500))
    // What is so already is told and not run for.
    slice = live.send(.runUntil(.visits(child.id, 5)))
    #expect(slice.summary.notice?.text == "it is so already")
    let iterations = slice.summary.iterations
    #expect(live.send().summary.iterations == iterations)
    // A goal ends with a pause: the next run has none.
    live.send(.runUntil(.iterations(1000)), .pause, .run)
    live.wait { _ in live.send().summary.iterations > iterations + 5000 }
    #expect(live.send().summary.activity == .running)
  }

  @Test func `a search runs until the best action changes, and not at once`() throws {
    let live = try LiveHarness()
    defer { live.search.close() }
    let before = live.send(.step(50))
    live.send(.runUntil(.bestActionChange(within: 100_000)))
    let after = live.wait { $0.summary.activity == .stopped(.bestActionChanged) }
    #expect(after.summary.iterations > before.summary.iterations)
    #expect(after.summary.bestLine.first != before.summary.bestLine.first)
    // Only now has another action more visits than the best one had.
    func visits(_ slice: TreeSlice, _ label: String?) -> Double {
      slice.rows.first { $0.label == label }?.visits ?? 0
    }
    let (old, new) = (before.summary.bestLine.first, after.summary.bestLine.first)
    let now = live.send()
    #expect(visits(now, new) == visits(now, old) + 1)
    let back = live.send(.back(1))
    #expect(visits(back, new) == visits(back, old))
  }

  @Test func `a search begins again with another constant as it would have begun with it`() throws {
    let live = try LiveHarness()
    defer { live.search.close() }
    live.send(.step(200), .edit(.ban(NodeID(1))), .branch(at: NodeID(2), name: nil))
    // Steps may be shown on the way: their order of siblings is not the one to compare.
    live.send(.restartWith(NamedNumber("c", 0.3)), .step(300))
    let again = live.send(request: LiveHarness.sorted)
    let other = try LiveHarness()
    defer { other.search.close() }
    other.send(.edit(.parameter(name: "c", value: 0.3)), .step(300))
    let fresh = other.send(request: LiveHarness.sorted)
    #expect("\(again.rows)" == "\(fresh.rows)")
    #expect(again.summary.parameters == fresh.summary.parameters)
    #expect(again.summary.branches.count == 1)
    // A value that is refused leaves the search as it is.
    let refused = live.send(.restartWith(NamedNumber("c", -.infinity)))
    #expect(refused.summary.notice?.isError == true)
    #expect(refused.summary.iterations == 300)
    // What ran runs again.
    live.send(.run)
    live.send(.restartWith(NamedNumber("c", 2)))
    #expect(live.send().summary.activity == .running)
  }

  @Test func `a search that is begun paused waits, and one with a pace keeps it`() throws {
    let paused = try LiveHarness()
    defer { paused.search.close() }
    #expect(paused.send().summary.iterations == 0)
    let paced = try LiveHarness(isRunning: true, pace: 0.001)
    defer { paced.search.close() }
    // The first simulation is run at once.
    paced.send()
    paced.wait { _ in paced.send().summary.iterations == 1 }
    #expect(paced.send().summary.pace == 0.001)
    #expect(paced.send().summary.iterations == 1)
  }

  @Test func `the limit of iterations stops exactly and gives way to a person`() throws {
    let live = try LiveHarness(rules: [IterationLimit(3000)], isRunning: true)
    defer { live.search.close() }
    live.send()
    let slice = live.wait { $0.summary.activity == .stopped(.iterations(3000)) }
    #expect(slice.summary.iterations == 3000)
    #expect(live.send(.step(2)).summary.iterations == 3002)
    live.send(.run)
    let on = live.wait { _ in live.send().summary.iterations > 10_000 }
    #expect(on.summary.notice?.text == "the limit of iterations is lifted")
    // A restart brings it back.
    live.send(.restart, .run)
    #expect(live.wait { $0.summary.activity != .running }.summary.iterations == 3000)
  }

  @Test func `other limits hold against run, not against steps`() throws {
    let live = try LiveHarness(rules: [NodeLimit(500)], isRunning: true)
    defer { live.search.close() }
    live.send()
    let slice = live.wait { $0.summary.activity != .running }
    #expect(slice.summary.activity == .stopped(.nodes(500)))
    #expect((500...507).contains(slice.summary.nodes))
    let refused = live.send(.run)
    #expect(refused.summary.activity == .stopped(.nodes(500)))
    #expect(refused.summary.notice?.isError == true)
    #expect(live.send(.step(1)).summary.iterations == slice.summary.iterations + 1)
    #expect(live.send(.back(100)).summary.nodes < 500)
    live.send(.run)
    #expect(live.wait { $0.summary.activity != .running }.summary.nodes >= 500)
  }

  @Test func `a solved search stops, and steps add nothing`() throws {
    let live = try LiveHarness(
      "tic-tac-toe:XXO.O..X.", rules: [Settled()], isRunning: true, solves: true)
    defer { live.search.close() }
    live.send()
    let slice = live.wait { $0.summary.activity != .running }
    #expect(slice.summary.activity == .stopped(.solved))
    let iterations = slice.summary.iterations
    for command: SearchCommand in [.step(10), .stepPhase(3), .run, .step(100_000)] {
      let after = live.send(command)
      #expect(after.summary.iterations == iterations)
      #expect(after.summary.activity == .stopped(.solved))
    }
    let boosted = live.send(.edit(.boost(slice.rows[1].id, visits: 50)))
    #expect(boosted.summary.notice?.isError == true, "it cannot be carried out, and says so")
    let back = live.send(.undoEdit, .back(1))
    #expect(back.summary.activity == .paused)
    #expect(back.summary.iterations == iterations - 1)
  }

  @Test func `the pace is kept, and a quicker one is felt at once`() throws {
    let live = try LiveHarness(isRunning: true, pace: 50)
    defer { live.search.close() }
    let began = Clocks.monotonic
    let first = live.send().summary.iterations
    live.wait { _ in Clocks.monotonic - began > 0.6 || live.send().summary.iterations > 10_000 }
    let elapsed = Clocks.monotonic - began
    let done = live.send(.pause).summary.iterations - first
    #expect(Double(done) <= elapsed * 50 + 10)
    #expect(done >= 5)
    live.send(.pace(0.1), .run)
    live.wait { $0.summary.iterations > done }
    let slow = live.send().summary.iterations
    let changed = Clocks.monotonic
    live.send(.pace(nil))
    live.wait { _ in live.send().summary.iterations > slow + 1000 }
    #expect(Clocks.monotonic - changed < 5, "it does not wait for the slow pace's next turn")
    let refused = live.send(.pace(0))
    #expect(refused.summary.notice?.isError == true)
    #expect(refused.summary.pace == nil)
    #expect(live.send(.pace(-3)).summary.pace == nil)
  }

  // MARK: - The thread

  @Test func `closing ends the thread quickly, whatever it does`() throws {
    for situation in 0..<6 {
      let live = try LiveHarness(isRunning: situation == 1)
      live.send()
      switch situation {
      case 2: live.search.send(.step(500_000_000))
      case 3: live.search.send(.stepPhase(500_000_000))
      case 4:
        live.search.send(.pace(0.01))
        live.search.send(.run)
      case 5: live.send(.runUntil(.iterations(5)))
      default: break
      }
      let began = Clocks.monotonic
      while situation > 1, Clocks.monotonic - began < 0.03 { _ = live.search.latest() }
      let closing = Clocks.monotonic
      live.search.close()
      #expect(Clocks.monotonic - closing < 2, "situation \(situation)")
    }
  }

  @Test func `a long step is shown while it goes on, and a key ends it`() throws {
    let live = try LiveHarness()
    defer { live.search.close() }
    live.send()
    live.search.send(.step(500_000_000))
    // Nobody asks: it says by itself that it has begun.
    let first = live.wait { $0.summary.iterations > 0 }
    #expect(first.summary.activity == .running)
    let second = live.wait { _ in live.send().summary.iterations > first.summary.iterations + 100 }
    #expect(second.summary.activity == .running)
    let paused = live.send(.pause)
    #expect(paused.summary.activity == .paused)
    #expect(live.send().summary.iterations == paused.summary.iterations)
    // What was sent behind it waits for its end.
    #expect(
      live.send(.restart, .step(3000), .back(1)).summary.iterations == 2999)
  }

  @Test func `requests from many threads are all answered`() throws {
    let live = try LiveHarness(isRunning: true)
    defer { live.search.close() }
    let answered = Guarded(0)
    let threads = (0..<4).map { number in
      DedicatedThread {
        var random = TestRandom(seed: UInt64(number))
        for _ in 0..<50 {
          var request = SliceRequest()
          request.rowCount = Int.random(in: 1...60, using: &random)
          request.open = [.root, NodeID(Int.random(in: 0..<50, using: &random))]
          if Int.random(in: 0..<8, using: &random) == 0 { live.search.send(.pause) }
          if Int.random(in: 0..<4, using: &random) == 0 { live.search.send(.run) }
          let slice = live.send(request: request)
          if slice.rowTotal > 0 { answered.change { $0 += 1 } }
        }
      }
    }
    for thread in threads { thread.join() }
    #expect(answered.withLock { $0 } == 200)
  }

  @Test func `the newest request counts, and the answer says which it is`() throws {
    let live = try LiveHarness()
    defer { live.search.close() }
    live.send(.step(100))
    var serials: [Int] = []
    for rows in 1...30 {
      var request = SliceRequest()
      request.rowCount = rows
      serials.append(live.search.request(request))
    }
    #expect(serials == Array(serials[0]..<serials[0] + 30))
    let slice = live.wait { $0.serial >= serials[29] }
    #expect(slice.serial == serials[29])
    #expect(slice.rows.count == 8)
  }

  @Test func `a live search without servers refuses the time line and questions by hand`() throws {
    let live = try LiveHarness()
    defer { live.search.close() }
    _ = live.search.request(SliceRequest())
    let slice = live.wait { $0.serial > 0 }
    #expect(Set(slice.summary.disabledReasons.keys) == [.goTo, .ask])
  }
}
