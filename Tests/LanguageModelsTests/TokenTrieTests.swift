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

  @Test func `an unknown word is named with its text`() {
    #expect(throws: UnknownWord(word: "d", text: "a d")) { try vocabulary.tokens(of: "a d") }
  }
}
