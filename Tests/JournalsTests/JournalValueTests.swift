import Journals
import Testing

@Suite struct JournalValueTests {
  @Test func `of a key that is there twice the last one counts`() {
    let value = JournalValue.object([.init("a", .number(1)), .init("a", .number(2))])
    #expect(value["a"]?.integer == 2)
    #expect(value["b"] == nil)
  }
}
