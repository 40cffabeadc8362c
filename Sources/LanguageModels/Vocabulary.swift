/// The words that a model reads and writes, one token each, separated by single spaces.
///
/// Words that are no token are an error, never a guess.
public struct Vocabulary: Sendable, Hashable {
  /// The words, by token.
  public let words: [String]
  private let tokens: [String: Token]

  /// Makes a vocabulary; the words must differ.
  public init(_ words: [String]) {
    self.words = words
    var tokens: [String: Token] = [:]
    for (index, word) in words.enumerated() { tokens[word] = Token(rawValue: Int32(index)) }
    precondition(tokens.count == words.count, "a word may stand in a vocabulary once")
    self.tokens = tokens
  }

  /// How many words there are.
  public var count: Int { words.count }

  /// Returns the token of a word, if it is known.
  public subscript(word: String) -> Token? { tokens[word] }

  /// Returns the word of a token.
  public func word(_ token: Token) -> String { words[token.index] }

  /// Returns the tokens of a text.
  ///
  /// - Throws: ``UnknownWord`` for the first word that is no token.
  public func tokens(of text: String) throws(UnknownWord) -> [Token] {
    var result: [Token] = []
    for word in text.split(separator: " ") {
      guard let token = tokens[String(word)] else {
        throw UnknownWord(word: String(word), text: text)
      }
      result.append(token)
    }
    return result
  }

  /// Returns tokens as text.
  public func text(of tokens: some Sequence<Token>) -> String {
    tokens.map { words[$0.index] }.joined(separator: " ")
  }
}

/// A word that a model does not know.
public struct UnknownWord: Error, Hashable, Sendable, CustomStringConvertible {
  /// The word.
  public var word: String
  /// The text that it stood in.
  public var text: String

  /// Names a word and the text that it stood in.
  public init(word: String, text: String) {
    self.word = word
    self.text = text
  }

  /// What is wrong.
  public var description: String { "the model knows no word \"\(word)\" (in \"\(text)\")" }
}
