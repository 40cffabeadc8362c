import LanguageModels

/// A trie of `prompt action [EVAL]` for every action, and where in it each of them stands.
struct Questions {
  private(set) var trie = TokenTrie()
  /// The nodes of the prompt and the action of each step, in the order of their tokens.
  private(set) var paths: [[Int]] = []
  /// How many steps have a node in their own path; what a step only remembers of others is not its own.
  private var owners: [Int: Int] = [:]
  /// The node of `[EVAL]` of each step.
  private(set) var judgements: [Int] = []
  /// How long the prompt is.
  let promptLength: Int

  /// Lays every action after the same prompt.
  init(prompt: [Token], actions: [[Token]], judgement: Token) {
    promptLength = prompt.count
    for action in actions {
      let path = trie.insert(prompt + action + [judgement])
      add(path.dropLast())
      judgements.append(path[path.count - 1])
    }
  }

  /// Lays every action with its prompt after as many of the earlier ones as a sequence can hold.
  init(prompt: [Token], actions: [[Token]], judgement: Token, remembering longest: Int) {
    promptLength = prompt.count
    for (index, action) in actions.enumerated() {
      var before: [[Token]] = actions[..<index].map { prompt + $0 }
      let own = prompt + action
      var length = before.reduce(own.count + 1) { $0 + $1.count }
      while length > longest, let oldest = before.first {
        length -= oldest.count
        before.removeFirst()
      }
      let path = trie.insert(before.flatMap { $0 } + own)
      add(path.suffix(own.count))
      judgements.append(trie.insert([judgement], after: path.last)[0])
    }
  }

  private mutating func add(_ path: some Sequence<Int>) {
    paths.append(Array(path))
    for node in path { owners[node, default: 0] += 1 }
  }

  /// Whether other steps have the same tokens as one of them, up to and with the token at a place.
  func isShared(upTo place: Int, ofStep step: Int) -> Bool {
    owners[paths[step][place], default: 0] > 1
  }
}
