import Groundwork
import LanguageModels
import Testing

/// That batching, sharing and order do not change a bit.
@Suite struct TransformerTests {
  private static let texts = [
    "[STATE] holding red blue on orange on table [GOAL] red on blue and blue on orange "
      + "[ACTION] stack red on blue [EVAL]",
    "[STATE] holding red blue on orange on table [GOAL] red on blue and blue on orange "
      + "[ACTION] put down red [EVAL]",
    "[STATE] holding red blue on orange on table [GOAL] red on blue and blue on orange "
      + "[ACTION] put down red [NEXT] hand empty red on table blue on orange on table [END]",
    "[ACTION] pick up white",
  ]

  private func sequences(_ model: Transformer) throws -> [[Token]] {
    try Self.texts.map { try model.vocabulary.tokens(of: $0) }
  }

  private func alone(_ tokens: [Token], _ model: Transformer) -> Logits {
    var trie = TokenTrie()
    trie.insert(tokens)
    return model.logits(after: trie)
  }

  private static let models = [EmbeddedPair.expert, EmbeddedPair.amateur]

  @Test(arguments: [0, 1])
  func `a trie says of each sequence what the sequence alone says`(number: Int) throws {
    let model = Self.models[number]
    let sequences = try sequences(model)
    for order in [[0, 1, 2, 3], [3, 2, 1, 0], [1, 3, 0, 2]] {
      var trie = TokenTrie()
      let paths = order.map { trie.insert(sequences[$0]) }
      #expect(trie.count < sequences.reduce(0) { $0 + $1.count })
      let together = model.logits(after: trie)
      for (path, index) in zip(paths, order) {
        let single = alone(sequences[index], model)
        for (row, node) in path.enumerated() {
          #expect(Array(single[row]) == Array(together[node]))
        }
      }
    }
  }

  @Test(arguments: [0, 1])
  func `a sequence read in parts says what it says as a whole`(number: Int) throws {
    let model = Self.models[number]
    var random = RandomSource(seed: 7)
    for tokens in try sequences(model) {
      let whole = alone(tokens, model)
      for longest in [1, 2, 3, 7, tokens.count] {
        var context = model.makeContext()
        var values: [Float] = []
        while context.count < tokens.count {
          let count = min(tokens.count - context.count, Int(random.below(UInt32(longest))) + 1)
          values += context.append(Array(tokens[context.count..<context.count + count])).values
        }
        #expect(values == whole.values)
      }
    }
  }

  @Test(arguments: [0, 1])
  func `what was forgotten leaves no trace`(number: Int) throws {
    let model = Self.models[number]
    let sequences = try sequences(model)
    let whole = alone(sequences[2], model)
    var context = model.makeContext()
    _ = context.append(sequences[2])
    _ = context.append(sequences[3])
    for kept in [20, 11, 0] {
      context.truncate(to: kept)
      #expect(context.count == kept)
      let rest = context.append(Array(sequences[2][kept...]))
      #expect(rest.values == Array(whole.values[(kept * whole.width)...]))
      _ = context.append(sequences[3])
    }
  }

  @Test(arguments: [0, 1])
  func `a trie that goes on from a context is the trie of whole sequences`(number: Int) throws {
    let model = Self.models[number]
    let sequences = try sequences(model)
    let shared = zip(sequences[0], sequences[1]).prefix { $0 == $1 }.count
    var whole = TokenTrie()
    var rest = TokenTrie()
    let nodes = sequences[..<3].flatMap { whole.insert($0).dropFirst(shared) }
    let lower = sequences[..<3].flatMap { rest.insert($0.dropFirst(shared)) }
    var context = model.makeContext()
    _ = context.append(Array(sequences[0].prefix(shared)))
    let expected = model.logits(after: whole)
    for _ in 0..<2 {
      let logits = context.logits(after: rest)
      for (node, other) in zip(nodes, lower) {
        #expect(Array(expected[node]) == Array(logits[other]))
      }
      #expect(context.count == shared)
    }
  }

  @Test(arguments: [0, 1])
  func `a trie that was read is gone on with after any of its nodes`(number: Int) throws {
    let model = Self.models[number]
    let sequences = try sequences(model)
    var trie = TokenTrie()
    let paths = sequences.map { trie.insert($0) }
    let (logits, read) = model.read(trie)
    #expect(logits == model.logits(after: trie))
    #expect(read.count == 0)
    var context = read
    var random = RandomSource(seed: 5)
    for _ in 0..<12 {
      let (which, other) = (Int(random.below(4)), Int(random.below(4)))
      let place = Int(random.below(UInt32(sequences[which].count)))
      let begun = Array(sequences[which][...place])
      let whole = alone(begun + sequences[other], model)
      context.resume(after: paths[which][place])
      #expect(context.count == begun.count)
      // Read, partly forgotten and read again; also more than there was room for at first.
      let rest = context.append(sequences[other])
      #expect(rest.values == Array(whole.values[(begun.count * whole.width)...]))
      let kept = Int(random.below(UInt32(context.count)))
      context.truncate(to: kept)
      let again = context.append(Array((begun + sequences[other])[kept...]))
      #expect(again.values == Array(whole.values[(kept * whole.width)...]))
    }
    // The one that was copied stands where it stood.
    #expect(read.count == 0)
  }

  @Test func `a copy of a context goes on by itself`() throws {
    let model = EmbeddedPair.amateur
    let sequences = try sequences(model)
    var one = model.makeContext()
    _ = one.append(sequences[3])
    var other = one
    _ = one.append(sequences[0])
    #expect(other.count == sequences[3].count)
    let rest = other.append(sequences[1])
    let whole = alone(sequences[3] + sequences[1], model)
    #expect(rest.values == Array(whole.values[(sequences[3].count * whole.width)...]))
  }

  @Test func `threads that share a model get the same bits`() async throws {
    let model = EmbeddedPair.expert
    let tokens = try sequences(model)[0]
    let expected = alone(tokens, model)
    await withTaskGroup(of: Logits.self) { group in
      for _ in 0..<8 { group.addTask { alone(tokens, model) } }
      for await logits in group { #expect(logits == expected) }
    }
  }

  @Test func `nothing read gives no rows, and the longest sequence fits`() throws {
    let model = EmbeddedPair.amateur
    #expect(model.logits(after: TokenTrie()).count == 0)
    var context = model.makeContext()
    #expect(context.append([]).count == 0)
    let token = try #require(model.vocabulary["red"])
    #expect(context.append([Token](repeating: token, count: model.longestSequence)).count == 256)
  }

  @Test func `the embedded models know the same words and differ in size`() {
    let (expert, amateur) = (EmbeddedPair.expert, EmbeddedPair.amateur)
    #expect(expert.vocabulary == amateur.vocabulary)
    #expect(expert.shape.parameters > 10 * amateur.shape.parameters)
  }
}
