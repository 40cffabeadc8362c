import Testing

@testable import Endpoints

/// What the table of limits and retries says, with times that are given.
@Suite struct AskerCoreTests {
  private let good = ReplyOutcome.answered(.tokens([1], longest: nil))
  private func busy(after: Double? = nil) -> ReplyOutcome {
    .again(EndpointFailure(.busy, "busy", status: 429), after: after)
  }

  private func pause(_ step: AskerCore.Step?, from now: Double) -> Double? {
    guard case .waits(_, let until)? = step else { return nil }
    return until - now
  }

  @Test func `requests start in their order, never more at once than allowed`() {
    var core = AskerCore(limits: [2])
    for id in 0..<5 { core.add(id, to: 0) }
    #expect(core.startable(at: 0) == [0, 1])
    #expect(core.startable(at: 1) == [])
    _ = core.receive(good, of: 1, at: 1)
    core.finish(1)
    #expect(core.startable(at: 1) == [2])
  }

  @Test func `a request is tried six times, and waits about twice as long each time`() {
    var core = AskerCore(limits: [1])
    core.add(0, to: 0)
    var now = 0.0
    for expected in [0.5, 1, 2, 4, 8] {
      #expect(core.startable(at: now) == [0])
      let wait = pause(core.receive(busy(), of: 0, at: now), from: now) ?? -1
      #expect(wait >= expected * 0.75 && wait <= expected * 1.25, "\(wait)")
      #expect(core.startable(at: now + wait - 0.001) == [])
      now = core.nextStart(after: now) ?? -1
    }
    #expect(core.startable(at: now) == [0])
    guard case .failed(let failure)? = core.receive(busy(), of: 0, at: now) else {
      Issue.record("the sixth try was not the last")
      return
    }
    #expect(failure.tries == 6 && core.count == 0)
  }

  @Test func `what the server asks for is waited for, by all its requests and by no other's`() {
    var core = AskerCore(limits: [4, 4])
    for id in 0..<3 { core.add(id, to: 0) }
    #expect(core.startable(at: 0) == [0, 1, 2])
    core.add(3, to: 0)
    core.add(4, to: 1)
    #expect(pause(core.receive(busy(after: 30), of: 0, at: 10), from: 10) == 30)
    #expect(core.startable(at: 39) == [4])
    // The window is 2, and two are under way.
    #expect(core.startable(at: 40) == [])
    _ = core.receive(good, of: 1, at: 40)
    #expect(core.startable(at: 40) == [0])
  }

  @Test func `a burst of refusals halves what is under way once, and ten good replies add one`() {
    var core = AskerCore(limits: [8])
    for id in 0..<8 { core.add(id, to: 0) }
    #expect(core.startable(at: 0).count == 8)
    for id in 0..<4 { _ = core.receive(busy(), of: id, at: 1) }
    #expect(core.servers[0].window == 4)
    for id in 4..<8 {
      _ = core.receive(good, of: id, at: 2)
      core.finish(id)
    }
    #expect(core.startable(at: 10).count == 4)
    for id in 8..<20 { core.add(id, to: 0) }
    for id in 0..<4 {
      _ = core.receive(good, of: id, at: 11)
      core.finish(id)
    }
    #expect(core.servers[0].window == 4)
    for id in core.startable(at: 11).prefix(2) { _ = core.receive(good, of: id, at: 12) }
    #expect(core.servers[0].window == 5)
  }

  @Test
  func `a model that is being loaded is asked again, one request at a time, and that is no try`() {
    var core = AskerCore(limits: [3])
    for id in 0..<3 { core.add(id, to: 0) }
    let loading = ReplyOutcome.loading(EndpointFailure(.busy, "loading", status: 503))
    var now = 0.0
    #expect(core.startable(at: now) == [0, 1, 2])
    for id in 0..<3 { _ = core.receive(loading, of: id, at: now) }
    for _ in 0..<100 {
      now = core.nextStart(after: now) ?? -1
      let started = core.startable(at: now)
      #expect(started.count == 1)
      #expect(pause(core.receive(loading, of: started[0], at: now), from: now) == 2)
    }
    now = core.nextStart(after: now) ?? -1
    let first = core.startable(at: now)
    #expect(core.receive(good, of: first[0], at: now) == .answered(.tokens([1], longest: nil)))
    #expect(core.startable(at: now).count == 2)
  }

  @Test func `a model that is never loaded fails after ten minutes`() {
    var core = AskerCore(limits: [1])
    core.add(0, to: 0)
    let loading = ReplyOutcome.loading(EndpointFailure(.busy, "loading", status: 503))
    _ = core.startable(at: 0)
    _ = core.receive(loading, of: 0, at: 0)
    _ = core.startable(at: 601)
    guard case .failed? = core.receive(loading, of: 0, at: 601) else {
      Issue.record("it is still waited for")
      return
    }
  }

  @Test func `a reply of no use is asked for once more, at once`() {
    var core = AskerCore(limits: [1])
    core.add(0, to: 0)
    let broken = ReplyOutcome.unusable(EndpointFailure(.malformed, "no JSON"))
    #expect(core.startable(at: 0) == [0])
    #expect(pause(core.receive(broken, of: 0, at: 0), from: 0) == 0)
    #expect(core.startable(at: 0) == [0])
    guard case .failed? = core.receive(broken, of: 0, at: 0) else {
      Issue.record("a third try")
      return
    }
  }

  @Test func `what was cancelled leaves its place to others, before and while it is under way`() {
    var core = AskerCore(limits: [1])
    for id in 0..<3 { core.add(id, to: 0) }
    #expect(core.startable(at: 0) == [0])
    core.cancel(1)
    core.cancel(0)
    #expect(core.startable(at: 0) == [2])
    #expect(core.receive(good, of: 0, at: 0) == nil)
  }

  @Test func `with one in three refused nothing is asked in vain more often than that`() {
    var core = AskerCore(limits: [8], seed: 3)
    for id in 0..<300 { core.add(id, to: 0) }
    var (now, sent, running, most) = (0.0, 0, [Int](), 0)
    while core.count > 0 {
      let started = core.startable(at: now)
      sent += started.count
      running += started
      most = max(most, running.count)
      guard let id = running.first else {
        now = core.nextStart(after: now) ?? now + 1
        continue
      }
      running.removeFirst()
      now += 0.01
      if case .answered? = core.receive(sent % 3 == 0 ? busy() : good, of: id, at: now) {
        core.finish(id)
      }
    }
    #expect(most <= 8 && Double(sent) <= 1.6 * 300, "\(sent) requests")
  }
}
