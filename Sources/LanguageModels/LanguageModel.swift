/// A model that gives the probability of every word that could come next.
///
/// Distributions are over the whole vocabulary at temperature 1. Evaluating is a pure function: what a
/// model says of a sequence depends on its tokens alone, to the last bit, not on what is evaluated beside
/// it or was before.
public protocol LanguageModel: Sendable {
  /// What is being written or read, with what the model remembers of it.
  associatedtype Context: ModelContext

  /// What the model is called (`expert`).
  var name: String { get }
  /// The words that it knows.
  var vocabulary: Vocabulary { get }
  /// The longest sequence that it can read.
  var longestSequence: Int { get }

  /// Returns the logits of the token after each node of a trie: one row a node.
  ///
  /// - Precondition: no node is deeper than `longestSequence`.
  func logits(after trie: TokenTrie) -> Logits

  /// Reads a trie and returns the logits of the token after each node, and a context that has read all of
  /// it, from which any of its sequences can be gone on with.
  ///
  /// The context stands before all tokens until it is told where to go on.
  ///
  /// - Precondition: no node is deeper than `longestSequence`.
  func read(_ trie: TokenTrie) -> (logits: Logits, context: Context)

  /// Begins an empty sequence.
  func makeContext() -> Context
}

/// A sequence of tokens that a model has read, which can grow and be cut back.
public protocol ModelContext {
  /// How many tokens were read.
  var count: Int { get }

  /// Reads tokens and returns the logits of the token after each of them.
  mutating func append(_ tokens: [Token]) -> Logits

  /// Forgets all but the first `count` tokens.
  mutating func truncate(to count: Int)

  /// Goes on after a node of the trie that was read: the sequence is the one that ends with it, and what was
  /// appended before is forgotten.
  ///
  /// - Precondition: the context comes from ``LanguageModel/read(_:)``, and the node is one of that trie.
  mutating func resume(after node: Int)
}
