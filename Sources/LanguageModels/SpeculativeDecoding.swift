public import Groundwork

/// Writing with two models: a small one drafts some tokens, a large one verifies them in one pass.
///
/// What is written is distributed exactly as if the expert had written it alone, and is the expert's
/// own text where the likeliest token is chosen. Leviathan et al., *Fast Inference from Transformers
/// via Speculative Decoding* (2023), algorithm 1.
public struct SpeculativeDecoding<Expert: LanguageModel, Amateur: LanguageModel>: Sendable {
  /// The model whose text it is.
  public let expert: Expert
  /// The model that drafts.
  public let amateur: Amateur
  /// The most tokens of a draft, gamma.
  public let draftLength: Int

  /// Couples two models.
  ///
  /// - Precondition: they have one vocabulary.
  public init(expert: Expert, amateur: Amateur, draftLength: Int = 4) {
    precondition(expert.vocabulary == amateur.vocabulary, "both models must know the same words")
    precondition(draftLength >= 0, "a draft has no negative length")
    self.expert = expert
    self.amateur = amateur
    self.draftLength = draftLength
  }

  /// Writes on after a prompt.
  ///
  /// It ends with `stop`, which is part of the result, after `limit` tokens, or where the sequence is as
  /// long as both models can read.
  ///
  /// - Precondition: the prompt is not empty, nor longer than the models can read.
  public func generate(
    after prompt: [Token], choosing choice: TokenChoice, stop: Token?, limit: Int,
    random: inout RandomSource
  ) -> DraftedText {
    var read = (expert: ReadPrompt(expert), amateur: ReadPrompt(amateur))
    return generate(
      after: prompt, from: &read, choosing: choice, stop: stop, limit: limit, random: &random)
  }

  /// Writes on after a prompt of which both models have read something.
  ///
  /// The same text as where they had read nothing; what they have read they do not read again.
  ///
  /// - Parameter read: what both have read; afterwards the prompt and most of the text as well.
  /// - Precondition: the prompt is not empty, nor longer than the models can read.
  public func generate(
    after prompt: [Token],
    from read: inout (expert: ReadPrompt<Expert>, amateur: ReadPrompt<Amateur>),
    choosing choice: TokenChoice, stop: Token?, limit: Int, random: inout RandomSource
  ) -> DraftedText {
    precondition(!prompt.isEmpty, "a model writes on after something")
    let longest = min(expert.longestSequence, amateur.longestSequence)
    let limit = min(limit, longest - prompt.count + 1)
    read.expert.goOn(with: prompt)
    read.amateur.goOn(with: prompt)
    var sequence = prompt
    var result = DraftedText()
    while result.tokens.count < limit {
      // One token is the expert's own; a draft beyond the limit would be for nothing.
      let wanted = min(draftLength, limit - result.tokens.count - 1)
      let draft = draft(
        wanted, after: sequence, choice, stop, &read.amateur, &random, counting: &result)
      let unread = sequence[read.expert.count...] + draft.tokens
      let logits = read.expert.append(Array(unread))
      result.expertCalls += 1
      result.tokensRead += unread.count
      let before = result.tokens.count
      verify(draft, logits, choice, stop, &random, into: &result)
      sequence += result.tokens[before...]
      if result.tokens.last == stop { break }
      // Of the last token no model has read anything: it is the expert's choice.
      read.expert.truncate(to: sequence.count - 1)
      read.amateur.truncate(to: sequence.count - 1)
    }
    return result
  }

  /// Tokens of the amateur with the distributions that they were chosen from.
  private struct Draft {
    var tokens: [Token] = []
    var logits: [Logits] = []
  }

  private func draft(
    _ count: Int, after sequence: [Token], _ choice: TokenChoice, _ stop: Token?,
    _ context: inout ReadPrompt<Amateur>, _ random: inout RandomSource,
    counting result: inout DraftedText
  ) -> Draft {
    var draft = Draft()
    var unread = Array(sequence[context.count...])
    while draft.tokens.count < count {
      let logits = context.append(unread)
      result.amateurCalls += 1
      result.tokensRead += unread.count
      let token = logits.choose(choice, row: logits.count - 1, &random)
      draft.tokens.append(token)
      draft.logits.append(logits)
      if token == stop { break }
      unread = [token]
    }
    result.drafted += draft.tokens.count
    return draft
  }

  /// Accepts a draft as far as the rule lets it, and adds a token of the expert's.
  ///
  /// The last rows of `logits` are the expert's: one before each drafted token, one after all.
  private func verify(
    _ draft: Draft, _ logits: Logits, _ choice: TokenChoice, _ stop: Token?,
    _ random: inout RandomSource, into result: inout DraftedText
  ) {
    let first = logits.count - draft.tokens.count - 1
    for (index, token) in draft.tokens.enumerated() {
      let chosen: Token
      switch choice {
      case .likeliest: chosen = logits.likeliest(first + index)
      case .drawn:
        let guess = draft.logits[index]
        let rule = AcceptanceRule(
          expert: TokenDistribution(logits, row: first + index),
          amateur: TokenDistribution(guess, row: guess.count - 1))
        chosen = rule.settle(token, &random)
      }
      result.append(chosen, chosen == token ? .accepted : .replaced)
      if chosen != token || chosen == stop { return }
    }
    result.append(logits.choose(choice, row: logits.count - 1, &random), .added)
  }
}

/// What the expert makes of one drafted token.
///
/// A token that the amateur gives q and the expert p is accepted with the probability min(1, p / q);
/// a rejected one is replaced by one drawn in proportion to max(0, p - q). Together they give p.
struct AcceptanceRule {
  var expert: TokenDistribution
  var amateur: TokenDistribution

  /// Returns the probability that a token is accepted.
  func acceptance(of token: Token) -> Double {
    let (p, q) = (expert.probabilities[token.index], amateur.probabilities[token.index])
    return p >= q ? 1 : p / q
  }

  /// The distribution of what replaces a rejected token.
  var residual: TokenDistribution {
    let rest = zip(expert.probabilities, amateur.probabilities).map { max(0, $0 - $1) }
    // Where rounding leaves nothing, the two are the same.
    return rest.contains { $0 > 0 } ? TokenDistribution(proportions: rest) : expert
  }

  /// Returns the token, or another one if it is rejected; takes one random number, or two.
  func settle(_ token: Token, _ random: inout RandomSource) -> Token {
    random.unit() < acceptance(of: token) ? token : residual.draw(&random)
  }
}
