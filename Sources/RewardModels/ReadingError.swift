/// Why a pair of models cannot read a text.
public enum ReadingError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The two vocabularies differ.
  case differentVocabularies(expert: String, amateur: String)
  /// A model knows no such word.
  case unknownWord(String, text: String)
  /// A text is longer than a model can read.
  case tooLong(tokens: Int, limit: Int, model: String)
  /// An action without words.
  case noWords(prompt: String)

  /// What is wrong.
  public var description: String {
    switch self {
    case .differentVocabularies(let expert, let amateur):
      "the vocabularies of \(expert) and \(amateur) differ; a contrast needs the same words"
    case .unknownWord(let word, let text):
      "the models know no word \"\(word)\" (in \"\(text)\")"
    case .tooLong(let tokens, let limit, let model):
      "\(tokens) tokens, and \(model) reads at most \(limit)"
    case .noWords(let prompt): "an action without words (after \"\(prompt)\")"
    }
  }
}
