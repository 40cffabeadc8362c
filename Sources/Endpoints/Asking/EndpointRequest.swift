public import Groundwork

/// One request, before it is known where it goes.
public struct EndpointRequest: Hashable, Sendable {
  /// What servers offer.
  public enum Path: String, Hashable, Sendable {
    /// Texts that go on, with log-probabilities.
    case completions = "/v1/completions"
    /// The models that are there.
    case models = "/v1/models"
    /// A text as tokens.
    case tokenize = "/tokenize"
    /// llama.cpp: a conversation as its model reads it.
    case applyTemplate = "/apply-template"
    /// vLLM: tokens as a text.
    case detokenize = "/detokenize"
    /// llama.cpp: slots, build.
    case props = "/props"
    /// vLLM: its version.
    case version = "/version"
  }

  /// What a reply must be to count as one.
  public enum Expectation: Hashable, Sendable {
    /// A completion with the log-probabilities of its tokens.
    case completion
    /// A list of tokens.
    case tokens
    /// Any JSON.
    case json
  }

  /// What is asked.
  public var path: Path
  /// What is posted; nil where something is only read.
  public var body: JSONValue?
  /// What must come back.
  public var expectation: Expectation

  /// States a request.
  public init(_ path: Path, _ body: JSONValue? = nil, expecting expectation: Expectation) {
    self.path = path
    self.body = body
    self.expectation = expectation
  }
}

extension EndpointRequest {
  /// How many tokens a reply cost: counted from what was sent and came back, and as the server counts
  /// where that is more.
  func usage(of reply: EndpointReply) -> TokenUsage {
    guard case .completion(let completion) = reply else { return TokenUsage() }
    let sent = body?["prompt"]?.elements?.count ?? 0
    let isEcho = body?["echo"]?.bool == true
    let counted = TokenUsage(
      prompt: max(sent, isEcho ? completion.places.count : 0),
      written: isEcho ? 0 : completion.places.count)
    return counted.atLeast(completion.usage ?? TokenUsage())
  }
}

/// What a server said, read.
public enum EndpointReply: Hashable, Sendable {
  /// To ``EndpointRequest/Expectation/completion``.
  case completion(CompletionReply)
  /// To ``EndpointRequest/Expectation/tokens``: numbers, and the longest sequence where it is said.
  case tokens([Int], longest: Int?)
  /// To ``EndpointRequest/Expectation/json``.
  case json(JSONValue)

  /// The completion.
  ///
  /// - Throws: ``ReplyError`` where it is something else.
  func completion() throws(ReplyError) -> CompletionReply {
    guard case .completion(let reply) = self else { throw .malformed("no completion") }
    return reply
  }

  /// The numbers of the tokens.
  ///
  /// - Throws: ``ReplyError`` where it is something else.
  func tokens() throws(ReplyError) -> [Int] {
    guard case .tokens(let numbers, _) = self else { throw .malformed("no list of tokens") }
    return numbers
  }
}
