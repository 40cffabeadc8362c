import Groundwork

extension Handshake {
  /// Two messages that are put into the chat template of a server; no template has either in it.
  private static let messages = ["Which step comes next, one or two?", "Seven and\neight"]

  /// Finds what the server's chat template puts around a message: two to six small requests.
  ///
  /// Templates add things unasked, such as a system text of their own where there is none, so an empty one is
  /// sent, unless the template takes none. What stands around one message must stand around another.
  ///
  /// - Throws: why there is none.
  public mutating func findTemplate(_ server: some Answering) throws(EndpointFailure) {
    var last: EndpointFailure?
    for hasSystem in [true, false] {
      do throws(EndpointFailure) {
        let first = try templated(Self.messages[0], hasSystem, server)
        guard let template = Self.template(of: first, around: Self.messages[0]) else {
          throw EndpointFailure(
            .unable, "the chat template does not show the message that is put into it")
        }
        let second = try templated(Self.messages[1], hasSystem, server)
        guard second == template.text(of: Self.messages[1]) else {
          throw EndpointFailure(
            .unable, "the chat template puts other words around another message")
        }
        self.template = template
        return
      } catch {
        guard [.refused, .malformed, .unable, .busy].contains(error.kind) else { throw error }
        last = last ?? error
      }
    }
    throw last ?? EndpointFailure(.unable, "the server shows no chat template")
  }

  /// What stands around a message in a text that holds it once; nil where it does not.
  static func template(of text: String, around message: String) -> ChatTemplate? {
    let (text, message) = (Array(text.utf8), Array(message.utf8))
    let places = text.indices.filter { text[$0...].starts(with: message) }
    guard places.count == 1, let place = places.first else { return nil }
    return ChatTemplate(
      before: String(decoding: text[..<place], as: UTF8.self),
      after: String(decoding: text[(place + message.count)...], as: UTF8.self))
  }

  /// A message as the server's template has it.
  private func templated(
    _ message: String, _ hasSystem: Bool, _ server: some Answering
  ) throws(EndpointFailure) -> String {
    let system: [JSONValue] =
      hasSystem
      ? [JSONValue([("role", .string("system")), ("content", .string(""))])] : []
    let messages = JSONValue.array(
      system + [JSONValue([("role", .string("user")), ("content", .string(message))])])
    // vLLM gives the tokens of a conversation, and the text of tokens; llama.cpp the text itself.
    let asked =
      kind == .vllm
      ? form.detokenizing(try tokens(of: messages, server)) : form.templating(messages)
    guard case .json(let value) = try server.reply(to: asked), let text = value["prompt"]?.string
    else { throw EndpointFailure(.malformed, "the server gives no text of its chat template") }
    return text
  }

  private func tokens(
    of messages: JSONValue, _ server: some Answering
  ) throws(EndpointFailure) -> [Int] {
    guard case .tokens(let tokens, _) = try server.reply(to: form.tokenizing(messages: messages))
    else { throw EndpointFailure(.malformed, "the server gives no tokens of its chat template") }
    return tokens
  }
}
