public import LanguageModels

/// An expert and an amateur with the same vocabulary.
public struct ModelPair: Sendable {
  /// The better model, whose likelihoods and judgements count.
  public let expert: any LanguageModel
  /// The weaker model, against which the expert is contrasted.
  public let amateur: any LanguageModel
  /// The tokens that structure a prompt.
  let marks: Marks
  /// The most tokens that the amateur drafts before the expert looks at them; 0 where the expert writes
  /// alone, which changes no text.
  public var draftLength = 4
  /// What both have read, where scoring and writing share it.
  private(set) var readings: SharedReadings?

  /// What the better model is called in evidence and recordings.
  static let expertName = "expert"
  /// What the weaker model is called in evidence and recordings.
  static let amateurName = "amateur"

  /// The tokens that structure a prompt.
  struct Marks: Hashable, Sendable {
    var action: Token
    var judgement: Token
    var good: Token
    var bad: Token
  }

  /// Puts a pair together.
  ///
  /// - Throws: ``ReadingError`` if the vocabularies differ or lack a word of ``PromptFormat``.
  public init(expert: any LanguageModel, amateur: any LanguageModel) throws(ReadingError) {
    guard expert.vocabulary.words == amateur.vocabulary.words else {
      throw .differentVocabularies(expert: expert.name, amateur: amateur.name)
    }
    let vocabulary = expert.vocabulary
    func token(_ word: String) throws(ReadingError) -> Token {
      guard let token = vocabulary[word] else {
        throw .unknownWord(word, text: "the form of all prompts")
      }
      return token
    }
    self.expert = expert
    self.amateur = amateur
    marks = Marks(
      action: try token(PromptFormat.action), judgement: try token(PromptFormat.judgement),
      good: try token(PromptFormat.good), bad: try token(PromptFormat.bad))
  }

  /// The same models, which score and write after one reading of a prompt; so do copies of the result.
  public func sharingReadings() -> ModelPair {
    var pair = self
    pair.readings = SharedReadings()
    return pair
  }

  /// The words of both models.
  public var vocabulary: Vocabulary { expert.vocabulary }

  /// The longest sequence that both models can read.
  public var longestSequence: Int { min(expert.longestSequence, amateur.longestSequence) }
}
