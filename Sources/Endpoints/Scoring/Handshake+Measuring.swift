public import Groundwork

extension Handshake {
  /// The texts after which a server is made to write: prose, and what the embedded models read.
  ///
  /// Ordinary words in one line: line breaks and white space often come back as other tokens.
  static let texts = [
    "The capital of France is Paris, and the capital of Italy is",
    "[STATE] hand empty and red on table and blue on red [GOAL] red on blue [ACTION]",
  ]

  /// Looks at a server: some twenty small requests.
  ///
  /// - Parameters:
  ///   - model: the model that is meant; nil for the first that the server names.
  ///   - time: what it is measured by.
  /// - Throws: why the server cannot be asked. That it cannot score is no failure but is found.
  public init(
    with server: some Answering, model: String? = nil, time: any TimeSource = SystemTime()
  ) throws(EndpointFailure) {
    self.init()
    self.model = model
    try introduce(server)
    let began = time.now
    guard let start = try begin(server) else { return }
    firstSeconds = time.now - began
    try measure(server, start, time)
    if vocabulary == nil { vocabulary = try askVocabulary(server) }
  }

  /// What is measured with.
  private struct Beginning {
    var text: String
    /// The tokens of the text; empty where they are not known.
    var tokens: [Int]
    /// What the server wrote after it.
    var written: CompletionReply
  }

  // MARK: - Who it is

  private mutating func introduce(_ server: some Answering) throws(EndpointFailure) {
    guard let list = try optional(server, EndpointRequest(.models, expecting: .json)) else {
      return
    }
    let models = list["data"]?.elements ?? []
    let names = models.compactMap { $0["id"]?.string }
    let chosen = models.first { $0["id"]?.string == model } ?? models.first
    model = model ?? names.first
    switch chosen?["owned_by"]?.string {
    case "llamacpp": kind = .llamaCpp
    case "vllm": kind = .vllm
    default: kind = .other
    }
    if kind == .vllm, let model, !names.isEmpty, !names.contains(model) {
      throw EndpointFailure(
        .refused, "the server has no model \(model); it has \(names.joined(separator: ", "))")
    }
    vocabulary = chosen?["meta"]?["n_vocab"]?.integer
    parameters = chosen?["meta"]?["n_params"]?.integer
    longest = chosen?["meta"]?["n_ctx"]?.integer ?? chosen?["max_model_len"]?.integer
    if kind == .llamaCpp {
      let props = try optional(server, EndpointRequest(.props, expecting: .json))
      slots = props?["total_slots"]?.integer
      version = props?["build_info"]?.string
    }
    if kind == .vllm {
      version = try optional(server, EndpointRequest(.version, expecting: .json))?["version"]?
        .string
    }
  }

  /// Asks for something that a server may not have.
  private func optional(
    _ server: some Answering, _ request: EndpointRequest
  ) throws(EndpointFailure) -> JSONValue? {
    do throws(EndpointFailure) {
      guard case .json(let value) = try server.reply(to: request) else { return nil }
      return value
    } catch {
      guard error.kind == .refused || error.kind == .malformed else { throw error }
      return nil
    }
  }

  // MARK: - What it writes

  /// Finds a text of which the server knows the words, and what it writes after it; nil where it gives no
  /// log-probabilities.
  private mutating func begin(_ server: some Answering) throws(EndpointFailure) -> Beginning? {
    var last: EndpointFailure?
    for text in Self.texts {
      do throws(EndpointFailure) {
        let tokens = try cut(text, server)
        // A text of which hardly a word is known says nothing.
        if let tokens, tokens.count < 4 { continue }
        let prompt = tokens.map { PromptForm.tokens($0) } ?? .text(text)
        guard let reply = try write(server, prompt) else { return nil }
        guard reply.places.count == 2, reply.places.allSatisfy({ $0.log != nil }) else { continue }
        sample = tokens ?? []
        givesNext = true
        return Beginning(text: text, tokens: tokens ?? [], written: reply)
      } catch {
        guard error.kind == .refused || error.kind == .busy else { throw error }
        last = error
      }
    }
    if let last, !givesNext { throw last }
    return nil
  }

  /// The tokens of a text; nil where the server cuts none.
  private mutating func cut(
    _ text: String, _ server: some Answering
  ) throws(EndpointFailure) -> [Int]? {
    do throws(EndpointFailure) {
      guard case .tokens(let tokens, let length) = try server.reply(to: form.tokenizing(text))
      else { return nil }
      cutsTexts = true
      longest = longest ?? length
      return tokens
    } catch {
      guard error.kind == .refused || error.kind == .malformed else { throw error }
      return nil
    }
  }

  /// Has two tokens written with as many alternatives as the server lists; nil where it lists none.
  private mutating func write(
    _ server: some Answering, _ prompt: PromptForm
  ) throws(EndpointFailure) -> CompletionReply? {
    var wishes = Self.wishes
    if let vocabulary { wishes.insert(max(1, min(vocabulary, wishes[0])), at: 0) }
    var most: Int?
    while let wish = wishes.first {
      wishes.removeFirst()
      if let most, wish > most { continue }
      alternatives = wish
      do throws(EndpointFailure) {
        guard case .completion(let reply) = try server.reply(to: form.writing(2, after: prompt))
        else { return nil }
        return reply.places.isEmpty && !reply.text.isEmpty ? nil : reply
      } catch {
        guard error.kind == .refused else { throw error }
        if let limit = error.mostAlternatives, limit > 0, most == nil {
          most = limit
          wishes.insert(limit, at: 0)
        } else if wishes.isEmpty {
          throw error
        }
      }
    }
    return nil
  }

  // MARK: - How it scores

  private mutating func measure(
    _ server: some Answering, _ start: Beginning, _ time: any TimeSource
  ) throws(EndpointFailure) {
    for way in ScoringWay.allCases {
      // What another way does already in one request needs no second one.
      if way == .echoAndOne || way == .tokenBias, self.way != nil { continue }
      let began = time.now
      trials.append(try trial(way, server, start))
      if self.way == way { scoreSeconds = time.now - began }
    }
  }

  private func trial(
    _ way: ScoringWay, _ server: some Answering, _ start: Beginning
  ) throws(EndpointFailure) -> Trial {
    var trial = Trial(way: way)
    let first = start.written.places[0]
    let second = start.written.places[1]
    // Not what it writes by itself: a server that ignores what it is told would pass.
    let others = second.top.filter { $0.token != second.token }
    guard !others.isEmpty else {
      trial.reason = "the server lists too few alternatives to see whether it does as it is told"
      return trial
    }
    if way.needsNumbers, first.token.number == nil || start.tokens.isEmpty {
      trial.reason = "the server does not number its tokens"
      return trial
    }
    // Where one of them ends all texts it cannot be written, and says nothing of the way.
    for other in others.prefix(way.needsNumbers ? 3 : 1) {
      let talk = FixedScore(
        form: form, way: way, prompt: start.tokens, text: start.text,
        tokens: [first.token, other.token].compactMap(\.number),
        written: first.text + other.text)
      do throws(EndpointFailure) {
        let places = try server.answer(to: talk)
        let logs = [first.log ?? 0, other.log]
        trial.difference = zip(places, logs).map { abs(($0.log ?? .infinity) - $1) }.max()
        trial.reason = nil
      } catch {
        // A server that is gone cannot be looked at; one that refuses can.
        guard [.refused, .malformed, .busy, .interrupted].contains(error.kind) else { throw error }
        if trial.difference == nil { trial.reason = error.reason }
      }
      if trial.isGood { break }
    }
    return trial
  }

  /// Asks vLLM for a token that no vocabulary has: the refusal names the size.
  private func askVocabulary(_ server: some Answering) throws(EndpointFailure) -> Int? {
    guard kind == .vllm else { return nil }
    var request = form.writing(1, after: .text(Self.texts[0]))
    if case .object(var members) = request.body {
      members.append(
        JSONValue.Member("logit_bias", JSONValue([("2000000000", .number(1))])))
      request.body = .object(members)
    }
    do throws(EndpointFailure) {
      _ = try server.reply(to: request)
      return nil
    } catch {
      guard error.kind == .refused else { throw error }
      return error.vocabulary
    }
  }
}

/// Scores two tokens after a text.
private struct FixedScore: Conversation {
  let form: CompletionForm
  let way: ScoringWay
  let prompt: [Int]
  let text: String
  let tokens: [Int]
  let written: String
  var places: [ReplyPlace] = []

  mutating func advance(
    _ reply: EndpointReply?
  ) throws(ReplyError) -> ConversationStep<
    [ReplyPlace]
  > {
    guard let reply = try reply?.completion() else { return .ask(request) }
    switch way {
    case .tokenGrammar, .tokenBias:
      for (place, number) in zip(reply.places, tokens[places.count...])
      where place.token != .number(number) {
        throw .otherTokens
      }
      places += reply.places
      if places.isEmpty { throw .noLogProbabilities }
      return places.count < tokens.count && way == .tokenBias ? .ask(request) : try end(places)
    case .echo: return try end(reply.places)
    case .echoAndOne: return try end(reply.places.dropLast())
    case .promptLogProbabilities: return try end(reply.promptPlaces)
    }
  }

  private var request: EndpointRequest {
    // By numbers where they are known, so that nothing is cut anew.
    let isNumbered = !prompt.isEmpty && tokens.count == 2
    return form.scoring(
      way,
      prompt: isNumbered ? .tokens(prompt + tokens.prefix(places.count)) : .text(text),
      whole: isNumbered ? .tokens(prompt + tokens) : .text(text + written),
      tokens: Array(tokens.dropFirst(places.count)))
  }

  private func end(_ entries: [ReplyPlace]) throws(ReplyError) -> ConversationStep<[ReplyPlace]> {
    let isEcho = !way.needsNumbers && !prompt.isEmpty && tokens.count == 2
    guard entries.count >= 2, !isEcho || entries.count == prompt.count + 2 else {
      throw .noLogProbabilities
    }
    return .done(Array(entries.suffix(2)))
  }
}
