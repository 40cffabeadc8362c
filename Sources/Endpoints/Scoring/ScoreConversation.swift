import Groundwork

/// How likely a text is after a prompt, token by token.
public struct ScoredText: Hashable, Sendable {
  /// The tokens of the text.
  public var places: [ReplyPlace]
  /// Which of the places belong to each part of the text that was named, in their order.
  public var parts: [Range<Int>]
  /// Whether the prompt's own last tokens changed when the text was put behind it, so that the first place
  /// stands before the text's beginning.
  public var beginsEarlier: Bool
  /// How many tokens stand before the first place.
  public var start: Int

  /// States how likely a text is.
  public init(places: [ReplyPlace], parts: [Range<Int>], beginsEarlier: Bool, start: Int) {
    self.places = places
    self.parts = parts
    self.beginsEarlier = beginsEarlier
    self.start = start
  }

  /// The natural logarithm of the text's probability.
  public var log: Double { places.reduce(0) { $0 + ($1.log ?? 0) } }
}

/// Asks one server for the tokens of a text, with what it puts before every text.
public struct TokenConversation: Conversation {
  private let request: EndpointRequest

  /// Asks a server that was looked at, and that cuts texts.
  public init(of text: String, by server: Handshake) { request = server.form.tokenizing(text) }

  /// Goes on: one request.
  public mutating func advance(
    _ reply: EndpointReply?
  ) throws(ReplyError) -> ConversationStep<[Int]> {
    guard let reply else { return .ask(request) }
    return .done(try reply.tokens())
  }
}

/// Asks one server how likely a text is after a prompt.
///
/// The text may have parts (an action, a mark, a judgement). Where each begins is measured and not worked
/// out: the tokens of what stands before it are compared with the tokens of the whole. What was measured of
/// the prompt, and of how such a text ends, need not be asked again for the next one.
public struct ScoreConversation: Conversation {
  private enum Stage: Hashable {
    case begin
    /// The tokens, or an echo, of one of the beginnings is waited for.
    case cutting(Int)
    /// The prompt is read, so that this text is scored as the next one will be.
    case reading
    case scoring
  }

  private let form: CompletionForm
  private let readsFirst: Bool
  private let way: ScoringWay
  private let cutsTexts: Bool
  /// The prompt, the prompt with the first part, and so on; the whole comes last.
  private let beginnings: [String]
  /// The tokens that all parts but the first had behind another text.
  private let ending: [[Int]]?
  private var stage = Stage.begin
  /// The tokens of each beginning, where they are known; where the server cuts none, of none.
  private var tokens: [[Int]?]
  /// How many tokens each beginning but the whole shares with the whole.
  private var lengths: [Int] = []
  private var places: [ReplyPlace] = []

  /// Asks a server that was looked at, which must have a way.
  ///
  /// - Parameters:
  ///   - parts: the text in parts; none is empty.
  ///   - promptTokens: the prompt's tokens, where they are known already.
  ///   - ending: the tokens of all parts but the first, as they were measured behind another text. Where the
  ///     whole ends with them they are those of the parts, for they stand for the same words; else it is
  ///     measured anew.
  ///   - slot: llama.cpp: which of its slots answers; nil for whichever it takes.
  ///   - readsFirst: whether the server is made to read the prompt before it scores, which takes one request
  ///     more: where it remembers what it read last, the first text after a prompt is else scored in another
  ///     way than those that follow. Without effect where the prompt's tokens are not known.
  public init(
    of parts: [String], after prompt: String, by server: Handshake, way: ScoringWay,
    promptTokens: [Int]? = nil, ending: [[Int]]? = nil, slot: Int? = nil, readsFirst: Bool = false
  ) {
    precondition(!parts.isEmpty && !parts.contains(""), "a text has a part, and none is empty")
    precondition(ending.map { $0.count == parts.count - 1 } ?? true, "each part but one has tokens")
    var form = server.form
    form.slot = slot
    self.form = form
    self.readsFirst = readsFirst
    self.way = way
    cutsTexts = server.cutsTexts
    var beginnings = [prompt]
    for part in parts { beginnings.append((beginnings.last ?? "") + part) }
    self.beginnings = beginnings
    self.ending = ending.flatMap { $0.isEmpty ? nil : $0 }
    tokens = beginnings.map { _ in nil }
    if cutsTexts { tokens[0] = promptTokens }
  }

  private var whole: String { beginnings[beginnings.count - 1] }
  private var wholeTokens: [Int] { tokens[beginnings.count - 1] ?? [] }

  /// Goes on: the tokens of the beginnings, then the log-probabilities.
  public mutating func advance(
    _ reply: EndpointReply?
  ) throws(ReplyError) -> ConversationStep<ScoredText> {
    switch stage {
    case .begin: break
    case .cutting(let index):
      guard let reply else { throw .malformed("nothing came back") }
      if cutsTexts {
        tokens[index] = try reply.tokens()
      } else {
        lengths.append(try entries(reply.completion()).count)
      }
    case .reading:
      guard reply != nil else { throw .malformed("nothing came back") }
      stage = .scoring
      return .ask(scoringRequest)
    case .scoring:
      guard let reply else { throw .malformed("nothing came back") }
      return try score(reply.completion())
    }
    if let next = nextBeginning {
      stage = .cutting(next)
      let text = PromptForm.text(beginnings[next])
      return .ask(
        cutsTexts
          ? form.tokenizing(beginnings[next])
          : form.scoring(way, prompt: text, whole: text, tokens: []))
    }
    if cutsTexts {
      lengths = endedLengths ?? tokens.dropLast().map { shared($0 ?? []) }
      guard lengths[0] < wholeTokens.count else {
        throw .malformed("the text has no tokens of its own")
      }
      if readsFirst, lengths[0] > 0 {
        stage = .reading
        return .ask(form.writing(1, after: .tokens(Array(wholeTokens[..<lengths[0]]))))
      }
    }
    stage = .scoring
    return .ask(scoringRequest)
  }

  /// The beginning that is to be measured next; nil where all is known: the prompt, the whole, and what
  /// lies between them where the end of the whole does not tell.
  private var nextBeginning: Int? {
    guard cutsTexts else {
      return lengths.count < beginnings.count - 1 ? lengths.count : nil
    }
    if tokens[0] == nil { return 0 }
    let last = beginnings.count - 1
    if ending != nil, tokens[last] == nil { return last }
    return endedLengths == nil ? tokens.firstIndex { $0 == nil } : nil
  }

  /// How many tokens stand before each part, where the whole ends with the tokens that are known of its end.
  private var endedLengths: [Int]? {
    guard let ending, let prompt = tokens[0] else { return nil }
    let count = ending.reduce(0) { $0 + $1.count }
    let start = wholeTokens.count - count
    guard start > shared(prompt), wholeTokens[start...].elementsEqual(ending.joined()) else {
      return nil
    }
    return ending.dropLast().reduce(into: [shared(prompt), start]) { lengths, part in
      lengths.append(lengths[lengths.count - 1] + part.count)
    }
  }

  /// How many tokens a beginning shares with the whole.
  private func shared(_ beginning: [Int]) -> Int {
    zip(beginning, wholeTokens).prefix { $0 == $1 }.count
  }

  private var scoringRequest: EndpointRequest {
    guard cutsTexts else {
      return form.scoring(
        way, prompt: .text(beginnings[0]), whole: .text(whole), tokens: [])
    }
    let done = lengths[0] + places.count
    return form.scoring(
      way, prompt: .tokens(Array(wholeTokens[..<done])), whole: .tokens(wholeTokens),
      tokens: Array(wholeTokens[done...]))
  }

  private mutating func score(
    _ reply: CompletionReply
  ) throws(ReplyError) -> ConversationStep<ScoredText> {
    let entries = try entries(reply)
    let start = lengths[0]
    if way.needsNumbers {
      let wanted = wholeTokens[(start + places.count)...]
      guard !entries.isEmpty, entries.count <= wanted.count else { throw .noLogProbabilities }
      for (place, number) in zip(entries, wanted) where place.token != .number(number) {
        throw .otherTokens
      }
      if way == .tokenGrammar, entries.count != wanted.count { throw .otherTokens }
      places += entries
      if start + places.count < wholeTokens.count {
        return .ask(scoringRequest)
      }
    } else {
      guard entries.count > start, !cutsTexts || entries.count == wholeTokens.count else {
        throw .noLogProbabilities
      }
      places = Array(entries[start...])
    }
    guard places.allSatisfy({ $0.log != nil }) else { throw .noLogProbabilities }
    let bounds = lengths.map { min(max(0, $0 - start), places.count) } + [places.count]
    return .done(
      ScoredText(
        places: places.map(\.rounded),
        parts: zip(bounds, bounds.dropFirst()).map { $0..<max($0, $1) },
        beginsEarlier: cutsTexts && start < (tokens[0]?.count ?? 0), start: start))
  }

  /// The places of a reply that the way looks at.
  private func entries(_ reply: CompletionReply) throws(ReplyError) -> [ReplyPlace] {
    switch way {
    case .echo, .tokenGrammar, .tokenBias: reply.places
    case .echoAndOne: reply.places.dropLast()
    case .promptLogProbabilities: reply.promptPlaces
    }
  }
}
