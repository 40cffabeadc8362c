import Groundwork
import Testing

@Suite struct JSONValueTests {
  @Test func `of a key that is there twice the last one counts`() {
    let value = JSONValue.object([.init("a", .number(1)), .init("a", .number(2))])
    #expect(value["a"]?.integer == 2)
    #expect(value["b"] == nil)
  }
}
