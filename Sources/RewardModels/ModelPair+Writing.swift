import Groundwork
import LanguageModels

extension ModelPair {
  /// Writes on after a prompt and a beginning up to a word, or until `limit` tokens are written.
  ///
  /// The amateur drafts some tokens at a time and the expert verifies them: the text is the expert's. Of a
  /// prompt that both have read before, they read nothing again where the pair shares what it reads.
  ///
  /// - Parameters:
  ///   - prompt: a state.
  ///   - beginning: what stands between it and the text.
  ///   - end: the word that ends the text.
  ///   - limit: the most tokens, the one that ends the text among them.
  ///   - choice: how tokens are chosen.
  func write(
    after prompt: String, _ beginning: String, until end: String, limit: Int,
    choosing choice: TokenChoice, random: inout RandomSource
  ) throws(ReadingError) -> WrittenText {
    let start = Clocks.monotonic
    let sequence = try tokens(of: prompt) + tokens(of: beginning)
    guard let stop = vocabulary[end] else {
      throw .unknownWord(end, text: "the form of all prompts")
    }
    // The models read at least one token more.
    for model in [expert, amateur] where sequence.count >= model.longestSequence {
      throw .tooLong(tokens: sequence.count + 1, limit: model.longestSequence, model: model.name)
    }
    var reading = readings?.take(prompt) ?? reading()
    let drafted = reading.write(
      after: sequence, draftLength: draftLength, choosing: choice, stop: stop, limit: limit,
      random: &random)
    readings?.put(reading, of: prompt)
    let isComplete = drafted.tokens.last == stop
    return WrittenText(
      text: vocabulary.text(of: isComplete ? drafted.tokens.dropLast() : drafted.tokens[...]),
      isComplete: isComplete,
      cost: WritingCost(
        accepted: drafted.accepted, rejected: drafted.rejected, expertCalls: drafted.expertCalls,
        amateurCalls: drafted.amateurCalls, tokens: drafted.tokensRead,
        seconds: Clocks.monotonic - start))
  }
}
