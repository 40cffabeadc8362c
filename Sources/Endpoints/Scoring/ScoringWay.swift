import Groundwork

/// A way to make a server say how likely a given text is.
///
/// No server is believed that it can: the handshake measures it. A grammar or schema over *characters* is
/// none of them: the sampler then takes other tokens than those of the text.
public enum ScoringWay: String, Hashable, Sendable, CaseIterable {
  /// The prompt is echoed with its log-probabilities and nothing is written.
  case echo
  /// The same where one token must be written, which is dropped.
  case echoAndOne = "echo-and-one"
  /// vLLM's own: the log-probabilities of the prompt stand in a list of their own.
  case promptLogProbabilities = "prompt-logprobs"
  /// llama.cpp: a grammar of token numbers leaves one token possible at each place; the numbers are those
  /// before the grammar.
  case tokenGrammar = "token-grammar"
  /// One token a request: the right one is made all but certain; the numbers are those before that.
  case tokenBias = "logit-bias"

  /// What it does, in a few words.
  public var words: String {
    switch self {
    case .echo: "echo of the whole text"
    case .echoAndOne: "echo of the whole text, one more token dropped"
    case .promptLogProbabilities: "log-probabilities of the prompt"
    case .tokenGrammar: "writing forced by a grammar of token numbers"
    case .tokenBias: "writing forced by a bias, one token a request"
    }
  }

  /// How many requests a text of some tokens takes, once they are known.
  public func requests(tokens: Int) -> Int { self == .tokenBias ? tokens : 1 }

  /// Whether the text's tokens must be known by number.
  var needsNumbers: Bool { self == .tokenGrammar || self == .tokenBias }
}

/// A prompt, as text or as tokens.
enum PromptForm: Hashable, Sendable {
  case text(String)
  case tokens([Int])

  var json: JSONValue {
    switch self {
    case .text(let text): .string(text)
    case .tokens(let numbers): .array(numbers.map { .integer($0) })
    }
  }
}

/// How completions are asked of one server.
struct CompletionForm: Hashable, Sendable {
  /// The model that is asked.
  var model: String?
  /// Which server it is.
  var kind: ServerKind
  /// How many alternatives are wanted at each place.
  var alternatives: Int
  /// Whether prompts are already as the model's chat template has them, with all that stands before a text.
  var isTemplated = false
  /// llama.cpp: which of its slots answers; nil for whichever it takes.
  var slot: Int?

  /// Asks for some tokens after a prompt, the likeliest at each place.
  func writing(_ count: Int, after prompt: PromptForm) -> EndpointRequest {
    request(prompt, written: count)
  }

  /// Asks how likely a text is.
  ///
  /// - Parameters:
  ///   - prompt: what stands before it.
  ///   - tokens: the text itself from place `done` on, where its numbers are known.
  func scoring(
    _ way: ScoringWay, prompt: PromptForm, whole: PromptForm, tokens: [Int]
  ) -> EndpointRequest {
    switch way {
    case .echo: request(whole, written: 0, [("echo", .bool(true))])
    case .echoAndOne: request(whole, written: 1, [("echo", .bool(true))])
    case .promptLogProbabilities:
      request(whole, written: 1, [("prompt_logprobs", .integer(alternatives))])
    case .tokenGrammar:
      request(
        prompt, written: tokens.count,
        [("grammar", .string("root ::= " + tokens.map { "<[\($0)]>" }.joined(separator: " ")))])
    case .tokenBias:
      request(
        prompt, written: 1,
        [("logit_bias", JSONValue([("\(tokens.first ?? 0)", .number(100))]))])
    }
  }

  private func request(
    _ prompt: PromptForm, written: Int, _ more: [(String, JSONValue)] = []
  ) -> EndpointRequest {
    var members: [(String, JSONValue)] = []
    if let model { members.append(("model", .string(model))) }
    members += [
      ("prompt", prompt.json), ("max_tokens", .integer(written)), ("temperature", .number(0)),
      ("logprobs", .integer(alternatives)),
    ]
    // Tokens by number, where texts could be the same.
    if kind == .vllm { members.append(("return_tokens_as_token_ids", .bool(true))) }
    if let slot { members.append(("id_slot", .integer(slot))) }
    return EndpointRequest(.completions, JSONValue(members + more), expecting: .completion)
  }

  /// Asks for the tokens of a text, with what the server puts before every text.
  func tokenizing(_ text: String) -> EndpointRequest {
    var members: [(String, JSONValue)] =
      kind == .vllm ? [("prompt", .string(text))] : [("content", .string(text))]
    if kind == .vllm {
      if let model { members.append(("model", .string(model))) }
      // Its templates begin with what else is put before a text; llama.cpp leaves that away.
      if isTemplated { members.append(("add_special_tokens", .bool(false))) }
    } else {
      members.append(("add_special", .bool(true)))
    }
    return EndpointRequest(.tokenize, JSONValue(members), expecting: .tokens)
  }

  /// Asks vLLM for the tokens of a conversation, up to where an answer begins.
  func tokenizing(messages: JSONValue) -> EndpointRequest {
    var members: [(String, JSONValue)] = []
    if let model { members.append(("model", .string(model))) }
    members += [
      ("messages", messages), ("add_generation_prompt", .bool(true)),
      ("add_special_tokens", .bool(false)),
    ]
    return EndpointRequest(.tokenize, JSONValue(members), expecting: .tokens)
  }

  /// Asks vLLM for the text of tokens.
  func detokenizing(_ tokens: [Int]) -> EndpointRequest {
    var members: [(String, JSONValue)] = []
    if let model { members.append(("model", .string(model))) }
    members.append(("tokens", .array(tokens.map { .integer($0) })))
    return EndpointRequest(.detokenize, JSONValue(members), expecting: .json)
  }

  /// Asks llama.cpp for a conversation as its model reads it, up to where an answer begins.
  func templating(_ messages: JSONValue) -> EndpointRequest {
    EndpointRequest(
      .applyTemplate,
      JSONValue([("messages", messages), ("add_generation_prompt", .bool(true))]),
      expecting: .json)
  }
}

/// What kind of server it is: that decides how it is asked, never what it is believed to be able to do.
public enum ServerKind: String, Hashable, Sendable {
  /// llama.cpp's own server, and what is built on it.
  case llamaCpp = "llama.cpp"
  /// vLLM.
  case vllm = "vLLM"
  /// Another one, or a proxy before one.
  case other = "unknown"
}
