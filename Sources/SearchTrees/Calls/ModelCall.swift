/// A question that a search asked a language model on a server, and what came of it.
public struct ModelCall: Hashable, Sendable {
  /// A token as a server names it, and how likely it holds it.
  public struct Token: Hashable, Sendable {
    /// The natural logarithm of its probability, 0 or less.
    public var log: Double
    /// How it is written; "" where the server does not show it.
    ///
    /// Untrusted text.
    public var text: String
    private let code: Int32

    /// States a token.
    ///
    /// - Parameter number: its number in the vocabulary; nil where the server gives none, or one beyond all
    ///   vocabularies.
    public init(number: Int?, text: String, log: Double) {
      self.log = log
      self.text = text
      code = number.flatMap { Int32(exactly: $0) }.map { max($0, -1) } ?? -1
    }

    /// Its number in the vocabulary; nil where the server gives none.
    public var number: Int? { code < 0 ? nil : Int(code) }
  }

  /// What was said of one place of a text.
  public struct Place: Hashable, Sendable {
    /// The token that stands there.
    public var token: Token
    /// The likeliest tokens, each once, by probability.
    public var top: [Token]

    /// States what was said of a place.
    public init(_ token: Token, top: [Token]) {
      self.token = token
      self.top = top
    }
  }

  /// How likely a text is, token by token.
  public struct Score: Hashable, Sendable {
    /// The tokens of the text.
    public var places: [Place]
    /// Which of the places belong to each part of the text, in their order.
    public var parts: [Range<Int>]
    /// How many tokens stand before the first place.
    public var start: Int
    /// Whether the first place stands before the text's beginning, as the prompt's own last tokens changed
    /// when the text was put behind it.
    public var beginsEarlier: Bool

    /// States how likely a text is.
    public init(places: [Place], parts: [Range<Int>], start: Int, beginsEarlier: Bool = false) {
      self.places = places
      self.parts = parts
      self.start = start
      self.beginsEarlier = beginsEarlier
    }

    /// The natural logarithm of the text's probability.
    public var log: Double { places.reduce(0) { $0 + $1.token.log } }
  }

  /// What came of a question.
  public enum Outcome: Hashable, Sendable {
    /// How likely the text is.
    case scored(Score)
    /// Why there is no answer.
    ///
    /// Untrusted text: it may quote the server.
    case failed(String)
  }

  /// What asking took.
  public struct Effort: Hashable, Sendable {
    /// Requests that were sent, each try counted.
    public var requests = 0
    /// How often the request that was tried most was sent.
    public var tries = 0
    /// Tokens that the server read.
    public var tokensIn = 0
    /// Tokens that it wrote.
    public var tokensOut = 0
    /// Seconds that the requests were under way.
    public var seconds = 0.0

    /// Makes the effort of what was not asked.
    public init() {}
  }

  /// The name of the question, the same for the same question to the same model on every machine.
  public var key: String
  /// Who was asked, as the search calls it (`expert`).
  ///
  /// Untrusted text.
  public var name: String
  /// What was asked of it (`score`).
  public var ability: String
  /// What stands before the text.
  ///
  /// Untrusted text.
  public var prompt: String
  /// The text that was asked about.
  ///
  /// Untrusted text.
  public var text: String
  /// What came of it.
  public var outcome: Outcome
  /// What asking took.
  public var effort = Effort()
  /// Whether the answer was taken from a file that searches share, so that nobody was asked.
  public var isCached = false
  /// What it was asked for.
  public var phase = ModelServer.Phase.scoring
  /// The number of the call whose prompt was changed for this one; nil where it was asked as it came.
  public var edited: Int?
  /// The line of the recording that it was read from; nil where it was asked in this run.
  public var line: Int?

  /// States a call.
  public init(
    _ question: CallQuestion, of server: ModelServer, outcome: Outcome, effort: Effort = Effort()
  ) {
    self.init(
      key: question.key(of: server), name: question.name, ability: question.ability.rawValue,
      prompt: question.prompt, text: question.text, outcome: outcome)
    self.effort = effort
  }

  /// States a call by its key.
  public init(
    key: String, name: String, ability: String, prompt: String, text: String, outcome: Outcome
  ) {
    self.key = key
    self.name = name
    self.ability = ability
    self.prompt = prompt
    self.text = text
    self.outcome = outcome
  }

  /// Whether it answers the search's question: it did not fail, and was not asked by hand.
  var isAnswer: Bool { failure == nil && phase != .byHand }
  /// The answer, if there is one.
  public var score: Score? { if case .scored(let score) = outcome { score } else { nil } }
  /// Why there is no answer; nil where there is one.
  ///
  /// Untrusted text.
  public var failure: String? { if case .failed(let reason) = outcome { reason } else { nil } }
}
