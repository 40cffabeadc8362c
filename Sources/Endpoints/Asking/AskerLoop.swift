import Groundwork

/// What the asker's thread does, turn by turn.
struct AskerLoop {
  /// What came in since the last turn.
  struct News: Sendable {
    var submitted: [Asker.Talk] = []
    var cancelled: [Int] = []
    var servers: [(endpoint: Endpoint, limit: Int)] = []
    var limits: [(server: Int, limit: Int)] = []
    var ends = false
  }

  /// A conversation with the request that it waits for.
  private struct Open {
    var talk: Asker.Talk
    var request: EndpointRequest
    /// The number of the transfer, while it is under way, and when it began.
    var transfer: UInt64?
    var began = 0.0
    /// How often the request was sent.
    var tries = 0
    /// What the whole conversation took so far.
    var effort = Asker.Effort()
  }

  /// The longest turn where something is under way, in seconds: how fresh the silence is that is shown.
  private static let longestTurn = 0.5

  private let client: HTTPClient
  private var core = AskerCore(limits: [])
  private var endpoints: [Endpoint] = []
  private var standings: [Asker.Standing] = []
  private var flows: [TokenFlow] = []
  private var open: [Int: Open] = [:]
  private var talks: [UInt64: Int] = [:]

  init(client: HTTPClient) { self.client = client }

  /// Does what is to be done and waits for more; false where the thread is to end.
  mutating func turn(
    _ collect: (inout News) -> Void, _ report: ([Asker.Standing]) -> Void
  ) -> Bool {
    var news = News()
    collect(&news)
    if news.ends {
      end(news)
      return false
    }
    take(news)
    start()
    update()
    report(standings)
    let now = Clocks.monotonic
    let due = core.nextStart(after: now).map { $0 - now } ?? .infinity
    client.wait(seconds: max(0, min(due, talks.isEmpty ? 3600 : Self.longestTurn)))
    while let (id, reply) = client.next() { receive(reply, of: id) }
    // What was answered is counted before the next turn waits for more.
    update()
    report(standings)
    return true
  }

  /// Drops whatever is open: who waits for it must hear that nothing comes.
  private mutating func end(_ news: News) {
    let cancelled = Set(news.cancelled)
    let talks = open.values.map(\.talk) + news.submitted
    let efforts = open.mapValues(\.effort)
    open = [:]
    for talk in talks.sorted(by: { $0.id < $1.id }) where !cancelled.contains(talk.id) {
      talk.fail(Asker.closed, efforts[talk.id] ?? Asker.Effort())
    }
  }

  private mutating func take(_ news: News) {
    for (endpoint, limit) in news.servers {
      endpoints.append(endpoint)
      standings.append(Asker.Standing())
      flows.append(TokenFlow())
      _ = core.addServer(limit: limit)
    }
    for (server, limit) in news.limits { core.limit(server, to: limit) }
    for talk in news.submitted {
      do throws(ReplyError) {
        guard let request = try talk.advance(nil, Asker.Effort()) else { continue }
        add(talk, request)
      } catch {
        fail(talk, EndpointFailure(.malformed, error.words), Asker.Effort())
      }
    }
    for id in news.cancelled {
      guard let dropped = open.removeValue(forKey: id) else { continue }
      core.cancel(id)
      if let transfer = dropped.transfer {
        talks[transfer] = nil
        client.cancel(transfer)
      }
    }
  }

  private mutating func add(
    _ talk: Asker.Talk, _ request: EndpointRequest, after effort: Asker.Effort = Asker.Effort(),
    isNext: Bool = false
  ) {
    open[talk.id] = Open(talk: talk, request: request, effort: effort)
    core.add(talk.id, to: talk.server, tries: talk.tries, isNext: isNext)
  }

  private mutating func start() {
    let now = Clocks.monotonic
    for id in core.startable(at: now) {
      guard let asked = open[id] else { continue }
      let server = asked.talk.server
      guard let transfer = client.start(endpoints[server].request(asked.request)) else {
        var reply = HTTPReply()
        reply.result = .unusable
        settle(core.receive(ReplyOutcome(reply, expecting: .json), of: id, at: now), id)
        continue
      }
      standings[server].requests += 1
      open[id]?.transfer = transfer
      open[id]?.began = now
      open[id]?.tries += 1
      open[id]?.effort.requests += 1
      open[id]?.effort.tries = max(asked.effort.tries, asked.tries + 1)
      talks[transfer] = id
    }
  }

  private mutating func receive(_ reply: HTTPReply, of transfer: UInt64) {
    guard let id = talks.removeValue(forKey: transfer), let asked = open[id] else { return }
    let now = Clocks.monotonic
    let server = asked.talk.server
    standings[server].seconds += now - asked.began
    open[id]?.transfer = nil
    open[id]?.effort.seconds += now - asked.began
    var reply = reply
    if let key = endpoints[server].key { reply.hide(key.value) }
    let outcome = ReplyOutcome(reply, expecting: asked.request.expectation)
    let step = core.receive(outcome, of: id, at: now)
    guard case .answered(let answer)? = step else { return settle(step, id) }
    var effort = open[id]?.effort ?? Asker.Effort()
    let usage = asked.request.usage(of: answer)
    effort.tokens = effort.tokens + usage
    do throws(ReplyError) {
      let next = try asked.talk.advance(answer, effort)
      core.finish(id)
      open[id] = nil
      standings[server].tokens = standings[server].tokens + usage
      flows[server].add(usage, began: asked.began, ended: now)
      standings[server].trouble = nil
      if let next { add(asked.talk, next, after: effort, isNext: true) }
    } catch {
      settle(core.refuse(ReplyOutcome.unreadable(error, reply), of: id, at: now), id)
    }
  }

  /// Does what follows where there is no answer.
  private mutating func settle(_ step: AskerCore.Step?, _ id: Int) {
    guard let asked = open[id] else { return }
    switch step {
    case .waits(let failure, _): standings[asked.talk.server].trouble = failure.reason
    case .failed(let failure):
      open[id] = nil
      fail(asked.talk, failure, asked.effort)
    case .answered, nil: break
    }
  }

  private mutating func fail(
    _ talk: Asker.Talk, _ failure: EndpointFailure, _ effort: Asker.Effort
  ) {
    standings[talk.server].failed += 1
    talk.fail(failure, effort)
  }

  private mutating func update() {
    let now = Clocks.monotonic
    for index in standings.indices {
      standings[index].rate = flows[index].rate(at: now)
      standings[index].open = 0
      standings[index].silence = nil
    }
    for asked in open.values {
      let server = asked.talk.server
      standings[server].open += 1
      guard let transfer = asked.transfer, let silence = client.silence(of: transfer) else {
        continue
      }
      standings[server].silence = max(standings[server].silence ?? 0, silence)
    }
  }
}
