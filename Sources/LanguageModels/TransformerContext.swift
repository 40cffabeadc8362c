/// A sequence that a transformer has read, with the keys and values of its tokens.
///
/// It may begin in a trie that was read as a whole, and then goes on after any node of it. A value: a copy
/// goes on by itself, and copies what was read when one of the two reads more.
public struct TransformerContext: ModelContext {
  private let model: Transformer
  private var cache: KeyValueCache
  /// Where the tokens of the sequence stand.
  private var path = SlotPath()
  /// Where the nodes of the trie stand that was read first, in as many slots; nil without one.
  private var trie: RowPlaces?
  private var trieSlots = 0
  /// How many tokens at the end of the sequence stand behind the trie.
  private var appended = 0
  /// The room for some rows, kept from one time to the next.
  private var work: Transformer.Work?

  /// As many rows are evaluated in room that is kept: more come once a prompt, fewer once a token.
  private static let fewRows = 8

  init(_ model: Transformer) {
    self.model = model
    cache = KeyValueCache(layers: model.shape.layers, width: model.shape.width, slots: 0)
  }

  /// How many tokens were read.
  public var count: Int { path.length }

  /// Reads tokens in one pass and returns the logits of the token after each of them.
  ///
  /// - Precondition: with them the sequence is no longer than the model can read.
  public mutating func append(_ tokens: [Token]) -> Logits {
    makeRoom(for: tokens.count)
    let firstSlot = trieSlots + appended
    let places = RowPlaces(count: tokens.count, after: path, firstSlot: firstSlot)
    let logits = model.run(
      tokens, at: places, firstSlot: firstSlot, cache: cache,
      room(rows: tokens.count, mostSlots: places.mostSlots))
    for slot in firstSlot..<firstSlot + tokens.count { path.append(Int32(slot)) }
    appended += tokens.count
    return logits
  }

  /// Forgets all but the first `count` tokens.
  public mutating func truncate(to count: Int) {
    precondition(count >= 0 && count <= self.count, "only what was read can be forgotten")
    appended = max(0, appended - (self.count - count))
    path.cut(to: count)
  }

  /// Goes on after a node of the trie that was read at the beginning.
  public mutating func resume(after node: Int) {
    guard let trie, node >= 0, node < trieSlots else {
      preconditionFailure("only a trie that was read can be gone on with")
    }
    path = trie.path(to: node)
    appended = 0
  }

  /// Reads a trie into an empty context and returns the logits of the token after each of its nodes.
  mutating func begin(with trie: TokenTrie) -> Logits {
    precondition(count == 0 && trieSlots == 0, "a trie comes first")
    // What is written on after it is mostly shorter than this.
    cache = KeyValueCache(
      layers: model.shape.layers, width: model.shape.width, slots: trie.count + 32)
    let places = RowPlaces(trie)
    let logits = model.run(
      trie.tokens, at: places, firstSlot: 0, cache: cache,
      Transformer.Work(model.shape, rows: trie.count, mostSlots: places.mostSlots))
    self.trie = places
    trieSlots = trie.count
    return logits
  }

  /// Returns the logits of the token after each node of a trie that goes on from here: one row a node.
  ///
  /// What was read stays as it is. The same bits as of a trie that holds the whole sequences.
  ///
  /// - Precondition: no sequence is longer than the model can read.
  public mutating func logits(after trie: TokenTrie) -> Logits {
    makeRoom(for: trie.count)
    let firstSlot = trieSlots + appended
    let places = RowPlaces(trie, after: path, firstSlot: firstSlot)
    return model.run(
      trie.tokens, at: places, firstSlot: firstSlot, cache: cache,
      room(rows: trie.count, mostSlots: places.mostSlots))
  }

  /// Sees to it that nobody else writes into the cache, and that it has slots for so many more tokens.
  private mutating func makeRoom(for more: Int) {
    let used = trieSlots + appended
    let needed = used + more
    if needed > cache.slots {
      cache = cache.copy(slots: max(needed, 2 * cache.slots, 64), count: used)
    } else if !isKnownUniquelyReferenced(&cache) {
      cache = cache.copy(slots: cache.slots, count: used)
    }
  }

  /// Returns room for rows that nobody else writes into.
  private mutating func room(rows: Int, mostSlots: Int) -> Transformer.Work {
    guard rows <= Self.fewRows else {
      return Transformer.Work(model.shape, rows: rows, mostSlots: mostSlots)
    }
    if isKnownUniquelyReferenced(&work), let work, work.mostSlots >= mostSlots { return work }
    let made = Transformer.Work(
      model.shape, rows: Self.fewRows, mostSlots: min(model.longestSequence, 2 * mostSlots))
    work = made
    return made
  }
}
