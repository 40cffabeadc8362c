import Groundwork

/// Asks servers, on a thread of its own: no one waits for a reply who does not want to.
///
/// It makes one connection after the other, tries again what can pass (``AskerCore``), and never has more
/// requests of a server under way than allowed. Closing it closes all connections at once.
public final class Asker: Sendable {
  /// What was done with a server so far.
  public struct Standing: Hashable, Sendable {
    /// Requests that were sent, each try counted.
    public var requests = 0
    /// Requests that are under way or wait.
    public var open = 0
    /// Questions that failed.
    public var failed = 0
    /// Tokens that were read and written.
    public var tokens = TokenUsage()
    /// Seconds that requests were under way, added up.
    public var seconds = 0.0
    /// Tokens a second, read and written, over the last ten seconds; nil where none came.
    public var rate: Double?
    /// How long the one that was silent longest has been so, in seconds; nil where none is under way.
    public var silence: Double?
    /// Why something is tried again, the last time that happened.
    ///
    /// Untrusted text.
    public var trouble: String?
  }

  /// What one conversation took.
  public struct Effort: Hashable, Sendable {
    /// Requests that were sent, each try counted.
    public var requests = 0
    /// How often the request that was tried most was sent.
    public var tries = 0
    /// Tokens that were read and written.
    public var tokens = TokenUsage()
    /// Seconds that its requests were under way, added up.
    public var seconds = 0.0

    /// Makes the effort of what was not asked.
    public init() {}

    /// What two conversations took together.
    public static func + (one: Effort, other: Effort) -> Effort {
      var sum = one
      sum.requests += other.requests
      sum.tries = max(one.tries, other.tries)
      sum.tokens.prompt += other.tokens.prompt
      sum.tokens.written += other.tokens.written
      sum.seconds += other.seconds
      return sum
    }
  }

  /// How often a request is tried unless it is said.
  public static let mostTries = 6

  /// What waits for the thread.
  private struct Mailbox {
    var submitted: [Talk] = []
    var cancelled: [Int] = []
    var servers: [(endpoint: Endpoint, limit: Int)] = []
    var limits: [(server: Int, limit: Int)] = []
    var standings: [Standing] = []
    var nextTalk = 0
    var serverCount = 0
    var ends = false
    /// The thread's client, as long as it runs.
    var client: HTTPClient?
  }

  /// A conversation without its type.
  struct Talk: Sendable {
    /// Its number.
    var id: Int
    /// The server's number.
    var server: Int
    /// How often each request is tried.
    var tries: Int
    /// Takes in a reply; the next request, or nil once the answer was handed over.
    var advance: @Sendable (EndpointReply?, Effort) throws(ReplyError) -> EndpointRequest?
    /// Hands a failure over.
    var fail: @Sendable (EndpointFailure, Effort) -> Void
  }

  private let mailbox: Guarded<Mailbox>
  private let thread: DedicatedThread

  /// Starts the thread.
  ///
  /// - Throws: a failure where libcurl is missing.
  public init() throws(EndpointFailure) {
    if let problem = HTTPClient.problem { throw EndpointFailure(.noClient, problem) }
    let mailbox = Guarded(Mailbox())
    self.mailbox = mailbox
    thread = DedicatedThread {
      guard let client = HTTPClient() else { return }
      mailbox.withLock { $0.client = client }
      var loop = AskerLoop(client: client)
      while loop.turn({ Self.collect(mailbox, &$0) }, { Self.report(mailbox, $0) }) {}
      mailbox.withLock { $0.client = nil }
    }
  }

  deinit { close() }

  /// What those hear who wait for an answer when the asker is closed, or ask after that.
  static let closed = EndpointFailure(.cancelled, "the question was dropped")

  /// Drops whatever is under way, which fails as cancelled, and ends the thread.
  public func close() {
    let isFirst = mailbox.withLock { box in
      defer { box.ends = true }
      return !box.ends
    }
    guard isFirst else { return }
    wake()
    thread.join()
  }

  /// Adds a server and returns its number.
  ///
  /// - Parameter limit: the most requests at once, 1 and up.
  public func add(_ endpoint: Endpoint, limit: Int = 1) -> Int {
    mailbox.withLock { box in
      box.servers.append((endpoint, limit))
      box.standings.append(Standing())
      box.serverCount += 1
      return box.serverCount - 1
    }
  }

  /// Changes how many requests a server is sent at once.
  public func limit(_ server: Int, to limit: Int) {
    mailbox.withLock { $0.limits.append((server, limit)) }
    wake()
  }

  /// Begins a conversation and returns its number.
  ///
  /// - Parameter then: called once on the asker's thread, with the answer or why there is none, and what it
  ///   took; never after the conversation was cancelled. Where the asker is closed already it is called at
  ///   once.
  @discardableResult
  public func submit<Talked: Conversation>(
    _ conversation: Talked, to server: Int, tries: Int = Asker.mostTries,
    then: @escaping @Sendable (Result<Talked.Answer, EndpointFailure>, Effort) -> Void
  ) -> Int {
    let state = Guarded(conversation)
    let number = mailbox.withLock { box -> Int? in
      if box.ends { return nil }
      let id = box.nextTalk
      box.nextTalk += 1
      box.submitted.append(
        Talk(
          id: id, server: server, tries: tries,
          advance: { reply, effort throws(ReplyError) in
            var talk = state.withLock { $0 }
            let step = try talk.advance(reply)
            let now = talk
            state.withLock { $0 = now }
            switch step {
            case .ask(let request): return request
            case .done(let answer):
              then(.success(answer), effort)
              return nil
            }
          }, fail: { then(.failure($0), $1) }))
      return id
    }
    guard let number else {
      then(.failure(Self.closed), Effort())
      return -1
    }
    wake()
    return number
  }

  /// Drops a conversation; what it asked is closed.
  public func cancel(_ id: Int) {
    mailbox.withLock { $0.cancelled.append(id) }
    wake()
  }

  /// Holds a conversation and waits for its end.
  ///
  /// - Throws: why there is no answer.
  public func answer<Talked: Conversation>(
    to conversation: Talked, from server: Int, tries: Int = Asker.mostTries
  ) throws(EndpointFailure) -> Talked.Answer {
    let result = Guarded<Result<Talked.Answer, EndpointFailure>?>(nil)
    submit(conversation, to: server, tries: tries) { answer, _ in result.change { $0 = answer } }
    result.wait { $0 != nil }
    guard let answer = result.withLock({ $0 }) else {
      throw EndpointFailure(.cancelled, "the question was dropped")
    }
    return try answer.get()
  }

  /// What was done with a server so far.
  public func standing(of server: Int) -> Standing { mailbox.withLock { $0.standings[server] } }

  private func wake() { mailbox.withLock { $0.client?.wake() } }

  // MARK: - The thread's side

  private static func collect(_ mailbox: Guarded<Mailbox>, _ news: inout AskerLoop.News) {
    mailbox.withLock { box in
      news = AskerLoop.News(
        submitted: box.submitted, cancelled: box.cancelled, servers: box.servers,
        limits: box.limits, ends: box.ends)
      box.submitted = []
      box.cancelled = []
      box.servers = []
      box.limits = []
    }
  }

  private static func report(_ mailbox: Guarded<Mailbox>, _ standings: [Standing]) {
    mailbox.withLock { box in
      for index in standings.indices { box.standings[index] = standings[index] }
    }
  }
}
