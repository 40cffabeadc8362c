import Foundation
import Journals
import SearchTrees
import Testing

@testable import Importers

/// Proofs: a conjunctive node is solved when all of its children are, any other one when one of them is.
@Suite struct ProofTests {
  /// The root has a tactic that leaves two goals, and one that leaves none.
  private static func proof(second: Bool, other: Bool) -> String {
    #"""
    {"id":0,"parent":null,"kind":"OR","visits":6,"value":0.5,"solved":false}
    {"id":1,"parent":0,"kind":"AND","action":"split","visits":3,"value":0.5}
    {"id":2,"parent":1,"kind":"OR","action":"first","visits":1,"value":1,"solved":true}
    {"id":3,"parent":1,"kind":"OR","action":"second","visits":1,"value":0,"solved":\#(second)}
    {"id":4,"parent":0,"kind":"OR","action":"other","visits":2,"value":0.5,"solved":\#(other)}
    """#
  }

  @Test(
    arguments: [
      (true, false, [1, 1, 1, 1, 0]), (false, false, [0, 0, 1, 0, 0]),
      (false, true, [1, 0, 1, 0, 1]),
    ] as [(Bool, Bool, [Double])])
  func `what is solved follows from the goals`(second: Bool, other: Bool, solved: [Double]) throws {
    let file = try ReadFile(Self.proof(second: second, other: other))
    let place = try #require(file.recording.expressionNames.statistics.firstIndex(of: "solved"))
    var byAction: [String: Double?] = [:]
    for (node, path) in file.paths {
      byAction[path.last ?? "root"] = file.recording.number(.statistic(place), of: node)
    }
    let order = ["root", "split", "first", "second", "other"]
    #expect(order.map { byAction[$0] ?? nil } == solved)
  }

  @Test func `a conjunctive node is named, and nothing is said of one that nobody solved`() throws {
    let file = try ReadFile(Self.proof(second: true, other: false))
    #expect(file.journal.contains(#""action":"split","kind":"and""#))
    #expect(!file.journal.contains(#""kind":"or""#))
    let plain = try ReadFile(
      #"{"visits":2,"value":0.5,"solved":true,"children":[{"action":"a","visits":1,"value":1}]}"#)
    #expect(!plain.journal.contains("solved"))
  }
}
