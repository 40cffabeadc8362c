/// A question that may take several requests, one after the other.
///
/// Nothing but values: a server is asked elsewhere, so that a conversation can be held with a script.
public protocol Conversation: Sendable {
  /// What is known in the end.
  associatedtype Answer: Sendable

  /// Takes in a reply, none at first, and says what comes next.
  ///
  /// - Throws: ``ReplyError`` where the reply is of no use; nothing has changed then, so that the same
  ///   request can be sent again.
  mutating func advance(_ reply: EndpointReply?) throws(ReplyError) -> ConversationStep<Answer>
}

/// What comes next in a conversation.
public enum ConversationStep<Answer: Sendable>: Sendable {
  /// The server must be asked.
  case ask(EndpointRequest)
  /// All is known.
  case done(Answer)
}

/// A conversation of one request.
struct SingleRequest: Conversation {
  let request: EndpointRequest

  mutating func advance(
    _ reply: EndpointReply?
  ) throws(ReplyError) -> ConversationStep<
    EndpointReply
  > {
    reply.map { .done($0) } ?? .ask(request)
  }
}
