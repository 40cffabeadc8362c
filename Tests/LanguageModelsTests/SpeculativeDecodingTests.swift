import Groundwork
import Testing

@testable import LanguageModels

@Suite struct SpeculativeDecodingTests {
  private static let expert = TableModel(
    table: [[0.1, 0.2, 0.7], [0.6, 0.3, 0.1], [0.25, 0.5, 0.25]])
  private static let amateur = TableModel(
    table: [[0.6, 0.3, 0.1], [0.1, 0.1, 0.8], [0.3, 0.3, 0.4]])
  private static let start = [Token(rawValue: 0)]

  /// Pearson's statistic of pairs of words after the start, drawn so often; eight degrees of freedom.
  private func chiSquare(_ samples: Int, draw: () -> (Token, Token)) -> Double {
    var counts = [Int](repeating: 0, count: 9)
    for _ in 0..<samples {
      let (first, second) = draw()
      counts[first.index * 3 + second.index] += 1
    }
    var statistic = 0.0
    for first in 0..<3 {
      for second in 0..<3 {
        let share = Self.expert.table[0][first] * Self.expert.table[first][second]
        let expected = share * Double(samples)
        let difference = Double(counts[first * 3 + second]) - expected
        statistic += difference * difference / expected
      }
    }
    return statistic
  }

  /// One in a thousand samples of the expert's distribution exceeds it (eight degrees of freedom).
  private static let bound = 26.12

  @Test(arguments: [1, 4])
  func `what two models write together is distributed as what the expert writes`(length: Int) {
    let pair = SpeculativeDecoding(
      expert: Self.expert, amateur: Self.amateur, draftLength: length)
    var random = RandomSource(seed: 21)
    let statistic = chiSquare(100_000) {
      let text = pair.generate(
        after: Self.start, choosing: .drawn, stop: nil, limit: 3, random: &random)
      return (text.tokens[0], text.tokens[1])
    }
    #expect(statistic < Self.bound)
  }

  @Test func `the distribution test catches wrong rules of acceptance`() {
    let wrong: [(AcceptanceRule, Token, inout RandomSource) -> Token] = [
      // Accepting everything.
      { _, token, _ in token },
      // Replacing from the expert's distribution instead of what is left of it.
      { rule, token, random in
        random.unit() < rule.acceptance(of: token) ? token : rule.expert.draw(&random)
      },
      // Accepting with p instead of p / q.
      { rule, token, random in
        random.unit() < rule.expert.probabilities[token.index]
          ? token : rule.residual.draw(&random)
      },
    ]
    let right: (AcceptanceRule, Token, inout RandomSource) -> Token = { $0.settle($1, &$2) }
    var random = RandomSource(seed: 22)
    for (index, settle) in ([right] + wrong).enumerated() {
      func next(_ last: Token) -> Token {
        let rule = AcceptanceRule(
          expert: TokenDistribution(proportions: Self.expert.table[last.index]),
          amateur: TokenDistribution(proportions: Self.amateur.table[last.index]))
        let token = rule.amateur.draw(&random)
        return settle(rule, token, &random)
      }
      let statistic = chiSquare(100_000) {
        let first = next(Self.start[0])
        return (first, next(first))
      }
      #expect((statistic < Self.bound) == (index == 0), "rule \(index)")
    }
  }

  @Test func `acceptance is p over q, and the rest is drawn from what q lacks`() {
    let rule = AcceptanceRule(
      expert: TokenDistribution(proportions: [0.5, 0.25, 0.25]),
      amateur: TokenDistribution(proportions: [0.125, 0.75, 0.125]))
    #expect(rule.acceptance(of: Token(rawValue: 0)) == 1)
    #expect(rule.acceptance(of: Token(rawValue: 1)) == 1.0 / 3)
    #expect(rule.acceptance(of: Token(rawValue: 2)) == 1)
    // (0.375, 0, 0.125) / 0.5
    #expect(rule.residual.probabilities == [0.75, 0, 0.25])
    let same = AcceptanceRule(expert: rule.expert, amateur: rule.expert)
    #expect(same.residual == rule.expert)
  }

  @Test func `a draft is accepted up to the first word that the expert would not write`() {
    // The amateur writes b c b c ..., the expert b c a b c a ...
    let expert = TableModel(table: [[0.1, 0.8, 0.1], [0.1, 0.1, 0.8], [0.8, 0.1, 0.1]])
    let amateur = TableModel(table: [[0.1, 0.8, 0.1], [0.1, 0.1, 0.8], [0.1, 0.8, 0.1]])
    let pair = SpeculativeDecoding(expert: expert, amateur: amateur)
    var random = RandomSource(seed: 1)
    let text = pair.generate(
      after: Self.start, choosing: .likeliest, stop: nil, limit: 8, random: &random)
    #expect(expert.vocabulary.text(of: text.tokens) == "b c a b c a b c")
    #expect(
      text.fates == [
        .accepted, .accepted, .replaced, .accepted, .accepted, .replaced, .accepted, .added,
      ])
    // Drafts of four, of four, and of one: one word less than there is room for.
    #expect(text.drafted == 9)
    #expect(text.accepted == 5)
    #expect(text.rejected == 2)
    #expect(text.expertCalls == 3)
    #expect(text.amateurCalls == 9)
    #expect(random == RandomSource(seed: 1))
  }

  @Test func `a draft that is accepted as a whole is followed by a word of the expert's`() {
    let pair = SpeculativeDecoding(expert: Self.expert, amateur: Self.expert, draftLength: 3)
    var random = RandomSource(seed: 1)
    let text = pair.generate(
      after: Self.start, choosing: .drawn, stop: nil, limit: 8, random: &random)
    #expect(
      text.fates == [
        .accepted, .accepted, .accepted, .added, .accepted, .accepted, .accepted, .added,
      ])
    #expect(text.expertCalls == 2)
    #expect(text.amateurCalls == 6)
  }

  @Test func `nothing is written after the stop word, drafted or not`() {
    let model = TableModel(table: [[0.1, 0.8, 0.1], [0.1, 0.1, 0.8], [0.8, 0.1, 0.1]])
    var random = RandomSource(seed: 1)
    for length in 0...4 {
      let pair = SpeculativeDecoding(expert: model, amateur: model, draftLength: length)
      let text = pair.generate(
        after: Self.start, choosing: .likeliest, stop: Token(rawValue: 2), limit: 10,
        random: &random)
      #expect(model.vocabulary.text(of: text.tokens) == "b c")
    }
  }

  @Test func `a seed decides what is drawn`() {
    let pair = SpeculativeDecoding(expert: Self.expert, amateur: Self.amateur)
    let texts = [5, 5, 6 as UInt64].map { seed in
      var random = RandomSource(seed: seed)
      return pair.generate(
        after: Self.start, choosing: .drawn, stop: nil, limit: 12, random: &random)
    }
    #expect(texts[0] == texts[1])
    #expect(texts[0] != texts[2])
  }

  @Test func `a sequence ends where the model can read no further`() {
    let pair = SpeculativeDecoding(expert: Self.expert, amateur: Self.amateur)
    var random = RandomSource(seed: 3)
    let text = pair.generate(
      after: Self.start, choosing: .drawn, stop: nil, limit: 100, random: &random)
    #expect(text.tokens.count == 16)
  }

  @Test(arguments: [TokenChoice.likeliest, .drawn])
  func `after what was read before the same is written, and less is read`(
    choice: TokenChoice
  ) throws {
    let (expert, amateur) = (EmbeddedPair.expert, EmbeddedPair.amateur)
    let prompts = try GenerationTests.prompts.map { try expert.vocabulary.tokens(of: $0) }
    let stop = expert.vocabulary["[END]"]
    var trie = TokenTrie()
    for prompt in prompts { trie.insert(prompt.dropLast(2)) }
    for length in [0, 1, 4] {
      let pair = SpeculativeDecoding(expert: expert, amateur: amateur, draftLength: length)
      var read = (
        expert: ReadPrompt.reading(trie, by: expert).1,
        amateur: ReadPrompt.reading(trie, by: amateur).1
      )
      // Each one twice: the second time what was written of it is known too.
      for prompt in prompts + prompts.reversed() {
        var (one, other) = (RandomSource(seed: 3), RandomSource(seed: 3))
        let anew = pair.generate(
          after: prompt, choosing: choice, stop: stop, limit: 40, random: &one)
        let shared = pair.generate(
          after: prompt, from: &read, choosing: choice, stop: stop, limit: 40, random: &other)
        #expect(shared.tokens == anew.tokens && shared.fates == anew.fates)
        #expect(shared.expertCalls == anew.expertCalls && one == other)
        let models = length == 0 ? 1 : 2
        #expect(shared.tokensRead <= anew.tokensRead - models * (prompt.count - 2))
      }
    }
  }

  @Test(arguments: [1, 2, 4, 7])
  func `the embedded pair writes the expert's own text, word for word`(length: Int) throws {
    let (expert, amateur) = (EmbeddedPair.expert, EmbeddedPair.amateur)
    let pair = SpeculativeDecoding(expert: expert, amateur: amateur, draftLength: length)
    var random = RandomSource(seed: 1)
    for text in GenerationTests.prompts {
      let prompt = try expert.vocabulary.tokens(of: text)
      let stop = expert.vocabulary["[END]"]
      for limit in [1, 2, 5, 40] {
        let alone = expert.generate(
          after: prompt, choosing: .likeliest, stop: stop, limit: limit, random: &random)
        let together = pair.generate(
          after: prompt, choosing: .likeliest, stop: stop, limit: limit, random: &random)
        #expect(together.tokens == alone)
      }
    }
  }
}
