import Groundwork

/// How likely a text is after a prompt, token by token.
public struct ScoredText: Hashable, Sendable {
  /// The tokens of the text.
  public var places: [ReplyPlace]
  /// Whether the prompt's own last tokens changed when the text was put behind it, so that the first place
  /// stands before the text's beginning.
  public var beginsEarlier: Bool
  /// How many tokens stand before the first place; nil where the server cannot say.
  public var start: Int?

  /// The natural logarithm of the text's probability.
  public var log: Double { places.reduce(0) { $0 + ($1.log ?? 0) } }
}

/// Asks one server how likely a text is after a prompt.
public struct ScoreConversation: Conversation {
  private enum Stage: Hashable {
    case begin
    case promptTokens
    case wholeTokens
    /// An echo of the prompt alone, which is counted where nothing can be cut into tokens.
    case promptEcho
    case scoring
  }

  private let form: CompletionForm
  private let way: ScoringWay
  private let cutsTexts: Bool
  private let prompt: String
  private let whole: String
  private var stage = Stage.begin
  private var promptTokens: [Int] = []
  private var wholeTokens: [Int] = []
  /// Where the text begins, in tokens.
  private var start = 0
  private var places: [ReplyPlace] = []

  /// Asks a server that was looked at.
  ///
  /// - Parameter tokens: the prompt's tokens, where they are known already.
  public init(
    of text: String, after prompt: String, by server: Handshake, way: ScoringWay,
    promptTokens tokens: [Int]? = nil
  ) {
    self.init(
      of: text, after: prompt, form: server.form, way: way, cutsTexts: server.cutsTexts,
      promptTokens: tokens)
  }

  init(
    of text: String, after prompt: String, form: CompletionForm, way: ScoringWay, cutsTexts: Bool,
    promptTokens: [Int]? = nil
  ) {
    self.form = form
    self.way = way
    self.cutsTexts = cutsTexts
    self.prompt = prompt
    whole = prompt + text
    self.promptTokens = promptTokens ?? []
  }

  /// Goes on: tokens of the prompt, tokens of the whole, log-probabilities.
  public mutating func advance(
    _ reply: EndpointReply?
  ) throws(ReplyError) -> ConversationStep<ScoredText> {
    switch stage {
    case .begin:
      guard cutsTexts else {
        stage = .promptEcho
        return .ask(
          form.scoring(way, prompt: .text(prompt), whole: .text(prompt), tokens: []))
      }
      guard promptTokens.isEmpty else {
        stage = .wholeTokens
        return .ask(form.tokenizing(whole))
      }
      stage = .promptTokens
      return .ask(form.tokenizing(prompt))
    case .promptTokens:
      promptTokens = try tokens(reply)
      stage = .wholeTokens
      return .ask(form.tokenizing(whole))
    case .wholeTokens:
      wholeTokens = try tokens(reply)
      start = zip(promptTokens, wholeTokens).prefix { $0 == $1 }.count
      guard start < wholeTokens.count else {
        throw .malformed("the text has no tokens of its own")
      }
      stage = .scoring
      return .ask(request())
    case .promptEcho:
      start = try entries(completion(reply)).count
      stage = .scoring
      return .ask(
        form.scoring(way, prompt: .text(prompt), whole: .text(whole), tokens: []))
    case .scoring: return try score(completion(reply))
    }
  }

  private func request() -> EndpointRequest {
    form.scoring(
      way, prompt: .tokens(Array(wholeTokens[..<(start + places.count)])),
      whole: .tokens(wholeTokens), tokens: Array(wholeTokens[(start + places.count)...]))
  }

  private mutating func score(
    _ reply: CompletionReply
  ) throws(ReplyError) -> ConversationStep<ScoredText> {
    let entries = try entries(reply)
    if way.needsNumbers {
      let wanted = wholeTokens[(start + places.count)...]
      guard !entries.isEmpty, entries.count <= wanted.count else { throw .noLogProbabilities }
      for (place, number) in zip(entries, wanted) where place.token != .number(number) {
        throw .otherTokens
      }
      if way == .tokenGrammar, entries.count != wanted.count { throw .otherTokens }
      places += entries
      if start + places.count < wholeTokens.count { return .ask(request()) }
    } else {
      guard entries.count > start, !cutsTexts || entries.count == wholeTokens.count else {
        throw .noLogProbabilities
      }
      places = Array(entries[start...])
    }
    guard places.allSatisfy({ $0.log != nil }) else { throw .noLogProbabilities }
    return .done(
      ScoredText(
        places: places.map(\.rounded), beginsEarlier: cutsTexts && start < promptTokens.count,
        start: start))
  }

  /// The places of a reply that the way looks at.
  private func entries(_ reply: CompletionReply) throws(ReplyError) -> [ReplyPlace] {
    form.entries(of: reply, by: way)
  }

  /// The tokens of prompt and text; empty where the server cuts none.
  var cut: [Int] { wholeTokens }

  private func tokens(_ reply: EndpointReply?) throws(ReplyError) -> [Int] {
    guard let reply else { throw .malformed("no list of tokens") }
    return try reply.tokens()
  }

  private func completion(_ reply: EndpointReply?) throws(ReplyError) -> CompletionReply {
    guard let reply else { throw .malformed("no completion") }
    return try reply.completion()
  }
}
