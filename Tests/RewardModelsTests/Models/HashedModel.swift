import Groundwork
import LanguageModels
import RewardModels

/// A made-up model whose every distribution depends on the whole sequence before it, and on nothing else.
struct HashedModel: LanguageModel {
  /// The words in which Blocksworld is written.
  static let words = Vocabulary(
    [
      "[STATE]", "[GOAL]", "[ACTION]", "[EVAL]", "[NEXT]", "[END]", "good", "bad", "hand", "empty",
      "holding", "on", "table", "and", "pick", "up", "put", "down", "stack", "unstack", "from",
      "red", "blue", "orange", "yellow", "white", "magenta",
    ])

  var name: String
  var seed: UInt64
  /// The deviation of the logits.
  var spread = 2.0
  var vocabulary = HashedModel.words
  var longestSequence = 256

  func logits(after trie: TokenTrie) -> Logits {
    var hashes: [UInt64] = []
    var values: [Float] = []
    for index in 0..<trie.count {
      let before = trie.parents[index].map { hashes[$0] } ?? seed
      let hash = (before ^ UInt64(trie.tokens[index].index + 1)) &* 0x9e37_79b9_7f4a_7c15
      hashes.append(hash ^ hash &>> 29)
      var random = RandomSource(seed: hashes[index])
      values += vocabulary.words.map { _ in Float(spread * random.normal()) }
    }
    return Logits(width: vocabulary.count, values: values)
  }

  func makeContext() -> WholeSequence<HashedModel> { WholeSequence(model: self) }

  func read(_ trie: TokenTrie) -> (logits: Logits, context: WholeSequence<HashedModel>) {
    (logits(after: trie), WholeSequence(model: self, trie: trie))
  }

  /// An expert and an amateur that have nothing in common.
  static func pair(longest: Int = 256) throws -> ModelPair {
    try ModelPair(
      expert: HashedModel(name: "expert", seed: 1, longestSequence: longest),
      amateur: HashedModel(name: "amateur", seed: 2, longestSequence: longest))
  }
}
