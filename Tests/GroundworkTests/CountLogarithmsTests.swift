import Glibc
import Groundwork
import Testing

@Suite("Logarithms of counts")
struct CountLogarithmsTests {
  @Test("They are those of logf to the bit, on both sides of the end of the table")
  func sameBits() {
    let logarithms = CountLogarithms()
    let counts = Array(0...5000) + [1 << 16, 1_000_000, 16_777_217, UInt32.max]
    for count in counts {
      #expect(logarithms[count].bitPattern == logf(Float(count)).bitPattern, "ln \(count)")
    }
  }

  @Test("The logarithm of no visits is minus infinity, that of one is 0")
  func ends() {
    #expect(CountLogarithms()[0] == -.infinity)
    #expect(CountLogarithms()[1] == 0)
  }
}
