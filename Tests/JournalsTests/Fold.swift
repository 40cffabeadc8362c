import Foundation
import Groundwork
import Journals

/// A reader of journals in the fewest words, apart from treetop's own: what a branch's events say of
/// each node.
struct Fold {
  struct Known: Equatable {
    var visits = 0.0
    var sum = 0.0
    var isTerminal = false
    var proven: Double?
    var isBanned = false
    var pinned: Double?
    var note: String?
    var children: [UInt64] = []
    var action = ""
    var code = 0.0
    var prior: Double?
    /// How many more children the node can have; nil before it was expanded.
    var unexpanded: Double?
  }

  var nodes: [UInt64: Known] = [0: Known()]
  var iterations = 0
  var lines: [JSONValue]

  init(_ text: String) throws {
    lines = try text.split(separator: "\n").map { try parsed(String($0)) }
  }

  /// The events of a branch: its own, and of each ancestor those up to where the line leaves it.
  func events(of branch: Int) -> [JSONValue] {
    var bounds: [Int: Int] = [branch: .max]
    var current = branch
    var bound = Int.max
    while let begin = lines.first(where: {
      $0["type"]?.string == "branch" && $0["branch"]?.integer == current
    }) {
      bound = min(bound, begin["at"]?.integer ?? 0)
      current = begin["of"]?.integer ?? 0
      bounds[current] = bound
    }
    return lines.enumerated().compactMap { index, line in
      let own = line["branch"]?.integer ?? 0
      guard let bound = bounds[own], index + 1 <= bound else { return nil }
      return line
    }
  }

  /// Folds the events of a branch.
  mutating func fold(_ branch: Int) {
    nodes = [0: Known()]
    iterations = 0
    for event in events(of: branch) {
      let node = event["node"]?.number.map { UInt64($0) } ?? 0
      switch event["type"]?.string {
      case "expand":
        let codes = event["codes"]?.elements ?? []
        nodes[node]?.unexpanded = event["unexpanded"]?.number ?? 0
        for (index, child) in (event["children"]?.elements ?? []).enumerated() {
          let id = UInt64(child["id"]?.number ?? 0)
          nodes[node]?.children.append(id)
          nodes[id] = Known(
            action: child["action"]?.string ?? "", code: codes[index].number ?? -1,
            prior: child["prior"]?.number)
        }
      case "evaluate": if event["terminal"]?.bool == true { nodes[node]?.isTerminal = true }
      case "backup":
        iterations = event["iteration"]?.integer ?? -1
        for row in event["stats"]?.elements ?? [] {
          let numbers = row.elements?.compactMap(\.number) ?? []
          nodes[UInt64(numbers[0])]?.visits = numbers[1]
          nodes[UInt64(numbers[0])]?.sum = numbers[2]
        }
      case "edit":
        for member in event["set"]?.members ?? [] {
          switch member.key {
          case "proven": nodes[node]?.proven = member.value.number
          case "banned": nodes[node]?.isBanned = member.value.bool == true
          case "pinned": nodes[node]?.pinned = member.value.number
          case "prior": nodes[node]?.prior = member.value.number
          case "note": nodes[node]?.note = member.value.string
          default: break
          }
        }
      default: break
      }
    }
  }
}
