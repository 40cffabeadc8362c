/// What a model has read of some sequences, to go on from wherever another one parts from them.
///
/// A search scores the actions of a state and then writes where one of them leads: what both begin with is
/// read once.
public struct ReadPrompt<Model: LanguageModel> {
  /// The sequences that were read at first.
  private let trie: TokenTrie
  /// What was read of the sequence that was gone on with last.
  private var read: [Token] = []
  /// The context, which has read just that.
  private var context: Model.Context

  /// Begins with nothing that was read.
  public init(_ model: Model) {
    trie = TokenTrie()
    context = model.makeContext()
  }

  private init(_ trie: TokenTrie, _ context: Model.Context) {
    self.trie = trie
    self.context = context
  }

  /// Reads a trie and returns the logits of the token after each of its nodes as well.
  public static func reading(_ trie: TokenTrie, by model: Model) -> (Logits, ReadPrompt) {
    let (logits, context) = model.read(trie)
    return (logits, ReadPrompt(trie, context))
  }

  /// Lets the context read as much of a sequence as is known, but for its last token: a model answers to what
  /// it reads.
  mutating func goOn(with sequence: [Token]) {
    let wanted = sequence.dropLast()
    let same = zip(read, wanted).prefix { $0 == $1 }.count
    let known = trie.longestBeginning(of: wanted)
    if let node = known.node, known.length > same {
      context.resume(after: node)
    } else {
      context.truncate(to: same)
    }
    read = Array(sequence.prefix(context.count))
  }

  /// Reads tokens and returns the logits of the token after each of them.
  mutating func append(_ tokens: [Token]) -> Logits {
    read += tokens
    return context.append(tokens)
  }

  /// Forgets all but the first `count` tokens, if there are more.
  mutating func truncate(to count: Int) {
    guard count < read.count else { return }
    read.removeSubrange(count...)
    context.truncate(to: count)
  }

  /// How many tokens were read.
  var count: Int { read.count }
}
