import Foundation
import Testing

/// The object that `--json` prints.
struct Found: Decodable, Equatable {
  struct Child: Decodable, Equatable {
    var action: String
    var visits: Int
    var value: Double?
    var prior: Double?
    var terms: [String: Double?]
  }

  struct Answer: Decodable, Equatable {
    var rule: String
    var actions: [String]
    var value: Double?
    var state: String
    var terminal: Bool
    var measure: String?
    var instead: String?
  }

  var problem: String
  var preset: String
  var seed: UInt64
  var iterations: Int
  var nodes: Int
  var depth: Int
  var seconds: Double
  var cpuSeconds: Double
  var bytesPerNode: Int
  var stopped: String
  var solved: Bool
  var provenValue: Double?
  var children: [Child]
  var principalVariation: [String]
  var answer: Answer
  var plan: [String]?
  var planValid: Bool?
  var tree: String

  /// The keys as they are documented, in their order.
  static let keys = [
    "problem", "engine", "preset", "seed", "parameters", "iterations", "nodes", "depth", "seconds",
    "cpu_seconds", "bytes_per_node", "stopped", "solved", "proven_value", "root",
    "children", "unexpanded", "principal_variation", "principal_variation_by", "answer", "plan",
    "plan_valid", "calls", "models", "endpoints", "findings", "match_count", "matches",
    "group_count", "groups", "assertion", "tree",
    "format", "assumptions", "left_out",
  ]

  /// Runs a search and reads what it prints.
  static func by(_ arguments: String...) throws -> Found {
    let ending = try Program.start(["search"] + arguments + ["--json"]).end()
    try #require(ending.status == 0, "\(ending.error)")
    return try reading(ending.output)
  }

  /// Reads what a search printed.
  static func reading(_ text: String) throws -> Found {
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    return try decoder.decode(Found.self, from: Data(text.utf8))
  }

  /// The same but for the times.
  var timeless: Found {
    var copy = self
    copy.seconds = 0
    copy.cpuSeconds = 0
    return copy
  }
}
