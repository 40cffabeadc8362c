/// A token as a server names it: by number where it gives one, else by its text.
///
/// Two special tokens can both have the empty text, so the number counts where there is one.
public enum SeenToken: Hashable, Sendable, Comparable {
  /// The number in the vocabulary.
  case number(Int)
  /// The text.
  ///
  /// Untrusted text.
  case text(String)

  /// The number, if it is known.
  public var number: Int? { if case .number(let number) = self { number } else { nil } }

  /// Numbers in their order, then texts in theirs.
  public static func < (left: SeenToken, right: SeenToken) -> Bool {
    switch (left, right) {
    case (.number(let left), .number(let right)): left < right
    case (.text(let left), .text(let right)): left < right
    case (.number, .text): true
    case (.text, .number): false
    }
  }
}

/// What a server said of one place in a text.
public struct ReplyPlace: Hashable, Sendable {
  /// A token that could stand there.
  public struct Alternative: Hashable, Sendable {
    /// The token.
    public var token: SeenToken
    /// How it is written; "" for one that is not shown.
    ///
    /// Untrusted text.
    public var text: String
    /// The natural logarithm of its probability.
    public var log: Double

    /// States an alternative.
    public init(token: SeenToken, text: String, log: Double) {
      self.token = token
      self.text = text
      self.log = log
    }
  }

  /// The token that stands there.
  public var token: SeenToken
  /// How it is written.
  ///
  /// Untrusted text.
  public var text: String
  /// The natural logarithm of its probability; nil for the first of a text, which nothing stands before.
  public var log: Double?
  /// The likeliest tokens, each once, by probability.
  ///
  /// The token that stands there is among them where the server lists it.
  public var top: [Alternative]

  /// States what was said.
  public init(token: SeenToken, text: String, log: Double?, top: [Alternative]) {
    self.token = token
    self.text = text
    self.log = log
    self.top = top
  }

  /// The same with logarithms of four decimals: what is recorded, so that a replay has the same bits.
  var rounded: ReplyPlace {
    func round(_ log: Double) -> Double {
      // No minus before a zero: it would be another text.
      (log * 1e4).rounded() / 1e4 + 0
    }
    var place = self
    place.log = log.map(round)
    for index in top.indices { place.top[index].log = round(top[index].log) }
    return place
  }
}

/// How many tokens were read and written.
public struct TokenUsage: Hashable, Sendable {
  /// Tokens of the prompt.
  public var prompt: Int
  /// Tokens that were written.
  public var written: Int

  /// Counts tokens.
  public init(prompt: Int = 0, written: Int = 0) {
    self.prompt = prompt
    self.written = written
  }

  /// The larger of two counts of the same request: some servers leave out what they had cached or all but
  /// the first of several texts.
  func atLeast(_ other: TokenUsage) -> TokenUsage {
    TokenUsage(prompt: max(prompt, other.prompt), written: max(written, other.written))
  }

  /// The sum.
  public static func + (left: TokenUsage, right: TokenUsage) -> TokenUsage {
    TokenUsage(prompt: left.prompt + right.prompt, written: left.written + right.written)
  }
}
