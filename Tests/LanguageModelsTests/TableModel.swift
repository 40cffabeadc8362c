import Glibc
import LanguageModels

/// A model of three words whose next word depends on the last one alone, by a table.
struct TableModel: LanguageModel {
  let name = "table"
  let vocabulary = Vocabulary(["a", "b", "c"])
  let longestSequence = 16
  /// The probabilities of the next word, by the last.
  var table: [[Double]]

  func row(after token: Token) -> [Float] { table[token.index].map { Float(log($0)) } }

  func logits(after trie: TokenTrie) -> Logits {
    Logits(width: 3, values: trie.tokens.flatMap { row(after: $0) })
  }

  func makeContext() -> Context { Context(model: self) }

  func read(_ trie: TokenTrie) -> (logits: Logits, context: Context) {
    (logits(after: trie), Context(model: self, depths: trie.depths))
  }

  /// How much was read; nothing else matters.
  struct Context: ModelContext {
    let model: TableModel
    var depths: [Int] = []
    var count = 0

    mutating func append(_ tokens: [Token]) -> Logits {
      count += tokens.count
      return Logits(width: 3, values: tokens.flatMap { model.row(after: $0) })
    }

    mutating func truncate(to count: Int) { self.count = count }

    mutating func resume(after node: Int) { count = depths[node] + 1 }
  }
}
