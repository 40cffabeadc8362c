/// Something that answers requests one after the other: a server, or a script that stands in for one.
public protocol Answering {
  /// Asks and waits for the reply.
  ///
  /// - Throws: why there is none.
  func reply(to request: EndpointRequest) throws(EndpointFailure) -> EndpointReply
}

extension Answering {
  /// Holds a conversation to its end.
  ///
  /// - Throws: why there is no answer; a reply of no use is asked for once more.
  public func answer<Talk: Conversation>(
    to conversation: Talk
  ) throws(EndpointFailure) -> Talk.Answer {
    var talk = conversation
    var reply: EndpointReply?
    var request: EndpointRequest?
    var refused = 0
    while true {
      var next = talk
      do throws(ReplyError) {
        switch try next.advance(reply) {
        case .done(let answer): return answer
        case .ask(let asked):
          request = asked
          refused = 0
        }
        talk = next
      } catch {
        refused += 1
        guard refused < 2, request != nil else {
          throw EndpointFailure(.malformed, error.words, tries: refused)
        }
      }
      guard let request else { throw EndpointFailure(.malformed, "nothing was asked") }
      reply = try self.reply(to: request)
    }
  }
}

/// One server of an asker.
public struct AskedServer: Answering, Sendable {
  /// Who asks.
  public let asker: Asker
  /// The server's number.
  public let number: Int
  /// How often each request is tried.
  public var tries = 6

  /// Names a server of an asker.
  public init(_ asker: Asker, _ number: Int) {
    self.asker = asker
    self.number = number
  }

  /// Asks and waits for the reply.
  public func reply(to request: EndpointRequest) throws(EndpointFailure) -> EndpointReply {
    try asker.answer(to: SingleRequest(request: request), from: number, tries: tries)
  }
}
