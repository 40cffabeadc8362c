/// How likely a step and its judgement are after a prompt, token by token.
public struct ScoredStepText: Hashable, Sendable {
  /// The tokens of the step.
  public var step: [ReplyPlace]
  /// The tokens between the step and its judgement, which no one looks at.
  public var mark: [ReplyPlace]
  /// The tokens of the judgement; at least one.
  public var judgement: [ReplyPlace]
  /// Whether the prompt's own last tokens changed when the step was put behind it, so that the first place
  /// stands before the step's beginning.
  public var beginsEarlier: Bool
  /// How many tokens stand before the first place.
  public var start: Int

  /// States what was said.
  public init(
    step: [ReplyPlace], mark: [ReplyPlace], judgement: [ReplyPlace], beginsEarlier: Bool, start: Int
  ) {
    self.step = step
    self.mark = mark
    self.judgement = judgement
    self.beginsEarlier = beginsEarlier
    self.start = start
  }
}

/// Asks one server how likely a step is after a prompt, and a judgement after the step: one score of both.
///
/// Where each of them begins is found as the beginning of the whole is: what follows the tokens that a
/// shorter text has in common with the whole.
public struct StepConversation: Conversation {
  private enum Stage: Hashable {
    case begin
    case cutting(Int)
    case scoring
  }

  /// The texts up to the end of the step, and up to the beginning of the judgement.
  private let prefixes: [String]
  private let form: CompletionForm
  private let way: ScoringWay
  private let cutsTexts: Bool
  private var stage = Stage.begin
  /// The tokens of each prefix where texts can be cut, else how many an echo has.
  private var cuts: [(tokens: [Int], count: Int)] = []
  private var score: ScoreConversation

  /// Asks a server that was looked at.
  ///
  /// - Parameters:
  ///   - step: the step as it stands behind the prompt, white space before it included.
  ///   - mark: what stands between the step and its judgement.
  ///   - judgement: the judgement.
  public init(
    of step: String, judgedBy mark: String, _ judgement: String, after prompt: String,
    by server: Handshake, way: ScoringWay
  ) {
    prefixes = [prompt + step, prompt + step + mark]
    form = server.form
    self.way = way
    cutsTexts = server.cutsTexts
    score = ScoreConversation(
      of: step + mark + judgement, after: prompt, by: server, way: way)
  }

  /// Goes on: where the parts begin, then the score of the whole.
  public mutating func advance(
    _ reply: EndpointReply?
  ) throws(ReplyError) -> ConversationStep<ScoredStepText> {
    switch stage {
    case .begin: return ask(0)
    case .cutting(let index):
      guard let reply else { throw .malformed("no tokens") }
      if cutsTexts {
        let tokens = try reply.tokens()
        cuts.append((tokens, tokens.count))
      } else {
        let count = try form.entries(of: reply.completion(), by: way).count
        cuts.append(([], count))
      }
      if index + 1 < prefixes.count { return ask(index + 1) }
      stage = .scoring
      return try go(on: nil)
    case .scoring: return try go(on: reply)
    }
  }

  private mutating func ask(_ index: Int) -> ConversationStep<ScoredStepText> {
    stage = .cutting(index)
    guard !cutsTexts else { return .ask(form.tokenizing(prefixes[index])) }
    return .ask(
      form.scoring(
        way, prompt: .text(prefixes[index]), whole: .text(prefixes[index]), tokens: []))
  }

  private mutating func go(
    on reply: EndpointReply?
  ) throws(ReplyError) -> ConversationStep<ScoredStepText> {
    switch try score.advance(reply) {
    case .ask(let request): return .ask(request)
    case .done(let whole): return .done(try split(whole))
    }
  }

  private func split(_ whole: ScoredText) throws(ReplyError) -> ScoredStepText {
    let start = whole.start ?? 0
    let ends = cuts.map { cut in
      let common = cutsTexts ? zip(cut.tokens, score.cut).prefix { $0 == $1 }.count : cut.count
      return max(0, min(common - start, whole.places.count))
    }
    let (step, judgement) = (ends[0], max(ends[0], ends[1]))
    guard step > 0, judgement < whole.places.count else {
      throw .malformed("the step or its judgement has no tokens of its own")
    }
    return ScoredStepText(
      step: Array(whole.places[..<step]), mark: Array(whole.places[step..<judgement]),
      judgement: Array(whole.places[judgement...]), beginsEarlier: whole.beginsEarlier,
      start: start)
  }
}
