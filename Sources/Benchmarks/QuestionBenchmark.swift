import Groundwork
import Journals
import SearchTrees

/// Questions about the nodes of a recording: words in its bytes, conditions, groups.
struct QuestionBenchmark {
  private let file: String
  private let rounds: Int

  init(_ arguments: inout Arguments) throws {
    file = try arguments.text("file", default: "")
    rounds = try arguments.number("rounds", default: 9)
    try arguments.finish()
  }

  private static let words = [
    "counterexample", "zebra", "Zebra", "because the previous zebra", "evid.*tight so zebra",
    "zeb+ra [0-9]+", "[aeiou][aeiou] t[a-z]e", "[a-z]+ [a-z]+",
  ]
  private static let filters = ["N > 1000 and Q < 0.4", "rationale ~ \"zebra\"", "depth > 30"]
  private static let groups = ["depth", "Q", "N", "Q < .4", "action"]

  func run() throws {
    let bytes = try JournalBytes(mapping: file)
    let recording = Recording(bytes)
    recording.readWhole()
    recording.show(event: recording.eventCount)
    for word in Self.words {
      try measure("word", word, bytes.count) {
        try filter(TreeExpression(finding: word), recording)
      }
    }
    for text in Self.filters {
      try measure("filter", text, bytes.count) {
        try filter(TreeExpression(condition: text, recording.expressionNames), recording)
      }
    }
    for text in Self.groups {
      try measure("group", text, bytes.count) {
        var pass = try GroupPass(TreeExpression(text, recording.expressionNames), recording)
        while pass.advance(over: recording, isDue: { false }) {}
        return pass.groups.groups.count
      }
    }
  }

  private func filter(_ condition: TreeExpression, _ recording: Recording) throws -> Int {
    var pass = try FilterPass(condition, recording)
    while pass.advance(over: recording, isDue: { false }) {}
    return pass.found.matches.count
  }

  private func measure(
    _ kind: String, _ text: String, _ bytes: Int, _ body: () throws -> Int
  ) throws {
    var found = 0
    var times: [Double] = []
    for _ in 0..<rounds {
      let (result, spent) = try Measurement.of(body)
      found = result
      times.append(spent.work)
    }
    let median = Measurement.median(times)
    var line = Line()
    line.add(kind, text)
    line.add("found", found)
    line.add("ms", median * 1000, places: 1)
    if kind == "word" { line.add("MB_s", Double(bytes) / 1e6 / median, places: 0) }
    line.print()
  }
}
