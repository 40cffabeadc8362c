import Foundation
import Goldens
import Groundwork
import Testing

@Suite struct GoldenCaseTests {
  static let names = [
    "ab-mcts-a", "ab-mcts-m", "gumbel-muzero", "i-mcts", "master", "mctsr", "mctsr-zero", "rebase",
    "regularised-policy",
  ]

  private func file(_ name: String) throws -> GoldenFile {
    let url = try #require(
      Bundle.module.url(forResource: name, withExtension: "json", subdirectory: "Cases"))
    return try GoldenFile(name: name, reading: [UInt8](try Data(contentsOf: url)))
  }

  @Test(arguments: names)
  func `every case of a file is equal, under any name of the case`(name: String) throws {
    var file = try file(name)
    for index in file.cases.indices { file.cases[index].name = "case \(index)" }
    var report = GoldenReport()
    report.check(file)
    #expect(report.lines.allSatisfy { $0.hasSuffix(": equal") }, "\(report.lines)")
    #expect(report.lines.count == file.cases.count && report.status == 0)
    #expect(report.summary == "\(file.cases.count) cases equal, 0 different, 0 not claimed")
  }

  @Test(arguments: names)
  func `each number that is changed by a hundredth is found, with its path`(name: String) throws {
    var (changed, inputs) = (0, 0)
    for (caseName, value) in try file(name).cases {
      let paths = Self.numbers(in: value)
      // Every seventh: what is given is taken as it is, and need not be noticed by itself.
      for path in paths.enumerated().filter({ $0.offset.isMultiple(of: 7) }).map(\.element) {
        var report = GoldenReport()
        var copy = try file(name)
        copy.cases = [(caseName, Self.changing(value, at: path[...]))]
        report.check(copy)
        if report.status == 1 { changed += 1 } else { inputs += 1 }
      }
      let outcome = Self.outcomes[name] ?? ""
      guard let place = paths.first(where: { $0.contains(.key(outcome)) }) else { continue }
      var report = GoldenReport()
      var copy = try file(name)
      copy.cases = [(caseName, Self.changing(value, at: place[...]))]
      report.check(copy)
      #expect(report.status == 1)
      #expect(report.lines[0].contains("different at "), "\(report.lines)")
      #expect(report.lines[0].contains(outcome))
    }
    #expect(changed > inputs)
  }

  @Test func `a key that nobody knows is not claimed, and one that is missing neither`() throws {
    for name in Self.names {
      for (caseName, value) in try file(name).cases {
        var copy = try file(name)
        copy.cases = [(caseName, Self.adding("surprise", to: value))]
        var report = GoldenReport()
        report.check(copy)
        #expect(report.status == 1)
        #expect(report.lines[0].contains("not claimed"), "\(report.lines)")
        copy.cases = [(caseName, .string("nothing"))]
        report = GoldenReport()
        report.check(copy)
        #expect(report.status == 1 && report.lines[0].contains("not claimed"))
      }
    }
  }

  @Test func `a search that an answer ends early has as many iterations as it says`() throws {
    for (kept, status) in [(4, 0), (3, 1), (5, 1)] {
      var file = try file("mctsr")
      let value = try #require(file.cases.first { $0.name == "as_coded" }).value
      var members = try #require(value.members)
      for place in members.indices {
        // The first entry of the log stands before the first iteration.
        switch members[place].key {
        case "early_stop_at": members[place].value = .integer(3)
        case "log":
          let log = members[place].value.elements ?? []
          members[place].value = .array(Array(log.prefix(kept)))
        default: break
        }
      }
      file.cases = [("early", .object(members))]
      var report = GoldenReport()
      report.check(file)
      #expect(report.status == status, "\(report.lines)")
    }
  }

  @Test func `a file without a rule is status 3, a difference beside it 1, an unreadable one 2`()
    throws
  {
    let stranger = try GoldenFile(
      name: "stranger", reading: Array(#"{"cases_by_name":{"a":{"x":1}}}"#.utf8))
    var report = GoldenReport()
    for name in Self.names { report.check(try file(name)) }
    #expect(report.status == 0)
    report.check(stranger)
    #expect(report.status == 3 && report.summary.hasSuffix("; 1 files without a rule"))
    let odd = try GoldenFile(
      name: "ab-mcts-a", reading: Array(#"{"cases_by_name":{"a":{"x":1}}}"#.utf8))
    report.check(odd)
    #expect(report.status == 1)
    report.note(unreadable: "b.json", "the file cannot be read")
    #expect(report.status == 2)
    for text in ["{", "{}", #"{"cases_by_name":{}}"#, #"{"cases_by_name":[1]}"#] {
      #expect(throws: GoldenFileError.self) {
        try GoldenFile(name: "a", reading: Array(text.utf8))
      }
    }
  }

  // MARK: - Changing cases

  private enum Step: Hashable {
    case key(String)
    case index(Int)
  }

  /// A key of each file's cases that holds what a rule found.
  private static let outcomes = [
    "ab-mcts-a": "posterior", "ab-mcts-m": "predictive", "gumbel-muzero": "action_weights",
    "i-mcts": "U", "master": "explore", "mctsr": "ucb", "mctsr-zero": "ucb", "rebase": "widths",
    "regularised-policy": "pi_bar",
  ]

  private static func numbers(in value: JSONValue, at path: [Step] = []) -> [[Step]] {
    switch value {
    case .number, .whole: [path]
    case .array(let elements):
      elements.enumerated().flatMap { numbers(in: $1, at: path + [.index($0)]) }
    case .object(let members):
      members.flatMap { numbers(in: $0.value, at: path + [.key($0.key)]) }
    default: []
    }
  }

  private static func changing(_ value: JSONValue, at path: ArraySlice<Step>) -> JSONValue {
    guard let step = path.first else { return .number((value.number ?? 0) + 0.01) }
    switch (value, step) {
    case (.array(var elements), .index(let index)):
      elements[index] = changing(elements[index], at: path.dropFirst())
      return .array(elements)
    case (.object(var members), .key(let key)):
      for index in members.indices where members[index].key == key {
        members[index].value = changing(members[index].value, at: path.dropFirst())
      }
      return .object(members)
    default: return value
    }
  }

  /// Adds a member to an object, or to the first object of a list.
  private static func adding(_ key: String, to value: JSONValue) -> JSONValue {
    switch value {
    case .object(let members): .object(members + [JSONValue.Member(key, .number(1))])
    case .array(var elements):
      {
        if let first = elements.first { elements[0] = adding(key, to: first) }
        return .array(elements)
      }()
    default: value
    }
  }
}
