import Groundwork

/// The name of a question to a model, under which its answer is kept: the same question to the same model has
/// the same name on every machine.
///
/// It is the SHA-256 of the question as JSON, keys in order, without white space. The address and the key of
/// the server are no part of it; the role and the model as the handshake found it are, because some servers
/// answer for whatever model is asked of them.
public struct QuestionKey: Hashable, Sendable {
  /// 64 hexadecimal digits.
  public let hex: String

  /// Names the question how likely a text is.
  ///
  /// - Parameters:
  ///   - role: what the model is here (`expert`).
  ///   - parts: the text in parts.
  public init(
    scoreOf parts: [String], after prompt: String, role: String, by server: Handshake
  ) {
    self.init("score", prompt, role, server, ("text", .array(parts.map { .string($0) })))
  }

  /// Names the question which tokens may come next.
  ///
  /// - Parameter role: what the model is here (`expert`).
  public init(nextAfter prompt: String, role: String, by server: Handshake) {
    self.init("next", prompt, role, server, nil)
  }

  private init(
    _ ability: String, _ prompt: String, _ role: String, _ server: Handshake,
    _ text: (String, JSONValue)?
  ) {
    let question = JSONValue(
      [
        ("ability", .string(ability)), ("k", .integer(server.alternatives)),
        ("model", .optional(server.model)), ("parameters", .optional(server.parameters)),
        ("prompt", .string(prompt)), ("role", .string(role)),
      ] + [text].compactMap { $0 } + [("vocabulary", .optional(server.vocabulary))])
    hex = SHA256.hex(of: Array(question.text().utf8))
  }
}
