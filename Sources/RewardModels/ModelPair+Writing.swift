import Groundwork
import LanguageModels

extension ModelPair {
  /// Writes on after a prompt up to a word, or until `limit` tokens are written.
  ///
  /// The amateur drafts four tokens at a time and the expert verifies them: the text is the expert's.
  ///
  /// - Parameters:
  ///   - prompt: what stands before it.
  ///   - end: the word that ends the text.
  ///   - limit: the most tokens, the one that ends the text among them.
  ///   - choice: how tokens are chosen.
  func write(
    after prompt: String, until end: String, limit: Int, choosing choice: TokenChoice,
    random: inout RandomSource
  ) throws(ReadingError) -> WrittenText {
    let start = Clocks.monotonic
    let prompt = try tokens(of: prompt)
    guard let stop = vocabulary[end] else {
      throw .unknownWord(end, text: "the form of all prompts")
    }
    // The models read at least one token more.
    for model in [expert, amateur] where prompt.count >= model.longestSequence {
      throw .tooLong(tokens: prompt.count + 1, limit: model.longestSequence, model: model.name)
    }
    let drafted = Self.generate(
      expert, amateur, after: prompt, choosing: choice, stop: stop, limit: limit, random: &random)
    let isComplete = drafted.tokens.last == stop
    return WrittenText(
      text: vocabulary.text(of: isComplete ? drafted.tokens.dropLast() : drafted.tokens[...]),
      isComplete: isComplete,
      cost: WritingCost(
        accepted: drafted.accepted, rejected: drafted.rejected, expertCalls: drafted.expertCalls,
        amateurCalls: drafted.amateurCalls, tokens: drafted.tokensRead,
        seconds: Clocks.monotonic - start))
  }

  private static func generate(
    _ expert: some LanguageModel, _ amateur: some LanguageModel, after prompt: [Token],
    choosing choice: TokenChoice, stop: Token, limit: Int, random: inout RandomSource
  ) -> DraftedText {
    SpeculativeDecoding(expert: expert, amateur: amateur)
      .generate(after: prompt, choosing: choice, stop: stop, limit: limit, random: &random)
  }
}
