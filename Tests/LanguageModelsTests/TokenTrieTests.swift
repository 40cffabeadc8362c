import Testing

@testable import LanguageModels

@Suite struct TokenTrieTests {
  private let vocabulary = Vocabulary(["a", "b", "c"])

  @Test func `sequences share their beginning once`() throws {
    var trie = TokenTrie()
    let one = trie.insert(try vocabulary.tokens(of: "a b c"))
    let other = trie.insert(try vocabulary.tokens(of: "a b b"))
    #expect(trie.count == 4)
    #expect(one.prefix(2) == other.prefix(2))
    #expect(trie.depths == [0, 1, 2, 2])
    #expect(trie.parents == [nil, 0, 1, 1])
  }

  @Test func `the longest beginning of a sequence is found, or that there is none`() throws {
    var trie = TokenTrie()
    let path = trie.insert(try vocabulary.tokens(of: "a b c"))
    for (text, length) in [("a b c a", 3), ("a b b", 2), ("a b", 2), ("b c", 0), ("", 0)] {
      let found = trie.longestBeginning(of: try vocabulary.tokens(of: text))
      #expect(found.length == length)
      #expect(found.node == (length > 0 ? path[length - 1] : nil))
    }
  }

  @Test func `an unknown word is named with its text`() {
    #expect(throws: UnknownWord(word: "d", text: "a d")) { try vocabulary.tokens(of: "a d") }
  }
}
