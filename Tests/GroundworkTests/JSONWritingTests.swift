import Glibc
import Groundwork
import Testing

@Suite struct JSONWritingTests {
  @Test func `an object is written on one line with its keys in their order`() {
    let value: JSONValue = [
      "b": .array([.null, .bool(true), .bool(false), .integer(-7)]), "a": ["x": .string("")],
      "c": .array([]), "d": [:],
    ]
    #expect(value.text() == #"{"b":[null,true,false,-7],"a":{"x":""},"c":[],"d":{}}"#)
  }

  @Test func `numbers have the fewest digits that mean them, and what is no number is null`() {
    let numbers: [(JSONValue, String)] = [
      (.number(0.1), "0.1"), (.number(1), "1"), (.number(-0.0), "-0.0"), (.number(1e300), "1e+300"),
      (.number(0x1p53), "9007199254740992.0"), (.number(.nan), "null"),
      (.number(-.infinity), "null"), (.single(0.1), "0.1"), (.single(16_777_216), "16777216"),
      (.single(.nan), "null"), (.id(.max), "18446744073709551615"), (.id(3), "3"),
      (.integer(.max), "9223372036854775807"), (.optional(nil as Int?), "null"),
      (.optional(nil as Double?), "null"), (.optional(nil as String?), "null"),
    ]
    for (value, text) in numbers { #expect(value.text() == text) }
  }

  @Test func `numbers of few decimals are written as Swift writes them`() {
    var random = RandomSource(seed: 3)
    for _ in 0..<20_000 {
      let number = Int(random.next() % 1_000_000_000)
      for place in [1, 10, 1_000, 100_000, 1_000_000] {
        let double = Double(number - 500_000_000) / Double(place)
        if double.magnitude >= 1e-4, double != double.rounded() {
          #expect(JSONValue.number(double).text() == double.description)
        }
        let single = Float(Double(number) / Double(place) / 1_000)
        if single.magnitude >= 1e-4, single != single.rounded() {
          #expect(JSONValue.single(single).text() == single.description)
        }
      }
    }
  }

  @Test func `whatever is not printable ASCII is escaped, unless it may be shown`() {
    let value = JSONValue.string("a\"\\\n\t\u{1B}\u{7F}\u{9B}é😀\u{202E}/")
    #expect(
      value.text() == #""a\"\\\n\t\u001b\u007f\u009b\u00e9\ud83d\ude00\u202e/""#)
    #expect(
      value.text { $0 == "é" || $0 == "😀" }
        == #""a\"\\\n\t\u001b\u007f\u009bé😀\u202e/""#)
    var writer = JSONWriter()
    writer.value(value)
    #expect(
      String(decoding: writer.bytes, as: UTF8.self)
        == "\"a\\\"\\\\\\n\\t\\u001b\\u007f\u{9B}é😀\u{202E}/\"")
  }

  @Test func `control characters are escaped even where everything may be shown`() {
    let text = JSONValue.string("\u{1B}[2J\0").text { _ in true }
    #expect(text == #""\u001b[2J\u0000""#)
  }

  @Test func `doubles and singles are read as they were written, to the last bit`() throws {
    var random = RandomSource(seed: 11)
    for _ in 0..<4_000 {
      let double = Double(bitPattern: random.next())
      if double.isFinite {
        let read = try JSONDocument(reading: JSONValue.number(double).text().utf8).root.number
        #expect(read?.bitPattern == double.bitPattern || double == 0)
      }
      let single = Float(bitPattern: UInt32(truncatingIfNeeded: random.next() >> 32))
      if single.isFinite {
        let read = try JSONDocument(reading: JSONValue.single(single).text().utf8).root.number
        #expect(read.map { Float($0) } == single)
      }
    }
  }

  @Test func `numbers of few decimals are written as the shortest text that means them`() {
    var random = RandomSource(seed: 12)
    for round in 0..<6_000 {
      let parts = pow(10, Double(round % 9))
      let number = Double(Int64(random.next() >> (14 + UInt64(round % 40)))) / parts
      for value in [number, -number, number.nextUp] {
        let isWhole = value == value.rounded(.towardZero) && value.magnitude < 0x1p53
        let expected = isWhole && value != 0 ? "\(Int64(value))" : value.description
        let text = JSONValue.number(value).text()
        #expect(text == expected || value == 0)
      }
    }
  }

  @Test func `any value is read as it was written, whichever characters are shown`() throws {
    var random = RandomSource(seed: 13)
    for round in 0..<500 {
      let value = Self.random(&random, depth: 0)
      let text = round.isMultiple(of: 2) ? value.text() : value.text { $0.value > 0xff }
      #expect(Self.value(try JSONDocument(reading: text.utf8).root) == value)
      #expect(!text.contains("\n"))
    }
  }

  private static func value(_ node: JSONNode) -> JSONValue {
    switch node.content {
    case .null: .null
    case .bool(let truth): .bool(truth)
    case .number(let number): .number(number)
    case .string(let text): .string(text)
    case .array: .array(node.children.map(value))
    case .object: JSONValue(node.children.map { ($0.key ?? "", value($0)) })
    }
  }

  private static func random(_ random: inout RandomSource, depth: Int) -> JSONValue {
    switch random.below(depth < 4 ? 7 : 5) {
    case 0: .null
    case 1: .bool(random.below(2) == 0)
    case 2: .number(Double(Int64(truncatingIfNeeded: random.next()) >> 20) / 1_000)
    case 3, 4: .string(text(&random))
    case 5: .array((0..<random.below(4)).map { _ in Self.random(&random, depth: depth + 1) })
    default:
      JSONValue(
        (0..<random.below(4)).map { key in
          ("\(key)" + text(&random), Self.random(&random, depth: depth + 1))
        })
    }
  }

  private static func text(_ random: inout RandomSource) -> String {
    var text = ""
    for _ in 0..<random.below(6) {
      let codes = [0..<0x80, 0x80..<0x250, 0x2000..<0x2100, 0x1f600..<0x1f640]
      let range = codes[Int(random.below(4))]
      let code = UInt32(range.lowerBound) + random.below(UInt32(range.count))
      if let scalar = Unicode.Scalar(code) { text.unicodeScalars.append(scalar) }
    }
    return text
  }
}
