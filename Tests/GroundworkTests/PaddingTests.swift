import Groundwork
import Testing

@Suite struct PaddingTests {
  @Test func `a text that is longer than its place stays whole`() {
    #expect("abc".padded(to: 5) == "abc  ")
    #expect("abc".leftPadded(to: 5, with: "0") == "00abc")
    for count in [-7, 0, 2, 3] {
      #expect("abc".padded(to: count) == "abc" && "abc".leftPadded(to: count) == "abc")
    }
  }
}
