import Glibc

/// How likely some given answers are as the next token, whatever way each is spelled.
public struct AnswerMass: Hashable, Sendable {
  /// The ways in which an answer may be spelled, as tokens.
  public struct Spelling: Hashable, Sendable {
    /// The answer.
    public var answer: String
    /// The tokens that mean it.
    public var tokens: Set<SeenToken>

    /// Names the tokens that mean an answer.
    public init(_ answer: String, _ tokens: Set<SeenToken>) {
      self.answer = answer
      self.tokens = tokens
    }
  }

  /// Of each answer the logarithm of the sum over its spellings, 0 or less; nil where none of them is listed.
  public let logs: [Double?]

  /// Adds up the alternatives that mean an answer: one of its tokens, or a token that is written like it
  /// but for white space before it and capitals.
  public init(_ place: ReplyPlace, _ spellings: [Spelling]) {
    logs = spellings.map { spelling in
      let word = Self.plain(spelling.answer)
      let listed = place.top.filter {
        spelling.tokens.contains($0.token) || !word.isEmpty && Self.plain($0.text) == word
      }
      // The number of a single one stays as it is, to the bit.
      if listed.count < 2 { return listed.first?.log }
      return min(0, log(listed.reduce(0) { $0 + exp($1.log) }))
    }
  }

  /// Of each answer the sum over its spellings, in 0...1; nil where none of them is listed.
  public var probabilities: [Double?] { logs.map { $0.map { exp($0) } } }

  /// The share of all tokens that means an answer: below a half hardly anything was answered in the form
  /// asked for.
  public var covered: Double { probabilities.reduce(0) { $0 + ($1 ?? 0) } }

  /// Whether a token is a word but for white space before it and capitals.
  public static func isSpelling(_ text: String, of word: String) -> Bool {
    plain(text) == plain(word)
  }

  private static func plain(_ text: String) -> String {
    String(text.drop { $0.isWhitespace || $0 == "\u{2581}" || $0 == "\u{120}" }).lowercased()
  }
}
