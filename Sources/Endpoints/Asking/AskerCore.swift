import Groundwork

/// When which request goes to which server, and what follows from what came back: without threads, clocks
/// and connections.
///
/// All times are in seconds on a clock that never goes back. Requests of a server start in the order in
/// which they were added. Where a server cannot keep up, all its requests wait, and half as many are
/// under way at once; after every ten good replies it is one more.
struct AskerCore {
  /// What happens to a request.
  enum Step: Hashable {
    /// It was answered.
    case answered(EndpointReply)
    /// It failed.
    case failed(EndpointFailure)
    /// It waits and is tried again.
    case waits(EndpointFailure, until: Double)
  }

  /// What is known of a server.
  struct Server {
    /// The most requests at once, 1 and up.
    var limit: Int
    /// The most at once for now.
    var window: Int
    /// How many are under way.
    var running = 0
    /// Good replies since the window last changed.
    var good = 0
    /// Until when nothing is asked.
    var pausedUntil = -Double.infinity
    /// When the window was last halved.
    var halved = -Double.infinity
    /// Since when the model is being loaded.
    var loading: Double?
    /// What waits, in the order in which it was added.
    var queue: [Int] = []
  }

  private struct Request {
    var server: Int
    var mostTries: Int
    /// When it was last started; nil while it waits.
    var started: Double?
    var tries = 0
    var unusable = 0
  }

  /// The longest wait that grows by itself, in seconds.
  static let longestBackOff = 60.0
  /// How long a model may take to be loaded, in seconds.
  static let longestLoading = 600.0
  /// The pause between two looks at whether the model is loaded, in seconds.
  static let loadingPause = 2.0
  /// How many good replies it takes to ask one more at once.
  static let goodForGrowth = 10

  private(set) var servers: [Server]
  private var requests: [Int: Request] = [:]
  private var random: RandomSource

  /// Makes a state without requests.
  ///
  /// - Parameter limits: of each server the most requests at once, 1 and up.
  init(limits: [Int], seed: UInt64 = 0) {
    servers = limits.map { Server(limit: max(1, $0), window: max(1, $0)) }
    random = RandomSource(seed: seed)
  }

  /// How many requests there are, under way or waiting.
  var count: Int { requests.count }

  /// Adds a server and returns its number.
  mutating func addServer(limit: Int) -> Int {
    servers.append(Server(limit: max(1, limit), window: max(1, limit)))
    return servers.count - 1
  }

  /// Changes how many requests a server is sent at once.
  mutating func limit(_ server: Int, to limit: Int) {
    servers[server].limit = max(1, limit)
    servers[server].window = max(1, limit)
  }

  /// Adds a request behind all others of its server, or before them where it goes on with what was begun.
  mutating func add(_ id: Int, to server: Int, tries: Int = Asker.mostTries, isNext: Bool = false) {
    requests[id] = Request(server: server, mostTries: tries)
    servers[server].queue.insert(id, at: isNext ? 0 : servers[server].queue.count)
  }

  /// Forgets a request.
  mutating func cancel(_ id: Int) {
    guard let request = requests.removeValue(forKey: id) else { return }
    if request.started != nil {
      servers[request.server].running -= 1
    } else {
      servers[request.server].queue.removeAll { $0 == id }
    }
  }

  /// Takes the requests that are to start now, in their order.
  mutating func startable(at now: Double) -> [Int] {
    var ids: [Int] = []
    for index in servers.indices where servers[index].pausedUntil <= now {
      // While the model is loaded one request is enough to see whether it is.
      let window = servers[index].loading == nil ? servers[index].window : 1
      let free = max(0, window - servers[index].running)
      let next = servers[index].queue.prefix(free)
      servers[index].queue.removeFirst(next.count)
      servers[index].running += next.count
      for id in next { requests[id]?.started = now }
      ids += next
    }
    return ids
  }

  /// When something can start that cannot now; nil where only a reply can change that.
  func nextStart(after now: Double) -> Double? {
    servers.filter { !$0.queue.isEmpty && $0.pausedUntil > now }.map(\.pausedUntil).min()
  }

  /// Takes in what came back to a request and says what follows; nil for one that was forgotten.
  ///
  /// One that is answered is kept until ``finish(_:)``, for its reply may turn out to be of no use.
  mutating func receive(_ outcome: ReplyOutcome, of id: Int, at now: Double) -> Step? {
    guard var request = requests[id], let started = request.started else { return nil }
    let server = request.server
    servers[server].running -= 1
    request.started = nil
    defer { if requests[id] != nil { requests[id] = request } }
    if case .loading(let failure) = outcome {
      let since = servers[server].loading ?? now
      servers[server].loading = since
      guard now - since < Self.longestLoading else { return fail(failure, request, id) }
      return wait(failure, id, on: server, until: now + Self.loadingPause)
    }
    servers[server].loading = nil
    request.tries += 1
    switch outcome {
    case .answered(let reply):
      grow(server)
      return .answered(reply)
    case .again(let failure, let after):
      halve(server, started: started, at: now)
      guard request.tries < request.mostTries else { return fail(failure, request, id) }
      let pause = max(after ?? 0, backOff(request.tries))
      return wait(failure, id, on: server, until: now + pause)
    case .unusable(let failure):
      request.unusable += 1
      guard request.unusable < 2 else { return fail(failure, request, id) }
      servers[server].queue.insert(id, at: 0)
      return .waits(failure, until: now)
    case .failed(let failure), .loading(let failure): return fail(failure, request, id)
    }
  }

  /// Forgets a request that was answered.
  mutating func finish(_ id: Int) { requests[id] = nil }

  /// Takes in that the reply to a request is of no use after all.
  mutating func refuse(_ failure: EndpointFailure, of id: Int, at now: Double) -> Step? {
    guard var request = requests[id], request.started == nil else { return nil }
    request.unusable += 1
    guard request.unusable < 2 else { return fail(failure, request, id) }
    requests[id] = request
    servers[request.server].queue.insert(id, at: 0)
    return .waits(failure, until: now)
  }

  private mutating func fail(_ failure: EndpointFailure, _ request: Request, _ id: Int) -> Step {
    requests[id] = nil
    var failure = failure
    failure.tries = max(1, request.tries)
    return .failed(failure)
  }

  private mutating func wait(
    _ failure: EndpointFailure, _ id: Int, on server: Int, until time: Double
  ) -> Step {
    servers[server].queue.insert(id, at: 0)
    servers[server].pausedUntil = max(servers[server].pausedUntil, time)
    return .waits(failure, until: servers[server].pausedUntil)
  }

  private mutating func grow(_ server: Int) {
    guard servers[server].window < servers[server].limit else { return }
    servers[server].good += 1
    guard servers[server].good >= Self.goodForGrowth else { return }
    servers[server].good = 0
    servers[server].window += 1
  }

  /// Halves what is under way at once; what was asked before that says nothing about the half.
  private mutating func halve(_ server: Int, started: Double, at now: Double) {
    servers[server].good = 0
    guard started >= servers[server].halved else { return }
    servers[server].halved = now
    servers[server].window = max(1, servers[server].window / 2)
  }

  /// Half a second, twice as long after every try, up to half of it more or less, a minute at most.
  private mutating func backOff(_ tries: Int) -> Double {
    var pause = 0.5
    for _ in 1..<max(1, tries) { pause *= 2 }
    pause *= 0.75 + 0.5 * random.unit()
    return min(pause, Self.longestBackOff)
  }
}
