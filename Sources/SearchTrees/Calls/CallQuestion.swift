import Groundwork

/// A question to a language model on a server.
public struct CallQuestion: Hashable, Sendable {
  /// What is asked of models.
  public enum Ability: String, Hashable, Sendable {
    /// How likely a given text is.
    case score
  }

  /// Who is asked, as the search calls it (`expert`).
  public var name: String
  /// What is asked.
  public var ability: Ability
  /// What stands before the text.
  public var prompt: String
  /// The text in parts; none is empty.
  public var parts: [String]

  /// Asks how likely a text is.
  public init(scoreOf parts: [String], after prompt: String, by name: String) {
    self.name = name
    ability = .score
    self.prompt = prompt
    self.parts = parts
  }

  /// The text as a whole.
  public var text: String { parts.joined() }

  /// The name of the question: the SHA-256 of the question as JSON, keys in order, without white space, in 64
  /// hexadecimal digits.
  ///
  /// Address and key of the server are no part of it; the role and the model as it was found are, because some
  /// servers answer for whatever model is asked of them. The same question to the same model has the same
  /// name on every machine. O(n) in the text.
  public func key(of server: ModelServer) -> String {
    let question = JSONValue([
      ("ability", .string(ability.rawValue)), ("k", .integer(server.alternatives)),
      ("model", .optional(server.model)), ("parameters", .optional(server.parameters)),
      ("prompt", .string(prompt)), ("role", .string(name)),
      ("text", .array(parts.map { .string($0) })), ("vocabulary", .optional(server.vocabulary)),
    ])
    return SHA256.hex(of: Array(question.text().utf8))
  }
}
