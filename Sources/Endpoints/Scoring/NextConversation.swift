/// Asks one server which tokens may come next after a prompt.
///
/// ``AnswerMass`` makes probabilities of given answers of it.
public struct NextConversation: Conversation {
  private let form: CompletionForm
  private let prompt: String

  /// Asks a server that was looked at, which must give log-probabilities of what it writes.
  public init(after prompt: String, by server: Handshake) {
    form = server.form
    self.prompt = prompt
  }

  /// Has one token written, and returns what was said of its place.
  public mutating func advance(
    _ reply: EndpointReply?
  ) throws(ReplyError) -> ConversationStep<ReplyPlace> {
    guard let reply else { return .ask(form.writing(1, after: .text(prompt))) }
    guard let place = try reply.completion().places.first, place.log != nil, !place.top.isEmpty
    else { throw .noLogProbabilities }
    return .done(place.rounded)
  }
}
