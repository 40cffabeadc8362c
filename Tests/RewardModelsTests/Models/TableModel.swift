import Glibc
import LanguageModels

/// A model whose distributions stand in a table, by the words of the whole sequence so far.
///
/// What the table does not name is given the probability that is left, in equal parts; sequences that
/// are not in the table are followed by every word alike.
struct TableModel: LanguageModel {
  var name: String
  var vocabulary: Vocabulary
  var longestSequence = 64
  var table: [String: [String: Double]]

  func logits(after trie: TokenTrie) -> Logits {
    var texts: [String] = []
    var values: [Float] = []
    for index in 0..<trie.count {
      let word = vocabulary.word(trie.tokens[index])
      let text = trie.parents[index].map { texts[$0] + " " + word } ?? word
      texts.append(text)
      let known = table[text] ?? [:]
      let rest = 1 - known.values.reduce(0, +)
      let share = rest / Double(max(vocabulary.count - known.count, 1))
      values += vocabulary.words.map { Float(log(max(known[$0] ?? share, 1e-30))) }
    }
    return Logits(width: vocabulary.count, values: values)
  }

  func makeContext() -> WholeSequence<TableModel> { WholeSequence(model: self) }

  func read(_ trie: TokenTrie) -> (logits: Logits, context: WholeSequence<TableModel>) {
    (logits(after: trie), WholeSequence(model: self, trie: trie))
  }
}

/// A context that remembers its tokens and asks its model anew.
struct WholeSequence<Model: LanguageModel>: ModelContext {
  let model: Model
  var trie = TokenTrie()
  var tokens: [Token] = []

  var count: Int { tokens.count }

  mutating func append(_ new: [Token]) -> Logits {
    tokens += new
    var trie = TokenTrie()
    trie.insert(tokens)
    let all = model.logits(after: trie)
    return Logits(
      width: all.width, values: Array(all.values.suffix(new.count * all.width)))
  }

  mutating func truncate(to count: Int) { tokens.removeLast(tokens.count - count) }

  mutating func resume(after node: Int) {
    let parents = trie.parents
    let path = sequence(first: node) { parents[$0] }
    tokens = path.reversed().map { trie.tokens[$0] }
  }
}
