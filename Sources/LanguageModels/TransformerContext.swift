/// A sequence that a transformer has read, with the keys and values of its tokens.
///
/// A value: a copy goes on by itself, and copies what was read when one of the two reads more.
public struct TransformerContext: ModelContext {
  private let model: Transformer
  private var cache: KeyValueCache
  /// How many tokens were read.
  public private(set) var count = 0

  init(_ model: Transformer) {
    self.model = model
    cache = KeyValueCache(layers: model.shape.layers, width: model.shape.width, slots: 0)
  }

  /// Reads tokens in one pass and returns the logits of the token after each of them.
  ///
  /// - Precondition: with them the sequence is no longer than the model can read.
  public mutating func append(_ tokens: [Token]) -> Logits {
    makeRoom(for: tokens.count)
    let places = RowPlaces(count: tokens.count, after: count)
    let logits = model.run(tokens, at: places, firstSlot: count, cache: cache)
    count += tokens.count
    return logits
  }

  /// Forgets all but the first `count` tokens.
  public mutating func truncate(to count: Int) {
    precondition(count >= 0 && count <= self.count, "only what was read can be forgotten")
    self.count = count
  }

  /// Returns the logits of the token after each node of a trie that goes on from here: one row a node.
  ///
  /// What was read stays as it is. The same bits as of a trie that holds the whole sequences.
  ///
  /// - Precondition: no sequence is longer than the model can read.
  public mutating func logits(after trie: TokenTrie) -> Logits {
    makeRoom(for: trie.count)
    return model.run(
      trie.tokens, at: RowPlaces(trie, after: count), firstSlot: count, cache: cache)
  }

  /// Sees to it that nobody else writes into the cache, and that it has slots for so many more tokens.
  private mutating func makeRoom(for more: Int) {
    let needed = count + more
    if needed > cache.slots {
      cache = cache.copy(slots: max(needed, 2 * cache.slots, 64), count: count)
    } else if !isKnownUniquelyReferenced(&cache) {
      cache = cache.copy(slots: cache.slots, count: count)
    }
  }
}
