import Groundwork
import Testing

@testable import Endpoints

@Suite struct TemplateTests {
  /// A template in the manner of ChatML, with a system text of its own where there is none.
  private static func chat(_ messages: [(role: String, text: String)]) -> String? {
    let given =
      messages.first?.role == "system"
      ? messages : [("system", "You are somebody.")] + messages
    return given.map { "<|im_start|>\($0.role)\n\($0.text)<|im_end|>\n" }.joined()
      + "<|im_start|>assistant\n"
  }

  private func found(
    _ manner: ScriptedServer.Manner,
    _ template: (@Sendable ([(role: String, text: String)]) -> String?)?
  ) throws -> (Handshake, ScriptedServer) {
    let server = ScriptedServer(manner)
    server.template = template
    var found = try Handshake(with: server)
    try found.findTemplate(server)
    return (found, server)
  }

  @Test(arguments: [ScriptedServer.Manner.llama, .vllm])
  func `a chat template is what stands around a message, with an empty system text`(
    manner: ScriptedServer.Manner
  ) throws {
    let (handshake, _) = try found(manner, Self.chat)
    let template = try #require(handshake.template)
    #expect(
      template.before == "<|im_start|>system\n<|im_end|>\n<|im_start|>user\n"
        && template.after == "<|im_end|>\n<|im_start|>assistant\n")
    #expect(
      template.text(of: " which step? ")
        == template.before + "which step?" + template.after)
  }

  @Test func `a template that takes no system text is asked without one`() throws {
    let (handshake, _) = try found(.llama) { messages in
      messages.contains { $0.role == "system" } ? nil : "Q: \(messages[0].text)\nA:"
    }
    #expect(handshake.template == ChatTemplate(before: "Q: ", after: "\nA:"))
  }

  @Test func `a template that hides or changes the message, or none at all, is refused`() {
    func reason(_ template: (@Sendable ([(role: String, text: String)]) -> String?)?) -> String? {
      do {
        _ = try found(.llama, template)
        return nil
      } catch {
        return (error as? EndpointFailure)?.reason
      }
    }
    #expect(reason(nil)?.contains("Not Found") == true)
    #expect(reason { _ in "always the same" }?.contains("does not show the message") == true)
    #expect(reason { $0.map(\.text).joined() + $0.map(\.text).joined() } != nil)
    #expect(
      reason { messages in
        let text = messages.last?.text ?? ""
        return text + " (\(text.utf8.count) letters)"
      }?.contains("other words around another message") == true)
  }

  @Test func `vLLM puts nothing before a text that its template has begun already`() throws {
    let (handshake, server) = try found(.vllm, Self.chat)
    _ = try server.answer(to: TokenConversation(of: "w1 w2", by: handshake))
    #expect(server.requests.last?.body?["add_special_tokens"]?.bool == false)
    let plain = try Handshake(with: server)
    _ = try server.answer(to: TokenConversation(of: "w1 w2", by: plain))
    #expect(server.requests.last?.body?["add_special_tokens"] == nil)
  }

  @Test func `a text is scored in the slot that is named, after its prompt was read there`() throws
  {
    let server = ScriptedServer(.llama)
    let found = try Handshake(with: server)
    let way = try #require(found.way)
    func ask(_ readsFirst: Bool) throws -> (ScoredText, [EndpointRequest]) {
      let before = server.requests.count
      let text = try server.answer(
        to: ScoreConversation(
          of: [" w2", " w3"], after: "w1 w5", by: found, way: way, slot: 1, readsFirst: readsFirst))
      return (
        text, server.requests[before...].filter { $0.path == .completions }
      )
    }
    let (one, requests) = try ask(true)
    #expect(requests.map { $0.body?["id_slot"]?.integer } == [1, 1])
    #expect(requests[0].body?["prompt"] == .array([.integer(1), .integer(5)]))
    #expect(requests[0].body?["max_tokens"]?.integer == 1 && requests[0].body?["grammar"] == nil)
    let (other, fewer) = try ask(false)
    #expect(fewer.count == 1 && one == other)
  }
}
