import Foundation
import Testing

/// `treetop compare` on files that another command wrote.
@Suite final class CompareTests {
  private let one: TemporaryFile
  private let two: TemporaryFile

  init() throws {
    one = try TemporaryFile("", named: "one.jsonl")
    two = try TemporaryFile("", named: "two@2#x:y.jsonl")
    for (file, seed) in [(one, "1"), (two, "2")] {
      try FileManager.default.removeItem(atPath: file.path)
      let ending = try Program.start([
        "search", "connect-four", "--iterations", "300", "--seed", seed, "--batch", "--record",
        file.path,
      ]).end()
      try #require(ending.status == 0, "\(ending.error)")
    }
  }

  private struct Compared: Decodable {
    struct Side: Decodable { var answer: [String] }
    struct Decision: Decodable {
      struct Row: Decodable {
        struct Numbers: Decodable { var visits: Double? }
        var action: String
        var a: Numbers?
        var b: Numbers?
      }
      var step: Int
      var a: String
      var b: String
      var candidates: [Row]
    }
    var equal: Bool
    var sameAnswer: Bool
    var a: Side
    var b: Side
    var decision: Decision?
  }

  private func compare(_ arguments: String...) throws -> (status: Int32, compared: Compared) {
    let ending = try Program.start(["compare", "--json"] + arguments).end()
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    let compared = try decoder.decode(Compared.self, from: Data(ending.output.utf8))
    return (ending.status, compared)
  }

  @Test func `a recording is equal to itself`() throws {
    let (status, compared) = try compare(one.path, one.path)
    #expect(status == 0 && compared.equal && compared.sameAnswer && compared.decision == nil)
  }

  @Test func `two seeds part where their most visited children do`() throws {
    let (status, compared) = try compare(one.path, two.path)
    #expect(status == 1 && !compared.equal)
    let decision = try #require(compared.decision)
    let place = try #require(
      zip(compared.a.answer, compared.b.answer).enumerated().first {
        $1.0 != $1.1
      })
    #expect(decision.step == place.offset + 1)
    #expect(decision.a == place.element.0 && decision.b == place.element.1)
    func most(_ side: (Compared.Decision.Row) -> Double?) -> String? {
      decision.candidates.max { (side($0) ?? -1) < (side($1) ?? -1) }?.action
    }
    #expect(most { $0.a?.visits } == decision.a && most { $0.b?.visits } == decision.b)
  }

  @Test func `moments, branches and nodes are named behind the file`() throws {
    let moments = try compare(one.path + "@i200", one.path + "@i201")
    #expect(moments.status == 1)
    #expect(try compare(two.path + "@END#main", two.path + "#0").status == 0)
    #expect(try compare(one.path + "@i300:4", one.path + ":4").status == 0)
    #expect(try compare(one.path + ":4", one.path + ":5").status == 1)
  }

  @Test func `what cannot be compared ends with 2, and says why`() throws {
    let tree = try TemporaryFile("{\"root\": {}}", named: "tree.json")
    let cases: [([String], String)] = [
      ([one.path + "x", one.path], "No such file"),
      ([tree.path, one.path], "tree.json"),
      ([one.path + "@i301", one.path], "holds 300 iterations"),
      ([one.path + "@never", one.path], "accepted are"),
      ([one.path + "#side", one.path], "has the branches main"),
      ([one.path + ":8", one.path], "has no action \"8\""),
      ([one.path + ":#100000", one.path], "there is no node #100000"),
      ([one.path, "--within", "x", one.path], "accepted is a number"),
    ]
    for (arguments, words) in cases {
      let ending = try Program.start(["compare"] + arguments).end()
      #expect(ending.status == 2 && ending.error.contains(words), "\(arguments): \(ending.error)")
      #expect(ending.output.isEmpty)
    }
  }

  @Test func `two problems are not compared`() throws {
    let other = try TemporaryFile("", named: "other.jsonl")
    try FileManager.default.removeItem(atPath: other.path)
    _ = try Program.start([
      "search", "tic-tac-toe", "--iterations", "50", "--batch", "--record", other.path,
    ]).end()
    let ending = try Program.start(["compare", "--json", one.path, other.path]).end()
    #expect(ending.status == 2 && ending.output.contains("\"comparable\":false"))
    #expect(ending.error.contains("two problems: A searches connect-four, B tic-tac-toe"))
  }

  @Test func `the page ends with the sentence that says where and why`() throws {
    let ending = try Program.start(["compare", "--ascii", one.path, two.path]).end()
    let last = ending.output.components(separatedBy: "\n\n").last ?? ""
    #expect(last.hasPrefix("The first decision that differs is step"))
    #expect(ending.output.split(separator: "\n").allSatisfy { $0.count <= 120 })
  }
}
