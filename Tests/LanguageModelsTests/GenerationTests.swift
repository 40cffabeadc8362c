import Groundwork
import LanguageModels
import Testing

@Suite struct GenerationTests {
  static let prompts = [
    "[STATE] holding red blue on orange on table [GOAL] red on blue and blue on orange "
      + "[ACTION] stack red on blue [NEXT]",
    "[STATE] hand empty red on table blue on orange on table [GOAL] orange on red "
      + "[ACTION] unstack blue from orange [NEXT]",
    "[STATE] hand empty white on yellow on table magenta on table [GOAL] yellow on white "
      + "[ACTION] pick up magenta [NEXT]",
    "[STATE] hand empty red on table blue on table [GOAL] red on blue",
  ]

  @Test func `the likeliest text is the likeliest word each time`() throws {
    let model = EmbeddedPair.expert
    var random = RandomSource(seed: 1)
    for text in Self.prompts {
      var sequence = try model.vocabulary.tokens(of: text)
      let written = model.generate(
        after: sequence, choosing: .likeliest, stop: nil, limit: 12, random: &random)
      #expect(written.count == 12)
      for token in written {
        var trie = TokenTrie()
        let path = trie.insert(sequence)
        #expect(model.logits(after: trie).likeliest(path[path.count - 1]) == token)
        sequence.append(token)
      }
    }
    #expect(random == RandomSource(seed: 1))
  }

  @Test func `the embedded expert writes the state that an action leads to`() throws {
    let model = EmbeddedPair.expert
    var random = RandomSource(seed: 1)
    let prompt = try model.vocabulary.tokens(of: Self.prompts[0])
    let stop = model.vocabulary["[END]"]
    let written = model.generate(
      after: prompt, choosing: .likeliest, stop: stop, limit: 40, random: &random)
    #expect(model.vocabulary.text(of: written) == "hand empty red on blue on orange on table [END]")
  }

  @Test func `drawn words have the model's distribution`() throws {
    let model = TableModel(table: [[0.1, 0.2, 0.7], [0.6, 0.3, 0.1], [0.25, 0.5, 0.25]])
    var random = RandomSource(seed: 9)
    var counts = [0, 0, 0]
    for _ in 0..<20_000 {
      let text = model.generate(
        after: [Token(rawValue: 0)], choosing: .drawn, stop: nil, limit: 1, random: &random)
      counts[text[0].index] += 1
    }
    var statistic = 0.0
    for (count, share) in zip(counts, model.table[0]) {
      let difference = Double(count) - 20_000 * share
      statistic += difference * difference / (20_000 * share)
    }
    // One in a thousand exceeds it: two degrees of freedom.
    #expect(statistic < 13.82)
  }

  @Test func `a text ends with its stop word, at its limit, or where reading ends`() {
    let model = TableModel(table: [[0.1, 0.8, 0.1], [0.1, 0.1, 0.8], [0.8, 0.1, 0.1]])
    var random = RandomSource(seed: 1)
    let lengths = [(Token?.some(Token(rawValue: 2)), 9), (nil, 3), (nil, 0), (nil, 99)].map {
      model.generate(
        after: [Token(rawValue: 0)], choosing: .likeliest, stop: $0.0, limit: $0.1, random: &random
      ).count
    }
    #expect(lengths == [2, 3, 0, 16])
  }
}
