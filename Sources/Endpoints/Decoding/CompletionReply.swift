import Groundwork

/// A text that a server wrote on, or scored, whatever form it says it in.
public struct CompletionReply: Hashable, Sendable {
  /// What was written, after what was echoed.
  ///
  /// Untrusted text.
  public var text: String
  /// The tokens: those that were written, after those that were echoed.
  public var places: [ReplyPlace]
  /// The tokens of the prompt, where the server gives them apart.
  public var promptPlaces: [ReplyPlace]
  /// Why it ended (`stop`, `length`), where it is said.
  ///
  /// Untrusted text.
  public var finish: String?
  /// How many tokens the server says it read and wrote; nil where it does not.
  public var usage: TokenUsage?

  /// The log-probabilities that are possible; below, a server means none at all.
  static let logs = -1e4...1e-3

  /// Reads a reply: the completions of vLLM (lists beside each other) and of llama.cpp (a list of objects),
  /// and both at once with one of them empty, as a proxy passes them on.
  ///
  /// - Throws: ``ReplyError``.
  init(_ root: JSONNode) throws(ReplyError) {
    guard let choice = root["choices"]?.children.first, choice.content == .object else {
      throw .malformed("the reply has no choices")
    }
    text = choice["text"]?.string ?? choice["message"]?["content"]?.string ?? ""
    finish = choice["finish_reason"]?.string
    usage = Self.usage(root["usage"])
    promptPlaces = []
    if let prompt = choice["prompt_logprobs"] ?? root["prompt_logprobs"],
      prompt.content == .array
    {
      promptPlaces = try Self.promptPlaces(prompt)
    }
    places = []
    guard let logs = choice["logprobs"], logs.content == .object else { return }
    if let content = logs["content"], content.content == .array {
      places = try Self.places(content)
    } else if let tokens = logs["tokens"], tokens.content == .array {
      places = try Self.places(tokens, logs)
    }
  }

  private static func usage(_ node: JSONNode?) -> TokenUsage? {
    guard let prompt = node?["prompt_tokens"]?.count else { return nil }
    return TokenUsage(prompt: prompt, written: node?["completion_tokens"]?.count ?? 0)
  }

  // MARK: - Log-probabilities

  /// Reads `[{id, token, logprob, top_logprobs: [{id, token, logprob}]}]`.
  private static func places(_ list: JSONNode) throws(ReplyError) -> [ReplyPlace] {
    var places: [ReplyPlace] = []
    for node in list.children {
      let (token, text) = try token(node)
      var top: [ReplyPlace.Alternative] = []
      for other in node["top_logprobs"]?.children ?? [] {
        let (token, text) = try Self.token(other)
        add(token, text, other["logprob"]?.number, to: &top)
      }
      guard let log = node["logprob"]?.number else { throw .noLogProbabilities }
      places.append(
        ReplyPlace(token: token, text: text, log: try checked(log), top: sorted(top)))
    }
    return places
  }

  private static func token(_ node: JSONNode) throws(ReplyError) -> (SeenToken, String) {
    guard let text = node["token"]?.string else { throw .malformed("a token has no text") }
    if let number = node["id"]?.count { return (.number(number), text) }
    return (named(text), text)
  }

  /// Reads `{tokens: [], token_logprobs: [], top_logprobs: [{text: number}]}`.
  private static func places(
    _ tokens: JSONNode, _ logs: JSONNode
  ) throws(ReplyError) -> [ReplyPlace] {
    let texts = tokens.children
    let numbers = logs["token_logprobs"]?.children ?? []
    let tops = logs["top_logprobs"]?.children ?? []
    guard numbers.count == texts.count else { throw .noLogProbabilities }
    guard tops.isEmpty || tops.count == texts.count else {
      throw .malformed("the lists of log-probabilities are not of the same length")
    }
    var places: [ReplyPlace] = []
    for index in texts.indices {
      guard let text = texts[index].string else { throw .malformed("a token has no text") }
      // Nothing stands before the first token, so it has none.
      let log = numbers[index].number
      guard log != nil || index == 0 else { throw .noLogProbabilities }
      var top: [ReplyPlace.Alternative] = []
      for other in tops.isEmpty ? [] : tops[index].children {
        let text = other.key ?? ""
        add(named(text), text, other.number, to: &top)
      }
      places.append(
        ReplyPlace(
          token: named(text), text: text, log: try log.map(checked), top: sorted(top)))
    }
    return places
  }

  /// Reads `[null, {"7": {logprob, rank, decoded_token}, ...}]`, the token that stands there first.
  private static func promptPlaces(_ list: JSONNode) throws(ReplyError) -> [ReplyPlace] {
    var places: [ReplyPlace] = []
    for (index, node) in list.children.enumerated() {
      guard node.content == .object else {
        guard index == 0, node.content == .null else { throw .noLogProbabilities }
        places.append(ReplyPlace(token: .text(""), text: "", log: nil, top: []))
        continue
      }
      var top: [ReplyPlace.Alternative] = []
      for other in node.children {
        guard let key = other.key, let number = Int(key) else {
          throw .malformed("a token of prompt_logprobs has no number")
        }
        add(
          .number(number), other["decoded_token"]?.string ?? "", other["logprob"]?.number,
          to: &top)
      }
      guard let first = node.children.first, let key = first.key, let number = Int(key),
        let log = first["logprob"]?.number
      else { throw .noLogProbabilities }
      places.append(
        ReplyPlace(
          token: .number(number), text: first["decoded_token"]?.string ?? "",
          log: try checked(log), top: sorted(top)))
    }
    return places
  }

  /// The token that a text names: `token_id:7` is how vLLM writes a number where it is asked to.
  private static func named(_ text: String) -> SeenToken {
    guard text.hasPrefix("token_id:"), let number = Int(text.dropFirst(9)) else {
      return .text(text)
    }
    return .number(number)
  }

  /// Adds an alternative unless it is there already, or is impossible.
  private static func add(
    _ token: SeenToken, _ text: String, _ log: Double?, to top: inout [ReplyPlace.Alternative]
  ) {
    guard let log, logs.contains(log), !top.contains(where: { $0.token == token }) else { return }
    top.append(ReplyPlace.Alternative(token: token, text: text, log: min(log, 0)))
  }

  private static func sorted(_ top: [ReplyPlace.Alternative]) -> [ReplyPlace.Alternative] {
    top.sorted { ($1.log, $0.token) < ($0.log, $1.token) }
  }

  private static func checked(_ log: Double) throws(ReplyError) -> Double {
    guard logs.contains(log) else { throw .malformed("\(log) is no log-probability") }
    return min(log, 0)
  }
}
