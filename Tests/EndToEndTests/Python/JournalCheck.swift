import Foundation
import Testing

/// Checks a journal against the words of its specification, knowing nothing of the reader.
struct JournalCheck {
  /// The keys that an event must have.
  private static let required: [String: [String]] = [
    "search": ["version", "engine", "root", "statistics", "value"],
    "select": ["node", "chosen"], "expand": ["node", "children"], "evaluate": ["node", "value"],
    "backup": ["path", "value", "stats"], "stats": ["stats"], "edit": ["by", "node", "set"],
    "branch": ["branch", "of", "at", "node"], "stop": ["reason"], "reply": ["to"], "answer": [],
    "log": ["text"],
  ]
  private static let reasons: Set = [
    "step", "paused", "budget", "solved", "exhausted", "breakpoint", "error", "quit",
  ]

  /// Ids of the main line, by branch those made there too.
  private var known: [Int: Set<Int>] = [:]
  private var used: Set<Int> = [0]
  private var answered: Set<Int> = []
  private var width = 0

  /// Checks all events of a journal.
  static func expectValid(_ events: [[String: Any]]) throws {
    var check = JournalCheck()
    #expect(events.first?["type"] as? String == "search")
    for (index, event) in events.enumerated() {
      try check.take(event, line: index + 1)
    }
  }

  private mutating func take(_ event: [String: Any], line: Int) throws {
    let type = try #require(event["type"] as? String)
    let keys = try #require(JournalCheck.required[type], "line \(line): type \(type)")
    for key in keys { #expect(event[key] != nil, "line \(line): \(type) without \(key)") }
    let branch = event["branch"] as? Int ?? 0
    var ids = known[branch] ?? [0]
    func expectKnown(_ id: Any?) {
      #expect((id as? Int).map(ids.contains) == true, "line \(line): \(type) of \(id ?? "none")")
    }
    switch type {
    case "search":
      width = 1 + (event["statistics"] as? [String] ?? []).count
      known[0] = [(event["root"] as? [String: Any])?["id"] as? Int ?? -1]
    case "branch":
      known[branch] = known[event["of"] as? Int ?? 0]
      #expect(event["at"] as? Int == line - 1)
    case "expand":
      expectKnown(event["node"])
      for child in try #require(event["children"] as? [[String: Any]]) {
        let id = try #require(child["id"] as? Int)
        #expect(child["action"] is String)
        #expect(used.insert(id).inserted, "line \(line): \(id) is used again")
        ids.insert(id)
      }
      known[branch] = ids
    case "backup", "stats":
      for id in event["path"] as? [Int] ?? [] { expectKnown(id) }
      for row in try #require(event["stats"] as? [[NSNumber]]) {
        expectKnown(row[0].intValue)
        #expect(row.count == width, "line \(line)")
      }
    case "select":
      expectKnown(event["node"])
      if !(event["chosen"] is NSNull) { expectKnown(event["chosen"]) }
      for each in event["candidates"] as? [[String: Any]] ?? [] {
        expectKnown(each["node"])
        let terms = each["terms"] as? [String: Double]
        guard let score = each["score"] as? Double, let terms else { continue }
        #expect(abs(terms.values.reduce(0, +) - score) < 1e-9, "line \(line)")
      }
    case "evaluate": expectKnown(event["node"])
    case "stop": #expect(JournalCheck.reasons.contains(event["reason"] as? String ?? ""))
    case "reply":
      #expect(answered.insert(try #require(event["to"] as? Int)).inserted, "answered twice")
      #expect((event["ok"] as? Bool == true) != (event["error"] is String))
    default: break
    }
  }
}
