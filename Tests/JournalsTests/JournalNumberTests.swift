import Foundation
import Groundwork
import Journals
import Testing

@Suite struct JournalNumberTests {
  private func number(_ text: String) -> Double? {
    (try? JournalReader.value(of: text.utf8.span))?.number
  }

  /// Compares with the C library, which rounds every decimal number correctly.
  private func agrees(_ text: String) -> Bool {
    number(text)?.bitPattern == strtod(text, nil).bitPattern
  }

  @Test(arguments: [
    "0", "-0", "-0.0", "0e999999999999999999999", "1e22", "1e23", "1e-22", "1e-23",
    "9007199254740993",
    "9007199254740992e22", "9007199254740993e-5", "18446744073709551615", "18446744073709551616",
    "0.1", "0.30000000000000004", "123456789012345678e-27", "9999999999999999999e27",
    "9999999999999999999e-27", "1e-27", "1e-28", "2.2250738585072011e-308", "5e-324", "2e-324",
    "1e-400", "1.7976931348623157e308", "0.000000000000000000000000000000000000000001",
    "1.00000000000000011102230246251565404236316680908203125",
    "1.00000000000000011102230246251565404236316680908203124",
    "1.00000000000000011102230246251565404236316680908203126", "1e-18446744073709551617",
  ])
  func `a number is rounded to the nearest double`(text: String) {
    #expect(agrees(text))
  }

  @Test func `numbers as programs print them come back bit for bit`() {
    var random = RandomSource(seed: 11)
    for _ in 0..<20_000 {
      let scale = Double(random.below(60)) - 30
      let double = random.normal() * pow(10, scale)
      #expect(number("\(double)")?.bitPattern == double.bitPattern)
    }
  }

  @Test func `decimals of every length are rounded as the C library does`() {
    var random = RandomSource(seed: 12)
    for _ in 0..<40_000 {
      var text = String(random.below(9) + 1)
      for _ in 0..<random.below(random.below(8) == 0 ? 40 : 20) { text += String(random.below(10)) }
      if random.below(2) == 0 { text += ".\(random.below(4_000_000_000))" }
      if random.below(2) == 0 { text += "e\(Int(random.below(80)) - 40)" }
      #expect(agrees(text), "\(text)")
    }
  }

  @Test func `halves between two doubles go to the even one`() {
    var random = RandomSource(seed: 13)
    for _ in 0..<10_000 {
      // An odd multiple of half a unit in the last place, written in full: 2^53 < m < 2^54, odd.
      let middle = (1 << 53) | (random.next() >> 11) | 1
      #expect(agrees("\(middle)"))
      #expect(agrees("\(middle / 2).5"))
    }
  }

  @Test(arguments: [
    "1e309", "-1e309", "1.7976931348623159e308", "1e99999999999999999999", "NaN", "Infinity",
    "-Infinity",
  ])
  func `a number that is not finite is not known`(text: String) throws {
    #expect(try JournalReader.value(of: text.utf8.span) == .null)
  }

  @Test(arguments: [
    (UInt64(1) << 53) - 1, UInt64(1) << 53, (UInt64(1) << 53) + 1, 0x7fff_ffff_ffff_ffff,
    0x8000_0000_0000_0001, .max,
  ])
  func `an id is read and written exactly, however large`(id: UInt64) throws {
    #expect(try JournalReader.value(of: "\(id)".utf8.span).id == id)
    #expect(try JournalReader.value(of: "\(id)".utf8.span).number == Double(id))
    var header = JournalHeader()
    header.rootID = id
    let line = header.line
    #expect(line.contains("\"id\":\(id)"))
    #expect(try JournalHeader(JournalReader.value(of: line.utf8.span)).rootID == id)
  }
}
