import Groundwork
import Testing

struct NumberTextTests {
  @Test(arguments: [
    (0, "0"), (7, "7"), (999, "999"), (1000, "1,000"), (12_480, "12,480"), (100_000, "100,000"),
    (1_234_567, "1,234,567"), (-1, "-1"), (-999, "-999"), (-1000, "-1,000"),
    (-123_456, "-123,456"), (.max, "9,223,372,036,854,775,807"),
    (.min, "-9,223,372,036,854,775,808"),
  ])
  func `whole numbers are grouped by three`(number: Int, text: String) {
    #expect(NumberText.grouped(number) == text)
  }

  @Test(arguments: [
    (0, ".000"), (-0.0, ".000"), (0.803, ".803"), (-1.25, "-1.250"), (1, "1.000"),
    (0.9994, ".999"), (0.9996, "1.000"), (-0.9996, "-1.000"), (9.9996, "10.000"),
    (0.0004, ".000"), (-0.0004, ".000"), (-0.0006, "-.001"), (0.0625, ".063"),
    (12.034, "12.034"), (100.05, "100.050"), (.nan, "-"), (.infinity, "inf"),
    (-.infinity, "-inf"), (1e300, "1e+300"), (.leastNonzeroMagnitude, ".000"),
  ])
  func `three decimals without the leading zero`(number: Double, text: String) {
    #expect(NumberText.fixed(number) == text)
  }

  @Test(arguments: [
    (0.5, 0, "1"), (0.49, 0, "0"), (2.5, 0, "3"), (-2.5, 0, "-3"), (-0.4, 0, "0"),
    (0.05, 1, "0.1"), (0.95, 1, "1.0"), (3.14159, 2, "3.14"), (3.14159, 4, "3.1416"),
    (-0.001, 2, "0.00"), (.nan, 2, "-"), (.infinity, 2, "inf"), (-.infinity, 0, "-inf"),
    (123_456_789.125, 2, "123456789.13"), (0.000_000_01, 8, "0.00000001"),
  ])
  func `other numbers of decimals with the leading zero`(
    number: Double, places: Int, text: String
  ) {
    #expect(NumberText.plain(number, places: places) == text)
  }

  @Test(arguments: [
    (0, "0"), (950, "950"), (999, "999"), (999.4, "999"), (999.5, "1.0k"), (1000, "1.0k"),
    (1900, "1.9k"), (9949, "9.9k"), (9950, "10k"), (48_000, "48k"), (999_499, "999k"),
    (999_500, "1.0M"), (3_100_000, "3.1M"), (12_000_000, "12M"), (999_500_000, "1.0G"),
    (7.3e12, "7.3T"), (9.99e14, "999T"), (-1900, "-1.9k"), (-48_000, "-48k"), (.nan, "-"),
    (.infinity, "inf"), (0.4, "0"),
  ])
  func `compact numbers carry to the next unit`(number: Double, text: String) {
    let compact = NumberText.compact(number)
    #expect(compact == text)
    #expect(compact.count <= 5)
  }

  @Test(arguments: [
    (0, "0 B"), (1, "1 B"), (1023, "1023 B"), (1024, "1.0 kB"), (1536, "1.5 kB"),
    (102_400, "100 kB"), (101_888, "99.5 kB"), (1_048_575, "1.0 MB"), (1_048_576, "1.0 MB"),
    (4_300_000, "4.1 MB"), (1 << 30, "1.0 GB"), (5 << 40, "5120 GB"),
  ])
  func `bytes are told in binary units`(count: Int, text: String) {
    #expect(NumberText.bytes(count) == text)
  }

  @Test(arguments: [
    (2, "2"), (1.414213562, "1.4142"), (0.5, "0.5"), (100, "100"), (0, "0"), (-0.0, "0"),
    (-0.00001, "0"), (0.00004, "0"), (0.00005, "0.0001"), (-1.5, "-1.5"), (1000, "1000"),
    (1.99996, "2"), (950_000_000_000_000, "950000000000000"), (1e15, "1000000000000000"),
    (.nan, "-"), (.infinity, "inf"), (-.infinity, "-inf"),
  ])
  func `parameters are written without trailing zeros`(number: Double, text: String) {
    #expect(NumberText.short(number) == text)
  }
}
