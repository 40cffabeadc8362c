import Foundation
import Groundwork
import SearchTrees
import Testing

@testable import Journals

struct JournalHeaderTests {
  private var full: JournalHeader {
    var header = JournalHeader()
    header.problem = "connect-four:44"
    header.algorithm = "puct"
    header.label = "genuine"
    header.seed = 7
    header.parameters = [
      JSONValue.Member("c", .number(1.25)), JSONValue.Member("solve", .bool(false)),
      JSONValue.Member("widening", .string("all")),
    ]
    header.budget = [JSONValue.Member("iterations", .number(500))]
    header.rootText = "a \"board\"\n"
    header.statistics = ["visits", "sum"]
    header.perspective = "mover"
    header.low = -1
    header.high = 1
    header.meaning = "mean return"
    header.rule = "PUCT"
    header.formula = "Q + U"
    header.termNames = ["Q", "U"]
    header.selectionParameters = [NamedNumber("c", 1.25)]
    return header
  }

  @Test func `a header is one line whose keys stand in the order of the specification`() {
    #expect(
      full.line
        == #"{"type":"search","version":1,"engine":"treetop","problem":"connect-four:44","#
        + #""algorithm":"puct","label":"genuine","seed":7,"parameters":{"c":1.25,"solve":false,"widening":"all"},"#
        + #""budget":{"iterations":500},"root":{"id":0,"text":"a \"board\"\n"},"#
        + #""statistics":["visits","sum"],"value":{"perspective":"mover","low":-1,"high":1,"#
        + #""meaning":"mean return"},"selection":{"rule":"PUCT","formula":"Q + U","#
        + #""terms":["Q","U"],"c":1.25}}"#)
  }

  @Test(arguments: [0, 7, 1 << 53, 1 << 53 + 1, UInt64.max] as [UInt64])
  func `what is written is read back`(seed: UInt64) throws {
    var header = full
    header.seed = seed
    let value = try parsed(header.line)
    #expect(try JournalHeader(value) == header)
  }

  @Test func `a header that only begins to be one is read`() throws {
    let header = try JournalHeader(parsed(#"{"type":"search","version":1,"seed":null}"#))
    #expect(header.engine == "" && header.rootID == 0 && header.seed == nil)
    #expect(header.statistics == [] && header.low == nil)
  }

  @Test(arguments: [
    (#"[1]"#, "expected a search event"),
    (#"{"type":"expand"}"#, "expected a search event"),
    (#"{"type":"search"}"#, "expected \"version\""),
    (#"{"type":"search","version":2}"#, "version 2 of the format is not known"),
    (#"{"type":"search","version":1,"problem":5}"#, "\"problem\" of the search event"),
    (#"{"type":"search","version":1,"seed":-1}"#, "\"seed\""),
    (#"{"type":"search","version":1,"seed":1e18}"#, "\"seed\""),
    (#"{"type":"search","version":1,"root":{"id":-1}}"#, "\"root.id\""),
    (#"{"type":"search","version":1,"root":7}"#, "\"root\""),
    (#"{"type":"search","version":1,"statistics":["visits",1]}"#, "\"statistics\""),
    (#"{"type":"search","version":1,"value":{"low":"0"}}"#, "\"value.low\""),
  ])
  func `what is not as it should be is named`(line: String, reason: String) throws {
    let value = try parsed(line)
    let error = #expect(throws: JournalProblem.self) { try JournalHeader(value) }
    #expect(error?.reason.contains(reason) == true, "\(String(describing: error))")
  }

  @Test func `texts are escaped so that any reader of JSON gives them back`() throws {
    let hostile = "\u{0}\u{1}\t\r\n\u{1b}[31m\"\\/\u{7f}é\u{2028}\u{1F600}"
    var text = JournalOutput()
    text.string(hostile)
    let line = String(decoding: text.bytes, as: UTF8.self)
    #expect(line.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7f })
    #expect(try parsed(line).string == hostile)
  }

  @Test(arguments: [
    0, -0.0, 1, -7, 0.1, 1.0 / 3, 1e21, .leastNonzeroMagnitude, -1.7976931348623157e308,
    9_007_199_254_740_992,
    1e15,
    123456.75,
  ])
  func `numbers are exact`(number: Double) throws {
    var text = JournalOutput()
    text.number(number)
    let line = String(decoding: text.bytes, as: UTF8.self)
    #expect(Double(line)?.bitPattern == number.bitPattern)
    #expect(try parsed(line).number == number)
    var short = JournalOutput()
    short.number(Float(0.1))
    #expect(String(decoding: short.bytes, as: UTF8.self) == "0.1")
  }
}

/// Reads JSON with another reader than treetop's own.
func parsed(_ text: String) throws -> JSONValue {
  let object = try JSONSerialization.jsonObject(
    with: Data(text.utf8), options: [.fragmentsAllowed])
  return value(of: object)
}

private func value(of object: Any) -> JSONValue {
  switch object {
  case let text as String: return .string(text)
  case let number as NSNumber:
    // The double of Foundation's number can be off in the last bits; its digits are not.
    return isTruthValue(number)
      ? .bool(number.boolValue) : .number(Double(number.stringValue) ?? number.doubleValue)
  case let array as [Any]: return .array(array.map(value(of:)))
  case let members as [String: Any]:
    return .object(members.sorted { $0.key < $1.key }.map { .init($0.key, value(of: $0.value)) })
  default: return .null
  }
}

private func isTruthValue(_ number: NSNumber) -> Bool { number.objCType.pointee == 0x63 }
