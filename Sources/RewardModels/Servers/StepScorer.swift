public import Endpoints
import Glibc
import Groundwork
public import SearchTrees

/// Which of two models is asked.
public enum ModelRole: String, Hashable, Sendable, CaseIterable {
  /// The better one.
  case expert
  /// The weaker one.
  case amateur
}

/// How likely one model holds a step and its judgement.
public struct StepQuestion: Hashable, Sendable {
  /// Who is asked.
  public var role: ModelRole
  /// The state in words.
  public var prompt: String
  /// The action in words.
  public var wording: String
  /// Whether the prompt is all that stands before the step, the mark of the action included.
  var isWhole = false

  /// States a question.
  public init(_ role: ModelRole, _ wording: String, after prompt: String) {
    self.role = role
    self.prompt = prompt
    self.wording = wording
  }

  /// The question as a server is asked it: the step, its mark and its judgement in one.
  ///
  /// - Parameter template: what the chat template of the server's model puts around the prompt; nil for
  ///   nothing. The step is then how the model's answer begins.
  func call(in template: ChatTemplate?) -> CallQuestion {
    let asked = prompt + " " + PromptFormat.action
    let start = template == nil ? " " : ""
    return CallQuestion(
      scoreOf: [start + wording, " " + PromptFormat.judgement, " " + PromptFormat.good],
      after: isWhole ? prompt : template?.text(of: asked) ?? asked, by: role.rawValue)
  }
}

/// Asks servers how likely steps are, without waiting.
public protocol StepScorer: Sendable {
  /// The servers, and what they were asked so far.
  var servers: [ModelServer] { get }

  /// Why nobody can be asked; nil where somebody can.
  var refusal: String? { get }

  /// Asks, and hands over the answer, or why there is none, and what it took, on any thread, once.
  ///
  /// The parts of the answer are the step, its mark and its judgement.
  func ask(
    _ question: StepQuestion,
    then: @escaping @Sendable (Result<ScoredText, EndpointFailure>, Asker.Effort) -> Void)
}

extension StepScorer {
  /// By default somebody can be asked.
  public var refusal: String? { nil }

  /// The servers by what they are in the search.
  var byRole: [ModelRole: ModelServer] {
    Dictionary(
      servers.compactMap { server in ModelRole(rawValue: server.name).map { ($0, server) } },
      uniquingKeysWith: { first, _ in first })
  }
}

/// Two servers that were looked at, and who asks them.
public struct AskedPair: StepScorer {
  /// One of them.
  public struct Side: Sendable {
    /// Where it is, and under which name.
    public var endpoint: Endpoint
    /// Its number at the asker.
    public var number: Int
    /// What it can do.
    public var handshake: Handshake
    /// How it is made to score.
    public var way: ScoringWay
    /// What its tokens cost; nil where nobody said.
    public var price: TokenPrice?
    /// What is known of how it cuts texts.
    let tokens = KnownTokens()
    /// The order in which its slots are asked; nil where it has none.
    let lanes: PromptLanes?

    /// Describes a server.
    public init(_ endpoint: Endpoint, number: Int, handshake: Handshake, way: ScoringWay) {
      self.endpoint = endpoint
      self.number = number
      self.handshake = handshake
      self.way = way
      lanes = handshake.kind == .llamaCpp ? PromptLanes(slots: handshake.slots ?? 1) : nil
    }
  }

  let asker: Asker
  let expert: Side
  let amateur: Side
  /// What each was asked when it was looked at, which is no part of the search.
  private var before: [Int: Asker.Standing] = [:]

  /// Puts a pair together.
  public init(_ asker: Asker, expert: Side, amateur: Side) {
    self.asker = asker
    self.expert = expert
    self.amateur = amateur
    endHandshake()
  }

  /// Takes all that the servers were asked so far for a part of looking at them.
  public mutating func endHandshake() {
    for side in [expert, amateur] {
      // The last reply is there; that it is counted may be a moment later.
      while asker.standing(of: side.number).open > 0 { usleep(100) }
      before[side.number] = asker.standing(of: side.number)
    }
  }

  /// Both, what looking at them took, and what they were asked since.
  public var servers: [ModelServer] {
    [expert, amateur].map { side in
      let found = side.handshake
      var server = ModelServer(
        side.endpoint.name, at: side.endpoint.address.description,
        server: [found.kind.rawValue, found.version].compactMap { $0 }.joined(separator: " "),
        model: found.model, way: side.way.rawValue, alternatives: found.alternatives,
        vocabulary: found.vocabulary, parameters: found.parameters)
      server.price = side.price
      server.template = found.template
      let standing = asker.standing(of: side.number)
      guard let before = before[side.number] else { return server }
      server.handshake = ModelServer.Work(before)
      server.use.work = ModelServer.Work(standing) - ModelServer.Work(before)
      server.use.open = standing.open
      server.use.failed = max(0, standing.failed - before.failed)
      server.use.rate = standing.rate
      server.use.silence = standing.silence
      server.use.trouble = standing.trouble
      return server
    }
  }

  /// Asks the server of the question's role.
  public func ask(
    _ question: StepQuestion,
    then: @escaping @Sendable (Result<ScoredText, EndpointFailure>, Asker.Effort) -> Void
  ) {
    let side = side(of: question)
    let call = question.call(in: side.handshake.template)
    guard side.handshake.cutsTexts else {
      asker.submit(conversation(call, side), to: side.number, then: then)
      return
    }
    // The steps of a state have its prompt in common, and the words behind a step are always the same.
    let prompt = call.prompt
    let isFirst = side.tokens.await(prompt) { [self] tokens, cutting in
      switch tokens {
      case .failure(let failure): then(.failure(failure), cutting)
      case .success(let tokens):
        @Sendable func score(_ slot: Int? = nil, isFirst: Bool = false) {
          let talk = conversation(call, side, tokens, slot: slot, readsFirst: isFirst)
          asker.submit(talk, to: side.number) { answer, effort in
            if case .success(let text) = answer { side.tokens.learn(text) }
            if let slot { side.lanes?.leave(slot, isRead: (try? answer.get()) != nil) }
            then(answer, cutting + effort)
          }
        }
        if let lanes = side.lanes {
          lanes.enter(prompt) { score($0, isFirst: $1) }
        } else {
          score()
        }
      }
    }
    guard isFirst else { return }
    asker.submit(TokenConversation(of: prompt, by: side.handshake), to: side.number) {
      tokens, effort in
      side.tokens.tell(tokens, of: prompt, after: effort)
    }
  }

  private func side(of question: StepQuestion) -> Side {
    question.role == .expert ? expert : amateur
  }

  /// A question as a server is asked it.
  private func conversation(
    _ call: CallQuestion, _ side: Side, _ promptTokens: [Int]? = nil, slot: Int? = nil,
    readsFirst: Bool = false
  ) -> ScoreConversation {
    ScoreConversation(
      of: call.parts, after: call.prompt, by: side.handshake, way: side.way,
      promptTokens: promptTokens, ending: side.tokens.ending, slot: slot, readsFirst: readsFirst)
  }
}
