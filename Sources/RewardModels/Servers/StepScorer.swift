public import Endpoints
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

  /// States a question.
  public init(_ role: ModelRole, _ wording: String, after prompt: String) {
    self.role = role
    self.prompt = prompt
    self.wording = wording
  }
}

/// Asks servers how likely steps are, without waiting.
public protocol StepScorer: Sendable {
  /// The servers, and what they were asked so far.
  var servers: [ModelServer] { get }

  /// Asks, and hands over the answer, or why there is none, on any thread, once.
  ///
  /// The parts of the answer are the step, its mark and its judgement.
  func ask(
    _ question: StepQuestion,
    then: @escaping @Sendable (Result<ScoredText, EndpointFailure>) -> Void)
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

    /// Describes a server.
    public init(_ endpoint: Endpoint, number: Int, handshake: Handshake, way: ScoringWay) {
      self.endpoint = endpoint
      self.number = number
      self.handshake = handshake
      self.way = way
    }
  }

  let asker: Asker
  let expert: Side
  let amateur: Side

  /// Puts a pair together.
  public init(_ asker: Asker, expert: Side, amateur: Side) {
    self.asker = asker
    self.expert = expert
    self.amateur = amateur
  }

  /// Both, and what they were asked so far.
  public var servers: [ModelServer] {
    [expert, amateur].map { side in
      let found = side.handshake
      var server = ModelServer(
        side.endpoint.name, at: side.endpoint.address.description,
        server: [found.kind.rawValue, found.version].compactMap { $0 }.joined(separator: " "),
        model: found.model, way: side.way.rawValue, alternatives: found.alternatives,
        vocabulary: found.vocabulary)
      server.price = side.price
      let standing = asker.standing(of: side.number)
      server.use.requests = standing.requests
      server.use.open = standing.open
      server.use.failed = standing.failed
      server.use.tokensIn = standing.tokens.prompt
      server.use.tokensOut = standing.tokens.written
      server.use.seconds = standing.seconds
      server.use.rate = standing.rate
      server.use.silence = standing.silence
      server.use.trouble = standing.trouble
      return server
    }
  }

  /// Asks the server of the question's role.
  public func ask(
    _ question: StepQuestion,
    then: @escaping @Sendable (Result<ScoredText, EndpointFailure>) -> Void
  ) {
    let side = side(of: question)
    guard side.handshake.cutsTexts else {
      asker.submit(conversation(question), to: side.number, then: then)
      return
    }
    // The steps of a state have its prompt in common, and the words behind a step are always the same.
    let prompt = question.promptText
    let isFirst = side.tokens.await(prompt) { [self] tokens in
      switch tokens {
      case .failure(let failure): then(.failure(failure))
      case .success(let tokens):
        asker.submit(conversation(question, tokens), to: side.number) { answer in
          if case .success(let text) = answer { side.tokens.learn(text) }
          then(answer)
        }
      }
    }
    guard isFirst else { return }
    asker.submit(TokenConversation(of: prompt, by: side.handshake), to: side.number) {
      side.tokens.tell($0, of: prompt)
    }
  }

  private func side(of question: StepQuestion) -> Side {
    question.role == .expert ? expert : amateur
  }

  /// The question as the server of its role is asked it: the step, its mark and its judgement in one.
  func conversation(_ question: StepQuestion, _ promptTokens: [Int]? = nil) -> ScoreConversation {
    let side = side(of: question)
    return ScoreConversation(
      of: question.parts, after: question.promptText, by: side.handshake, way: side.way,
      promptTokens: promptTokens, ending: side.tokens.ending)
  }
}
