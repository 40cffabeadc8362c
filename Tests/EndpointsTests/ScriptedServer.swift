import Groundwork

@testable import Endpoints

/// A small model of twelve words behind one kind of server or another, without a connection.
final class ScriptedServer: Answering {
  /// What it does with the questions.
  enum Manner: CaseIterable {
    /// Echo and `prompt_logprobs`, as vLLM has them.
    case vllm
    /// Echo is ignored; a grammar of tokens, and numbers.
    case llama
    /// Only a bias forces a token.
    case biasOnly
    /// Echo, one place off.
    case shifted
    /// Echo, with the numbers of another temperature.
    case heated
    /// Writes, with numbers, and nothing else; cuts no texts.
    case writesOnly
    /// Writes without numbers.
    case silent
    /// Echo alone, without tokenising, tokens by their texts: a proxy.
    case proxy
  }

  static let words = 12
  let manner: Manner
  /// The most alternatives that are allowed.
  let most: Int
  /// What its model's chat template does; nil for a model without one.
  var template: (@Sendable (_ messages: [(role: String, text: String)]) -> String?)?
  private(set) var requests: [EndpointRequest] = []

  init(_ manner: Manner, most: Int = 20) {
    self.manner = manner
    self.most = most
  }

  /// The probabilities of the next word: functions of the two last ones.
  static func logs(after tokens: ArraySlice<Int>) -> [Double] {
    let seed = tokens.suffix(2).reduce(7) { ($0 &* 31 &+ $1 &+ 1) % 10_007 }
    var random = RandomSource(seed: UInt64(seed))
    let weights = (0..<words).map { _ in 0.01 + random.unit() * random.unit() * random.unit() }
    let sum = weights.reduce(0, +)
    return weights.map { logarithm($0 / sum) }
  }

  /// Cuts a text into words; a word that is none of the twelve is one of them all the same.
  static func tokens(of text: String) -> [Int] {
    text.split(separator: " ").map { word in
      if word.hasPrefix("w"), let number = Int(word.dropFirst()), number < words { return number }
      return word.utf8.reduce(3) { ($0 &* 17 &+ Int($1)) % 997 } % words
    }
  }

  func reply(to request: EndpointRequest) throws(EndpointFailure) -> EndpointReply {
    requests.append(request)
    let (status, body) = respond(request)
    let outcome = ReplyOutcome(
      HTTPReply(status: status, contentType: "application/json", body: Array(body.text().utf8)),
      expecting: request.expectation)
    switch outcome {
    case .answered(let reply): return reply
    case .again(let failure, _), .loading(let failure), .unusable(let failure),
      .failed(let failure):
      throw failure
    }
  }

  private func respond(_ request: EndpointRequest) -> (Int, JSONValue) {
    switch request.path {
    case .models: (200, models)
    case .props:
      manner == .llama
        ? (200, JSONValue([("total_slots", .integer(2)), ("build_info", .string("b1"))]))
        : missing
    case .version: manner == .vllm ? (200, JSONValue([("version", .string("0.32"))])) : missing
    case .tokenize: tokenized(request)
    case .applyTemplate:
      manner == .llama
        ? templated(request).map { (200, JSONValue([("prompt", .string($0))])) } ?? missing
        : missing
    case .detokenize: manner == .vllm ? detokenized(request) : missing
    case .completions: completed(request)
    }
  }

  private var missing: (Int, JSONValue) {
    (404, JSONValue([("error", JSONValue([("message", .string("Not Found"))]))]))
  }

  private var models: JSONValue {
    var model: [(String, JSONValue)] = [("id", .string("tiny"))]
    switch manner {
    case .vllm, .shifted, .heated:
      model += [("owned_by", .string("vllm")), ("max_model_len", .integer(99))]
    case .llama, .biasOnly:
      model += [
        ("owned_by", .string("llamacpp")),
        ("meta", JSONValue([("n_vocab", .integer(Self.words)), ("n_ctx", .integer(99))])),
      ]
    case .writesOnly, .silent, .proxy: model += [("owned_by", .string("somebody"))]
    }
    return JSONValue([("data", .array([JSONValue(model)]))])
  }

  private func templated(_ request: EndpointRequest) -> String? {
    template?(
      (request.body?["messages"]?.elements ?? []).map {
        ($0["role"]?.string ?? "", $0["content"]?.string ?? "")
      })
  }

  /// The text of a conversation's tokens, which are its bytes.
  private func detokenized(_ request: EndpointRequest) -> (Int, JSONValue) {
    let bytes = request.body?["tokens"]?.elements?.compactMap { $0.integer.map { UInt8($0) } } ?? []
    return (200, JSONValue([("prompt", .string(String(decoding: bytes, as: UTF8.self)))]))
  }

  private func tokenized(_ request: EndpointRequest) -> (Int, JSONValue) {
    if request.body?["messages"] != nil {
      guard manner == .vllm, let text = templated(request) else { return missing }
      return (200, JSONValue([("tokens", .array(text.utf8.map { .integer(Int($0)) }))]))
    }
    if [.writesOnly, .silent, .proxy].contains(manner) { return missing }
    let text = request.body?["prompt"]?.string ?? request.body?["content"]?.string ?? ""
    return (
      200, JSONValue([("tokens", .array(Self.tokens(of: text).map { .integer($0) }))])
    )
  }

  // MARK: - Completions

  private func completed(_ request: EndpointRequest) -> (Int, JSONValue) {
    let body = request.body ?? .null
    let prompt =
      body["prompt"]?.elements?.compactMap(\.integer)
      ?? Self.tokens(of: body["prompt"]?.string ?? "")
    let asked = body["logprobs"]?.integer ?? 0
    if asked > most {
      return refused(
        "Requested sample logprobs of \(asked), which is greater than max allowed: \(most)")
    }
    let bias = body["logit_bias"]?.members?.compactMap { Int($0.key) } ?? []
    if bias.contains(where: { $0 >= Self.words }) {
      return refused(
        "token_id(s) \(bias) in logit_bias contain out-of-vocab token ids. Vocabulary size: 12")
    }
    let echoes =
      body["echo"]?.bool == true && [.vllm, .shifted, .heated, .proxy].contains(manner)
    var forced: [Int] = []
    if manner == .llama, let grammar = body["grammar"]?.string {
      forced = grammar.split(separator: "[").dropFirst().compactMap {
        Int($0.prefix { $0.isNumber })
      }
    }
    if manner == .llama || manner == .biasOnly { forced += bias }
    var tokens = prompt
    let wanted = body["max_tokens"]?.integer ?? 0
    // llama.cpp writes one token where none is wanted.
    for index in 0..<max(echoes ? 0 : 1, wanted) {
      let logs = Self.logs(after: tokens[...])
      let greedy = logs.indices.max { logs[$0] < logs[$1] } ?? 0
      tokens.append(index < forced.count ? forced[index] : greedy)
    }
    var choice: [(String, JSONValue)] = [
      ("text", .string(tokens[prompt.count...].map { " w\($0)" }.joined()))
    ]
    choice.append(
      ("logprobs", logprobs(tokens, from: echoes ? 0 : prompt.count, isEcho: echoes, asked)))
    if manner == .vllm, body["prompt_logprobs"] != nil {
      choice.append(("prompt_logprobs", promptLogs(prompt, asked)))
    }
    return (200, JSONValue([("choices", .array([JSONValue(choice)]))]))
  }

  private func refused(_ words: String) -> (Int, JSONValue) {
    (400, JSONValue([("error", JSONValue([("message", .string(words))]))]))
  }

  private func logprobs(
    _ tokens: [Int], from start: Int, isEcho: Bool, _ count: Int
  ) -> JSONValue {
    if manner == .silent { return .null }
    let places = (start..<tokens.count).map { place -> (Double?, [(Int, Double)]) in
      var reading = place
      if manner == .shifted, isEcho { reading = max(0, place - 1) }
      if place == 0 { return (nil, []) }
      var logs = Self.logs(after: tokens[..<reading])
      if manner == .heated, isEcho { logs = logs.map { $0 / 2 } }
      let top = logs.indices.sorted { logs[$0] > logs[$1] }.prefix(count)
      return (logs[tokens[place]], top.map { ($0, logs[$0]) })
    }
    if manner == .llama || manner == .biasOnly {
      let content = zip(tokens[start...], places).map { token, place in
        JSONValue([
          ("id", .integer(token)), ("token", .string("")), ("logprob", .optional(place.0)),
          (
            "top_logprobs",
            .array(
              place.1.map {
                JSONValue([
                  ("id", .integer($0.0)), ("token", .string("")), ("logprob", .number($0.1)),
                ])
              })
          ),
        ])
      }
      return JSONValue([("content", .array(content))])
    }
    let isNumbered = manner != .proxy && manner != .writesOnly
    func name(_ token: Int) -> String { isNumbered ? "token_id:\(token)" : " w\(token)" }
    return JSONValue([
      ("tokens", .array(tokens[start...].map { .string(name($0)) })),
      ("token_logprobs", .array(places.map { .optional($0.0) })),
      (
        "top_logprobs",
        .array(
          places.map { place in
            place.0 == nil ? .null : JSONValue(place.1.map { (name($0.0), .number($0.1)) })
          })
      ),
    ])
  }

  private func promptLogs(_ tokens: [Int], _ count: Int) -> JSONValue {
    .array(
      tokens.indices.map { place in
        if place == 0 { return .null }
        let logs = Self.logs(after: tokens[..<place])
        let top = logs.indices.sorted { logs[$0] > logs[$1] }.prefix(count)
        let own = tokens[place]
        return JSONValue(
          ([own] + top.filter { $0 != own }).map {
            ("\($0)", JSONValue([("logprob", .number(logs[$0]))]))
          })
      })
  }

  private static func logarithm(_ x: Double) -> Double {
    var (number, result) = (x, 0.0)
    while number < 0.5 {
      number *= 2
      result -= 0.6931471805599453
    }
    let y = (number - 1) / (number + 1)
    var (power, sum) = (y, 0.0)
    for k in stride(from: 1.0, to: 99, by: 2) {
      sum += power / k
      power *= y * y
    }
    return result + 2 * sum
  }
}
