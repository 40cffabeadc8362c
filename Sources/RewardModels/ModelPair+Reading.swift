import LanguageModels

extension ModelPair {
  /// Asks both models about all steps from one state: one call of each, what steps share read once.
  ///
  /// - Parameters:
  ///   - wordings: the actions in words.
  ///   - prompt: the state in words.
  ///   - memory: what the amateur has read before.
  /// - Returns: the evidence, in the order of `wordings`. The order changes nothing else unless the
  ///   amateur remembers the siblings.
  public func read(
    _ wordings: [String], after prompt: String, amateur memory: AmateurMemory = .fresh
  ) throws(ReadingError) -> StateEvidence {
    let start = try tokens(of: prompt) + [marks.action]
    var actions: [[Token]] = []
    for wording in wordings {
      let action = try tokens(of: wording)
      if action.isEmpty { throw .noWords(prompt: prompt) }
      actions.append(action)
    }
    let questions = Questions(prompt: start, actions: actions, judgement: marks.judgement)
    let longest = start.count + (actions.map(\.count).max() ?? 0) + 1
    for model in [expert, amateur] where longest > model.longestSequence {
      throw .tooLong(tokens: longest, limit: model.longestSequence, model: model.name)
    }
    let chained =
      memory == .fresh
      ? questions
      : Questions(
        prompt: start, actions: actions, judgement: marks.judgement,
        remembering: amateur.longestSequence)
    let answers = answers(to: questions.trie, amateur: chained.trie, of: prompt)
    let reader = EvidenceReader(
      pair: self, prompt: start, actions: actions,
      expert: ModelAnswers(answers.expert, questions),
      amateur: ModelAnswers(answers.amateur, chained))
    return StateEvidence(
      steps: actions.indices.map { reader.evidence(of: $0) }, promptLength: start.count,
      calls: 2, tokens: questions.trie.count + chained.trie.count)
  }

  /// Returns the tokens of a text.
  func tokens(of text: String) throws(ReadingError) -> [Token] {
    do {
      return try vocabulary.tokens(of: text)
    } catch {
      throw .unknownWord(error.word, text: error.text)
    }
  }
}
